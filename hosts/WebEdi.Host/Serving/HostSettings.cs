using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using WebEdi.Host.Configuration;
using WebEdi.Host.Demo;

namespace WebEdi.Host.Serving;

/// <summary>The effective configuration: program file, file in the data folder, environment, command line; the later wins.</summary>
internal sealed class HostSettings : IDisposable
{
    private const string DefaultUrl = "http://localhost:8080";
    private const string File = "appsettings.json";

    private readonly DirectoryInfo? _temporary;

    private HostSettings(WebApplicationBuilder builder, DataFolder data, bool isDemo, DirectoryInfo? temporary)
    {
        Builder = builder;
        Data = data;
        IsDemo = isDemo;
        _temporary = temporary;
    }

    public WebApplicationBuilder Builder { get; }

    public ConfigurationManager Configuration => Builder.Configuration;

    public DataFolder Data { get; }

    public bool IsDemo { get; }

    /// <summary>Gets the address by which this machine reaches the host.</summary>
    public Uri LoopbackAddress => HostAddress.Loopback(Configuration);

    /// <summary>Collects the configuration. It may still be wrong: <see cref="SettingsCheck"/> tells.</summary>
    /// <exception cref="InvalidDataException">A settings file is not JSON.</exception>
    public static HostSettings Read(HostArguments arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        IList<IConfigurationSource> sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        sources.Add(NamedSource.FromEnvironment(Environment.GetEnvironmentVariables()));
        sources.Add(new NamedSource("command line", OfCommandLine(arguments)));

        // A demo leaves nothing behind unless somebody named a place.
        string? named = builder.Configuration["WebEdi:Data"];
        DirectoryInfo? temporary = arguments.IsDemo && string.IsNullOrEmpty(named) ? Directory.CreateTempSubdirectory("webedi-demo-") : null;
        DataFolder data = new(temporary?.FullName ?? (string.IsNullOrEmpty(named) ? new InstallationOptions().Data : named));

        int beforeEnvironment = sources.IndexOf(sources.Last(s => s is EnvironmentVariablesConfigurationSource));
        if (System.IO.File.Exists(Path.Combine(data.Root, File)))
            sources.Insert(beforeEnvironment, new JsonConfigurationSource { FileProvider = new PhysicalFileProvider(data.Root), Path = File });
        sources.Insert(beforeEnvironment, new NamedSource(arguments.IsDemo ? "demo" : "default", Defaults(arguments, data, builder.Configuration)));

        return new HostSettings(builder, data, arguments.IsDemo, temporary);
    }

    public void Dispose() => _temporary?.Delete(recursive: true);

    private static IEnumerable<KeyValuePair<string, string?>> OfCommandLine(HostArguments arguments)
    {
        if (arguments.Urls is not null)
            yield return new("urls", arguments.Urls);
        if (arguments.Data is not null)
            yield return new("WebEdi:Data", arguments.Data);
    }

    private static Dictionary<string, string?> Defaults(HostArguments arguments, DataFolder data, IConfiguration configuration)
    {
        Dictionary<string, string?> settings = [];
        if (!HostAddress.IsConfigured(configuration))
            settings["urls"] = DefaultUrl;

        if (arguments.IsDemo)
        {
            settings["WebEdi:Data"] = data.Root;
            settings["WebEdi:Portal:Demo"] = "true";
            settings["WebEdi:Backup:Every"] = "00:00:00";
            // Links in the captured mails lead to this machine; with a port that the system chooses they are left out.
            if (HostAddress.Loopback(configuration) is { Port: > 0 } address)
                settings["WebEdi:Url"] = address.ToString();
            settings["WebEdi:Folder:In"] = data.In;
            settings["WebEdi:Folder:Out"] = data.Out;
            settings["WebEdi:Folder:Archive"] = Path.Combine(data.Root, "archive");
            settings["WebEdi:Folder:Tenant"] = DemoData.Tenant;
            settings["WebEdi:Folder:Map"] = DemoData.Map;
            settings["WebEdi:Folder:ReplyMap"] = DemoData.ReplyMap;
        }

        if (arguments.IsDemo || arguments.IsTool)
        {
            settings["Logging:LogLevel:Default"] = nameof(LogLevel.Warning);
            settings["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Warning);
        }

        if (arguments.IsTool)
            settings["Logging:Console:LogToStandardErrorThreshold"] = nameof(LogLevel.Trace);

        return settings;
    }
}
