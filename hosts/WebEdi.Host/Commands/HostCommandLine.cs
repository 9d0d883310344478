using System.CommandLine;
using WebEdi.Cli;
using WebEdi.Host.Serving;

namespace WebEdi.Host.Commands;

/// <summary>The verbs of the program and their options.</summary>
internal sealed class HostCommandLine
{
    private readonly Option<string?> _urls = new("--urls") { Description = "Addresses to listen on, for instance http://0.0.0.0:8080", Recursive = true };
    private readonly Option<string?> _data = new("--data") { Description = "The folder that everything is kept in", Recursive = true };
    private readonly RootCommand _root = new("WebEdi: order files in, suppliers told, replies out. Without a verb it serves.");

    public HostCommandLine(HostRunner runner)
    {
        _root.Options.Add(_urls);
        _root.Options.Add(_data);
        _root.SetAction((line, stop) => runner.RunAsync(Arguments(line), ServeVerb.RunAsync, stop));

        Command demo = new("demo", "Serve with a buyer, three suppliers, sample files and captured mail; sign in by a button");
        demo.SetAction((line, stop) => runner.RunAsync(Arguments(line, isDemo: true), DemoVerb.RunAsync, stop));

        Command ready = new("ready", "Ask the host that runs here whether it is ready; ends with 0 or 1");
        ready.SetAction((line, stop) => ReadyVerb.RunAsync(Arguments(line), stop));

        Command setupLink = new("setup-link", "Print a fresh one-time link for setting the installation up");
        setupLink.SetAction((line, stop) => runner.RunAsync(Arguments(line, isTool: true), SetupLinkVerb.RunAsync, stop));

        Command describe = new("describe", "Print versions and the effective settings with their origin, secrets masked; needs no database");
        describe.SetAction((line, stop) => runner.DescribeAsync(Arguments(line)));

        // The verbs over files are here too, so that a container needs no second program.
        CommandLine files = new(Console.OpenStandardOutput(), Console.Out, Console.Error);
        Command doctor = new("doctor", "Look at everything the installation rests on; ends with 1 when something is wrong");
        doctor.SetAction((line, stop) => runner.RunAsync(Tool(line), DoctorVerb.RunAsync, stop));
        Command[] keeping = [BackupVerbs.Backup(runner, Tool), BackupVerbs.Restore(runner, Tool), doctor, DatabaseVerb.Create(runner, Tool), OutboxVerb.Create(runner, Tool), TenantVerb.Create(runner, Tool)];

        foreach (Command verb in (Command[])[demo, ready, Key(runner), setupLink, describe, .. keeping, .. files.Verbs])
            _root.Subcommands.Add(verb);
    }

    /// <summary>Runs the verb that the arguments name.</summary>
    /// <returns>The exit code of the program; 2 with the usage when the arguments are not understood.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        ParseResult line = _root.Parse(args);
        // The host itself listens for signals; it must get to end in order instead of being cut off.
        int code = await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return line.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    private Command Key(HostRunner runner)
    {
        Option<string> tenant = new("--tenant") { Description = "The buyer organisation that the key acts for", Required = true };
        Option<string> name = new("--name") { Description = "For people: what the key is for", Required = true };
        Option<string> partner = new("--partner") { Description = "The sending system that the key stands for", DefaultValueFactory = _ => "core" };
        Option<string[]> scopes = new("--scopes") { Description = "What it may do, for instance orders:write,replies:read; all when left out", AllowMultipleArgumentsPerToken = true };

        Command create = new("create", "Make an API key and print its secret, once") { tenant, name, partner, scopes };
        create.SetAction((line, stop) => runner.RunAsync(
            Arguments(line, isTool: true),
            (host, token) => KeyVerb.CreateAsync(host, line.GetRequiredValue(tenant), line.GetRequiredValue(name), line.GetRequiredValue(partner), line.GetValue(scopes) ?? [], token),
            stop));

        return new Command("key", "API keys") { create };
    }

    private HostArguments Tool(ParseResult line) => Arguments(line, isTool: true);

    private HostArguments Arguments(ParseResult line, bool isDemo = false, bool isTool = false) => new(line.GetValue(_urls), line.GetValue(_data), isDemo, isTool);
}
