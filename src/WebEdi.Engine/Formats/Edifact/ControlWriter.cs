using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Edifact;

/// <summary>Writes CONTRL, the report on the syntax of an interchange.</summary>
/// <remarks>
/// Source: ISO 9735 syntax version 3, CONTRL D.3. Only errors are reported, because what is accepted has no place for remarks. Positions
/// count the segment tag as the first element. Characters are those of UNOC (ISO 8859-1); others become full stops. An interchange with a fault
/// of its own, of which messages are taken nevertheless, is told as received (8), because acknowledged (7) would cover messages that it lost.
/// </remarks>
internal static class ControlWriter
{
    private const string Rejected = "4";
    private const string Acknowledged = "7";
    private const string Received = "8";
    private const char LastOfLatin1 = '\u00FF';
    private const int MaxSegments = 999;
    private const int MaxElements = 99;

    /// <summary>Writes the report as an interchange of its own.</summary>
    /// <param name="outcome">What came of the interchange.</param>
    /// <param name="reference">The control reference of the report, at most 14 characters.</param>
    /// <param name="now">When it is written.</param>
    public static byte[] Write(InterchangeOutcome outcome, string reference, DateTimeOffset now)
    {
        Envelope envelope = outcome.Envelope;
        SegmentValue sender = SegmentValue.Of(envelope.Sender, envelope.SenderQualifier);
        SegmentValue receiver = SegmentValue.Of(envelope.Receiver, envelope.ReceiverQualifier);
        SegmentText text = new('+', ':', '\'', '?');

        text.Add(
            "UNB", SegmentValue.Of("UNOC", "3"), receiver, sender,
            SegmentValue.Of(now.ToString("yyMMdd", CultureInfo.InvariantCulture), now.ToString("HHmm", CultureInfo.InvariantCulture)),
            reference, null, null, null, null, null, envelope.IsTest ? "1" : null);
        int first = text.Count;
        text.Add("UNH", "1", SegmentValue.Of("CONTRL", "D", "3", "UN"));

        Diagnostic? fault = outcome.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error);
        string action = fault is null ? Acknowledged : outcome.IsRejected ? Rejected : Received;
        text.Add("UCI", envelope.InterchangeReference, sender, receiver, action, Code(fault), ServiceTag(fault));
        foreach (IGrouping<string?, MessageOutcome> group in outcome.Messages.GroupBy(m => m.Envelope.GroupReference))
        {
            if (group.Key is { } groupReference)
            {
                Envelope inside = group.First().Envelope;
                text.Add("UCF", groupReference, inside.GroupSender, inside.GroupReceiver, group.All(m => m.IsRejected) ? Rejected : Acknowledged);
            }

            foreach (MessageOutcome message in group)
                Add(text, message);
        }

        text.Add("UNT", Number(text.Count - first + 1), "1");
        text.Add("UNZ", "1", reference);
        return Encoding.Latin1.GetBytes(string.Concat(text.ToString().Select(c => c > LastOfLatin1 ? '.' : c)));
    }

    private static void Add(SegmentText text, MessageOutcome message)
    {
        Diagnostic[] faults = [.. message.Diagnostics.Where(d => d.Severity == Severity.Error)];
        Diagnostic? service = faults.FirstOrDefault(d => ServiceTag(d) is not null);
        text.Add(
            "UCM", message.Envelope.MessageReference, Identifier(message.Envelope), faults.Length == 0 ? Acknowledged : Rejected, Code(service), ServiceTag(service));

        IEnumerable<IGrouping<int, Diagnostic>> segments = faults.Where(d => ServiceTag(d) is null && d.Position.Segment > 0).GroupBy(d => d.Position.Segment);
        foreach (IGrouping<int, Diagnostic> segment in segments.OrderBy(s => s.Key).Take(MaxSegments))
        {
            text.Add("UCS", Number(segment.Key), Code(segment.FirstOrDefault(d => d.Position.Element == 0)));
            foreach (Diagnostic element in segment.Where(d => d.Position.Element > 0).Take(MaxElements))
            {
                string? component = element.Position.Component > 1 ? Number(element.Position.Component) : null;
                text.Add("UCD", Code(element), SegmentValue.Of(Number(element.Position.Element + 1), component));
            }
        }
    }

    /// <summary>Puts a message's identifier together again: directory D.96A with its association code, which our envelope holds as one text.</summary>
    private static SegmentValue Identifier(Envelope envelope)
    {
        string version = envelope.Version ?? "";
        int colon = version.IndexOf(':', StringComparison.Ordinal);
        string directory = colon < 0 ? version : version[..colon];
        return SegmentValue.Of(
            envelope.MessageType, directory.Length > 0 ? directory[..1] : null, directory.Length > 1 ? directory[1..] : null, "UN", colon < 0 ? null : version[(colon + 1)..]);
    }

    private static string? Code(Diagnostic? fault) => fault is null ? null : SyntaxErrorCodes.Of(fault.Code).Edifact;

    /// <summary>Gets the service segment that a fault of the envelope is in.</summary>
    private static string? ServiceTag(Diagnostic? fault) =>
        fault?.Path is { Length: >= 3 } path && path[..3] is "UNB" or "UNZ" or "UNG" or "UNE" or "UNH" or "UNT" ? fault.Path[..3] : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
