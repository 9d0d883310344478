using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using WebEdi.Host.Configuration;
using WebEdi.Host.Serving;

namespace WebEdi.Host.Commands;

/// <summary>Prints what somebody who helps needs to know, fit to be shown to strangers.</summary>
internal static class DescribeVerb
{
    public static void Write(TextWriter output, HostSettings settings)
    {
        output.WriteLine($"WebEdi       {Version(typeof(DescribeVerb).Assembly)}");
        output.WriteLine($"Runtime      {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSDescription}");
        output.WriteLine($"Data         {settings.Data.Root}");
        output.WriteLine($"Listens on   {settings.LoopbackAddress}");
        output.WriteLine($"Schema       {SchemaVersion("Sqlite")} (SQLite), {SchemaVersion("PostgreSql")} (PostgreSQL)");
        output.WriteLine();
        foreach (Assembly part in Parts())
            output.WriteLine($"{part.GetName().Name,-27} {Version(part)}");
        output.WriteLine();

        foreach (Setting setting in SettingCatalog.All)
        {
            (string value, string origin) = Effective(settings.Configuration, setting);
            output.WriteLine($"{setting.Key,-34} {value,-30} {origin}");
        }
    }

    private static (string Value, string Origin) Effective(IConfigurationRoot configuration, Setting setting)
    {
        foreach (IConfigurationProvider provider in configuration.Providers.Reverse())
        {
            if (Find(provider, setting) is { } value)
                return (setting.IsSecret && value.Length > 0 ? "***" : value, Origin(provider, setting));
        }

        return (Text(setting.Default), "default");
    }

    private static string? Find(IConfigurationProvider provider, Setting setting)
    {
        if (provider.TryGet(setting.Key, out string? value))
            return value ?? "";
        if (!setting.IsList)
            return null;

        string[] items = [.. provider.GetChildKeys([], setting.Key).Select(k => provider.TryGet($"{setting.Key}:{k}", out string? item) ? item ?? "" : "")];
        return items.Length > 0 ? string.Join(", ", items) : null;
    }

    private static string Origin(IConfigurationProvider provider, Setting setting) => provider switch
    {
        Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider { Source: var source } =>
            source.FileProvider is Microsoft.Extensions.FileProviders.PhysicalFileProvider folder ? Path.Combine(folder.Root, source.Path!) : source.Path!,
        Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider => "environment " + setting.Key.Replace(":", "__", StringComparison.Ordinal),
        _ when provider.ToString() == "environment" => "environment " + setting.Variable,
        _ => provider.ToString() ?? "",
    };

    private static string Text(object? value) => value switch
    {
        null or "" => "(none)",
        bool flag => flag ? "true" : "false",
        System.Collections.IEnumerable items and not string => string.Join(", ", items.Cast<object>()) is { Length: > 0 } list ? list : "(none)",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static IEnumerable<Assembly> Parts() =>
        typeof(DescribeVerb).Assembly.GetReferencedAssemblies()
            .Where(n => n.Name!.StartsWith("WebEdi.", StringComparison.Ordinal))
            .OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(Assembly.Load);

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version!.ToString();

    /// <summary>Counts the numbered migrations in the storage package; the database is not asked.</summary>
    private static int SchemaVersion(string dialect) =>
        typeof(SqliteOptions).Assembly.GetManifestResourceNames().Count(n => n.Contains($".{dialect}.", StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal));
}
