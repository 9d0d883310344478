using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>How the state and the answer of a line look.</summary>
internal static class Statuses
{
    internal static string BadgeClass(LineStatus status) => status switch
    {
        LineStatus.Unread => "new",
        LineStatus.Opened => "open",
        LineStatus.ChangedByBuyer => "warn",
        LineStatus.AnsweredWithChange => "changed",
        LineStatus.Accepted => "good",
        LineStatus.Refused => "bad",
        _ => "",
    };

    internal static string RowClass(LineStatus status) => status switch
    {
        LineStatus.Unread => "unread",
        LineStatus.ChangedByBuyer => "altered",
        LineStatus.Cancelled => "gone",
        _ => "",
    };

    /// <summary>Whether the supplier may answer: everything but what the buyer cancelled.</summary>
    internal static bool CanAnswer(LineStatus status) => status != LineStatus.Cancelled;

    internal static bool IsUnanswered(LineStatus status) => status is LineStatus.Unread or LineStatus.Opened or LineStatus.ChangedByBuyer;

    internal static string Answer(ResponseLine? reply, Texts texts, IReadOnlyDictionary<string, string> reasons)
    {
        if (reply is null)
            return "";

        string schedule = string.Join(" / ", reply.Schedule.Select(p => $"{Format.Date(p.Date, texts)} × {Format.Number(p.Quantity)}"));
        string? code = reply.ReasonCode is null ? null : reasons.GetValueOrDefault(reply.ReasonCode, reply.ReasonCode);
        string rest = reply.Remainder > 0 && reply.Kind == ResponseKind.Changed ? texts.RestWillNotCome(reply.Remainder) : "";
        return reply.Kind switch
        {
            ResponseKind.Accepted => schedule.Length > 0 ? $"{texts.KindText(ResponseKind.Accepted)}: {schedule}" : texts.KindText(ResponseKind.Accepted),
            _ => string.Join(" ", new[] { texts.KindText(reply.Kind), schedule, rest, code, reply.Reason }.Where(t => !string.IsNullOrEmpty(t))),
        };
    }
}
