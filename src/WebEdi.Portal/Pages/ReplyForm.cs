using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>What a supplier typed. Texts, not values: what cannot be read is shown again, not lost.</summary>
internal sealed class ReplyForm
{
    internal const int MostParts = 50;

    /// <summary>The revision that was shown.</summary>
    public int Revision { get; set; }

    /// <summary>The key by which a second press of the button is recognised.</summary>
    public string SubmitKey { get; set; } = "";

    /// <summary>The supplier's own order number.</summary>
    public string? SalesOrderNumber { get; set; }

    /// <summary>A note.</summary>
    public string? Note { get; set; }

    /// <summary>The lines that were shown.</summary>
    public List<Line> Lines { get; set; } = [];

    /// <summary>The answer to one line.</summary>
    public sealed class Line
    {
        /// <summary>The line.</summary>
        public string Number { get; set; } = "";

        /// <summary>The version of the reply that was shown.</summary>
        public int Version { get; set; }

        /// <summary>accepted, changed, refused, onhold; empty: no answer.</summary>
        public string? Kind { get; set; }

        /// <summary>Promised deliveries.</summary>
        public List<Part> Parts { get; set; } = [];

        /// <summary>Whether the rest will not come.</summary>
        public bool RestWillNotCome { get; set; }

        /// <summary>A reason from the list.</summary>
        public string? ReasonCode { get; set; }

        /// <summary>A reason in words.</summary>
        public string? Reason { get; set; }
    }

    /// <summary>A promised delivery.</summary>
    public sealed class Part
    {
        /// <summary>The day.</summary>
        public string? Date { get; set; }

        /// <summary>How much.</summary>
        public string? Quantity { get; set; }
    }

    internal static ReplyForm For(StoredOrder order, IEnumerable<OrderLine> lines, string submitKey)
    {
        Dictionary<string, OrderLineState> states = order.Lines.ToDictionary(l => l.LineNumber, StringComparer.Ordinal);
        return new ReplyForm
        {
            Revision = order.Order.Revision,
            SubmitKey = submitKey,
            Lines = [.. lines.Where(l => Statuses.CanAnswer(states[l.Number].Status)).Select(l => new Line { Number = l.Number, Version = states[l.Number].ReplyVersion, Parts = First(l, states[l.Number].Reply) })],
        };
    }

    /// <summary>Takes over what the store knows now and keeps what was typed.</summary>
    internal void Refresh(StoredOrder order, string submitKey)
    {
        Dictionary<string, OrderLineState> states = order.Lines.ToDictionary(l => l.LineNumber, StringComparer.Ordinal);
        Revision = order.Order.Revision;
        SubmitKey = submitKey;
        Lines.RemoveAll(l => !states.TryGetValue(l.Number, out OrderLineState? state) || !Statuses.CanAnswer(state.Status));
        foreach (Line line in Lines)
            line.Version = states[line.Number].ReplyVersion;
    }

    /// <summary>Reads what was typed.</summary>
    internal IReadOnlyList<LineReply> Read(Texts texts, List<string> errors)
    {
        List<LineReply> replies = [];
        foreach (Line line in Lines)
        {
            if (KindOf(line.Kind) is not { } kind)
                continue;

            replies.Add(new LineReply
            {
                LineNumber = line.Number,
                ExpectedVersion = line.Version,
                Kind = kind,
                Schedule = kind == ResponseKind.Changed ? ReadParts(line, texts, errors) : [],
                RestWillNotCome = kind == ResponseKind.Changed && line.RestWillNotCome,
                ReasonCode = Empty(line.ReasonCode),
                Reason = Empty(line.Reason),
            });
            if (kind == ResponseKind.Refused && Empty(line.ReasonCode) is null && Empty(line.Reason) is null)
                errors.Add(texts.OfLine(line.Number, texts.ReasonNeeded));
        }

        return replies;
    }

    internal static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static ResponseKind? KindOf(string? text) => text switch
    {
        "accepted" => ResponseKind.Accepted,
        "changed" => ResponseKind.Changed,
        "refused" => ResponseKind.Refused,
        "onhold" => ResponseKind.OnHold,
        _ => null,
    };

    private static List<PromisedDelivery> ReadParts(Line line, Texts texts, List<string> errors)
    {
        List<PromisedDelivery> schedule = [];
        foreach (Part part in line.Parts.Where(p => Empty(p.Date) is not null || Empty(p.Quantity) is not null).Take(MostParts))
        {
            bool hasDate = Format.TryDate(part.Date, out DateOnly date);
            bool hasQuantity = Format.TryNumber(part.Quantity, out decimal quantity) && quantity > 0;
            if (!hasDate)
                errors.Add(texts.OfLine(line.Number, texts.DateWrong(part.Date ?? "")));
            if (!hasQuantity)
                errors.Add(texts.OfLine(line.Number, texts.QuantityWrong(part.Quantity ?? "")));
            if (hasDate && hasQuantity)
                schedule.Add(new PromisedDelivery(date, quantity));
        }

        if (schedule.Count == 0 && errors.Count == 0)
            errors.Add(texts.OfLine(line.Number, texts.ScheduleNeeded));
        return [.. schedule.OrderBy(p => p.Date)];
    }

    private static List<Part> First(OrderLine line, ResponseLine? reply) =>
        reply is { Kind: ResponseKind.Changed, Schedule.Count: > 0 }
            ? [.. reply.Schedule.Select(p => new Part { Date = Format.Field(p.Date), Quantity = Format.Field(p.Quantity) })]
            : [new Part { Date = Format.Field(line.DueDate), Quantity = Format.Field(line.Quantity) }];
}
