using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>Reads the messages of one file, one at a time. What a message asks of memory is bounded by <see cref="MessageLimits"/>.</summary>
internal interface IMessageReader
{
    /// <summary>Reads the next message.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The message, valid until the next call; null at the end of the file.</returns>
    ValueTask<MessageTree?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Hands over what was found outside of messages since the last call: envelopes, counts, garbage.</summary>
    IReadOnlyList<Diagnostic> TakeDiagnostics();

    /// <summary>Gets what was counted so far.</summary>
    ReadingCounts Counts { get; }
}

/// <summary>What a reader has counted.</summary>
/// <param name="Interchanges">Interchanges begun.</param>
/// <param name="Groups">Groups begun.</param>
/// <param name="Messages">Messages handed out.</param>
internal readonly record struct ReadingCounts(int Interchanges, int Groups, int Messages);

/// <summary>How much one message may ask for.</summary>
internal sealed record MessageLimits
{
    /// <summary>Gets the longest message, in bytes. The default is 10 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Gets the longest segment or record, in bytes. The default is 1 MiB.</summary>
    public int MaxSegmentBytes { get; init; } = 1024 * 1024;

    /// <summary>Gets the most nodes of a message.</summary>
    public int MaxNodes { get; init; } = 1_000_000;

    /// <summary>Gets the deepest nesting.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Gets the most diagnostics of one message; what comes after is counted.</summary>
    public int MaxDiagnostics { get; init; } = 1000;
}
