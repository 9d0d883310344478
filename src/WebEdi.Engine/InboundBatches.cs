using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Storing;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Gathers the orders of one claimed file into batches and commits them, while the next ones are read.</summary>
/// <remarks>At most two batches are in memory: one that grows and one that is being committed.</remarks>
internal sealed class InboundBatches : IAsyncDisposable
{
    /// <summary>An order that other files keep changing is looked up so often before the file waits for its next turn.</summary>
    private const int MaxLookUps = 20;

    private readonly IEdiStore _store;
    private readonly ReceiptClaim _claim;
    private readonly CompiledMap _map;
    private readonly BatchDecider _decider;
    private readonly WorkerPulse _pulse;
    private readonly EdiOptions _options;
    private readonly TimeProvider _time;
    private DiagnosticBudget _budget;
    private List<Diagnostic> _fileDiagnostics = [];
    private readonly List<Diagnostic> _late = [];
    private List<NumberedOrder> _growing = [];
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private int _rows;
    private long _seen;
    private Task<bool> _committing = Task.FromResult(true);

    private InboundBatches(
        IEdiStore store, ReceiptClaim claim, CompiledMap map, BatchDecider decider, DiagnosticBudget budget, WorkerPulse pulse, EdiOptions options, TimeProvider time)
    {
        (_store, _claim, _map, _decider, _budget, _pulse, _options, _time) = (store, claim, map, decider, budget, pulse, options, time);
        Counts = claim.Receipt.Counts;
        Checkpoint = claim.Checkpoint;
    }

    /// <summary>Gets or sets the format and encoding found.</summary>
    public string? DetectedFormat { get; set; }

    /// <summary>Gets what is counted and committed so far.</summary>
    public ReceiptCounts Counts { get; private set; }

    private long Checkpoint { get; set; }

    public static async Task<InboundBatches> BeginAsync(
        IEdiStore store, ReceiptClaim claim, CompiledMap map, WorkerPulse pulse, EdiOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        InboundFile file = claim.Receipt.File;
        TenantProfile tenant = await store.Tenants.FindAsync(file.Tenant, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiSetupException($"There is no tenant '{file.Tenant}'.");
        IReadOnlyList<Diagnostic> kept = claim.Checkpoint == 0
            ? []
            : await store.Inbox.ReadDiagnosticsAsync(file.Tenant, claim.Receipt.Id, options.MaxDiagnostics, cancellationToken).ConfigureAwait(false);

        return new InboundBatches(
            store, claim, map, new BatchDecider(store, tenant), new DiagnosticBudget(options.MaxDiagnostics, kept), pulse, options, time);
    }

    /// <summary>Adds what is about the file; it goes with the first commit.</summary>
    public void AddFileDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (Checkpoint == 0)
            _fileDiagnostics.AddRange(diagnostics);
    }

    /// <summary>Adds what was found outside of messages, after the last one; it goes with the last commit.</summary>
    public void AddLateDiagnostics(IReadOnlyList<Diagnostic> diagnostics) => _late.AddRange(diagnostics);

    /// <summary>Adds an order; a full batch is handed to the store.</summary>
    /// <returns>False: the claim was lost.</returns>
    public async ValueTask<bool> AddAsync(CheckedOrder order, CancellationToken cancellationToken)
    {
        // What an earlier attempt has committed is passed over: the mapping gives the same orders in the same sequence.
        _seen++;
        if (_seen <= _claim.Checkpoint)
            return true;

        // Two revisions of one order never share a batch: the second is decided beside the committed first.
        bool repeats = order.Order is not null && _numbers.Contains(order.Order.Number);
        if ((repeats || _rows >= _options.BatchLines) && !await HandOverAsync(cancellationToken).ConfigureAwait(false))
            return false;

        _growing.Add(new NumberedOrder(_seen, order, order.Order is null ? null : MeaningHash.Of(order.Order)));
        _rows += order.Rows;
        if (order.Order is not null)
            _numbers.Add(order.Order.Number);
        return true;
    }

    /// <summary>Commits the rest, then publishes the file and its notices in one commit.</summary>
    /// <param name="planNotices">Plans from what all committed batches brought.</param>
    /// <param name="cancellationToken">Stops between commits.</param>
    /// <returns>The final state; null: the claim was lost.</returns>
    public async Task<ReceiptState?> FinishAsync(
        Func<Receipt, CancellationToken, Task<IReadOnlyList<OutboxEntry>>> planNotices, CancellationToken cancellationToken)
    {
        if (_growing.Count > 0 && !await HandOverAsync(cancellationToken).ConfigureAwait(false))
            return null;
        if (!await _committing.ConfigureAwait(false))
            return null;

        // Only here: a commit under way reads the other list.
        _fileDiagnostics.AddRange(_late);
        if (_seen == 0 && !_fileDiagnostics.Exists(d => d.Severity == Severity.Error))
            _fileDiagnostics.Add(Diagnostic.Create(DiagnosticCodes.FileEmpty, new SourcePosition(_claim.Receipt.File.FileName, 0, 0)));

        bool anyTaken = Counts.Created + Counts.Changed + Counts.Unchanged > 0;
        ReceiptState state = anyTaken ? ReceiptState.Published : ReceiptState.Refused;
        List<Diagnostic> diagnostics = [.. _fileDiagnostics.Where(_budget.Keep)];
        ReceiptCounts counts = Count(Counts, _fileDiagnostics);
        int cut = counts.Errors + counts.Warnings - _budget.KeptFaults;
        if (cut > 0)
            diagnostics.Add(Diagnostic.Create(DiagnosticCodes.DiagnosticsCut, new SourcePosition(_claim.Receipt.File.FileName, 0, 0), found: cut.ToString(CultureInfo.InvariantCulture)));

        ProcessedBatch batch = new()
        {
            Outbox = anyTaken ? await planNotices(_claim.Receipt, cancellationToken).ConfigureAwait(false) : [],
            Diagnostics = diagnostics,
            Checkpoint = Checkpoint,
            State = state,
            Counts = counts,
            DetectedFormat = DetectedFormat,
        };
        if (await _store.Inbox.CommitAsync(_claim, batch, cancellationToken).ConfigureAwait(false) != CommitOutcome.Committed)
            return null;

        Counts = counts;
        _pulse.Received();
        return state;
    }

    public async ValueTask DisposeAsync()
    {
        // A commit that still runs when reading failed must end before the claim is given back; its own failure is the smaller news.
        await ((Task)_committing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<bool> HandOverAsync(CancellationToken cancellationToken)
    {
        if (!await _committing.ConfigureAwait(false))
            return false;

        (List<NumberedOrder> orders, int rows) = (_growing, _rows);
        (_growing, _rows) = ([], 0);
        _numbers.Clear();
        _committing = Task.Run(() => CommitAsync(orders, rows, cancellationToken), CancellationToken.None);
        return true;
    }

    private async Task<bool> CommitAsync(List<NumberedOrder> orders, int rows, CancellationToken cancellationToken)
    {
        for (int lookUp = 0; lookUp < MaxLookUps; lookUp++)
        {
            Decided decided = await _decider.DecideAsync(orders, _claim.Receipt, _map.Name, _map.Version, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            DiagnosticBudget budget = _budget.Copy();
            List<Diagnostic> found = [.. _fileDiagnostics, .. decided.Diagnostics];
            ProcessedBatch batch = new()
            {
                Orders = decided.Registrations,
                Results = decided.Results,
                Diagnostics = [.. found.Where(budget.Keep)],
                Trace = decided.Trace,
                NewSuppliers = decided.NewSuppliers,
                Checkpoint = orders[^1].Sequence,
                State = ReceiptState.Processing,
                Counts = Count(Counts, found, decided.Results, rows),
                DetectedFormat = DetectedFormat,
            };
            switch (await _store.Inbox.CommitAsync(_claim, batch, cancellationToken).ConfigureAwait(false))
            {
                case CommitOutcome.ClaimLost:
                    return false;
                case CommitOutcome.Committed:
                    (_budget, _fileDiagnostics, Counts, Checkpoint) = (budget, [], batch.Counts, batch.Checkpoint);
                    _decider.Remember(decided.NewSuppliers);
                    Telemetry.Batch(decided.Results, rows);
                    _pulse.Received();
                    return true;
                default:
                    continue;
            }
        }

        throw new EdiStoreException($"The orders of receipt {_claim.Receipt.Id} kept changing while they were decided.", isTransient: true);
    }

    private static ReceiptCounts Count(ReceiptCounts before, IReadOnlyList<Diagnostic> found, List<MessageResult>? results = null, int rows = 0)
    {
        int[] verdicts = new int[5];
        foreach (MessageResult result in results ?? [])
            verdicts[(int)result.Verdict]++;

        return new ReceiptCounts(
            before.Rows + rows,
            before.Orders + (results?.Count ?? 0),
            before.Created + verdicts[(int)MessageVerdict.Created],
            before.Changed + verdicts[(int)MessageVerdict.Changed],
            before.Unchanged + verdicts[(int)MessageVerdict.Unchanged] + verdicts[(int)MessageVerdict.Outdated],
            before.Refused + verdicts[(int)MessageVerdict.Refused],
            before.Errors + found.Count(d => d.Severity == Severity.Error),
            before.Warnings + found.Count(d => d.Severity == Severity.Warning));
    }
}

/// <summary>An order with its place among the orders of its file.</summary>
/// <param name="Sequence">From 1.</param>
/// <param name="Order">The order.</param>
/// <param name="Hash">The hash of its meaning; null: refused.</param>
internal readonly record struct NumberedOrder(long Sequence, CheckedOrder Order, string? Hash);
