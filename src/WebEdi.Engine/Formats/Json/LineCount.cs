using System.Text;

namespace WebEdi.Engine.Formats.Json;

/// <summary>A line and a column, counted as <see cref="ByteTrail"/> counts them.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The UTF-16 unit in the line, from 1.</param>
/// <param name="AfterReturn">Whether CR is the last byte: a LF that comes next belongs to it.</param>
internal readonly record struct LineCount(int Line, int Column, bool AfterReturn = false)
{
    /// <summary>Goes over bytes.</summary>
    public LineCount Behind(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return this;

        if (AfterReturn && bytes[0] == '\n')
            return (this with { AfterReturn = false }).Behind(bytes[1..]);

        int last = bytes.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (last < 0)
            return new LineCount(Line, Column + Units(bytes));

        int lines = 0;
        for (int i = 0; i <= last; i++)
        {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && !(i + 1 < bytes.Length && bytes[i + 1] == '\n')))
                lines++;
        }

        return new LineCount(Line + lines, 1 + Units(bytes[(last + 1)..]), bytes[^1] == '\r');
    }

    private static int Units(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
            return bytes.Length;

        int units = 0;
        foreach (byte b in bytes)
            units += (b & 0xC0) == 0x80 ? 0 : b is >= 0xF0 and <= 0xF4 ? 2 : 1;
        return units;
    }
}
