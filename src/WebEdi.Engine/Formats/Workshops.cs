using WebEdi.Engine.Formats.Edifact;
using WebEdi.Formats;

namespace WebEdi.Engine.Formats;

/// <summary>All formats whose messages are read one at a time: which one a file is in, and who reads it.</summary>
internal static class Workshops
{
    private static readonly Workshop[] All =
    [
        new(new EdifactDetector(), (content, file, options) => new EdifactReader(content, file, options)),
    ];

    /// <summary>Gets the names of the formats.</summary>
    public static IEnumerable<string> Formats => All.Select(w => w.Detector.Format);

    /// <summary>Finds the format of a file.</summary>
    /// <param name="head">At most 64 kB from the start of the file.</param>
    /// <returns>What every format says, the surest first; a confidence of 0 means "not this one".</returns>
    public static IReadOnlyList<FormatGuess> Detect(ReadOnlySpan<byte> head)
    {
        List<FormatGuess> guesses = new(All.Length);
        foreach (Workshop workshop in All)
        {
            FormatMatch match = workshop.Detector.Match(head);
            guesses.Add(new FormatGuess(workshop.Detector.Format, match.Confidence, match.Evidence));
        }

        // Stable: among equals the order of the list decides.
        return [.. guesses.OrderByDescending(g => g.Confidence)];
    }

    /// <summary>Opens a file.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="content">The bytes, from the first one; read forwards once, not disposed.</param>
    /// <param name="fileName">The name for diagnostics.</param>
    /// <param name="options">How to read it.</param>
    /// <returns>The reader; null when there is no such format.</returns>
    public static IMessageReader? Open(string format, Stream content, string fileName, ReaderOptions options) =>
        All.FirstOrDefault(w => w.Detector.Format == format)?.Open(content, fileName, options);

    private sealed record Workshop(IFormatDetector Detector, Func<Stream, string, ReaderOptions, IMessageReader> Open);
}

/// <summary>What a detector says of a file.</summary>
/// <param name="Format">The format.</param>
/// <param name="Confidence">0 (not this format) to 100 (certain).</param>
/// <param name="Evidence">Why, with byte positions, for a person to read.</param>
internal readonly record struct FormatGuess(string Format, int Confidence, string Evidence);
