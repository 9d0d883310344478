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
/// How long a refused sign-in takes over HTTP for unknown names, wrong passwords and locked accounts, in turn, on SQLite (S22). A runner of its
/// own: the question is about distributions of three mixed kinds, not about the mean of one.
/// </summary>
internal static partial class SignInTimes
{
    private const string Password = "correct horse battery";

    private static readonly double[] Quantiles = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    private static readonly string[] Kinds = ["unknown", "wrong", "locked"];

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="tries">How many of each kind.</param>
    public static async Task RunAsync(int tries)
    {
        string folder = Directory.CreateTempSubdirectory("webedi-sign-in").FullName;
        try
        {
            await using WebApplication app = await StartAsync(folder);
            await AddAccountsAsync(app.Services.GetRequiredService<IEdi>().Store, tries);
            double[][] times = await MeasureAsync(app, tries);
            Print(times);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WebApplication> StartAsync(string folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddWebEdi(e => e.UseSqlite(o => o.Path = Path.Combine(folder, "webedi.db")).AddPortal());
        WebApplication app = builder.Build();
        // Every try comes from a network of its own, so that the limit per network does not end the measurement.
        int source = 0;
        app.Use((context, next) =>
        {
            int number = Interlocked.Increment(ref source);
            context.Connection.RemoteIpAddress = new IPAddress([10, (byte)(number >> 8), (byte)number, 1]);
            return next(context);
        });
        app.MapWebEdi();
        await app.StartAsync();
        return app;
    }

    /// <summary>One account for every wrong try: the fifth would lock it.</summary>
    private static async Task AddAccountsAsync(IEdiStore store, int tries)
    {
        PasswordHasher<object> hasher = new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
        string hash = hasher.HashPassword(store, Password);
        for (int i = 0; i < tries; i++)
        {
            foreach (string kind in Kinds.Skip(1))
            {
                await store.Accounts.CreateAsync(new Account
                {
                    Id = $"{kind}{i}",
                    UserName = Name(kind, i),
                    NormalizedUserName = Name(kind, i).ToUpperInvariant(),
                    PasswordHash = hash,
                    SecurityStamp = "stamp",
                    LockoutEnd = kind == "locked" ? DateTimeOffset.MaxValue : null,
                    Memberships = [new Membership("acme", AccountRole.Supplier, "0012")],
                });
            }
        }
    }

    private static async Task<double[][]> MeasureAsync(WebApplication app, int tries)
    {
        Uri address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using HttpClientHandler handler = new() { CookieContainer = new CookieContainer() };
        using HttpClient client = new(handler) { BaseAddress = address };
        string token = Token().Match(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups[1].Value;
        for (int i = 0; i < 20; i++)
            await TryAsync(client, token, $"warm{i}@example.jp");

        double[][] times = [new double[tries], new double[tries], new double[tries]];
        Random order = new(1);
        int[] kinds = [0, 1, 2];
        for (int i = 0; i < tries; i++)
        {
            order.Shuffle(kinds);
            foreach (int kind in kinds)
                times[kind][i] = await TryAsync(client, token, Name(Kinds[kind], i));
        }

        return times;
    }

    private static async Task<double> TryAsync(HttpClient client, string token, string name)
    {
        using FormUrlEncodedContent form = new([new("name", name), new("password", "wrong password"), new("__RequestVerificationToken", token)]);
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.OK ? elapsed : throw new InvalidOperationException($"{name}: {answer.StatusCode}");
    }

    private static void Print(double[][] times)
    {
        Console.WriteLine($"| refused sign-in, {times[0].Length} tries each, ms | 5 % | 25 % | median | 75 % | 95 % | 99 % | mean |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        for (int kind = 0; kind < Kinds.Length; kind++)
        {
            double[] sorted = [.. times[kind].Order()];
            IEnumerable<string> cells = Quantiles.Select(q => Text(sorted[(int)(q * (sorted.Length - 1))])).Append(Text(sorted.Average()));
            Console.WriteLine($"| {Kinds[kind]} | {string.Join(" | ", cells)} |");
        }

        for (int kind = 1; kind < Kinds.Length; kind++)
            Console.WriteLine($"{Kinds[kind]} is slower than unknown in {Slower(times[kind], times[0]):P1} of all pairs (50 % tells nothing)");
    }

    /// <summary>The chance that a try of one kind takes longer than one of the other: what an observer could learn from one pair.</summary>
    private static double Slower(double[] first, double[] second) =>
        first.Sum(a => second.Count(b => a > b)) / ((double)first.Length * second.Length);

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:0000}@example.jp");

    private static string Text(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    [GeneratedRegex("__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
