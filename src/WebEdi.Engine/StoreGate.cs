using Microsoft.Extensions.Hosting;
using WebEdi.Documents;
using WebEdi.Engine.Partners;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Opens the store once, before anything is asked of it, and checks the tables, maps and profiles of the set-up.</summary>
internal sealed class StoreGate(IEdiStore store, TableLibrary tables, MapLibrary maps, PartnerLibrary partners) : IHostedLifecycleService, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _open;

    /// <summary>Gets what ends work that a caller waits for when the program shuts down; its claim is handed back, the next start goes on.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public async ValueTask EnsureOpenAsync(CancellationToken cancellationToken)
    {
        if (_open)
            return;

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_open)
                await store.OpenAsync(cancellationToken).ConfigureAwait(false);
            _open = true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Says whether a tenant exists; "default" is created at its first use.</summary>
    public async Task EnsureTenantAsync(string tenant, CancellationToken cancellationToken)
    {
        await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        if (await store.Tenants.FindAsync(tenant, cancellationToken).ConfigureAwait(false) is not null)
            return;
        if (tenant != "default")
            throw new WebEdi.Diagnostics.EdiSetupException($"There is no tenant '{tenant}'.");

        await store.Tenants.SaveAsync(new TenantProfile { Id = tenant, Buyer = new Party { Code = "default" } }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A broken map or an unusable store ends the start, with its reason, before the program takes a file.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        tables.CheckSetUp();
        maps.CheckSetUp();
        partners.CheckSetUp();
        await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _one.Dispose();
        _stopping.Dispose();
    }
}
