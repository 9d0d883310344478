using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Diagnostics;

/// <summary>Touches the store the way work does.</summary>
internal sealed class StoreHealthCheck(IEdiStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            StoreHealth health = await store.CheckAsync(cancellationToken).ConfigureAwait(false);
            return health.IsHealthy
                ? HealthCheckResult.Healthy(health.Description)
                : HealthCheckResult.Unhealthy(health.Description);
        }
        catch (EdiStoreException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}

/// <summary>Says whether work is finished in time: the worker's last look, and the age of the oldest due item.</summary>
internal sealed class WorkerHealthCheck(IEdiStore store, WorkerPulse pulse, IOptions<EdiOptions> options, TimeProvider time) : IHealthCheck
{
    /// <summary>Due work older than this means that the worker does not keep up.</summary>
    internal static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!options.Value.RunWorkers)
            return HealthCheckResult.Healthy("This process runs no worker.");

        DateTimeOffset now = time.GetUtcNow();
        TimeSpan silence = now - pulse.Last;
        TimeSpan patience = options.Value.Lease + (4 * options.Value.PollInterval);
        if (silence > patience)
            return HealthCheckResult.Unhealthy($"The worker finished nothing for {(int)silence.TotalSeconds} s.");

        DateTimeOffset? oldest;
        try
        {
            oldest = (await store.CheckAsync(cancellationToken).ConfigureAwait(false)).OldestDueWork;
        }
        catch (EdiStoreException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }

        if (oldest is { } due && now - due > LateAfter)
            return HealthCheckResult.Degraded($"The oldest due work waits since {due:u}.");

        return pulse.Waiting is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy();
    }
}
