using System.Collections.Concurrent;
using System.Net;

namespace WebEdi.Portal.SignIn;

/// <summary>Counts refused sign-ins per network (/24, /64) in a window of five minutes; too many are answered 429 before any work.</summary>
internal sealed class SourceLimit(TimeProvider time)
{
    internal const int MostFailures = 50;

    private const int MostSources = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Start, int Count)> _failures = new(StringComparer.Ordinal);

    internal bool IsOpen(IPAddress? address) =>
        !_failures.TryGetValue(Network(address), out (DateTimeOffset Start, int Count) entry)
        || time.GetUtcNow() - entry.Start > Window
        || entry.Count < MostFailures;

    internal void CountFailure(IPAddress? address)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_failures.Count > MostSources)
        {
            foreach (KeyValuePair<string, (DateTimeOffset Start, int Count)> old in _failures.Where(f => now - f.Value.Start > Window))
                _failures.TryRemove(old);
        }

        _failures.AddOrUpdate(Network(address), (now, 1), (_, e) => now - e.Start > Window ? (now, 1) : (e.Start, e.Count + 1));
    }

    private static string Network(IPAddress? address)
    {
        if (address is null)
            return "unknown";

        byte[] bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, bytes.Length == 4 ? 3 : 8));
    }
}
