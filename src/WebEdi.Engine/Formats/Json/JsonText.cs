using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Json;

/// <summary>How the characters of a JSON file lie in its bytes: UTF-8, or UTF-16 as some programs write it.</summary>
internal static class JsonText
{
    /// <summary>Gets the mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Recognises UTF-16, with a mark or by the zeros beside the first sign.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="encoding">The encoding.</param>
    /// <param name="mark">The bytes of the mark.</param>
    public static bool IsUtf16(ReadOnlySpan<byte> head, out TextCodec encoding, out int mark)
    {
        bool big = head.Length >= 2 && (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || (head[0] == 0 && head[1] is (byte)'{' or (byte)'['));
        bool little = head.Length >= 2 && (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || (head[1] == 0 && head[0] is (byte)'{' or (byte)'['));
        mark = (big || little) && head[0] >= 0xFE ? 2 : 0;
        encoding = big ? TextCodec.Utf16Be : TextCodec.Utf16Le;
        return big || little;
    }
}
