namespace WebEdi.Host.Serving;

/// <summary>Finds out where the host listens and how this machine reaches it.</summary>
internal static class HostAddress
{
    public static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["urls"]) || !string.IsNullOrEmpty(configuration["http_ports"]) || !string.IsNullOrEmpty(configuration["https_ports"]) ||
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <summary>Returns the address for a caller on this machine; plain http is preferred, as its certificate need not be trusted.</summary>
    public static Uri Loopback(IConfiguration configuration) => Loopback(Configured(configuration));

    /// <summary>Returns the one of several addresses for a caller on this machine: any-addresses become localhost.</summary>
    public static Uri Loopback(IEnumerable<string> addresses) =>
        addresses.Select(Reachable).OfType<Uri>().OrderBy(a => a.Scheme.Length).FirstOrDefault() ?? new Uri("http://localhost:8080/");

    private static IEnumerable<string> Configured(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        IEnumerable<string> endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? "");
        return endpoints.Concat(Ports("http", configuration["http_ports"])).Concat(Ports("https", configuration["https_ports"]));
    }

    private static IEnumerable<string> Ports(string scheme, string? ports) =>
        (ports ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => $"{scheme}://localhost:{p}");

    private static Uri? Reachable(string address)
    {
        string named = address.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal);
        if (!Uri.TryCreate(named, UriKind.Absolute, out Uri? uri))
            return null;

        return uri.Host is "0.0.0.0" or "[::]" ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri;
    }
}
