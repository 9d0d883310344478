using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace WebEdi.Host.Configuration;

/// <summary>Finds everything that is wrong with the configuration at once: one line per fault, with key and environment variable.</summary>
internal static partial class SettingsCheck
{
    /// <summary>Finds settings that nothing reads and values that are not of the setting's type.</summary>
    public static IReadOnlyList<string> FindFaults(IConfiguration configuration)
    {
        List<string> faults = [];
        foreach ((string key, string? value) in configuration.AsEnumerable().Where(s => s.Value is not null).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!key.StartsWith(SettingNames.Root, StringComparison.OrdinalIgnoreCase))
                continue;

            if (SettingCatalog.Find(key) is not { } setting)
                faults.Add(Unknown(key));
            else if (!IsConvertible(setting, value!))
                faults.Add($"{Name(setting)} is '{Shown(setting, value!)}'; expected {Expected(setting.Type)}");
        }

        faults.AddRange(TrustedProxies.FindFaults(configuration));
        return faults;
    }

    /// <summary>Makes a copy in which faulty values are replaced by defaults, so that the rest can be checked too.</summary>
    public static NamedSource Defaults(IConfiguration configuration) =>
        new("default", configuration.AsEnumerable()
            .Where(s => s.Value is not null && SettingCatalog.Find(s.Key) is { IsList: false } setting && !IsConvertible(setting, s.Value))
            .Select(s => new KeyValuePair<string, string?>(s.Key, Convert.ToString(SettingCatalog.Find(s.Key)!.Default, CultureInfo.InvariantCulture) ?? ""))
            .ToArray());

    /// <summary>Runs the checks of all option classes, as the start would, but collects.</summary>
    public static IReadOnlyList<string> Validate(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return [.. Lines(wrong)];
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(Lines).Distinct()];
        }
    }

    private static IEnumerable<string> Lines(OptionsValidationException wrong) => wrong.Failures.Select(f => Line(wrong.OptionsType, f));

    /// <summary>Puts the two spellings of the setting in front of what a validator said.</summary>
    private static string Line(Type options, string failure)
    {
        string? section = SettingCatalog.SectionOf(options);
        string? key = section is null ? null : options.GetProperties()
            .OrderByDescending(p => p.Name.Length)
            .Where(p => Regex.IsMatch(failure, $@"\b{Regex.Escape(p.Name)}\b"))
            .Select(p => $"{section}:{p.Name}")
            .FirstOrDefault();
        string text = Preamble().Replace(failure, "");

        return key is null ? text : $"{key} ({SettingNames.VariableOf(key)}): {text}";
    }

    private static string Unknown(string key)
    {
        string variable = SettingNames.VariableOf(key);
        string? meant = SettingNames.Nearest(variable, SettingCatalog.All.Select(s => s.Variable));
        return meant is null
            ? $"{variable} ({key}) is not a setting; 'webedi describe' lists all"
            : $"{variable} ({key}) is not a setting; did you mean {meant} ({SettingNames.KeyOf(meant)})?";
    }

    private static bool IsConvertible(Setting setting, string value)
    {
        if (setting.IsList || setting.Type == typeof(string))
            return true;

        Type type = Nullable.GetUnderlyingType(setting.Type) ?? setting.Type;
        if (value.Length == 0)
            return type != setting.Type || !type.IsValueType;
        if (type.IsEnum)
            return Enum.TryParse(type, value, ignoreCase: true, out object? named) && Enum.IsDefined(type, named);
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null;
        }
#pragma warning disable CA1031 // converters throw what they like; all of it means "no"
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static string Expected(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type)),
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(TimeSpan) => "a duration such as 00:00:30",
            _ when type == typeof(Uri) => "an address such as https://edi.example.jp",
            _ when type == typeof(IPAddress) => "an IP address",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ => "a " + type.Name,
        };
    }

    private static string Name(Setting setting) => $"{setting.Key} ({setting.Variable})";

    private static string Shown(Setting setting, string value) => setting.IsSecret ? "***" : value.Length <= 80 ? value : value[..80] + "…";

    /// <summary>What the framework puts in front of a message, of no use to the person who reads it.</summary>
    [GeneratedRegex(@"^DataAnnotation validation failed for '\w+' members: '\w+' with the error: '|'\.$|^\w+: (?=The field)")]
    private static partial Regex Preamble();
}
