using System.Buffers.Binary;
using System.Text;
using WebEdi.Diagnostics;

namespace WebEdi.Documents.Pdf.Fonts;

/// <summary>A TrueType font with glyf outlines, held in memory; immutable and shared by all documents.</summary>
/// <remarks>Source: OpenType specification. CFF outlines and collections are refused: they cannot be cut down here.</remarks>
internal sealed class TrueTypeFont
{
    private readonly byte[] _data;
    private readonly Dictionary<string, Range> _tables = new(StringComparer.Ordinal);
    private readonly CharacterMap _characters;
    private readonly bool _longOffsets;
    private readonly int _fullMetrics;

    private TrueTypeFont(byte[] data)
    {
        _data = data;
        uint version = U32(data, 0);
        if (version is not (0x00010000 or 0x74727565))
            throw new InvalidDataException("it is not a TrueType file (.ttf with glyf outlines)");

        int count = U16(data, 4);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = data.AsSpan(12 + (i * 16), 16);
            int offset = checked((int)U32(entry, 8)), length = checked((int)U32(entry, 12));
            _ = data.AsSpan(offset, length);
            _tables[Encoding.ASCII.GetString(entry[..4])] = offset..(offset + length);
        }

        foreach (string name in (string[])["head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap"])
        {
            if (!_tables.ContainsKey(name))
                throw new InvalidDataException($"it has no table '{name}'");
        }

        ReadOnlySpan<byte> head = Table("head"), hhea = Table("hhea");
        UnitsPerEm = U16(head, 18);
        Box = (I16(head, 36), I16(head, 38), I16(head, 40), I16(head, 42));
        _longOffsets = U16(head, 50) == 1;
        Ascender = I16(hhea, 4);
        Descender = I16(hhea, 6);
        _fullMetrics = U16(hhea, 34);
        GlyphCount = U16(Table("maxp"), 4);
        if (UnitsPerEm == 0 || _fullMetrics == 0 || Table("hmtx").Length < (_fullMetrics * 4) + (Math.Max(0, GlyphCount - _fullMetrics) * 2))
            throw new InvalidDataException("its metrics are incomplete");

        ReadOnlySpan<byte> os2 = Table("OS/2");
        CapHeight = os2.Length >= 90 && U16(os2, 0) >= 2 ? I16(os2, 88) : Ascender;

        // fsType bit 1: restricted licence embedding. Such a font must not go into a document at all.
        if (os2.Length >= 10 && (U16(os2, 8) & 0x000F) == 2)
            throw new InvalidDataException("its licence forbids embedding (OS/2 fsType)");

        CheckOutlines();
        _characters = CharacterMap.Read(Table("cmap"), GlyphCount);
        PostScriptName = ReadPostScriptName(Table("name"));
    }

    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    public (int Left, int Bottom, int Right, int Top) Box { get; }

    public int Ascender { get; }

    public int Descender { get; }

    public int CapHeight { get; }

    public string PostScriptName { get; }

    /// <summary>Reads a font.</summary>
    /// <param name="data">The file; kept.</param>
    /// <param name="source">Its name, for the message.</param>
    /// <returns>The font.</returns>
    /// <exception cref="EdiSetupException">It cannot be used; the message says why.</exception>
    public static TrueTypeFont Read(byte[] data, string source)
    {
        try
        {
            return new TrueTypeFont(data);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            string reason = exception is InvalidDataException ? exception.Message : "it is damaged";
            throw new EdiSetupException($"The font '{source}' cannot be used: {reason}.", exception);
        }
    }

    public ReadOnlySpan<byte> Table(string name) => _tables.TryGetValue(name, out Range range) ? _data.AsSpan(range) : default;

    /// <summary>Returns the glyph of a character; 0: the font lacks it.</summary>
    public ushort GlyphOf(int codePoint) => _characters[codePoint];

    /// <summary>Returns the advance width in font units.</summary>
    public int AdvanceOf(int glyph) => U16(Table("hmtx"), Math.Min(glyph, _fullMetrics - 1) * 4);

    /// <summary>Returns the left side bearing in font units.</summary>
    /// <remarks>Must be right in the subset too: viewers place outlines by it, and 0 shows as uneven spacing.</remarks>
    public short BearingOf(int glyph) =>
        I16(Table("hmtx"), glyph < _fullMetrics ? (glyph * 4) + 2 : (_fullMetrics * 4) + ((glyph - _fullMetrics) * 2));

    /// <summary>Returns the outline; empty for a blank.</summary>
    public ReadOnlySpan<byte> OutlineOf(int glyph) => Table("glyf")[(int)OffsetOf(glyph)..(int)OffsetOf(glyph + 1)];

    /// <summary>Measures a text.</summary>
    /// <returns>Font units; characters without a glyph count nothing.</returns>
    public int Measure(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += GlyphOf(rune.Value) is var glyph and not 0 ? AdvanceOf(glyph) : 0;
        return width;
    }

    private long OffsetOf(int glyph) => _longOffsets ? U32(Table("loca"), glyph * 4) : U16(Table("loca"), glyph * 2) * 2;

    /// <summary>Checked once, so that a damaged file is refused when it is chosen and not while something is printed.</summary>
    private void CheckOutlines()
    {
        int length = Table("glyf").Length;
        if (Table("loca").Length < (GlyphCount + 1) * (_longOffsets ? 4 : 2))
            throw new InvalidDataException("its table 'loca' is too short");

        for (int glyph = 0; glyph < GlyphCount; glyph++)
        {
            long start = OffsetOf(glyph), end = OffsetOf(glyph + 1);
            if (start > end || end > length)
                throw new InvalidDataException("its table 'loca' is wrong");
        }
    }

    private static string ReadPostScriptName(ReadOnlySpan<byte> table)
    {
        if (table.Length >= 6)
        {
            int count = U16(table, 2), texts = U16(table, 4);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> entry = table.Slice(6 + (i * 12), 12);
                if (U16(entry, 0) != 3 || U16(entry, 6) != 6)
                    continue;

                string name = Encoding.BigEndianUnicode.GetString(table.Slice(texts + U16(entry, 10), U16(entry, 8)));
                if (name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
                    return name;
            }
        }

        return "Font";
    }

    private static ushort U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]);

    private static short I16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt16BigEndian(data[at..]);

    private static uint U32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
}
