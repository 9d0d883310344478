using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api.Safety;

/// <summary>Where a request comes from, for limits and the security log: the address that the server trusts, never a header.</summary>
internal static class ClientAddress
{
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>The network that guessing is counted by: /24, or /64, which is what one subscriber usually has.</summary>
    public static string NetworkOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "unknown";

        IPAddress plain = Plain(address);
        int bits = plain.AddressFamily == AddressFamily.InterNetwork ? 24 : 64;
        byte[] bytes = plain.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }

    private static string Of(IPAddress? address) => address is null ? "unknown" : Plain(address).ToString();

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
