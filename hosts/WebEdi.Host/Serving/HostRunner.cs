using Microsoft.AspNetCore.Connections;
using WebEdi.Diagnostics;
using WebEdi.Host.Commands;
using WebEdi.Host.Configuration;

namespace WebEdi.Host.Serving;

/// <summary>What a verb works with.</summary>
/// <param name="App">The composed program, not started.</param>
/// <param name="Settings">Its configuration.</param>
internal sealed record OpenHost(WebApplication App, HostSettings Settings)
{
    public IServiceProvider Services => App.Services;
}

/// <summary>Reads and checks the configuration, composes the program, runs a verb and tells faults in a line, not in a stack trace.</summary>
/// <param name="compose">Puts the program together.</param>
internal sealed class HostRunner(Func<HostSettings, WebApplication> compose)
{
    public async Task<int> RunAsync(HostArguments arguments, Func<OpenHost, CancellationToken, Task<int>> verb, CancellationToken cancellationToken)
    {
        try
        {
            using HostSettings settings = HostSettings.Read(arguments);
            if (Tell(FindFaults(settings)))
                return ExitCode.Configuration;

            await using WebApplication app = compose(settings);
            if (Tell(SettingsCheck.Validate(app.Services)))
                return ExitCode.Configuration;

            return await verb(new OpenHost(app, settings), cancellationToken);
        }
        catch (Exception failed) when (Explain(failed) is { } fault)
        {
            Tell([fault.Line]);
            return fault.Code;
        }
    }

    /// <summary>Prints versions and settings, and what is wrong with them. Opens nothing.</summary>
    public Task<int> DescribeAsync(HostArguments arguments)
    {
        try
        {
            using HostSettings settings = HostSettings.Read(arguments);
            DescribeVerb.Write(Console.Out, settings);
            return Task.FromResult(Tell(FindFaults(settings, isComplete: true)) ? ExitCode.Configuration : ExitCode.Done);
        }
        catch (Exception failed) when (Explain(failed) is { } fault)
        {
            Tell([fault.Line]);
            return Task.FromResult(fault.Code);
        }
    }

    /// <summary>Finds all faults: unreadable values first, then, with defaults in their place, what the option classes refuse.</summary>
    private List<string> FindFaults(HostSettings settings, bool isComplete = false)
    {
        List<string> faults = [.. SettingsCheck.FindFaults(settings.Configuration)];
        if (!isComplete && settings.Data.Prepare() is { } unusable)
            faults.Add(unusable);
        if (faults.Count == 0 && !isComplete)
            return faults;

        ((IConfigurationBuilder)settings.Configuration).Sources.Add(SettingsCheck.Defaults(settings.Configuration));
        using (WebApplication app = compose(settings))
            faults.AddRange(SettingsCheck.Validate(app.Services));
        return faults;
    }

    private static bool Tell(IReadOnlyList<string> faults)
    {
        if (faults.Count > 1)
            Console.Error.WriteLine($"webedi: {faults.Count} things are wrong with the configuration:");
        foreach (string fault in faults)
            Console.Error.WriteLine($"webedi: {fault}");
        return faults.Count > 0;
    }

    /// <summary>Knows the failures that have a cause outside the program; all others are defects and keep their stack trace.</summary>
    private static (string Line, int Code)? Explain(Exception failed) => failed switch
    {
        EdiSetupException => (failed.Message, ExitCode.Configuration),
        InvalidDataException => ($"{failed.Message} {failed.InnerException?.Message}".TrimEnd(), ExitCode.Configuration),
        EdiStoreException { IsTransient: true } => ($"the store cannot be used now: {failed.Message}", ExitCode.Unavailable),
        EdiStoreException => ($"the store cannot be used: {failed.Message}", ExitCode.Configuration),
        IOException { InnerException: AddressInUseException } => ($"{failed.Message.TrimEnd('.')}: stop the other program or name another address with --urls", ExitCode.Unavailable),
        AggregateException { InnerExceptions: [var single] } => Explain(single),
        _ => null,
    };
}
