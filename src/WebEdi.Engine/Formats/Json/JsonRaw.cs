using System.Buffers;

namespace WebEdi.Engine.Formats.Json;

/// <summary>How long values are in the bytes of a JSON file.</summary>
internal static class JsonRaw
{
    /// <summary>What may follow a number for the parser; what it then makes of a slash is another question.</summary>
    private static readonly SearchValues<byte> Stops = SearchValues.Create(",}] \r\n\t/"u8);

    /// <summary>A text ends at the quote that no backslash makes ordinary, a word has its length, a number ends at the next sign of structure.</summary>
    public static int LengthOf(ReadOnlySpan<byte> raw, byte before)
    {
        if (before != '"')
            return raw is [(byte)'t' or (byte)'n', ..] ? Math.Min(4, raw.Length) : raw is [(byte)'f', ..] ? Math.Min(5, raw.Length) : raw.IndexOfAny(Stops);

        int end = 0;
        while (end < raw.Length && raw[end] != '"')
            end += raw[end] == '\\' ? 2 : 1;
        return Math.Min(end, raw.Length);
    }
}
