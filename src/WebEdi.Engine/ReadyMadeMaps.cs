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
    private static readonly Entry[] All = List();

    private static string[] Sorted => field ??= [.. All.Select(e => e.Name).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> ByMessage => field ??= Index();

    public IReadOnlyList<string> Names => Sorted;

    public string? Folder => null;

    public string? Find(string name) => EntryOf(name)?.Text;

    /// <summary>Tells whether a map is one of ours, unchanged: its tests have checked it against the schema.</summary>
    public static bool IsOurs(string name, string json) => EntryOf(name)?.Text == json;

    /// <summary>Finds the map for a message.</summary>
    /// <returns>The first map for that type of message of that format, compiled; null: there is none.</returns>
    public static CompiledMap? For(string format, string? messageType)
    {
        if (messageType is null)
            return null;

        // Most are called as what they are for, and then no other needs to be looked at: the first message of a process waits for this.
        Entry? entry = EntryOf(string.Concat(format, "-", messageType), StringComparison.OrdinalIgnoreCase);
        return (entry ?? (ByMessage.TryGetValue(Key(format, messageType), out string? name) ? EntryOf(name) : null))?.Compiled;
    }

    private static Entry? EntryOf(string name, StringComparison comparison = StringComparison.Ordinal)
    {
        foreach (Entry entry in All)
        {
            if (string.Equals(entry.Name, name, comparison))
                return entry;
        }

        return null;
    }

    private static string Key(string format, string messageType) => string.Concat(format, " ", messageType.ToUpperInvariant());

    private static Dictionary<string, string> Index()
    {
        Dictionary<string, string> index = new(StringComparer.Ordinal);
        foreach (string name in Sorted)
        {
            (string format, string[] types) = MapCompiler.Describe(EntryOf(name)!.Text);
            foreach (string type in types)
                index.TryAdd(Key(format, type), name);
        }

        return index;
    }

    private static Entry[] List()
    {
        string[] resources = Home.GetManifestResourceNames();
        Entry[] entries = new Entry[resources.Length];
        int count = 0;
        foreach (string resource in resources)
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal))
                entries[count++] = new Entry(resource[Prefix.Length..^Suffix.Length]);
        }

        return entries[..count];
    }

    /// <summary>One of the maps.</summary>
    private sealed class Entry(string name)
    {
        public string Name => name;

        // Made when first asked for. Two threads may make the same, which does no harm.
        public string Text => field ??= Read(name);

        public CompiledMap Compiled => field ??= MapCompiler.Compile(name, 0, Text, Vocabulary.Instance, isTrusted: true).GetValueOrThrow();

        private static string Read(string name)
        {
            using Stream stream = Home.GetManifestResourceStream(Prefix + name + Suffix) ?? throw new EdiSetupException($"The map {name} is not in the assembly.");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);

            // What decodes UTF-8 takes milliseconds until it is ready, which the first file of a process would wait for.
            return IsAscii(bytes) ? Encoding.Latin1.GetString(bytes) : Encoding.UTF8.GetString(bytes);
        }

        private static bool IsAscii(byte[] bytes)
        {
            foreach (byte b in bytes)
            {
                if (b > 0x7F)
                    return false;
            }

            return true;
        }
    }
}
