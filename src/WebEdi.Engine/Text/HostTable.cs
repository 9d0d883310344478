using System.Globalization;
using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>The characters of a host, as a text describes them: single bytes, double bytes, the codes that shift between them.</summary>
/// <remarks>
/// One statement per line, # begins a comment. <c>name jef</c>; <c>single ibm290</c>, <c>single jis-x-0201</c>: where single bytes come from;
/// <c>wide 28 38</c>, <c>narrow 29</c>: shifts as hexadecimal bytes, the first one is written; <c>double jis+8080</c> or <c>double jis</c>: JIS
/// X 0208 with or without the high bits; then codes, which go before the rules: <c>4A U+00A3</c>, <c>A1A1 U+3000</c>, and runs of codes
/// <c>F0A1-F0FE U+E000</c>, the characters counted on, or <c>4441 =ぁあぃ</c>, the characters themselves, one behind another (no spaces and
/// no # among them). U+0000 says that a code has no character.
/// </remarks>
internal sealed class HostTable
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private readonly char[] _singles = new char[256];
    private readonly char[] _doubles = new char[65536];
    private readonly ushort[] _codes = new ushort[65536];
    private readonly ushort[] _wideCodes = new ushort[65536];

    private HostTable()
    {
    }

    /// <summary>Gets the name of the encoding.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Gets a value indicating whether digits have their EBCDIC codes.</summary>
    public bool IsEbcdic => _singles[0xF0] == '0';

    /// <summary>Gets the shifts to double bytes; the first is written.</summary>
    public IReadOnlyList<byte[]> Wide { get; private set; } = [];

    /// <summary>Gets the shifts to single bytes; the first is written.</summary>
    public IReadOnlyList<byte[]> Narrow { get; private set; } = [];

    /// <summary>Gets the character of a byte; U+0000: none.</summary>
    public char Single(byte code) => _singles[code];

    /// <summary>Gets the character of two bytes; U+0000: none.</summary>
    public char Double(byte high, byte low) => _doubles[(high << 8) | low];

    /// <summary>Gets the single byte of a character; 0: none.</summary>
    public int SingleOf(char character) => _codes[character];

    /// <summary>Gets the double bytes of a character; 0: none.</summary>
    public int DoubleOf(char character) => _wideCodes[character];

    /// <summary>Reads a table.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The table.</returns>
    /// <exception cref="FormatException">A line is not understood; the message names it.</exception>
    public static HostTable Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new FormatException($"A table has at most {MaxLength} characters.");

        HostTable table = new();
        List<string[]> codes = [];
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            int comment = raw.IndexOf('#');
            string[] words = (comment < 0 ? raw : raw[..comment]).ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && !table.TryRead(words, codes))
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {number}: '{string.Join(' ', words)}' is no statement of a character table"));
        }

        if (table.Name.Length == 0 || table.Wide.Count == 0 != (table.Narrow.Count == 0))
            throw new FormatException("A character table has a name, and shifts in both directions or none.");

        foreach (string[] code in codes)
            table.Put(code[0], code[1]);

        // A byte that shifts is never a character.
        foreach (byte[] shift in table.Wide.Concat(table.Narrow).Where(s => s.Length == 1))
            table._singles[shift[0]] = '\0';
        table.Invert();
        return table;
    }

    private bool TryRead(string[] words, List<string[]> codes)
    {
        switch (words)
        {
            case ["name", var name]:
                Name = name;
                return true;
            case ["single", var from]:
                return TrySingles(from);
            case ["wide", .. var shifts]:
                return TryShifts(shifts, s => Wide = s);
            case ["narrow", .. var shifts]:
                return TryShifts(shifts, s => Narrow = s);
            case ["double", "jis" or "jis+8080"]:
                Rule(words[1] == "jis" ? 0 : 0x8080);
                return true;
            case [var code, ['U' or 'u', '+', .. var character]] when IsCode(code) && IsHex(character, 4):
                codes.Add([code, character]);
                return true;
            case [var code, ['=', _, ..] run] when (IsHex(code, 2) || IsHex(code, 4)) && Number(code) + run.Length - 2 < 1 << (code.Length * 4):
                codes.Add([code, run]);
                return true;
            default:
                return false;
        }
    }

    private bool TrySingles(string from)
    {
        int page = from switch { "ibm290" => 20290, "ibm037" => 37, "ibm500" => 500, _ => 0 };
        if (page == 0 && from is not "jis-x-0201")
            return false;

        Encoding? platform = page == 0 ? null : CodePagesEncodingProvider.Instance.GetEncoding(page);
        byte[] one = new byte[1];
        for (int code = 1; code < 256; code++)
        {
            one[0] = (byte)code;
            char c = platform is null ? Jisx0201Codec.Character((byte)code) : platform.GetString(one)[0];

            // The platform shows bytes without a character as '?' and SUB; both have a code of their own.
            bool isOwn = platform is null || platform.GetBytes([c])[0] == code;
            _singles[code] = isOwn ? c : '\0';
        }

        return true;
    }

    private static bool TryShifts(string[] words, Action<IReadOnlyList<byte[]>> set)
    {
        if (words.Length is 0 or > 8 || !words.All(w => IsHex(w, 2) || IsHex(w, 4)))
            return false;

        set([.. words.Select(Convert.FromHexString)]);
        return true;
    }

    private void Rule(int plus)
    {
        for (int row = 0x21; row <= 0x7E; row++)
        {
            for (int cell = 0x21; cell <= 0x7E; cell++)
                _doubles[((row << 8) | cell) + plus] = JisTable.Decode(row, cell);
        }
    }

    private void Put(string code, string character)
    {
        if (character[0] == '=')
        {
            character.AsSpan(1).CopyTo((code.Length == 2 ? _singles : _doubles).AsSpan(Number(code)));
            return;
        }

        string[] ends = code.Split('-');
        int first = Number(ends[0]), last = Number(ends[^1]), start = Number(character);
        char[] target = ends[0].Length == 2 ? _singles : _doubles;
        for (int i = first; i <= last && start + i - first <= char.MaxValue; i++)
            target[i] = (char)(start + i - first);
    }

    /// <summary>The lowest code of a character is the one that is written, and JIS codes go before those of a vendor where both lie there.</summary>
    private void Invert()
    {
        for (int code = 255; code > 0; code--)
            _codes[_singles[code]] = (ushort)code;
        for (int code = 0xFFFF; code > 0xFF; code--)
            _wideCodes[_doubles[code]] = (ushort)code;
        _codes[0] = _wideCodes[0] = 0;
    }

    private static bool IsCode(string code)
    {
        string[] ends = code.Split('-');
        return ends.Length <= 2 && ends.All(e => IsHex(e, ends[0].Length)) && ends[0].Length is 2 or 4 && Number(ends[0]) <= Number(ends[^1]);
    }

    private static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigit);

    private static int Number(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
