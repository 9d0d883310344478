using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Recognises JSON by its first two signs.</summary>
internal sealed class JsonDetector : IFormatDetector
{
    public string Format => JsonWorkshop.Format;

    public FormatMatch Match(ReadOnlySpan<byte> head)
    {
        if (JsonText.IsUtf16(head, out _, out int mark))
        {
            int at = head[mark..].IndexOfAny((byte)'{', (byte)'[');
            return at is 0 or 1 ? new FormatMatch(80, "UTF-16, begins with { or [") : new FormatMatch(0, "UTF-16 text");
        }

        ReadOnlySpan<byte> text = Rest(head[(head.StartsWith(JsonText.Mark) ? JsonText.Mark.Length : 0)..]);
        if (text.IsEmpty || text[0] is not ((byte)'{' or (byte)'['))
            return new FormatMatch(0, "does not begin with { or [");

        ReadOnlySpan<byte> next = Rest(text[1..]);
        byte sign = next.IsEmpty ? (byte)0 : next[0];
        bool fits = text[0] == '{' ? sign is (byte)'"' or (byte)'}' : sign is (byte)'{' or (byte)'[' or (byte)'"' or (byte)']' or (byte)'-' or (>= (byte)'0' and <= (byte)'9');
        return fits
            ? new FormatMatch(95, $"begins with {(char)text[0]} {(char)sign}")
            : new FormatMatch(next.IsEmpty ? 60 : text[0] == '{' ? 40 : 0, $"begins with {(char)text[0]}, then no JSON");
    }

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8);
}
