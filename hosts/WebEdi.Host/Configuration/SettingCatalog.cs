using System.Reflection;

namespace WebEdi.Host.Configuration;

/// <summary>A setting that some part of the program reads.</summary>
/// <param name="Key">Its configuration key, for instance <c>WebEdi:Mail:Host</c>.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Default">The value without configuration.</param>
/// <param name="IsList">Whether <c>Key:0</c>, <c>Key:1</c> ... hold its values.</param>
internal sealed record Setting(string Key, Type Type, object? Default, bool IsList)
{
    /// <summary>Gets the name of the environment variable that sets it.</summary>
    public string Variable => SettingNames.VariableOf(Key);

    /// <summary>Gets a value indicating whether its value is never shown.</summary>
    public bool IsSecret => Secrets.Any(s => Key.EndsWith(s, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Secrets = ["Password", "Secret", "ConnectionString"];
}

/// <summary>Every setting below <c>WebEdi</c>, read off the option classes, so that it cannot fall behind them.</summary>
internal static class SettingCatalog
{
    /// <summary>The option classes and their sections.</summary>
    private static readonly (string Section, Type Type)[] Classes =
    [
        ("WebEdi", typeof(InstallationOptions)),
        ("WebEdi", typeof(EdiOptions)),
        ("WebEdi:Backup", typeof(BackupOptions)),
        ("WebEdi:Folder", typeof(FolderOptions)),
        ("WebEdi:Mail", typeof(SmtpOptions)),
        ("WebEdi:Pdf", typeof(PdfOptions)),
        ("WebEdi:Portal", typeof(PortalOptions)),
        ("WebEdi:PostgreSql", typeof(PostgreSqlOptions)),
        ("WebEdi:Retention", typeof(RetentionOptions)),
        ("WebEdi:Sqlite", typeof(SqliteOptions)),
    ];

    /// <summary>The limits of the REST API, whose option class is not public.</summary>
    private static readonly Setting[] Limits =
    [
        new("WebEdi:Limits:CostlyPerMinute", typeof(int), 240, false),
        new("WebEdi:Limits:GuessesPerMinute", typeof(int), 20, false),
        new("WebEdi:Limits:RequestsPerMinute", typeof(int), 1_200, false),
    ];

    /// <summary>Gets all settings by key.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [.. Classes.SelectMany(c => Read(c.Section, c.Type)).Concat(Limits).OrderBy(s => s.Key, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Finds the section of an option class; null when it is not one of the known.</summary>
    public static string? SectionOf(Type options) => Classes.FirstOrDefault(c => c.Type == options).Section;

    /// <summary>Finds the setting that a configuration key belongs to.</summary>
    public static Setting? Find(string key) =>
        All.FirstOrDefault(s => s.Key.Equals(key, StringComparison.OrdinalIgnoreCase) ||
            (s.IsList && key.StartsWith(s.Key + ":", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<Setting> Read(string section, Type type)
    {
        object defaults = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            bool isList = property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable));
            yield return new Setting($"{section}:{property.Name}", property.PropertyType, property.GetValue(defaults), isList);
        }
    }
}
