using Microsoft.Extensions.Options;
using WebEdi.Host.Serving;
using WebEdi.Storage;

namespace WebEdi.Host.Commands;

/// <summary>Prints the link by which a new installation gets its first administrator.</summary>
internal static class SetupLinkVerb
{
    public static async Task<int> RunAsync(OpenHost host, CancellationToken cancellationToken)
    {
        await host.Services.GetRequiredService<IEdiStore>().OpenAsync(cancellationToken);
        if (await CreateAsync(host, host.Settings.LoopbackAddress, cancellationToken) is { } link)
        {
            Console.WriteLine(link);
            return ExitCode.Done;
        }

        Console.Error.WriteLine("webedi: the installation is set up already; an administrator invites further people on the page 'People'");
        return ExitCode.Failed;
    }

    /// <summary>Makes a link that begins with the configured address, else with one that this machine understands.</summary>
    /// <returns>The link; null when the installation is set up already.</returns>
    public static Task<Uri?> CreateAsync(OpenHost host, Uri reachable, CancellationToken cancellationToken)
    {
        Uri address = host.Services.GetRequiredService<IOptions<EdiOptions>>().Value.Url ?? reachable;
        return host.Services.GetRequiredService<ISetupLinks>().CreateAsync(address, cancellationToken);
    }
}
