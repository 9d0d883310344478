using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Storing;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Looks up what is stored and decides what every order of a batch means.</summary>
internal sealed class BatchDecider(IEdiStore store, TenantProfile tenant)
{
    private readonly HashSet<string> _knownSuppliers = new(StringComparer.Ordinal);

    /// <summary>Decides a batch; nothing is written.</summary>
    public async Task<Decided> DecideAsync(
        IReadOnlyList<NumberedOrder> orders, Receipt receipt, string mapName, int mapVersion, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Decided decided = new();
        IReadOnlyDictionary<string, OrderHead> heads = await store.Documents.FindHeadsAsync(
            tenant.Id, [.. orders.Where(o => o.Hash is not null).Select(o => o.Order.Order!.Number).Distinct()], cancellationToken).ConfigureAwait(false);
        HashSet<string> unknown = await FindUnknownSuppliersAsync(orders, cancellationToken).ConfigureAwait(false);

        foreach ((long sequence, CheckedOrder order, string? hash) in orders)
        {
            decided.Diagnostics.AddRange(order.Diagnostics);
            MessageVerdict verdict = MessageVerdict.Refused;
            OrderHead? head = null;
            if (order.Order is { } document && !RefusesSupplier(document, unknown, order.Position, decided))
            {
                head = heads.GetValueOrDefault(document.Number);
                verdict = await DecideAsync(document, hash!, head, order.Position, decided, cancellationToken).ConfigureAwait(false);
            }

            decided.Results.Add(new MessageResult(sequence, order.Number, order.Revision, verdict, order.SourceLines, order.Supplier));
            if (verdict is MessageVerdict.Created or MessageVerdict.Changed or MessageVerdict.Outdated)
                Take(order, hash!, head, verdict, unknown, decided, receipt, mapName, mapVersion, now);
        }

        return decided;
    }

    /// <summary>Remembers suppliers that are committed now.</summary>
    public void Remember(IEnumerable<SupplierProfile> suppliers) => _knownSuppliers.UnionWith(suppliers.Select(s => s.Party.Code));

    private async Task<MessageVerdict> DecideAsync(
        Order document, string hash, OrderHead? head, SourcePosition position, Decided decided, CancellationToken cancellationToken)
    {
        string? storedHash = null;
        if (head is not null && document.Revision < head.Revision)
        {
            Order? older = await store.Documents.FindRevisionAsync(new AccessScope(tenant.Id), document.Number, document.Revision, cancellationToken).ConfigureAwait(false);
            storedHash = older is null ? null : MeaningHash.Of(older);
        }

        OrderDecision decision = OrderClassifier.Decide(document, hash, head, storedHash, position);
        if (decision.Reason is not null)
            decided.Diagnostics.Add(decision.Reason);
        return decision.Verdict;
    }

    private void Take(
        CheckedOrder order, string hash, OrderHead? head, MessageVerdict verdict, HashSet<string> unknown, Decided decided, Receipt receipt, string mapName, int mapVersion, DateTimeOffset now)
    {
        Order document = order.Order!;
        decided.Registrations.Add(new OrderRegistration
        {
            Order = document,
            MeaningHash = hash,
            Expected = head,
            IsCurrent = verdict != MessageVerdict.Outdated,
            MapName = mapName,
            MapVersion = mapVersion,
            RegisteredAt = now,
        });

        string actor = receipt.File.Actor;
        decided.Trace.Add(new TraceEvent(tenant.Id, document.Number, document.Revision, TraceStep.Received, receipt.File.ReceivedAt, actor, receipt.Id, receipt.File.FileName));
        decided.Trace.Add(new TraceEvent(tenant.Id, document.Number, document.Revision, TraceStep.Mapped, now, actor, receipt.Id, Cut($"map {mapName} version {mapVersion}{Profile(receipt.File)}, lines {order.SourceLines}")));
        decided.Trace.Add(new TraceEvent(tenant.Id, document.Number, document.Revision, TraceStep.Stored, now, actor, receipt.Id, verdict.ToString()));

        if (unknown.Remove(document.Supplier.Code))
        {
            decided.NewSuppliers.Add(new SupplierProfile { Tenant = tenant.Id, Party = document.Supplier });
            decided.Diagnostics.Add(Diagnostic.Create(DiagnosticCodes.SupplierCreated, order.Position, "supplier", document.Supplier.Code));
        }
    }

    private bool RefusesSupplier(Order document, HashSet<string> unknown, SourcePosition position, Decided decided)
    {
        if (!tenant.RefuseUnknownSuppliers || !unknown.Contains(document.Supplier.Code))
            return false;

        decided.Diagnostics.Add(Diagnostic.Create(DiagnosticCodes.SupplierUnknown, position, "supplier", document.Supplier.Code));
        return true;
    }

    private async Task<HashSet<string>> FindUnknownSuppliersAsync(IReadOnlyList<NumberedOrder> orders, CancellationToken cancellationToken)
    {
        HashSet<string> unknown = new(orders.Where(o => o.Hash is not null).Select(o => o.Order.Order!.Supplier.Code), StringComparer.Ordinal);
        unknown.ExceptWith(_knownSuppliers);
        if (unknown.Count == 0)
            return unknown;

        IReadOnlyDictionary<string, SupplierProfile> found = await store.Tenants.FindSuppliersAsync(tenant.Id, unknown, cancellationToken).ConfigureAwait(false);
        _knownSuppliers.UnionWith(found.Keys);
        unknown.ExceptWith(found.Keys);
        return unknown;
    }

    private static string Profile(InboundFile file) =>
        (file.ProfileVersion == 0 ? "" : $", profile {file.Partner} version {file.ProfileVersion}") + (file.TableVersions.Length == 0 ? "" : $", tables {file.TableVersions}");

    private static string Cut(string text) => text.Length <= 200 ? text : text[..199] + "…";
}

/// <summary>What a batch would write.</summary>
internal sealed class Decided
{
    public List<OrderRegistration> Registrations { get; } = [];

    public List<MessageResult> Results { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public List<TraceEvent> Trace { get; } = [];

    public List<SupplierProfile> NewSuppliers { get; } = [];
}
