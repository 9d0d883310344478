using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine;

/// <summary>The maps that come with the engine, for the standards' own messages. A map of the set-up or a tenant with the same name wins.</summary>
internal sealed class ReadyMadeMaps : IMapSource
{
    private const string Prefix = "WebEdi.Maps.";
    private const string Suffix = ".json";

    private static readonly Assembly Home = typeof(ReadyMadeMaps).Assembly;
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    private static readonly string[] All =
    [
        .. Home.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    private static readonly Lazy<Dictionary<(string Format, string Type), Lazy<CompiledMap>>> Compiled = new(Index);

    public IReadOnlyList<string> Names => All;

    public string? Folder => null;

    public string? Find(string name) => Array.IndexOf(All, name) < 0 ? null : Text(name);

    /// <summary>Tells whether a map is one of ours, unchanged: its tests have checked it against the schema.</summary>
    public static bool IsOurs(string name, string json) => Array.IndexOf(All, name) >= 0 && Text(name) == json;

    /// <summary>Finds the map for a message.</summary>
    /// <returns>The first map for that type of message of that format, compiled; null: there is none.</returns>
    public static CompiledMap? For(string format, string? messageType) =>
        messageType is null ? null : Compiled.Value.GetValueOrDefault((format, messageType.ToUpperInvariant()))?.Value;

    private static Dictionary<(string, string), Lazy<CompiledMap>> Index()
    {
        Dictionary<(string, string), Lazy<CompiledMap>> index = [];
        foreach (string name in All)
        {
            (string format, string[] types) = MapCompiler.Describe(Text(name));
            Lazy<CompiledMap> map = new(() => MapCompiler.Compile(name, 0, Text(name), Vocabulary.Instance, isTrusted: true).GetValueOrThrow());
            foreach (string type in types)
                index.TryAdd((format, type.ToUpperInvariant()), map);
        }

        return index;
    }

    private static string Text(string name) => Texts.GetOrAdd(name, Read);

    private static string Read(string name)
    {
        using Stream stream = Home.GetManifestResourceStream(Prefix + name + Suffix) ?? throw new EdiSetupException($"The map {name} is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
