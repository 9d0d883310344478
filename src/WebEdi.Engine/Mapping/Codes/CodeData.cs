using System.Collections.Concurrent;

namespace WebEdi.Engine.Mapping.Codes;

/// <summary>The codes that documents have for one property, and what the standards have for them: a text file beside this one, which says how its lines are meant.</summary>
/// <remarks>The first order of a process reads them: plain loops, because what goes over numbers by the platform's own is compiled when it first runs.</remarks>
internal sealed class CodeData
{
    private static readonly ConcurrentDictionary<string, CodeData> Read = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<(string File, string Document)>> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _nearest = new(StringComparer.Ordinal);
    private readonly List<(string Start, string Target)> _nearestOfMany = [];
    private readonly HashSet<string> _asIs = new(StringComparer.Ordinal);
    private readonly int[] _codes;
    private int _digits;

    private CodeData(string list)
    {
        using Stream stream = typeof(CodeData).Assembly.GetManifestResourceStream($"WebEdi.Codes.{list}.txt")
            ?? throw new ArgumentException($"There is no list of codes {list}.", nameof(list));
        byte[] text = new byte[stream.Length];
        stream.ReadExactly(text);
        List<int> codes = [];
        foreach (string line in System.Text.Encoding.Latin1.GetString(text).Split('\n'))
            Add(line, codes);
        _codes = [.. codes];
        Array.Sort(_codes);
    }

    /// <summary>Gets a value indicating whether a code without a source, which the list does not have, is the tenant's own and may be written.</summary>
    public bool HasOwn { get; private set; }

    /// <summary>Gets the codes of the list; empty where the list is a form.</summary>
    public IReadOnlyList<string> Codes => Array.ConvertAll(_codes, TextOf);

    /// <summary>Gets the list of a property.</summary>
    public static CodeData Of(string list) => Read.GetOrAdd(list, static l => new CodeData(l));

    /// <summary>Tells whether documents have a code.</summary>
    public bool Has(string code) => _digits > 0 ? code.Length <= _digits && IsNumber(code) : KeyOf(code) is > 0 and int key && Has(key);

    /// <summary>Tells whether a standard writes the codes of the list as they are.</summary>
    public bool IsAsIs(string standard) => _asIs.Contains(standard);

    /// <summary>Gets what a standard puts before the codes of the list; null: it does no such thing.</summary>
    public string? PrefixOf(string standard) => _prefixes.GetValueOrDefault(standard);

    /// <summary>Gets the codes of a standard that are others in documents.</summary>
    public IReadOnlyList<(string File, string Document)> PairsOf(string standard) => _pairs.TryGetValue(standard, out List<(string, string)>? pairs) ? pairs : [];

    /// <summary>Gets what stands in for a code where a standard does not have it, best first.</summary>
    public IEnumerable<string> NearestTo(string code) =>
        (_nearest.TryGetValue(code, out List<string>? targets) ? targets : []).Concat(_nearestOfMany.Where(n => code.StartsWith(n.Start, StringComparison.Ordinal)).Select(n => n.Target));

    private void Add(string line, List<int> codes)
    {
        string[] words = line.TrimEnd('\r').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0][0] == '#')
            return;

        ReadOnlySpan<string> said = words.AsSpan(1);
        switch (words[0])
        {
            case "as-is":
                _asIs.UnionWith(words[1..]);
                break;
            case "codes":
                foreach (string code in said)
                    codes.Add(KeyOf(code));
                break;
            case "from":
                AddFrom(Of(said[0]), said[1], codes);
                break;
            case "digits":
                _digits = said[0][0] - '0';
                break;
            case "own":
                HasOwn = true;
                break;
            case "prefix":
                _prefixes.Add(said[0], said[1]);
                break;
            case "nearest":
                foreach (string pair in said)
                    AddNearest(pair);
                break;
            default:
                AddPairs(words[0], said);
                break;
        }
    }

    private static void AddFrom(CodeData other, string start, List<int> codes)
    {
        foreach (int key in other._codes)
        {
            string code = TextOf(key);
            if (code.Length == 3 && code.StartsWith(start, StringComparison.Ordinal))
                codes.Add(KeyOf(code[start.Length..]));
        }
    }

    private void AddNearest(string pair)
    {
        (string code, string target) = Divide(pair);
        if (code[^1] == '*')
            _nearestOfMany.Add((code[..^1], target));
        else if (_nearest.TryGetValue(code, out List<string>? targets))
            targets.Add(target);
        else
            _nearest.Add(code, [target]);
    }

    private void AddPairs(string standard, ReadOnlySpan<string> pairs)
    {
        if (!_pairs.TryGetValue(standard, out List<(string, string)>? known))
            _pairs.Add(standard, known = []);
        foreach (string pair in pairs)
            known.Add(Divide(pair));
    }

    private static (string Left, string Right) Divide(string pair) => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and int at ? (pair[..at], pair[(at + 1)..]) : (pair, pair);

    private bool Has(int key)
    {
        (int low, int high) = (0, _codes.Length - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_codes[middle] == key)
                return true;
            if (_codes[middle] < key)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return false;
    }

    private static bool IsNumber(string code)
    {
        foreach (char c in code)
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }

    /// <summary>Makes one number of two or three characters of ASCII; 0: it is something else.</summary>
    private static int KeyOf(string code)
    {
        if (code.Length is not (2 or 3) || !char.IsAscii(code[0]) || !char.IsAscii(code[1]) || !char.IsAscii(code[^1]))
            return 0;

        return (code[0] << 14) | (code[1] << 7) | (code.Length == 3 ? code[2] : 0);
    }

    private static string TextOf(int key)
    {
        char[] code = [(char)(key >> 14), (char)((key >> 7) & 0x7F), (char)(key & 0x7F)];
        return new string(code, 0, code[2] == 0 ? 2 : 3);
    }
}
