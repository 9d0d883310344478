using Microsoft.Extensions.Hosting;

namespace WebEdi.Portal.Branch;

/// <summary>The branches that <c>MapWebEdi</c> made in this program; usually one.</summary>
internal sealed class PortalMounts(IServiceProvider program) : IAsyncDisposable
{
    private readonly List<PortalBranch> _branches = [];

    internal IReadOnlyList<PortalBranch> Branches => _branches;

    internal PortalBranch Add()
    {
        PortalBranch branch = new(program);
        _branches.Add(branch);
        return branch;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PortalBranch branch in _branches)
            await branch.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>Builds the branches when the program starts: a wrong set-up stops the start, not the first visitor.</summary>
internal sealed class PortalStarter(PortalMounts mounts) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (PortalBranch branch in mounts.Branches)
            branch.Build();

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
