using System.Collections.Concurrent;

namespace WebEdi.Engine.Text;

/// <summary>All encodings by name: those that come with the engine, and the hosts' whose tables were added.</summary>
internal static class TextCodecs
{
    /// <summary>Sources of the shifts: the vendors' published descriptions; the characters beyond JIS X 0208 are the vendors' own and must be added.</summary>
    private static readonly (string Name, string Text)[] Hosts =
    [
        ("ibm290", "name ibm290\nsingle ibm290"),
        ("jef", "name jef\nsingle ibm290\nwide 28 38\nnarrow 29\ndouble jis+8080\n4040 U+3000"),
        ("keis", "name keis\nsingle ibm290\nwide 0A42\nnarrow 0A41\ndouble jis+8080\n4040 U+3000"),
        ("jips-j", "name jips-j\nsingle jis-x-0201\nwide 1A70\nnarrow 1A71\ndouble jis"),
    ];

    private static readonly ConcurrentDictionary<string, TextCodec> Added = new(StringComparer.Ordinal);

    /// <summary>Gets the names that maps may give; ibm930, ibm939, jips-e and host exist when their tables were added.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["utf-8", "cp932", "cp932-nec", "euc-jp", "iso-2022-jp", "utf-16le", "utf-16be", "jis-x-0201", "iso-8859-1", .. Hosts.Select(h => h.Name), "ibm930", "ibm939", "jips-e", "host"];

    /// <summary>Adds an encoding, or replaces the one of the same name.</summary>
    /// <param name="table">Its characters.</param>
    public static void Add(HostTable table) => Added[table.Name] = new HostCodec(table);

    /// <summary>Finds an encoding.</summary>
    /// <param name="name">Its name in small letters.</param>
    public static TextCodec? Find(string name) => Added.TryGetValue(name, out TextCodec? added) ? added : name switch
    {
        "utf-8" or "utf8" => TextCodec.Utf8,
        "cp932" or "shift_jis" or "shift-jis" or "sjis" or "windows-31j" or "ms932" => TextCodec.Cp932,
        "cp932-nec" => Cp932Codec.NecSelected,
        "iso-8859-1" or "latin1" => TextCodec.Latin1,
        "euc-jp" or "eucjp" => TextCodec.EucJp,
        "iso-2022-jp" or "jis" => TextCodec.Iso2022Jp,
        "utf-16le" or "utf-16" => TextCodec.Utf16Le,
        "utf-16be" => TextCodec.Utf16Be,
        "jis-x-0201" or "jis8" => TextCodec.Jisx0201,
        _ => FindHost(name == "cp290" ? "ibm290" : name),
    };

    private static TextCodec? FindHost(string name)
    {
        foreach ((string host, string text) in Hosts)
        {
            if (host == name)
                return Added.GetOrAdd(name, _ => new HostCodec(HostTable.Parse(text)));
        }

        return null;
    }
}
