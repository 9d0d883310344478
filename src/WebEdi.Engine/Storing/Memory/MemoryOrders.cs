using System.Text.Json;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

/// <summary>Orders, their revisions and the state of their lines.</summary>
internal sealed class MemoryOrders(MemoryState state)
{
    /// <summary>Compares what was looked up with what is there, in the order of the batch, so that one batch may carry two revisions.</summary>
    public bool AreAsExpected(string tenant, IReadOnlyList<OrderRegistration> registrations)
    {
        Dictionary<string, OrderHead?> heads = [];
        foreach (OrderRegistration registration in registrations)
        {
            string number = registration.Order.Number;
            if (!heads.TryGetValue(number, out OrderHead? head))
                head = state.Orders.GetValueOrDefault((tenant, number))?.Head;
            if (head != registration.Expected)
                return false;
            if (registration.IsCurrent && head is not null && registration.Order.Revision <= head.Revision)
                throw new InvalidOperationException($"Revision {registration.Order.Revision} of order {number} is not higher than the stored {head.Revision}.");

            heads[number] = registration.IsCurrent ? HeadOf(registration) : head;
        }

        return true;
    }

    public void Register(MemoryReceipt receipt, OrderRegistration registration)
    {
        (string Tenant, string Number) key = (receipt.Tenant, registration.Order.Number);
        MemoryRevision revision = new(registration.Order, registration, receipt.Receipt.Id);
        if (!state.Orders.TryGetValue(key, out MemoryOrder? order))
        {
            state.Orders[key] = new MemoryOrder(receipt.Tenant, revision, HeadOf(registration), receipt);
            return;
        }

        order.Revisions.TryAdd(registration.Order.Revision, revision);
        if (registration.IsCurrent)
            order.Replace(revision, HeadOf(registration), receipt);
    }

    public MemoryOrder? Find(AccessScope scope, string number) =>
        state.Orders.GetValueOrDefault((scope.Tenant, number)) is { } order && IsVisible(scope, order) ? order : null;

    public static bool IsVisible(AccessScope scope, MemoryOrder order) =>
        order.Tenant == scope.Tenant
        && (scope.Supplier is null || order.Head.Supplier == scope.Supplier)
        && order.Gate is null or { Receipt.State: ReceiptState.Published };

    public static StoredOrder ToStored(AccessScope scope, MemoryOrder order) => new()
    {
        Order = order.Current.Order,
        ReceiptId = order.Current.ReceiptId,
        MapName = order.Current.Registration.MapName,
        MapVersion = order.Current.Registration.MapVersion,
        RegisteredAt = order.Current.Registration.RegisteredAt,
        OpenedAt = order.OpenedAt,
        Revisions = [.. order.Revisions.Values.Where(r => MaySee(scope, r)).Select(r => r.Order.Revision)],
        Lines = [.. order.Lines.Select(l => l.State)],
        Responses = [.. order.Responses.Where(r => scope.Supplier is null || r.SupplierCode == scope.Supplier)],
    };

    /// <summary>A supplier sees the revisions that were addressed to it, even if the order went to another one in between.</summary>
    public static bool MaySee(AccessScope scope, MemoryRevision revision) => scope.Supplier is null || revision.Order.Supplier.Code == scope.Supplier;

    private static OrderHead HeadOf(OrderRegistration r) => new(r.Order.Number, r.Order.Revision, r.MeaningHash, r.Order.Supplier.Code);
}

internal sealed record MemoryRevision(Order Order, OrderRegistration Registration, string ReceiptId);

internal sealed class MemoryLine(OrderLine line, OrderLineState state)
{
    public OrderLine Line { get; } = line;

    public OrderLineState State { get; set; } = state;
}

internal sealed class MemoryOrder
{
    public MemoryOrder(string tenant, MemoryRevision revision, OrderHead head, MemoryReceipt receipt)
    {
        Tenant = tenant;
        Current = revision;
        Head = head;
        Gate = receipt;
        Revisions = new SortedDictionary<int, MemoryRevision> { [revision.Order.Revision] = revision };
        LineStatus status = revision.Order.Purpose == DocumentPurpose.Cancellation ? LineStatus.Cancelled : LineStatus.Unread;
        Lines = [.. revision.Order.Lines.Select(l => new MemoryLine(l, Fresh(l, status)))];
    }

    public string Tenant { get; }

    public MemoryRevision Current { get; private set; }

    public OrderHead Head { get; private set; }

    /// <summary>Gets the receipt that hides a new order until it is published. An order that was visible once stays so.</summary>
    public MemoryReceipt? Gate { get; private set; }

    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>Gets or sets a value indicating whether the supplier opened or answered any revision.</summary>
    public bool WasSeen { get; set; }

    public SortedDictionary<int, MemoryRevision> Revisions { get; }

    public IReadOnlyList<MemoryLine> Lines { get; private set; }

    public List<OrderResponse> Responses { get; } = [];

    /// <summary>Makes a higher revision the current one.</summary>
    /// <remarks>
    /// A line that says the same under a header that says the same keeps its state; any other line is changed by the buyer if the supplier
    /// has seen an earlier revision, else unread. Replies stay with their lines and their supplier, so that versions go on. Another supplier begins anew.
    /// </remarks>
    public void Replace(MemoryRevision revision, OrderHead head, MemoryReceipt receipt)
    {
        bool sameSupplier = head.Supplier == Head.Supplier;
        bool sameHeader = sameSupplier && HeaderText(revision.Order) == HeaderText(Current.Order);
        WasSeen &= sameSupplier;
        LineStatus changed = revision.Order.Purpose == DocumentPurpose.Cancellation ? LineStatus.Cancelled : WasSeen ? LineStatus.ChangedByBuyer : LineStatus.Unread;
        Dictionary<string, MemoryLine> earlier = Lines.ToDictionary(l => l.Line.Number, StringComparer.Ordinal);

        List<MemoryLine> lines = [];
        foreach (OrderLine line in revision.Order.Lines)
        {
            OrderLineState next = LastReply(head.Supplier, line.Number) with { Status = changed };
            if (earlier.TryGetValue(line.Number, out MemoryLine? before) && sameHeader && changed != LineStatus.Cancelled
                && before.State.Status != LineStatus.Cancelled && LineText(before.Line) == LineText(line))
                next = before.State;
            lines.Add(new MemoryLine(line, next));
        }

        Gate = Gate is null or { Receipt.State: ReceiptState.Published } ? null : receipt;
        (Current, Head, Lines, OpenedAt) = (revision, head, lines, null);
    }

    private static OrderLineState Fresh(OrderLine line, LineStatus status) => new(line.Number, status, 0, null, 0, null);

    private OrderLineState LastReply(string supplier, string lineNumber)
    {
        OrderLineState last = new(lineNumber, LineStatus.Unread, 0, null, 0, null);
        foreach (OrderResponse response in Responses)
        {
            if (response.SupplierCode == supplier && response.Lines.FirstOrDefault(l => l.LineNumber == lineNumber) is { } line)
                last = last with { ReplyVersion = line.Version, Reply = line, ReplyRevision = response.OrderRevision, RepliedAt = response.RespondedAt };
        }

        return last;
    }

    /// <summary>The header without what changes with every revision and without the totals, which follow the lines.</summary>
    private static string HeaderText(Order order) => JsonSerializer.Serialize(
        order with { Lines = [], Revision = 0, RevisionDate = null, Purpose = DocumentPurpose.Original, NetAmount = null, TaxAmount = null, GrossAmount = null },
        DocumentJson.Order);

    private static string LineText(OrderLine line) => JsonSerializer.Serialize(line, DocumentJson.OrderLine);
}
