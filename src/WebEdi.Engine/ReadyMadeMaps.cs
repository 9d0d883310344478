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

    private static readonly string[] All = List();
    private static readonly ConcurrentDictionary<string, Lazy<CompiledMap>> Compiled = new(StringComparer.Ordinal);
    private static readonly Lazy<Dictionary<string, string>> ByMessage = new(Index);

    public IReadOnlyList<string> Names => All;

    public string? Folder => null;

    public string? Find(string name) => Array.IndexOf(All, name) < 0 ? null : Text(name);

    /// <summary>Tells whether a map is one of ours, unchanged: its tests have checked it against the schema.</summary>
    public static bool IsOurs(string name, string json) => Array.IndexOf(All, name) >= 0 && Text(name) == json;

    /// <summary>Finds the map for a message.</summary>
    /// <returns>The first map for that type of message of that format, compiled; null: there is none.</returns>
    public static CompiledMap? For(string format, string? messageType)
    {
        if (messageType is null)
            return null;

        // Most are called as what they are for, and then no other needs to be looked at: the first message of a process waits for this.
        string name = string.Concat(format, "-", messageType.ToLowerInvariant());
        if (Array.IndexOf(All, name) < 0 && !ByMessage.Value.TryGetValue(Key(format, messageType), out name!))
            return null;

        if (!Compiled.TryGetValue(name, out Lazy<CompiledMap>? map))
            map = Compiled.GetOrAdd(name, new Lazy<CompiledMap>(() => MapCompiler.Compile(name, 0, Text(name), Vocabulary.Instance, isTrusted: true).GetValueOrThrow()));
        return map.Value;
    }

    private static string Key(string format, string messageType) => string.Concat(format, " ", messageType.ToUpperInvariant());

    private static Dictionary<string, string> Index()
    {
        Dictionary<string, string> index = new(StringComparer.Ordinal);
        foreach (string name in All)
        {
            (string format, string[] types) = MapCompiler.Describe(Text(name));
            foreach (string type in types)
                index.TryAdd(Key(format, type), name);
        }

        return index;
    }

    private static string[] List()
    {
        List<string> names = [];
        foreach (string resource in Home.GetManifestResourceNames())
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal))
                names.Add(resource[Prefix.Length..^Suffix.Length]);
        }

        names.Sort(StringComparer.Ordinal);
        return [.. names];
    }

    private static string Text(string name) => Texts.GetOrAdd(name, Read);

    private static string Read(string name)
    {
        using Stream stream = Home.GetManifestResourceStream(Prefix + name + Suffix) ?? throw new EdiSetupException($"The map {name} is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
