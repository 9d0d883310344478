using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebEdi.Diagnostics;

namespace WebEdi.Documents.Pdf.Fonts;

/// <summary>The characters that one document uses, numbered in the order of their first use, and the font file cut down to them.</summary>
/// <remarks>
/// A number stands for a character, not for a glyph: where a font draws two characters with one glyph (日 U+65E5 and the radical U+2F47),
/// each gets a number of its own, so that text copied from the document is exactly the text that was drawn.
/// </remarks>
internal sealed class FontSubset(TrueTypeFont font)
{
    private readonly Dictionary<int, ushort> _codes = [];
    private readonly List<(int CodePoint, ushort Glyph)> _used = [];

    public TrueTypeFont Font => font;

    /// <summary>Returns the number of a character, from 1.</summary>
    /// <exception cref="EdiFormatException">The font lacks it.</exception>
    public ushort CodeOf(Rune rune)
    {
        if (_codes.TryGetValue(rune.Value, out ushort code))
            return code;

        ushort glyph = font.GlyphOf(rune.Value);
        if (glyph == 0)
            throw new EdiFormatException([MissingGlyph(rune, default, null, font)]);

        _used.Add((rune.Value, glyph));
        return _codes[rune.Value] = checked((ushort)_used.Count);
    }

    /// <summary>Says that a character cannot be drawn.</summary>
    public static Diagnostic MissingGlyph(Rune rune, SourcePosition position, string? path, TrueTypeFont font) =>
        Diagnostic.Create(DiagnosticCodes.GlyphMissing, position, path, string.Create(CultureInfo.InvariantCulture, $"{rune} (U+{rune.Value:X4})"), Expect.Value(font.PostScriptName));

    /// <summary>Returns the name with the tag that a subset must have: six letters from the characters used.</summary>
    public string TaggedName()
    {
        byte[] characters = new byte[_used.Count * 4];
        for (int i = 0; i < _used.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(characters.AsSpan(i * 4), _used[i].CodePoint);

        Span<char> tag = stackalloc char[6];
        byte[] hash = SHA256.HashData(characters);
        for (int i = 0; i < tag.Length; i++)
            tag[i] = (char)('A' + (hash[i] % 26));
        return $"{tag}+{font.PostScriptName}";
    }

    /// <summary>Writes the widths of all numbers, in thousandths of an em.</summary>
    public string Widths()
    {
        StringBuilder text = new("[1 [");
        foreach ((_, ushort glyph) in _used)
            text.Append(CultureInfo.InvariantCulture, $"{Math.Round(font.AdvanceOf(glyph) * 1000.0 / font.UnitsPerEm, 2)} ");
        return text.Append("]]").ToString();
    }

    /// <summary>Writes the CMap that gives back the text.</summary>
    public byte[] ToUnicode()
    {
        StringBuilder text = new(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        Span<char> units = stackalloc char[2];
        for (int start = 0; start < _used.Count; start += 100)
        {
            int end = Math.Min(start + 100, _used.Count);
            text.Append(CultureInfo.InvariantCulture, $"{end - start} beginbfchar\n");
            for (int i = start; i < end; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"<{i + 1:X4}> <");
                int length = new Rune(_used[i].CodePoint).EncodeToUtf16(units);
                foreach (char unit in units[..length])
                    text.Append(CultureInfo.InvariantCulture, $"{(int)unit:X4}");
                text.Append(">\n");
            }

            text.Append("endbfchar\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString());
    }

    /// <summary>Writes the font file with only the used glyphs, in the order of their numbers; glyph 0 stays what it was.</summary>
    public byte[] ToFontFile()
    {
        List<ushort> glyphs = [0, .. _used.Select(entry => entry.Glyph)];
        Dictionary<ushort, ushort> parts = [];
        using MemoryStream outlines = new();
        List<uint> offsets = [];

        // Composite glyphs append their parts to the list while it is walked.
        for (int i = 0; i < glyphs.Count; i++)
        {
            offsets.Add((uint)outlines.Length);
            byte[] outline = font.OutlineOf(glyphs[i]).ToArray();
            RenumberParts(outline, glyphs, parts);
            outlines.Write(outline);
            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);
        }

        offsets.Add((uint)outlines.Length);

        byte[] loca = new byte[offsets.Count * 4], metrics = new byte[glyphs.Count * 4];
        for (int i = 0; i < offsets.Count; i++)
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(i * 4), offsets[i]);
        for (int i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(i * 4), (ushort)font.AdvanceOf(glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan((i * 4) + 2), font.BearingOf(glyphs[i]));
        }

        byte[] head = font.Table("head").ToArray(), hhea = font.Table("hhea").ToArray(), maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)glyphs.Count);
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)glyphs.Count);

        return FontFile.Assemble(
        [
            ("cvt ", font.Table("cvt ").ToArray()),
            ("fpgm", font.Table("fpgm").ToArray()),
            ("glyf", outlines.ToArray()),
            ("head", head),
            ("hhea", hhea),
            ("hmtx", metrics),
            ("loca", loca),
            ("maxp", maxp),
            ("prep", font.Table("prep").ToArray()),
        ]);
    }

    private static void RenumberParts(Span<byte> outline, List<ushort> glyphs, Dictionary<ushort, ushort> parts)
    {
        const int Words = 0x0001, Scale = 0x0008, More = 0x0020, TwoScales = 0x0040, Matrix = 0x0080;
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return;

        int at = 10, flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            ushort part = BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]);
            if (!parts.TryGetValue(part, out ushort number))
            {
                number = checked((ushort)glyphs.Count);
                glyphs.Add(part);
                parts.Add(part, number);
            }

            BinaryPrimitives.WriteUInt16BigEndian(outline[(at + 2)..], number);
            at += 4 + ((flags & Words) != 0 ? 4 : 2)
                + ((flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
        }
        while ((flags & More) != 0);
    }
}
