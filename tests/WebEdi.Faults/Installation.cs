using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;

namespace WebEdi.Faults;

/// <summary>Sets a fresh installation up the way people do: the one-time link, a map, suppliers, an invitation for each.</summary>
internal static partial class Installation
{
    public const string Password = "correct horse battery staple";
    public const string Tenant = "acme";
    private const string Map = """{ "read": "csv", "order": { "number": "number", "revision": "revision", "purpose": "purpose", "supplier": "supplier" }, "line": { "number": "line", "item": "item", "quantity": "quantity", "due": "due" } }""";

    public static IReadOnlyList<string> Suppliers { get; } = ["S1", "S2", "S3"];

    public static string MailOf(string supplier) => $"{supplier.ToLowerInvariant()}@example.jp";

    /// <summary>Sets up.</summary>
    /// <returns>The API key.</returns>
    public static async Task<string> SetUpAsync(Fleet fleet)
    {
        HostUnderTest host = fleet.Hosts[0];
        string link = await Until.FoundAsync("the link for setting up", () => Task.FromResult(host.SetUpLink?.Split(' ')[0]), () => string.Join('\n', host.Output));
        Uri setUp = new(host.Address, new Uri(link).PathAndQuery);
        using Browser admin = new();
        string page = await Until.FoundAsync("the page for setting up", () => admin.GetAsync(setUp));
        await DoneAsync(admin.PostAsync(setUp, [.. Browser.Hidden(page, "Input.Company"), new("Input.Company", "Acme"), new("Input.Tenant", Tenant), new("Input.Mail", "boss@example.jp"), new("Input.Password", Password), new("Input.Repeat", Password)]));

        string key = await fleet.RunAsync("key", "create", "--tenant", Tenant, "--name", "erp");
        using HttpClient api = Api(host.Address, key);
        using StringContent map = new(Map, Encoding.UTF8, "application/json");
        (await api.PutAsync("api/v1/maps/faults", map)).EnsureSuccessStatusCode();
        foreach (string supplier in Suppliers)
        {
            (await api.PutAsJsonAsync($"api/v1/suppliers/{supplier}", new { name = $"Supplier {supplier}", mailAddresses = new[] { MailOf(supplier) }, language = "en" })).EnsureSuccessStatusCode();
            await InviteAsync(admin, host, supplier);
        }

        return key;
    }

    public static HttpClient Api(Uri address, string key)
    {
        HttpClient client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task InviteAsync(Browser admin, HostUnderTest host, string supplier)
    {
        Uri people = new(host.Address, "admin/people?handler=Invite");
        string page = await Until.FoundAsync("the page of people", () => admin.GetAsync(new Uri(host.Address, "admin/people")));
        (HttpStatusCode _, string? _, string invited) = await admin.PostAsync(
            people, [.. Browser.Hidden(page, "Input.Supplier"), new("Input.Mail", MailOf(supplier)), new("Input.Role", "Supplier"), new("Input.Supplier", supplier)]);
        using Browser person = new();
        Uri invitation = new(host.Address, InviteLink().Match(invited).Value);
        string form = await Until.FoundAsync("the invitation", () => person.GetAsync(invitation));
        await DoneAsync(person.PostAsync(invitation, [.. Browser.Hidden(form, "Input.Password"), new("Input.Password", Password), new("Input.Repeat", Password)]));
    }

    private static async Task DoneAsync(Task<(HttpStatusCode Status, string? Location, string Page)> sent)
    {
        (HttpStatusCode status, string? _, string page) = await sent;
        if (status != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"{status}: {page}");
    }

    [GeneratedRegex("/invite\\?token=[^\"]+")]
    private static partial Regex InviteLink();
}

/// <summary>Waiting for what must come.</summary>
internal static class Until
{
    public static async Task<T> FoundAsync<T>(string what, Func<Task<T?>> find, Func<string>? explain = null)
        where T : class
    {
        DateTime end = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            try
            {
                if (await find() is { } found)
                    return found;
            }
            catch (Exception e) when (IsPassing(e) && DateTime.UtcNow < end)
            {
                // Not there yet.
            }

            if (DateTime.UtcNow > end)
                throw new InvalidOperationException($"{what} did not come. {explain?.Invoke()}");
            await Task.Delay(100);
        }
    }

    /// <summary>Tells whether an error is one that a host's death explains.</summary>
    public static bool IsPassing(Exception e) => e is HttpRequestException or TaskCanceledException or IOException;
}
