using System.CommandLine;
using System.Globalization;
using WebEdi.Host.Serving;
using WebEdi.Storage;

namespace WebEdi.Host.Commands;

/// <summary>Looks after the database.</summary>
internal static class DatabaseVerb
{
    public static Command Create(HostRunner runner, Func<ParseResult, HostArguments> arguments)
    {
        Command Verb(string name, string text, Func<OpenHost, ParseResult, CancellationToken, Task<int>> run)
        {
            Command verb = new(name, text);
            verb.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => run(host, line, token), stop));
            return verb;
        }

        Command hold = Verb("hold", "Send nothing any more, on any host: no mail, no reply file, until 'db release'", (_, _, _) => Task.FromResult(ExitCode.Done));
        Option<string> reason = new("--reason") { Description = "Why; the portal shows it", DefaultValueFactory = _ => "by command line" };
        hold.Options.Add(reason);
        hold.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => HoldAsync(host, line.GetRequiredValue(reason), token), stop));
        return new Command("db", "The database")
        {
            Verb("upgrade", "Create the schema or bring it to this program's, and say which it is", (host, _, token) => UpgradeAsync(host, token)),
            Verb("check", "Look at everything that can be wrong with it; ends with 1 when something is", (host, _, token) => CheckAsync(host, token)),
            hold,
            Verb("release", "Send again what waits", (host, _, token) => ReleaseAsync(host, token)),
        };
    }

    private static async Task<int> UpgradeAsync(OpenHost host, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        StoreHealth health = await store.CheckAsync(cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"schema {health.SchemaVersion}, {health.Description}"));
        return health.IsHealthy ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> CheckAsync(OpenHost host, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        return DoctorVerb.Tell(await store.ExamineAsync(cancellationToken));
    }

    private static async Task<int> HoldAsync(OpenHost host, string reason, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        await store.Outbox.HoldAsync(reason, cancellationToken);
        await AuditAsync(store, "outbox-held", reason, cancellationToken);
        Console.WriteLine("held: what waits stays, what comes is kept; 'webedi db release' lets it go");
        return ExitCode.Done;
    }

    private static async Task<int> ReleaseAsync(OpenHost host, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        bool wasHeld = await store.Outbox.ReleaseAsync(cancellationToken);
        if (wasHeld)
            await AuditAsync(store, "outbox-released", null, cancellationToken);
        Console.WriteLine(wasHeld ? "released" : "was not held");
        return ExitCode.Done;
    }

    private static Task AuditAsync(IEdiStore store, string action, string? target, CancellationToken cancellationToken) =>
        store.Audit.AppendAsync(new AuditEntry("", TimeProvider.System.GetUtcNow(), "command line", null, action, target, true), cancellationToken);
}
