using Microsoft.Extensions.DependencyInjection;
using WebEdi.Storage;

namespace WebEdi.Host.Tests;

/// <summary>Opens the database of a host that does not run, and counts.</summary>
internal sealed class Ledger : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Ledger(ServiceProvider services) => _services = services;

    public IEdiStore Store => _services.GetRequiredService<IEdiStore>();

    public static async Task<Ledger> OpenAsync(string data, CancellationToken cancellationToken)
    {
        Ledger ledger = new(new ServiceCollection().AddWebEdi(e => e.UseSqlite(o => o.Path = Path.Combine(Path.GetFullPath(data), "webedi.db"))).BuildServiceProvider());
        await ledger.Store.OpenAsync(cancellationToken);
        return ledger;
    }

    /// <summary>Reads all order numbers of a tenant with the number of their lines, sorted.</summary>
    public async Task<IReadOnlyList<(string Order, int Lines)>> OrdersAsync(string tenant, CancellationToken cancellationToken)
    {
        List<string> numbers = [];
        await foreach (OrderLineRow row in Store.Documents.ReadLinesAsync(new AccessScope(tenant), new OrderLineQuery { Sort = LineSort.OrderNumber }, cancellationToken))
            numbers.Add(row.OrderNumber);
        return [.. numbers.GroupBy(n => n, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderBy(o => o.Key, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<CapturedMail>> MailsAsync(string tenant, CancellationToken cancellationToken) =>
        (await Store.Mailbox.ListAsync(tenant, 1, 200, cancellationToken)).Items;

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
