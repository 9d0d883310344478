using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebEdi.Storage;

namespace WebEdi.Benchmarks;

/// <summary>
/// How long the list of a supplier takes over HTTP on loopback with all lines in the store its own: every sort, filter, search and deep pages,
/// and the first list after a change. A runner of its own: the goal is a percentile of mixed questions, not a mean.
/// </summary>
internal static partial class ListTimes
{
    private const string Person = "supplier@example.jp";
    private const string Password = "correct horse battery";
    private const int Requests = 200;

    private static readonly LineFilter[] Filters = [LineFilter.Unread, LineFilter.Unanswered, LineFilter.Changed, LineFilter.Answered, LineFilter.Overdue];

    private static readonly string[] Texts = ["ボルト", "鋼", "it-777", "アルミ a5052", "po-2026-0012 歯車", "どこにもない"];

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="kind">sqlite or postgres.</param>
    /// <param name="lines">Order lines of the supplier, ten to an order.</param>
    public static async Task RunAsync(string kind, int lines)
    {
        string folder = Directory.CreateTempSubdirectory("webedi-list").FullName;
        await using PostgresServer.PostgresServer? server = kind == "postgres" ? await PostgresServer.PostgresServer.StartAsync("-c shared_buffers=512MB -c max_wal_size=4GB") : null;
        string? database = server is null ? null : await server.CreateDatabaseAsync("list");
        try
        {
            await using WebApplication app = await StartAsync(e => _ = database is null ? e.UseSqlite(o => o.Path = Path.Combine(folder, "webedi.db")) : e.UsePostgreSql(database), lines);
            using HttpClientHandler handler = new() { CookieContainer = new CookieContainer() };
            using HttpClient client = new(handler)
            {
                BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            };
            await SignInAsync(client);
            await MeasureAsync(client, app.Services.GetRequiredService<IEdi>().Store, lines);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WebApplication> StartAsync(Action<IWebEdiBuilder> useStore, int lines)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddWebEdi(e =>
        {
            useStore(e);
            e.AddPortal();
        });
        WebApplication app = builder.Build();
        app.MapWebEdi();
        IEdiStore store = app.Services.GetRequiredService<IEdi>().Store;
        await store.OpenAsync();
        await BenchmarkOrders.FillAsync(store, BenchmarkOrders.Make(lines / 10));
        await store.Tenants.SaveAsync(new TenantProfile { Id = BenchmarkOrders.Tenant, Buyer = new Documents.Party { Code = "", Name = "バイヤー" } });
        await store.Accounts.CreateAsync(new Account
        {
            Id = "supplier",
            UserName = Person,
            NormalizedUserName = Person.ToUpperInvariant(),
            PasswordHash = new PasswordHasher<object>().HashPassword(store, Password),
            SecurityStamp = "stamp",
            Memberships = [new Membership(BenchmarkOrders.Tenant, AccountRole.Supplier, BenchmarkOrders.Supplier.Supplier)],
        });
        for (int i = 0; i < 300; i++)
            await OpenOrderAsync(store, i * (lines / 10) / 300);
        await app.StartAsync();
        return app;
    }

    private static Task<bool> OpenOrderAsync(IEdiStore store, int order) => store.Documents.MarkOpenedAsync(
        BenchmarkOrders.Supplier, string.Create(CultureInfo.InvariantCulture, $"PO-2026-{order:000000}"), 0, TimeProvider.System.GetUtcNow(), "bench");

    private static async Task SignInAsync(HttpClient client)
    {
        string page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using FormUrlEncodedContent form = new([new("name", Person), new("password", Password), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]);
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task MeasureAsync(HttpClient client, IEdiStore store, int lines)
    {
        int pages = lines / 50;
        Random random = new(1);
        double cold = await TimeAsync(client, "/orders");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"list after signing in, which has read it once: {cold:0.0} ms"));
        for (int i = 0; i < 50; i++)
            await TimeAsync(client, "/orders");

        Console.WriteLine($"| question, {lines} lines, {Requests} requests, ms | p50 | p99 | max | CPU of client and host, mean |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (LineSort sort in Enum.GetValues<LineSort>().Where(s => s != LineSort.Supplier))
        {
            await PrintAsync($"by {sort}, first page", () => TimeAsync(client, $"/orders?sort={sort}&desc={random.Next(2)}"));
            await PrintAsync($"by {sort}, any page", () => TimeAsync(client, $"/orders?sort={sort}&p={random.Next(1, pages)}"));
        }

        foreach (LineFilter filter in Filters)
            await PrintAsync($"filter {filter}, any sort", () => TimeAsync(client, $"/orders?filter={filter}&sort={random.Next(6)}&p={random.Next(1, 3)}"));
        await PrintAsync("filter Unread, any sort and page", () => TimeAsync(client, $"/orders?filter=Unread&sort={random.Next(6)}&p={random.Next(1, pages * 95 / 100)}"));
        foreach (string text in Texts)
            await PrintAsync($"search {text}, any sort", () => TimeAsync(client, $"/orders?q={Uri.EscapeDataString(text)}&sort={random.Next(6)}"));
        await PrintAsync("search, filter, any sort and page", () => TimeAsync(
            client, $"/orders?q={Uri.EscapeDataString(Texts[random.Next(Texts.Length)])}&filter={Filters[random.Next(Filters.Length)]}&sort={random.Next(6)}&p={random.Next(1, pages / 10)}"));

        int opened = 1;
        await PrintAsync("any sort, first list after an order was opened", async () =>
        {
            if (!await OpenOrderAsync(store, opened += 2))
                opened++;
            return await TimeAsync(client, $"/orders?sort={random.Next(6)}");
        });
    }

    private static async Task PrintAsync(string question, Func<Task<double>> ask)
    {
        double first = await ask();
        double[] times = new double[Requests];
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < Requests; i++)
            times[i] = await ask();
        double cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Requests;
        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {question} (the very first {first:0.0}) | {times[Requests / 2]:0.0} | {times[(Requests * 99 / 100) - 1]:0.0} | {times[^1]:0.0} | {cpu:0.0} |"));
    }

    private static async Task<double> TimeAsync(HttpClient client, string question)
    {
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await client.GetAsync(new Uri(question, UriKind.Relative));
            string page = await answer.Content.ReadAsStringAsync();
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (answer.StatusCode == HttpStatusCode.OK && answer.RequestMessage!.RequestUri!.AbsolutePath == "/orders" && page.Length > 0)
                return elapsed;
            if (answer.Headers.RetryAfter?.Delta is not { } pause)
                throw new InvalidOperationException($"{question}: {answer.StatusCode} {answer.RequestMessage!.RequestUri}");

            // The limit of requests per person stays on; its pauses are not part of the time.
            await Task.Delay(pause);
        }
    }

    [GeneratedRegex("__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
