using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Edifact;
using WebEdi.Engine.Formats.X12;
using WebEdi.Engine.Reading;

namespace WebEdi.Engine;

/// <summary>Reads a file once more for its syntax and writes the acknowledgements.</summary>
internal static class Acknowledger
{
    private const int LastNumber = 999_999_999;

    /// <summary>The length of 004010; what stands behind names an implementation guide.</summary>
    private const int PlainVersion = 6;

    /// <summary>Tells whether files of a format are acknowledged.</summary>
    public static bool Answers(string? format) => format is "edifact" or "x12";

    /// <summary>Writes one acknowledgement per interchange.</summary>
    /// <param name="reader">Reads the file.</param>
    /// <param name="content">The file.</param>
    /// <param name="survey">What is known of it.</param>
    /// <param name="tolerances">The faults that pass with a warning.</param>
    /// <param name="options">What the acknowledgements say about themselves.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<EdiAcknowledged> WriteAsync(
        MessageReader reader, Stream content, FileSurvey survey, Tolerances tolerances, EdiAcknowledgementOptions options, Stream output, CancellationToken cancellationToken)
    {
        OutcomeBook book = new();
        List<Diagnostic> outside = [];
        EdiAcknowledged done = new(0, 0, 0, 0);
        await foreach (MessageTree message in reader.ReadMessagesAsync(content, survey, outside, tolerances, counted: null, cancellationToken, book.Begin).ConfigureAwait(false))
        {
            Note();
            book.Add(message, NotRead(message, survey.Plan.MessageTypes));
            await WriteAsync(book.Take(all: false)).ConfigureAwait(false);
        }

        Note();
        await WriteAsync(book.Take(all: true)).ConfigureAwait(false);
        return done;

        void Note()
        {
            book.Add(outside);
            outside.Clear();
        }

        async Task WriteAsync(IReadOnlyList<InterchangeOutcome> outcomes)
        {
            foreach (InterchangeOutcome outcome in outcomes)
            {
                await output.WriteAsync(Make(survey.Plan.Format, outcome, options, done.Interchanges), cancellationToken).ConfigureAwait(false);
                done = new EdiAcknowledged(
                    done.Interchanges + 1,
                    done.Messages + outcome.Messages.Count,
                    done.Rejected + outcome.Messages.Count(m => m.IsRejected),
                    done.Faulty + (outcome.Diagnostics.Any(d => d.Severity == Severity.Error) ? 1 : 0));
            }
        }
    }

    /// <summary>A sound message that the map does not read was not taken; its sender must know.</summary>
    private static Diagnostic? NotRead(MessageTree message, IReadOnlyList<string> types)
    {
        string? type = message.Envelope.MessageType;
        if (types.Count == 0 || types.Contains(type, StringComparer.OrdinalIgnoreCase))
            return null;

        (Place place, string path) = message.Envelope.Format == "x12" ? (new Place(0), "ST/01") : (new Place(1), "UNH/0065");
        return Diagnostic.Create(DiagnosticCodes.MessageNotForMap, message.PositionOf(1, place), path, type, Expect.Names(types)) with { Severity = Severity.Error };
    }

    private static byte[] Make(string format, InterchangeOutcome outcome, EdiAcknowledgementOptions options, int before)
    {
        int number = (int)((((long)options.Reference + before - 1) % LastNumber) + 1);
        if (format == "edifact")
            return ControlWriter.Write(outcome, number.ToString(System.Globalization.CultureInfo.InvariantCulture), options.PreparedAt);

        bool hasGuide = outcome.Messages.Any(m => m.Envelope.Version is { Length: > PlainVersion } version && version[PlainVersion] == 'X');
        return AcknowledgementWriter.Write(outcome, options.Set ?? (hasGuide ? "999" : "997"), number, options.PreparedAt);
    }
}
