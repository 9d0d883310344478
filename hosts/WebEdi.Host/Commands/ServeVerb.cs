using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using WebEdi.Host.Serving;
using WebEdi.Storage;

namespace WebEdi.Host.Commands;

/// <summary>Serves until told to stop.</summary>
internal static class ServeVerb
{
    public static async Task<int> RunAsync(OpenHost host, CancellationToken cancellationToken)
    {
        // Before the framework starts: it would tell of a store that cannot be used by a stack trace.
        await host.Services.GetRequiredService<IEdiStore>().OpenAsync(cancellationToken);
        await host.App.StartAsync(cancellationToken);
        Uri address = AddressOf(host.App);
        Console.WriteLine($"Open      {address.AbsoluteUri.TrimEnd('/')}");
        if (await SetupLinkVerb.CreateAsync(host, address, cancellationToken) is { } link)
            Console.WriteLine($"Set up    {link}   (works once, for 30 minutes; 'webedi setup-link' prints another)");

        await host.App.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    /// <summary>Returns the address by which this machine reaches the started host.</summary>
    public static Uri AddressOf(WebApplication app) =>
        HostAddress.Loopback(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
}
