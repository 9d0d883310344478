namespace WebEdi.Host.Serving;

/// <summary>What the command line says, whatever the verb.</summary>
/// <param name="Urls">Addresses to listen on; null: the configuration's.</param>
/// <param name="Data">The data folder; null: the configuration's.</param>
/// <param name="IsDemo">Whether demo defaults count.</param>
/// <param name="IsTool">Whether the verb prints an answer for scripts: then the log keeps out of the standard output.</param>
internal sealed record HostArguments(string? Urls, string? Data, bool IsDemo = false, bool IsTool = false);
