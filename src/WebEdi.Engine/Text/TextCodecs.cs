using System.Collections.Concurrent;
using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>All encodings by name: those that come with the engine, and the hosts' whose tables were added.</summary>
internal static class TextCodecs
{
    private static volatile bool _hasAdded;

    /// <summary>Gets the names that maps may give; jips-e and host exist when their tables were added.</summary>
    public static IReadOnlyList<string> Names => field ??=
        ["utf-8", "cp932", "cp932-nec", "cp932-ibm", "euc-jp", "iso-2022-jp", "utf-16le", "utf-16be", "jis-x-0201", "iso-8859-1", .. Hosted.Names, "jips-e", "host"];

    /// <summary>Adds an encoding, or replaces the one of the same name.</summary>
    /// <param name="table">Its characters.</param>
    public static void Add(HostTable table)
    {
        Hosted.Added[table.Name] = new HostCodec(table);
        _hasAdded = true;
    }

    /// <summary>Finds an encoding.</summary>
    /// <param name="name">Its name in small letters.</param>
    public static TextCodec? Find(string name) => _hasAdded && Hosted.Added.TryGetValue(name, out TextCodec? added) ? added : name switch
    {
        "utf-8" or "utf8" => TextCodec.Utf8,
        "cp932" or "shift_jis" or "shift-jis" or "sjis" or "windows-31j" or "ms932" => TextCodec.Cp932,
        "cp932-nec" => Cp932Codec.NecSelected,
        "cp932-ibm" => Cp932Codec.IbmExtensions,
        "iso-8859-1" or "latin1" => TextCodec.Latin1,
        "euc-jp" or "eucjp" => TextCodec.EucJp,
        "iso-2022-jp" or "jis" => TextCodec.Iso2022Jp,
        "utf-16le" or "utf-16" => TextCodec.Utf16Le,
        "utf-16be" => TextCodec.Utf16Be,
        "jis-x-0201" or "jis8" => TextCodec.Jisx0201,
        _ => Hosted.Find(name == "cp290" ? "ibm290" : name),
    };

    /// <summary>The encodings of hosts. Beside the others, because most processes need none.</summary>
    private static class Hosted
    {
        /// <summary>Sources of the shifts: the vendors' published descriptions; the characters beyond JIS X 0208 are the vendors' own and must be added. Those of IBM are published and lie beside this file.</summary>
        private static readonly (string Name, string Text)[] Hosts =
        [
            ("ibm290", "name ibm290\nsingle ibm290"),
            ("jef", "name jef\nsingle ibm290\nwide 28 38\nnarrow 29\ndouble jis+8080\n4040 U+3000"),
            ("keis", "name keis\nsingle ibm290\nwide 0A42\nnarrow 0A41\ndouble jis+8080\n4040 U+3000"),
            ("jips-j", "name jips-j\nsingle jis-x-0201\nwide 1A70\nnarrow 1A71\ndouble jis"),
            ("ibm930", ""),
            ("ibm939", ""),
        ];

        public static readonly ConcurrentDictionary<string, TextCodec> Added = new(StringComparer.Ordinal);

        public static IEnumerable<string> Names => Hosts.Select(h => h.Name);

        public static TextCodec? Find(string name)
        {
            foreach ((string host, string text) in Hosts)
            {
                if (host == name)
                    return Added.GetOrAdd(name, _ => new HostCodec(HostTable.Parse(text.Length > 0 ? text : Tables(name))));
            }

            return null;
        }

        /// <summary>Reads the tables of an IBM host: its single bytes, and the double bytes that all of them share.</summary>
        private static string Tables(string name)
        {
            StringBuilder text = new();
            foreach (string part in (string[])[name, "ibm300"])
            {
                using Stream resource = typeof(TextCodecs).Assembly.GetManifestResourceStream($"WebEdi.Engine.Text.{part}.txt")!;
                using StreamReader reader = new(resource);
                text.Append(reader.ReadToEnd());
            }

            return text.ToString();
        }
    }
}
