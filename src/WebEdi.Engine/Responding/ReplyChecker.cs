using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Responding;

/// <summary>Checks a supplier's answers against the order that they answer, and makes the reply of them. Pure.</summary>
/// <remarks>What was promised and what will not come always add up to what was ordered.</remarks>
internal static class ReplyChecker
{
    internal const int MaxOrders = 500;
    internal const int MaxLines = 20_000;
    internal const int MaxDeliveries = 50;
    internal const int MaxReason = 200;
    internal const int MaxNote = 500;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2099, 12, 31);

    /// <summary>Checks the size of a submission and what names it.</summary>
    public static IReadOnlyList<Diagnostic> CheckRequest(ReplyRequest request)
    {
        List<Diagnostic> faults = [];
        int lines = request.Orders.Sum(o => o.Lines.Count);
        if (request.Orders.Count is 0 or > MaxOrders || lines is 0 or > MaxLines || request.Orders.Any(o => o.Lines.Count == 0))
            faults.Add(Tell(DiagnosticCodes.ReplyCount, null, Text(lines), Text(MaxLines)));
        CheckText(request.SubmitKey, "submitKey", 100, faults);
        CheckText(request.Actor, "actor", 200, faults);
        if (string.IsNullOrWhiteSpace(request.SubmitKey))
            faults.Add(Tell(DiagnosticCodes.ReplyTextInvalid, "submitKey", "0", "100"));
        foreach (string number in request.Orders.GroupBy(o => o.OrderNumber, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            faults.Add(Tell(DiagnosticCodes.ReplyLineRepeated, number, number));

        return faults;
    }

    /// <summary>Checks the answers to one order.</summary>
    /// <param name="reply">The answers.</param>
    /// <param name="stored">The order; its revision is the answered one.</param>
    /// <param name="reasons">The buyer's reason codes; empty: any.</param>
    /// <returns>What is wrong.</returns>
    public static IReadOnlyList<Diagnostic> Check(OrderReply reply, StoredOrder stored, IReadOnlyDictionary<string, string> reasons)
    {
        List<Diagnostic> faults = [];
        CheckText(reply.Note, $"{reply.OrderNumber}.note", MaxNote, faults);
        CheckText(reply.SalesOrderNumber, $"{reply.OrderNumber}.salesOrderNumber", 35, faults);

        HashSet<string> answered = new(StringComparer.Ordinal);
        Dictionary<string, OrderLine> lines = Lines(stored);
        Dictionary<string, OrderLineState> states = stored.Lines.ToDictionary(s => s.LineNumber, StringComparer.Ordinal);
        foreach (LineReply line in reply.Lines)
        {
            string path = $"{reply.OrderNumber}.lines[{line.LineNumber}]";
            if (!lines.TryGetValue(line.LineNumber, out OrderLine? ordered))
                faults.Add(Tell(DiagnosticCodes.ReplyLineUnknown, path, line.LineNumber));
            else if (!answered.Add(line.LineNumber))
                faults.Add(Tell(DiagnosticCodes.ReplyLineRepeated, path, line.LineNumber));
            else if (stored.Order.Purpose == DocumentPurpose.Cancellation || states.GetValueOrDefault(line.LineNumber)?.Status == LineStatus.Cancelled)
                faults.Add(Tell(DiagnosticCodes.ReplyLineCancelled, path, line.LineNumber));
            else
                CheckLine(line, ordered, path, reasons, faults);
        }

        return faults;
    }

    /// <summary>Makes the reply of checked answers.</summary>
    /// <param name="reply">The answers.</param>
    /// <param name="stored">The order.</param>
    /// <param name="id">The reply's identity.</param>
    /// <param name="actor">Who answers.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>The reply, with the status that every answered line gets.</returns>
    public static (OrderResponse Response, IReadOnlyDictionary<string, LineStatus> Statuses) Make(
        OrderReply reply, StoredOrder stored, string id, string actor, DateTimeOffset now)
    {
        Dictionary<string, OrderLine> lines = Lines(stored);
        OrderResponse response = new()
        {
            Id = id,
            OrderNumber = reply.OrderNumber,
            OrderRevision = reply.Revision,
            SupplierCode = stored.Order.Supplier.Code,
            SalesOrderNumber = Blank(reply.SalesOrderNumber),
            RespondedAt = now,
            RespondedBy = actor,
            Note = Blank(reply.Note),
            Lines = [.. reply.Lines.Select(l => ToResponse(l, lines[l.LineNumber]))],
        };
        return (response, reply.Lines.ToDictionary(l => l.LineNumber, l => StatusOf(l.Kind), StringComparer.Ordinal));
    }

    private static void CheckLine(LineReply line, OrderLine ordered, string path, IReadOnlyDictionary<string, string> reasons, List<Diagnostic> faults)
    {
        if (line.Kind == ResponseKind.Changed)
            CheckSchedule(line, ordered, path, faults);
        else if (line.Schedule.Count > 0)
            faults.Add(Tell(DiagnosticCodes.ReplyScheduleUnexpected, path, Text(line.Schedule.Count)));

        bool hasCode = !string.IsNullOrWhiteSpace(line.ReasonCode);
        if (line.Kind == ResponseKind.Refused && !hasCode && string.IsNullOrWhiteSpace(line.Reason))
            faults.Add(Tell(DiagnosticCodes.ReplyReasonMissing, path));
        if (hasCode && reasons.Count > 0 && !reasons.ContainsKey(line.ReasonCode!))
            faults.Add(Tell(DiagnosticCodes.ReplyReasonUnknown, path, line.ReasonCode, string.Join(", ", reasons.Keys.Take(20))));
        if (line.UnitPrice < 0)
            faults.Add(Tell(DiagnosticCodes.ReplyPriceInvalid, path, Text(line.UnitPrice.Value)));

        CheckText(line.Reason, $"{path}.reason", MaxReason, faults);
        CheckText(line.ReasonCode, $"{path}.reasonCode", 20, faults);
        CheckText(line.SubstituteItemCode, $"{path}.substituteItemCode", 40, faults);
    }

    private static void CheckSchedule(LineReply line, OrderLine ordered, string path, List<Diagnostic> faults)
    {
        if (line.Schedule.Count == 0)
        {
            faults.Add(Tell(DiagnosticCodes.ReplyScheduleMissing, path));
            return;
        }

        if (line.Schedule.Count > MaxDeliveries)
        {
            faults.Add(Tell(DiagnosticCodes.ReplyScheduleTooLong, path, Text(line.Schedule.Count), Text(MaxDeliveries)));
            return;
        }

        int before = faults.Count;
        foreach (PromisedDelivery delivery in line.Schedule)
        {
            // The bound keeps the sum of fifty of them inside a decimal.
            if (delivery.Quantity is <= 0 or > 1_000_000_000_000_000m)
                faults.Add(Tell(DiagnosticCodes.ReplyQuantityInvalid, path, Text(delivery.Quantity)));
            if (delivery.Date < Earliest || delivery.Date > Latest)
                faults.Add(Tell(DiagnosticCodes.ReplyDateInvalid, path, $"{delivery.Date:yyyy-MM-dd}", $"{Earliest:yyyy-MM-dd} - {Latest:yyyy-MM-dd}"));
        }

        if (faults.Count > before)
            return;

        decimal sum = line.Schedule.Sum(d => d.Quantity);
        bool adds = line.RestWillNotCome ? sum < ordered.Quantity : sum == ordered.Quantity;
        if (!adds)
            faults.Add(Tell(DiagnosticCodes.ReplyQuantitySum, path, Text(sum), (line.RestWillNotCome ? "< " : "") + Text(ordered.Quantity)));
    }

    private static ResponseLine ToResponse(LineReply line, OrderLine ordered) => new()
    {
        LineNumber = line.LineNumber,
        Version = line.ExpectedVersion + 1,
        Kind = line.Kind,
        Schedule = line.Kind switch
        {
            ResponseKind.Changed => [.. line.Schedule.OrderBy(d => d.Date)],
            ResponseKind.Accepted when ordered.DueDate is { } due && ordered.Quantity > 0 => [new PromisedDelivery(due, ordered.Quantity)],
            _ => [],
        },
        Remainder = line.Kind switch
        {
            ResponseKind.Changed => ordered.Quantity - line.Schedule.Sum(d => d.Quantity),
            ResponseKind.Refused => ordered.Quantity,
            _ => 0,
        },
        ReasonCode = Blank(line.ReasonCode),
        Reason = Blank(line.Reason),
        UnitPrice = line.UnitPrice,
        SubstituteItemCode = Blank(line.SubstituteItemCode),
    };

    /// <summary>"Answer follows" is not an answer: the line stays among the unanswered ones.</summary>
    private static LineStatus StatusOf(ResponseKind kind) => kind switch
    {
        ResponseKind.Accepted => LineStatus.Accepted,
        ResponseKind.Changed => LineStatus.AnsweredWithChange,
        ResponseKind.Refused => LineStatus.Refused,
        _ => LineStatus.Opened,
    };

    /// <summary>A stored order has each line number once; a file of the past may have had it twice, and then the first counts.</summary>
    private static Dictionary<string, OrderLine> Lines(StoredOrder stored)
    {
        Dictionary<string, OrderLine> lines = new(StringComparer.Ordinal);
        foreach (OrderLine line in stored.Order.Lines)
            lines.TryAdd(line.Number, line);
        return lines;
    }

    private static void CheckText(string? text, string path, int max, List<Diagnostic> faults)
    {
        if (text is not null && (text.Length > max || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))))
            faults.Add(Tell(DiagnosticCodes.ReplyTextInvalid, path, Text(text.Length), Text(max)));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static Diagnostic Tell(string code, string? path, string? found = null, string? expected = null) =>
        Diagnostic.Create(code, default, path, found, Expect.Value(expected));
}
