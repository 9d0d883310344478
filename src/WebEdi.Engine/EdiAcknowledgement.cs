using WebEdi.Diagnostics;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;

namespace WebEdi;

/// <summary>Answers received files of EDIFACT and X12: CONTRL, or TA1 with 997 or 999, from what was found when the file was read.</summary>
/// <remarks>
/// It says what was taken of the syntax: a message is rejected when it has an error. What an order is worth (its fields, partner rules) is not its
/// business. Acknowledgements are not acknowledged. One interchange is in memory at a time, at most 100,000 of its messages are told.
/// </remarks>
public static class EdiAcknowledgement
{
    /// <summary>Reads a file and writes one acknowledgement for every interchange in it, from its receiver to its sender.</summary>
    /// <param name="content">The received file, seekable.</param>
    /// <param name="output">Where the acknowledgements go, one interchange after another.</param>
    /// <param name="options">Which, and what they say about themselves; null: the defaults.</param>
    /// <param name="reading">How the file is read: encoding and tolerances. A map is not asked.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>What was acknowledged; nothing: the file has no interchange that is answered.</returns>
    /// <exception cref="EdiFormatException">The file is neither EDIFACT nor X12; the exception says what it is.</exception>
    public static async Task<EdiAcknowledged> WriteAsync(
        Stream content, Stream output, EdiAcknowledgementOptions? options = null, EdiReadOptions? reading = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(output);

        EdiAcknowledgementOptions writing = options ?? new EdiAcknowledgementOptions();
        writing.Check();
        reading ??= new EdiReadOptions();
        FormatFinding found = await EdiFileReader.DetectAsync(content, cancellationToken).ConfigureAwait(false);
        if (!Acknowledger.Answers(found.Format))
        {
            throw new EdiFormatException([Diagnostic.Create(
                DiagnosticCodes.FormatUnknown, new SourcePosition(reading.FileName, 0, 0, Offset: 0), found: found.Format ?? found.Evidence, expected: Expect.Names(["edifact", "x12"]))]);
        }

        MessageReader reader = new();
        ReadingPlan plan = new() { Format = found.Format!, IsTree = true, Columns = [], KeyColumns = [] };
        Result<FileSurvey> survey = await reader.SurveyAsync(content, reading.FileName, plan, reading.Encoding, cancellationToken).ConfigureAwait(false);
        return await Acknowledger.WriteAsync(reader, content, survey.GetValueOrThrow(), EdiFileReader.TolerancesOf(reading), writing, output, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>How acknowledgements are written.</summary>
public sealed record EdiAcknowledgementOptions
{
    /// <summary>Gets the set that answers X12, 997 or 999. Null: 999 where GS08 names an implementation guide, else 997. EDIFACT is answered with CONTRL in any case.</summary>
    public string? Set { get; init; }

    /// <summary>Gets the control number of the first acknowledgement, 1 to 999,999,999; the others count on. The default is 1.</summary>
    public int Reference { get; init; } = 1;

    /// <summary>Gets when they are prepared, as they say themselves. The caller tells the time, so that the same file makes the same answer.</summary>
    public DateTimeOffset PreparedAt { get; init; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="ArgumentException">An option cannot be.</exception>
    internal void Check()
    {
        if (Set is not (null or "997" or "999"))
            throw new ArgumentException("Set: expected 997 or 999.");
        if (Reference is < 1 or > 999_999_999)
            throw new ArgumentException("Reference: expected 1 to 999,999,999.");
    }
}

/// <summary>What was acknowledged.</summary>
/// <param name="Interchanges">Interchanges, each with an acknowledgement of its own.</param>
/// <param name="Messages">Messages in them.</param>
/// <param name="Rejected">Messages that are rejected.</param>
/// <param name="Faulty">Interchanges whose envelope has an error.</param>
public sealed record EdiAcknowledged(int Interchanges, int Messages, int Rejected, int Faulty);
