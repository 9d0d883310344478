using WebEdi.Host.Serving;

namespace WebEdi.Host.Commands;

/// <summary>Asks the running host for its readiness, for container engines: the image has no other program that could.</summary>
internal static class ReadyVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(HostArguments arguments, CancellationToken cancellationToken)
    {
        using HostSettings settings = HostSettings.Read(arguments);
        Uri address = new(settings.LoopbackAddress, "health/ready");

        using SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false };
        using HttpClient client = new(handler) { Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(address, cancellationToken);
            Console.WriteLine($"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            Console.Error.WriteLine($"webedi: {address} does not answer: {failed.Message}");
            return ExitCode.Failed;
        }
    }
}
