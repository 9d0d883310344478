using WebEdi.Diagnostics;
using WebEdi.Host.Serving;
using WebEdi.Portal.Api;
using WebEdi.Storage;

namespace WebEdi.Host.Commands;

/// <summary>Makes API keys on the machine itself. The host may be running: it finds the key at the next request.</summary>
internal static class KeyVerb
{
    public static async Task<int> CreateAsync(OpenHost host, string tenant, string name, string partner, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        if (await store.Tenants.FindAsync(tenant, cancellationToken) is null)
        {
            IReadOnlyList<TenantProfile> known = await store.Tenants.ListAsync(cancellationToken);
            throw new EdiSetupException($"there is no tenant '{tenant}'; known: {(known.Count == 0 ? "none yet, set the installation up first" : string.Join(", ", known.Select(t => t.Id)))}");
        }

        try
        {
            string[] wanted = [.. scopes.SelectMany(s => s.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            (ApiKey key, string secret) = await host.Services.GetRequiredService<ApiKeys>()
                .CreateAsync(tenant, name, partner, wanted.Length == 0 ? ApiKeys.Scopes : wanted, null, "command line", cancellationToken);
            Console.Error.WriteLine($"Key '{key.Name}' of tenant {key.Tenant} for {string.Join(", ", key.Scopes)}. It is shown only now:");
            Console.WriteLine(secret);
            return ExitCode.Done;
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine($"webedi: {wrong.Message}");
            return ExitCode.Usage;
        }
    }
}
