using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Storing;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>What would become of a file: decided like the real thing, compared with the store, nothing written.</summary>
internal sealed class DryRun(IEdiStore store, string tenant, EdiOptions options)
{
    private const int MaxOrders = 200;
    private const int BatchOrders = 500;

    private readonly BatchDecider _decider = new(store, new TenantProfile { Id = tenant, Buyer = new Party { Code = tenant } });
    private readonly DiagnosticBudget _budget = new(Math.Min(options.MaxDiagnostics, 1_000), []);
    private readonly List<Diagnostic> _issues = [];
    private readonly List<DryRunOrder> _orders = [];
    private readonly List<NumberedOrder> _waiting = [];
    private readonly Receipt _receipt = new()
    {
        Id = "dry-run",
        State = ReceiptState.Processing,
        File = new InboundFile { Tenant = tenant, Channel = "", FileName = "", MapName = "", MapVersion = 0, ContentHash = "", Length = 0, ReceivedAt = default, Actor = "" },
    };

    /// <summary>What earlier orders of the same file would have stored, so that a repeated number is judged as it would be.</summary>
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private ReceiptCounts _counts = new();
    private long _seen;

    public static DryRunResult Refused(IReadOnlyList<Diagnostic> reasons) =>
        new(null, new ReceiptCounts(Errors: reasons.Count(d => d.Severity == Severity.Error)), reasons, []);

    public void AddFileDiagnostics(IReadOnlyList<Diagnostic> diagnostics) => Keep(diagnostics);

    public async ValueTask AddAsync(CheckedOrder order, CancellationToken cancellationToken)
    {
        if (_waiting.Count >= BatchOrders)
            await DecideAsync(cancellationToken).ConfigureAwait(false);

        _waiting.Add(new NumberedOrder(++_seen, order, order.Order is null ? null : MeaningHash.Of(order.Order)));
        _counts = _counts with { Rows = _counts.Rows + order.Rows };
    }

    public async Task<DryRunResult> FinishAsync(string? format, CancellationToken cancellationToken)
    {
        await DecideAsync(cancellationToken).ConfigureAwait(false);
        if (_seen == 0 && _counts.Errors == 0)
            Keep([Diagnostic.Create(DiagnosticCodes.FileEmpty, default)]);

        return new DryRunResult(format, _counts, _issues, _orders);
    }

    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
            return;

        Decided decided = await _decider.DecideAsync(_waiting, _receipt, "", 0, default, cancellationToken).ConfigureAwait(false);
        _decider.Remember(decided.NewSuppliers);
        Keep(decided.Diagnostics);
        foreach ((NumberedOrder order, MessageResult result) in _waiting.Zip(decided.Results))
        {
            Count(result.Verdict, order.Order.Number);
            if (order.Order.Order is { } document && _orders.Count < MaxOrders)
                _orders.Add(new DryRunOrder(document, result.Verdict, await CompareAsync(document, result.Verdict, cancellationToken).ConfigureAwait(false)));
        }

        _waiting.Clear();
    }

    private async Task<IReadOnlyList<FieldDifference>> CompareAsync(Order document, MessageVerdict verdict, CancellationToken cancellationToken)
    {
        if (verdict is MessageVerdict.Created or MessageVerdict.Unchanged)
            return [];

        StoredOrder? stored = await store.Documents.FindAsync(new AccessScope(tenant), document.Number, cancellationToken).ConfigureAwait(false);
        return OrderDifferences.Between(stored?.Order, document);
    }

    private void Count(MessageVerdict verdict, string? number)
    {
        // The second order of a number that is new with this file would be a change, not another new order.
        bool repeated = verdict == MessageVerdict.Created && number is not null && !_numbers.Add(number);
        _counts = (verdict, repeated) switch
        {
            (MessageVerdict.Created, false) => _counts with { Created = _counts.Created + 1 },
            (MessageVerdict.Created or MessageVerdict.Changed, _) => _counts with { Changed = _counts.Changed + 1 },
            (MessageVerdict.Refused, _) => _counts with { Refused = _counts.Refused + 1 },
            _ => _counts with { Unchanged = _counts.Unchanged + 1 },
        };
        _counts = _counts with { Orders = _counts.Orders + 1 };
    }

    private void Keep(IReadOnlyList<Diagnostic> diagnostics)
    {
        _issues.AddRange(diagnostics.Where(_budget.Keep));
        _counts = _counts with
        {
            Errors = _counts.Errors + diagnostics.Count(d => d.Severity == Severity.Error),
            Warnings = _counts.Warnings + diagnostics.Count(d => d.Severity == Severity.Warning),
        };
    }
}
