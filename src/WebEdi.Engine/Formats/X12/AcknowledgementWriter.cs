using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.X12;

/// <summary>Writes the acknowledgements of an interchange: TA1 for its envelope, 997 or 999 for its groups.</summary>
/// <remarks>
/// Source: ASC X12 transaction sets 997 and 999, X12.5 for TA1. Warnings are told too: a set with warnings only is accepted with errors noted.
/// Delimiters that stand in a value become blanks, because X12 cannot escape them. An envelope with a fault, of which sets are taken
/// nevertheless, is accepted with errors noted (E): rejected (R) would have them sent again.
/// </remarks>
internal static class AcknowledgementWriter
{
    private const int MaxCodes = 5;
    private const int MaxElements = 99;
    private const int MaxCopy = 99;
    private const int ShortestTag = 2;
    private const int LongestTag = 3;
    private const string NoTag = "ZZZ";

    /// <summary>The implementation guide of 999 itself, which its group names.</summary>
    private const string GuideOf999 = "005010X231A1";

    /// <summary>Writes the acknowledgement as an interchange of its own.</summary>
    /// <param name="outcome">What came of the interchange.</param>
    /// <param name="set">997 or 999.</param>
    /// <param name="number">The control number of the acknowledgement, 1 to 999,999,999.</param>
    /// <param name="now">When it is written.</param>
    public static byte[] Write(InterchangeOutcome outcome, string set, int number, DateTimeOffset now)
    {
        Envelope envelope = outcome.Envelope;
        SegmentText text = new('*', ':', '~', null);
        string control = number.ToString("D9", CultureInfo.InvariantCulture);
        string version = set == "999" ? GuideOf999 : outcome.Messages.Select(m => m.Envelope.Version).FirstOrDefault(IsVersion) ?? "004010";

        text.Add(
            "ISA", "00", Blank(10), "00", Blank(10), Padded(envelope.ReceiverQualifier ?? "ZZ", 2), Padded(envelope.Receiver, 15), Padded(envelope.SenderQualifier ?? "ZZ", 2), Padded(envelope.Sender, 15),
            now.ToString("yyMMdd", CultureInfo.InvariantCulture), Time(now), string.CompareOrdinal(version, "004020") < 0 ? "U" : "^", version[..5], control, "0", envelope.IsTest ? "T" : "P");
        string header = text.ToString();
        text = new SegmentText('*', ':', '~', null);
        IGrouping<(string? Reference, string? Type), MessageOutcome>[] answered =
            [.. outcome.Messages.GroupBy(m => (m.Envelope.GroupReference, m.Envelope.GroupType)).Where(g => g.Key is { GroupReference: not null, GroupType: not null })];
        AddInterchange(text, outcome, answered.Length > 0);

        int groups = 0;
        foreach (IGrouping<(string? Reference, string? Type), MessageOutcome> group in answered)
        {
            Envelope inside = group.First().Envelope;
            string groupNumber = Number(++groups);
            text.Add("GS", "FA", inside.GroupReceiver, inside.GroupSender, now.ToString("yyyyMMdd", CultureInfo.InvariantCulture), Time(now), groupNumber, "X", set == "999" ? GuideOf999 : IsVersion(inside.Version) ? inside.Version : version);
            int first = text.Count;
            text.Add("ST", set, "0001", set == "999" ? GuideOf999 : null);
            text.Add("AK1", inside.GroupType, inside.GroupReference, set == "999" ? inside.Version : null);
            foreach (MessageOutcome message in group)
                AddMessage(text, message, set);
            AddGroup(text, [.. group], outcome.Diagnostics);
            text.Add("SE", Number(text.Count - first + 1), "0001");
            text.Add("GE", "1", groupNumber);
        }

        text.Add("IEA", Number(groups), control);

        // ISA16 is the component separator itself, which no value may hold.
        return Encoding.UTF8.GetBytes($"{header[..^1]}*:~{text}");
    }

    /// <summary>Faults of groups stand here only when no group can be named.</summary>
    private static void AddInterchange(SegmentText text, InterchangeOutcome outcome, bool hasGroups)
    {
        Diagnostic[] faults = [.. outcome.Diagnostics.Where(d => SyntaxErrorCodes.Of(d.Code).Interchange is not null && !(hasGroups && IsOf(d, "GS", "GE", "ST", "SE")))];
        Diagnostic? worst = faults.FirstOrDefault(d => d.Severity == Severity.Error) ?? faults.FirstOrDefault();
        Envelope envelope = outcome.Envelope;
        if (worst is null && !envelope.WantsAcknowledgement)
            return;

        string status = worst is null ? "A" : worst.Severity == Severity.Error && outcome.IsRejected ? "R" : "E";
        text.Add("TA1", envelope.InterchangeReference, envelope.PreparedDate, envelope.PreparedTime, status, worst is null ? "000" : SyntaxErrorCodes.Of(worst.Code).Interchange);
    }

    private static void AddMessage(SegmentText text, MessageOutcome message, string set)
    {
        (string segmentTag, string elementTag, string statusTag) = set == "999" ? ("IK3", "IK4", "IK5") : ("AK3", "AK4", "AK5");
        text.Add("AK2", message.Envelope.MessageType, message.Envelope.MessageReference);

        Diagnostic[] faults = [.. message.Diagnostics.Where(d => d.Severity != Severity.Information)];
        foreach (IGrouping<int, Diagnostic> segment in faults.Where(d => !IsOf(d, "ST", "SE") && d.Position.Segment > 0).GroupBy(d => d.Position.Segment).OrderBy(s => s.Key))
        {
            Diagnostic[] elements = [.. segment.Where(d => d.Position.Element > 0)];
            foreach (Diagnostic fault in segment.Where(d => d.Position.Element == 0))
                text.Add(segmentTag, TagOf(fault), Number(segment.Key), null, SyntaxErrorCodes.Of(fault.Code).Segment ?? "8");
            if (elements.Length > 0)
                text.Add(segmentTag, TagOf(elements[0]), Number(segment.Key), null, "8");
            foreach (Diagnostic fault in elements.Take(MaxElements))
                text.Add(elementTag, PlaceOf(fault), NumberOf(fault), SyntaxErrorCodes.Of(fault.Code).Element ?? "7", CopyOf(fault));
        }

        string[] codes = [.. faults.Select(d => IsOf(d, "ST", "SE") ? SyntaxErrorCodes.Of(d.Code).Message ?? "5" : "5").Distinct().Order(StringComparer.Ordinal).Take(MaxCodes)];
        text.Add(statusTag, [message.IsRejected ? "R" : faults.Length > 0 ? "E" : "A", .. codes.Select(c => (SegmentValue)c)]);
    }

    private static void AddGroup(SegmentText text, MessageOutcome[] messages, IReadOnlyList<Diagnostic> outside)
    {
        int accepted = messages.Count(m => !m.IsRejected);
        string[] codes = [.. outside.Where(d => IsOf(d, "GS", "GE")).Select(d => SyntaxErrorCodes.Of(d.Code).Group).OfType<string>().Distinct().Take(MaxCodes)];
        bool noted = codes.Length > 0 || messages.Any(m => m.Diagnostics.Any(d => d.Severity != Severity.Information));
        string status = accepted == 0 ? "R" : accepted < messages.Length ? "P" : noted ? "E" : "A";
        string count = Number(messages.Length);
        text.Add("AK9", [status, count, count, Number(accepted), .. codes.Select(c => (SegmentValue)c)]);
    }

    private static bool IsOf(Diagnostic fault, params ReadOnlySpan<string> tags)
    {
        string? path = fault.Path;
        foreach (string tag in tags)
        {
            if (path is not null && path.StartsWith(tag, StringComparison.Ordinal) && (path.Length == tag.Length || path[tag.Length] == '/'))
                return true;
        }

        return false;
    }

    /// <summary>Gets the tag of the segment at fault; of one that is missing its own, not that of the group.</summary>
    private static string TagOf(Diagnostic fault)
    {
        if (fault.Path is null)
        {
            // No tag at all: its first letters as they were found.
            string letters = string.Concat((fault.Found ?? "").TakeWhile(char.IsAsciiLetterOrDigit).Take(LongestTag));
            return letters.Length < ShortestTag ? NoTag : letters;
        }

        string path = fault.Path;
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        bool missing = fault.Code is DiagnosticCodes.SegmentMissing or DiagnosticCodes.SegmentAbsent;
        return slash < 0 ? path : missing ? path[(slash + 1)..] : path[..slash];
    }

    private static SegmentValue PlaceOf(Diagnostic fault) =>
        SegmentValue.Of(Number(fault.Position.Element), fault.Position.Component > 1 ? Number(fault.Position.Component) : null);

    /// <summary>Gets the reference number of the data element, where the path tells one.</summary>
    private static string? NumberOf(Diagnostic fault)
    {
        string? number = fault.Path?[(fault.Path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return number is not null && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? number : null;
    }

    private static string? CopyOf(Diagnostic fault) => fault.Found is { } found && found.Length > MaxCopy ? found[..MaxCopy] : fault.Found;

    private static string Blank(int length) => new(' ', length);

    private static bool IsVersion(string? version) => version is { Length: >= 6 } && !version.AsSpan(0, 6).ContainsAnyExceptInRange('0', '9');

    /// <summary>Elements of ISA have a fixed length in bytes; what has no byte of its own there becomes a blank, as delimiters do.</summary>
    private static string Padded(string? id, int length) => string.Create(length, id ?? "", static (to, from) =>
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = i < from.Length && from[i] is >= ' ' and <= '~' ? from[i] : ' ';
    });

    private static string Time(DateTimeOffset now) => now.ToString("HHmm", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
