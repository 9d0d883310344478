namespace WebEdi.Engine.Text;

/// <summary>A character encoding in which files come and go, strict in both directions: what has no place is reported with its position.</summary>
internal abstract class TextCodec
{
    /// <summary>Gets UTF-8.</summary>
    public static TextCodec Utf8 { get; } = new Utf8Codec();

    /// <summary>Gets code page 932 with its NEC and IBM rows and the user-defined area.</summary>
    public static TextCodec Cp932 { get; } = new Cp932Codec();

    /// <summary>Gets ISO 8859-1.</summary>
    public static TextCodec Latin1 { get; } = new Latin1Codec();

    /// <summary>Gets EUC-JP.</summary>
    public static TextCodec EucJp { get; } = new EucJpCodec();

    /// <summary>Gets ISO-2022-JP.</summary>
    public static TextCodec Iso2022Jp { get; } = new Iso2022JpCodec();

    /// <summary>Gets UTF-16, the lower byte first.</summary>
    public static TextCodec Utf16Le { get; } = new Utf16Codec(isBigEndian: false);

    /// <summary>Gets UTF-16, the higher byte first.</summary>
    public static TextCodec Utf16Be { get; } = new Utf16Codec(isBigEndian: true);

    /// <summary>Gets JIS X 0201.</summary>
    public static TextCodec Jisx0201 { get; } = new Jisx0201Codec();

    /// <summary>Gets the name used in maps and options, such as utf-8 or cp932.</summary>
    public abstract string Name { get; }

    /// <summary>Finds an encoding by the names that maps and callers use.</summary>
    /// <param name="name">One of <see cref="TextCodecs.Names"/> or a usual other name for it; case does not matter.</param>
    /// <returns>The encoding; null when there is none of this name.</returns>
    public static TextCodec? Find(string? name) => name is null ? null : TextCodecs.Find(name.Trim().ToLowerInvariant());

    /// <summary>Gets a value indicating whether digits and signs have their EBCDIC codes.</summary>
    public virtual bool IsEbcdic => false;

    /// <summary>Gets a value indicating whether a byte below 0x80 that begins a character is the ASCII character.</summary>
    public virtual bool IsAsciiBased => true;

    /// <summary>Gets a value indicating whether bytes of ASCII signs without control characters are always that text.</summary>
    public virtual bool HasAscii => false;

    /// <summary>Gets a value indicating whether bytes of ASCII signs can be parts of other characters, so that text must be decoded before it is cut.</summary>
    public virtual bool NeedsTranscoding => false;

    /// <summary>Gets how many bytes a character takes at most, shifts to it and back included.</summary>
    public virtual int MaxBytesPerChar => 3;

    /// <summary>Gets the encoding of fields that hold double bytes only and no shifts.</summary>
    public virtual TextCodec WideForm => this;

    /// <summary>Takes the spaces off both ends of a value, the half-width ones only.</summary>
    public virtual ReadOnlySpan<byte> TrimSpaces(ReadOnlySpan<byte> value)
    {
        int start = 0, end = value.Length;
        while (start < end && value[start] == (byte)' ')
            start++;
        while (end > start && value[end - 1] == (byte)' ')
            end--;
        return value[start..end];
    }

    /// <summary>Decodes bytes.</summary>
    /// <param name="bytes">Whole characters.</param>
    /// <param name="chars">At least as long as <paramref name="bytes"/>.</param>
    /// <param name="written">How many characters were written, up to the first invalid byte.</param>
    /// <returns>The index of the first byte that begins no valid character; -1 when all are valid.</returns>
    public abstract int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written);

    /// <summary>Encodes characters.</summary>
    /// <param name="chars">The characters.</param>
    /// <param name="bytes">At least <see cref="MaxBytesPerChar"/> times as long as <paramref name="chars"/>.</param>
    /// <param name="written">How many bytes were written, up to the first character without a code.</param>
    /// <returns>The index of the first character that has no code; -1 when all have one.</returns>
    public abstract int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written);

    /// <summary>Counts characters for a position in a message; an invalid byte counts as one.</summary>
    /// <param name="bytes">Bytes from the start of a line.</param>
    /// <returns>The number of UTF-16 code units.</returns>
    public virtual int CountChars(ReadOnlySpan<byte> bytes)
    {
        char[] scratch = new char[bytes.Length];
        int count = 0;
        while (!bytes.IsEmpty)
        {
            int invalid = Decode(bytes, scratch, out int written);
            count += written;
            if (invalid < 0)
                break;

            count++;
            bytes = bytes[(invalid + 1)..];
        }

        return count;
    }

    /// <summary>Decodes bytes for showing to a person; an invalid byte becomes its hexadecimal value in brackets.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The text.</returns>
    public string Show(ReadOnlySpan<byte> bytes)
    {
        System.Text.StringBuilder text = new();
        char[] scratch = new char[bytes.Length];
        while (!bytes.IsEmpty)
        {
            int invalid = Decode(bytes, scratch, out int written);
            text.Append(scratch, 0, written);
            if (invalid < 0)
                break;

            text.Append('<').Append(bytes[invalid].ToString("X2", System.Globalization.CultureInfo.InvariantCulture)).Append('>');
            bytes = bytes[(invalid + 1)..];
        }

        return text.ToString();
    }
}
