using System.Net;

namespace WebEdi.Host.Configuration;

/// <summary>Reads <see cref="InstallationOptions.TrustedProxies"/>.</summary>
internal static class TrustedProxies
{
    /// <summary>Splits the list into networks; a single address is the smallest one.</summary>
    public static IReadOnlyList<IPNetwork> Parse(string list) => [.. Split(list).Select(Read).OfType<IPNetwork>()];

    public static IEnumerable<string> FindFaults(IConfiguration configuration) =>
        Split(configuration["WebEdi:TrustedProxies"] ?? "")
            .Where(entry => Read(entry) is null)
            .Select(entry => $"WebEdi:TrustedProxies (WEBEDI_TrustedProxies) holds '{entry}'; expected addresses or networks such as 10.0.0.5, 192.168.0.0/16");

    private static string[] Split(string list) => list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IPNetwork? Read(string entry)
    {
        if (IPNetwork.TryParse(entry, out IPNetwork network))
            return network;

        return IPAddress.TryParse(entry, out IPAddress? address)
            ? new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }
}
