using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryDespatches(MemoryState state) : IDespatchStore
{
    public Task SaveAsync(AccessScope scope, IReadOnlyList<DespatchAdvice> advices, IReadOnlyList<TraceEvent> trace, CancellationToken cancellationToken = default)
    {
        string supplier = scope.Supplier ?? throw new ArgumentException("Delivery notes are a supplier's.", nameof(scope));
        MemoryState.MustBelong(scope.Tenant, trace, []);

        return state.Locked(() =>
        {
            HashSet<string> stored = [];
            foreach (DespatchAdvice advice in advices.Where(a => Find(scope, a.Number) is null))
            {
                state.Notes.Add(new MemoryNote(scope.Tenant, supplier, advice));
                stored.Add(advice.OrderNumber);
            }

            state.Trace.AddRange(trace.Where(t => stored.Contains(t.OrderNumber)));
        });
    }

    public Task<DespatchAdvice?> FindAsync(AccessScope scope, string number, CancellationToken cancellationToken = default) =>
        state.Locked(() => Find(scope, number) is { } note ? WithPrints(note) : null);

    public Task<IReadOnlyList<DespatchAdvice>> ListAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<DespatchAdvice>>(() => [.. In(scope).Where(n => n.Advice.OrderNumber == orderNumber).Select(WithPrints)]);

    public Task<long> NextNumberAsync(AccessScope scope, CancellationToken cancellationToken = default)
    {
        string supplier = scope.Supplier ?? throw new ArgumentException("A series of numbers is a supplier's.", nameof(scope));

        return state.Locked(() => state.NoteNumbers[(scope.Tenant, supplier)] = state.NoteNumbers.GetValueOrDefault((scope.Tenant, supplier)) + 1);
    }

    public Task<int> CountPrintAsync(AccessScope scope, string number, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Find(scope, number) is not { } note)
            return 0;

        state.Trace.Add(new TraceEvent(scope.Tenant, note.Advice.OrderNumber, note.Advice.OrderRevision, TraceStep.Printed, at, actor, number));
        return note.Prints++;
    });

    private IEnumerable<MemoryNote> In(AccessScope scope) =>
        state.Notes.Where(n => n.Tenant == scope.Tenant && (scope.Supplier is null || n.Supplier == scope.Supplier));

    private MemoryNote? Find(AccessScope scope, string number) => In(scope).FirstOrDefault(n => n.Advice.Number == number);

    private static DespatchAdvice WithPrints(MemoryNote note) => note.Advice with { EarlierPrints = note.Prints };
}
