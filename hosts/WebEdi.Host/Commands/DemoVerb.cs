using WebEdi.Host.Demo;
using WebEdi.Host.Serving;

namespace WebEdi.Host.Commands;

/// <summary>Serves with demo data. The first lines on the console are for people and scripts alike, so their form stays.</summary>
internal static class DemoVerb
{
    public static async Task<int> RunAsync(OpenHost host, CancellationToken cancellationToken)
    {
        string key = await DemoData.SeedAsync(host, cancellationToken);
        await host.App.StartAsync(cancellationToken);

        string address = ServeVerb.AddressOf(host.App).AbsoluteUri.TrimEnd('/');
        Console.WriteLine($"Open      {address}");
        Console.WriteLine($"API key   {key}");
        Console.WriteLine($"Samples   {host.Settings.Data.Samples}   (also {address}/samples/{DemoSamples.Cp932})");
        Console.WriteLine($"Try       curl -sS {address}/samples/{DemoSamples.Cp932} | curl -sS -H 'Authorization: Bearer {key}' --data-binary @- '{address}/api/v1/orders?map={DemoData.Map}&fileName={DemoSamples.Cp932}'");

        await host.App.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }
}
