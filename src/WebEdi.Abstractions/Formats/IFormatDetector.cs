namespace WebEdi.Formats;

/// <summary>Recognises a format from the first bytes of a file.</summary>
public interface IFormatDetector
{
    /// <summary>Gets the name of the format, lower case: csv, edifact, x12, ...</summary>
    string Format { get; }

    /// <summary>Looks at the first bytes.</summary>
    /// <param name="head">At most 64 kB from the start of the file.</param>
    /// <returns>How sure, 0-100, and the evidence in words.</returns>
    FormatMatch Match(ReadOnlySpan<byte> head);
}

/// <summary>What a detector says.</summary>
/// <param name="Confidence">0 (not this format) to 100 (certain).</param>
/// <param name="Evidence">Why, with byte positions, for a person to read.</param>
public readonly record struct FormatMatch(int Confidence, string Evidence);
