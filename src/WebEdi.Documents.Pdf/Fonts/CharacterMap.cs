using System.Buffers.Binary;

namespace WebEdi.Documents.Pdf.Fonts;

/// <summary>Which glyph a character has: table cmap, formats 4 and 12.</summary>
/// <remarks>Source: OpenType specification, cmap. Unicode subtables only; the one with the largest repertoire wins.</remarks>
internal sealed class CharacterMap
{
    private readonly ushort[] _basic = new ushort[0x10000];
    private readonly Dictionary<int, ushort> _beyond = [];

    private CharacterMap()
    {
    }

    /// <summary>Finds the glyph of a character; 0: none.</summary>
    public ushort this[int codePoint] =>
        codePoint < _basic.Length ? _basic[codePoint] : _beyond.GetValueOrDefault(codePoint);

    /// <summary>Reads the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="glyphCount">Glyphs of the font; higher numbers are ignored.</param>
    /// <returns>The map.</returns>
    /// <exception cref="InvalidDataException">There is no Unicode subtable of format 4 or 12.</exception>
    public static CharacterMap Read(ReadOnlySpan<byte> table, int glyphCount)
    {
        int best = -1, bestRank = -1;
        int count = U16(table, 2);
        for (int i = 0; i < count; i++)
        {
            int platform = U16(table, 4 + (i * 8)), encoding = U16(table, 6 + (i * 8)), offset = (int)U32(table, 8 + (i * 8));
            bool unicode = platform == 0 && encoding != 5 || platform == 3 && encoding is 1 or 10;
            int rank = !unicode ? -1 : U16(table, offset) switch { 12 => 2, 4 => 1, _ => -1 };
            if (rank > bestRank)
                (best, bestRank) = (offset, rank);
        }

        if (best < 0)
            throw new InvalidDataException("it has no Unicode character map of format 4 or 12");

        CharacterMap map = new();
        if (bestRank == 2)
            map.ReadSegmentedCoverage(table[best..], glyphCount);
        else
            map.ReadSegmentMapping(table[best..], glyphCount);
        return map;
    }

    /// <summary>Format 12: groups of code points with consecutive glyphs.</summary>
    private void ReadSegmentedCoverage(ReadOnlySpan<byte> table, int glyphCount)
    {
        int groups = (int)Math.Min(U32(table, 12), (uint)(table.Length - 16) / 12);
        for (int i = 0; i < groups; i++)
        {
            ReadOnlySpan<byte> group = table.Slice(16 + (i * 12), 12);
            uint first = U32(group, 0), last = Math.Min(U32(group, 4), 0x10FFFF), glyph = U32(group, 8);
            for (uint c = first; c <= last && glyph < glyphCount; c++, glyph++)
                Set((int)c, (ushort)glyph);
        }
    }

    /// <summary>Format 4: segments of the basic plane, by difference or by an array of glyphs.</summary>
    private void ReadSegmentMapping(ReadOnlySpan<byte> table, int glyphCount)
    {
        int doubled = U16(table, 6) & ~1;
        int ends = 14, starts = ends + doubled + 2, deltas = starts + doubled, ranges = deltas + doubled;
        for (int i = 0; i < doubled; i += 2)
        {
            int first = U16(table, starts + i), last = U16(table, ends + i), delta = U16(table, deltas + i), range = U16(table, ranges + i);
            for (int c = first; c <= last && c < 0xFFFF; c++)
            {
                int at = ranges + i + range + ((c - first) * 2);
                int glyph = range == 0 ? c + delta : at + 2 <= table.Length && U16(table, at) is var found and not 0 ? found + delta : 0;
                if ((glyph & 0xFFFF) < glyphCount)
                    Set(c, (ushort)glyph);
            }
        }
    }

    private void Set(int codePoint, ushort glyph)
    {
        if (codePoint < _basic.Length)
            _basic[codePoint] = glyph;
        else if (glyph != 0)
            _beyond[codePoint] = glyph;
    }

    private static ushort U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]);

    private static uint U32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
}
