using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace WebEdi.Faults;

/// <summary>One address for all hosts: a reverse proxy that asks them whether they are ready and turns to those that are.</summary>
internal sealed class Front : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;

    private Front(WebApplication app) => (_app, Address) = (app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));

    public Uri Address { get; }

    public static async Task<Front> StartAsync(IEnumerable<HostUnderTest> hosts)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        builder.Services.AddSingleton<IHostLifetime, OfTheHarness>();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "hosts", Match = new RouteMatch { Path = "{**rest}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "hosts",
                    HttpRequest = new ForwarderRequestConfig { ActivityTimeout = Often * 10 },
                    LoadBalancingPolicy = "RoundRobin",
                    HealthCheck = new HealthCheckConfig
                    {
                        Active = new ActiveHealthCheckConfig { Enabled = true, Interval = Often, Timeout = Often, Policy = "ConsecutiveFailures", Path = "/health/ready" },
                        Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = "TransportFailureRate", ReactivationPeriod = Often },
                    },
                    Destinations = hosts.ToDictionary(h => $"host{h.Number}", h => new DestinationConfig { Address = h.Address.ToString() }),
                },
            ]);
        WebApplication app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync();
        return new Front(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Signals are meant for the harness, which ends without the consent of its proxy.</summary>
    private sealed class OfTheHarness : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
