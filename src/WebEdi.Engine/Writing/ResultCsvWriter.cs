using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>Writes what became of every row of a received file.</summary>
internal static class ResultCsvWriter
{
    /// <summary>Writes the result file: UTF-8 with BOM, CRLF.</summary>
    /// <param name="results">The results of the orders, in the order of the file.</param>
    /// <param name="diagnostics">The kept diagnostics.</param>
    /// <param name="culture">ja or en.</param>
    /// <param name="output">Where; left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>A task.</returns>
    public static Task WriteAsync(
        IAsyncEnumerable<MessageResult> results, IReadOnlyList<Diagnostic> diagnostics, string culture, Stream output, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
