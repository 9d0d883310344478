using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using WebEdi.Host.Serving;

namespace WebEdi.Host.Commands;

/// <summary>Serves until told to stop.</summary>
internal static class ServeVerb
{
    public static async Task<int> RunAsync(OpenHost host, CancellationToken cancellationToken)
    {
        await host.App.StartAsync(cancellationToken);
        await host.App.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    /// <summary>Returns the address by which this machine reaches the started host, without a slash at the end.</summary>
    public static string AddressOf(WebApplication app)
    {
        ICollection<string>? bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return HostAddress.Loopback(bound ?? []).AbsoluteUri.TrimEnd('/');
    }
}
