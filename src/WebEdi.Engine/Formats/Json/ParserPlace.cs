using System.Text.Json;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Lines and bytes as the platform's parser counts them, from where it began: only LF ends a line.</summary>
/// <param name="Lines">The line ends passed.</param>
/// <param name="Bytes">The bytes passed since the last one.</param>
internal readonly record struct ParserPlace(long Lines, long Bytes)
{
    /// <summary>Goes over bytes.</summary>
    public ParserPlace Behind(ReadOnlySpan<byte> bytes)
    {
        int last = bytes.LastIndexOf((byte)'\n');
        return last < 0 ? this with { Bytes = Bytes + bytes.Length } : new ParserPlace(Lines + bytes.Count((byte)'\n'), bytes.Length - last - 1);
    }

    /// <summary>Finds the byte at which the parser stopped.</summary>
    /// <param name="exception">Its account.</param>
    /// <param name="rest">The bytes from here on.</param>
    /// <returns>The index of that byte in the rest.</returns>
    public int IndexOf(JsonException exception, ReadOnlySpan<byte> rest)
    {
        long lines = (exception.LineNumber ?? Lines) - Lines, column = exception.BytePositionInLine ?? Bytes;
        int start = 0;
        for (; lines > 0 && rest[start..].IndexOf((byte)'\n') is >= 0 and int end; lines--)
            start += end + 1;

        return (int)Math.Clamp(start > 0 ? start + column : column - Bytes, 0, rest.Length);
    }
}
