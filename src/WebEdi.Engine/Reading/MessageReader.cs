using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Reading;

/// <summary>Reads the syntax of a file: once over it to learn what it is, then again for its segments.</summary>
internal sealed class MessageReader
{
    /// <summary>Goes over the whole file once: format, encoding, columns, keys that do not stand together.</summary>
    /// <param name="content">The file, seekable; left anywhere.</param>
    /// <param name="fileName">Its name, for positions.</param>
    /// <param name="plan">What the map asks for.</param>
    /// <param name="encoding">The encoding fixed by the sender (utf-8, cp932); null: the map's, else found in the bytes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>What was found, or why nothing of the file can be taken.</returns>
    public Task<Result<FileSurvey>> SurveyAsync(Stream content, string fileName, ReadingPlan plan, string? encoding, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Reads the data segments in bounded blocks.</summary>
    /// <param name="content">The same bytes.</param>
    /// <param name="survey">What was found.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The blocks; each stays valid after the next one is read.</returns>
    public IAsyncEnumerable<SegmentBlock> ReadAsync(Stream content, FileSurvey survey, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
