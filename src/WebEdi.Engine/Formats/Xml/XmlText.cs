using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>How the characters of an XML file are found in its bytes.</summary>
/// <param name="MarkLength">The bytes of the mark at the start.</param>
/// <param name="Name">The encoding by name, as found.</param>
/// <param name="Encoding">The platform's encoding; null: UTF-8 read by the parser itself, or a codec.</param>
/// <param name="Codec">Our encoding; null: another one of the three.</param>
/// <remarks>A mark wins over what sender or map say, and that over the file's own declaration. Source: Extensible Markup Language 1.0, appendix F.</remarks>
internal sealed record XmlText(int MarkLength, string Name, Encoding? Encoding = null, TextCodec? Codec = null)
{
    private const int MaxDeclaration = 256;

    /// <summary>Gets a value indicating whether the parser reads the bytes itself, so that their offsets can be found.</summary>
    public bool IsNative => Encoding is null && Codec is null;

    /// <summary>Finds the encoding.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="asked">What sender or map say.</param>
    /// <returns>A text whose encoding is unknown has only a name; see <see cref="IsKnown"/>.</returns>
    public static XmlText Find(ReadOnlySpan<byte> head, TextCodec? asked)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return new XmlText(3, "utf-8");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return new XmlText(4, "utf-32") { IsKnown = false };
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Utf16(bigEndian: false, 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Utf16(bigEndian: true, 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'<', 0]))
            return Utf16(bigEndian: false, 0);
        if (head.StartsWith((ReadOnlySpan<byte>)[0, (byte)'<']))
            return Utf16(bigEndian: true, 0);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x6F, 0xA7, 0x94]))
            return new XmlText(0, "EBCDIC") { IsKnown = false };

        string declared = Declared(head);
        if (asked is not null)
            return asked == TextCodec.Utf8 ? Asked(declared) : new XmlText(0, asked.Name, Codec: asked);

        return IsUtf8(declared) ? new XmlText(0, "utf-8") : ByName(declared);
    }

    /// <summary>Gets a value indicating whether the encoding can be read.</summary>
    public bool IsKnown { get; private init; } = true;

    /// <summary>Gets the encoding that the declaration names although the bytes are in another; null: it does not.</summary>
    public string? Misstated { get; private init; }

    /// <summary>Decodes the first bytes for looking at them; what is no character becomes a replacement.</summary>
    public string Show(ReadOnlySpan<byte> head)
    {
        head = head[Math.Min(MarkLength, head.Length)..];
        if (Codec is null)
            return System.Text.Encoding.GetEncoding((Encoding ?? System.Text.Encoding.UTF8).CodePage).GetString(head);

        char[] chars = new char[head.Length];
        Codec.Decode(head, chars, out int written);
        return new string(chars, 0, written);
    }

    /// <summary>Opens a reader of characters.</summary>
    public TextReader Open(Stream content) =>
        Codec is null ? new StreamReader(content, Encoding!, detectEncodingFromByteOrderMarks: false, bufferSize: 8192, leaveOpen: true) : new CodecTextReader(content, Codec);

    private static XmlText Utf16(bool bigEndian, int mark) =>
        new(mark, bigEndian ? "utf-16be" : "utf-16le", new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true));

    /// <summary>UTF-8 although the declaration may say something else: then the parser must not see the bytes.</summary>
    private static XmlText Asked(string declared) =>
        IsUtf8(declared) ? new XmlText(0, "utf-8") : new XmlText(0, "utf-8", new UTF8Encoding(false, throwOnInvalidBytes: true));

    private static bool IsUtf8(string name) => name is "" or "utf-8" or "utf8" or "us-ascii" or "ascii";

    private static XmlText ByName(string name)
    {
        // The declaration itself is written in bytes, so it cannot be true: programs that build the file as a text of theirs write it.
        if (name.StartsWith("utf-16", StringComparison.Ordinal) || name is "ucs-2" or "iso-10646-ucs-2")
            return Asked(name) with { Misstated = name };

        if (name is "iso-8859-1" or "latin1")
            return new XmlText(0, name, System.Text.Encoding.Latin1);

        TextCodec? codec = TextCodec.Find(name);
        return codec is null ? new XmlText(0, name) { IsKnown = false } : new XmlText(0, codec.Name, Codec: codec);
    }

    private static string Declared(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("<?xml"u8))
            return "";

        ReadOnlySpan<byte> declaration = head[..Math.Min(head.Length, MaxDeclaration)];
        int end = declaration.IndexOf("?>"u8);
        declaration = end < 0 ? declaration : declaration[..end];
        int at = declaration.IndexOf("encoding"u8);
        if (at < 0)
            return "";

        ReadOnlySpan<byte> rest = declaration[(at + 8)..];
        int open = rest.IndexOfAny((byte)'"', (byte)'\'');
        int close = open < 0 ? -1 : rest[(open + 1)..].IndexOf(rest[open]);
        return close < 0 ? "" : System.Text.Encoding.Latin1.GetString(rest.Slice(open + 1, close)).Trim().ToLowerInvariant();
    }
}
