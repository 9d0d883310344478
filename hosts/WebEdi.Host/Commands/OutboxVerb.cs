using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using WebEdi.Diagnostics;
using WebEdi.Host.Serving;
using WebEdi.Storage;

namespace WebEdi.Host.Commands;

/// <summary>What waits to leave or was given up: list, send again, change, drop. Every change is in the security log.</summary>
internal static class OutboxVerb
{
    private const int PageSize = 200;
    private const string Actor = "command line";

    public static Command Create(HostRunner runner, Func<ParseResult, HostArguments> arguments)
    {
        Option<string> tenant = new("--tenant") { Description = "The buyer organisation", Required = true };
        Argument<string[]> ids = new("id") { Description = "Which; 'all' for every one that was given up", Arity = ArgumentArity.OneOrMore };
        Option<bool> dry = new("--dry-run") { Description = "Only say what would be done" };
        Argument<string> id = new("id") { Description = "Which" };
        Option<string> payload = new("--payload") { Description = "What it is made of instead, JSON; 'outbox list --json' shows what it is now", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object per line" };

        Command list = new("list", "List what waits and what was given up") { tenant, json };
        list.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => ListAsync(host, line.GetRequiredValue(tenant), line.GetValue(json), token), stop));
        Command redrive = new("redrive", "Send given up ones again, under the same identity") { ids, tenant, dry };
        redrive.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => EachAsync(host, line.GetRequiredValue(tenant), line.GetRequiredValue(ids), "redrive", line.GetValue(dry), token), stop));
        Command drop = new("drop", "Give one up for good; while sending is held, also one that waits") { ids, tenant, dry };
        drop.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => EachAsync(host, line.GetRequiredValue(tenant), line.GetRequiredValue(ids), "drop", line.GetValue(dry), token), stop));
        Command edit = new("edit", "Change what a given up one is made of; 'redrive' then sends it") { id, tenant, payload };
        edit.SetAction((line, stop) => runner.RunAsync(
            arguments(line), (host, token) => EditAsync(host, line.GetRequiredValue(tenant), line.GetRequiredValue(id), line.GetRequiredValue(payload), token), stop));
        return new Command("outbox", "Mails and files that wait to leave or were given up") { list, redrive, edit, drop };
    }

    private static async Task<int> ListAsync(OpenHost host, string tenant, bool isJson, CancellationToken cancellationToken)
    {
        IEdiStore store = await OpenAsync(host, tenant, cancellationToken);
        await foreach (OutboxRow row in AllAsync(store, tenant, cancellationToken))
        {
            Console.WriteLine(isJson
                ? JsonSerializer.Serialize(new { id = row.Entry.Id, kind = row.Entry.Kind, key = row.Entry.Key, state = row.State.ToString(), attempt = row.Attempt, dueAt = row.DueAt, reason = row.Reason, payload = row.Entry.Payload })
                : string.Create(CultureInfo.InvariantCulture, $"{row.Entry.Id}  {row.Entry.Kind,-15} {row.State,-11} attempt {row.Attempt}, due {row.DueAt:yyyy-MM-dd HH:mm:ss}  {row.Reason}"));
        }

        return ExitCode.Done;
    }

    private static async Task<int> EachAsync(OpenHost host, string tenant, string[] ids, string what, bool isDry, CancellationToken cancellationToken)
    {
        IEdiStore store = await OpenAsync(host, tenant, cancellationToken);
        List<string> chosen = [];
        if (ids is ["all"])
        {
            await foreach (OutboxRow row in AllAsync(store, tenant, cancellationToken))
            {
                if (row.State == OutboxState.Dead)
                    chosen.Add(row.Entry.Id);
            }
        }
        else
        {
            chosen.AddRange(ids);
        }

        IEdi edi = host.Services.GetRequiredService<IEdi>();
        int missing = 0;
        foreach (string one in chosen)
        {
            bool done = isDry
                ? await store.Outbox.FindAsync(tenant, one, cancellationToken) is not null
                : await (what == "drop" ? edi.DropEffectAsync(tenant, one, Actor, cancellationToken) : edi.RedriveEffectAsync(tenant, one, Actor, cancellationToken));
            missing += done ? 0 : 1;
            Console.WriteLine($"{(done ? isDry ? $"would {what}" : what : "not found or not given up")} {one}");
        }

        return missing == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> EditAsync(OpenHost host, string tenant, string id, string payload, CancellationToken cancellationToken)
    {
        await OpenAsync(host, tenant, cancellationToken);
        try
        {
            if (await host.Services.GetRequiredService<IEdi>().EditEffectAsync(tenant, id, payload, Actor, cancellationToken))
            {
                Console.WriteLine($"edited {id}");
                return ExitCode.Done;
            }

            Console.Error.WriteLine($"webedi: {id} is not there or not given up");
            return ExitCode.Failed;
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine($"webedi: {wrong.Message}");
            return ExitCode.Usage;
        }
    }

    private static async IAsyncEnumerable<OutboxRow> AllAsync(IEdiStore store, string tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int page = 1; ; page++)
        {
            Page<OutboxRow> rows = await store.Outbox.ListAsync(tenant, page, PageSize, cancellationToken);
            foreach (OutboxRow row in rows.Items)
                yield return row;
            if (rows.Items.Count < PageSize)
                yield break;
        }
    }

    private static async Task<IEdiStore> OpenAsync(OpenHost host, string tenant, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        return await store.Tenants.FindAsync(tenant, cancellationToken) is null ? throw new EdiSetupException($"there is no tenant '{tenant}'") : store;
    }
}
