using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Fuzz.Targets;

/// <summary>Encodings, dates and numbers.</summary>
internal static class TextTarget
{
    /// <summary>The 99th year of the era; its third digit is none of a date.</summary>
    private const int LastYear = 2117;

    private static readonly TextCodec[] All =
    [
        .. TextCodecs.Names.Select(n => TextCodecs.Find(n)).OfType<TextCodec>().SelectMany(c => c.WideForm == c ? (TextCodec[])[c] : [c, c.WideForm]),
    ];

    /// <summary>Holds every encoding to its promises.</summary>
    public static void Codecs(byte[] bytes)
    {
        foreach (TextCodec codec in All)
            Codec(codec, bytes, mayRefuse: TextCodecs.Find(codec.Name) != codec);
    }

    /// <summary>What is decoded can be encoded, and is the same when it is decoded again; what has no code is told, nothing is put in its place.</summary>
    /// <param name="codec">The encoding.</param>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="mayRefuse">Whether it reads what it does not write: a field of double bytes may hold shifts nevertheless.</param>
    public static void Codec(TextCodec codec, byte[] bytes, bool mayRefuse)
    {
        char[] chars = new char[bytes.Length];
        int invalid = codec.Decode(bytes, chars, out int written);
        Promise.That(invalid >= -1 && invalid < Math.Max(bytes.Length, 1), () => $"{codec.Name}: byte {invalid} of {bytes.Length} is wrong");
        Promise.That(codec.CountChars(bytes) >= written && codec.Show(bytes).Length >= written, () => $"{codec.Name} counts fewer characters than it decodes");

        string text = new(chars, 0, written);
        string? again = Round(codec, text);
        Promise.That(again == text || (again is null && mayRefuse), () => $"{codec.Name}: {Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))} became {(again is null ? "nothing" : Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(again)))}");

        // Any text: either it comes back, or the first character without a code is named.
        string any = Encoding.BigEndianUnicode.GetString(bytes);
        byte[] room = new byte[(any.Length * codec.MaxBytesPerChar) + 8];
        int missing = codec.Encode(any, room, out int length);
        Promise.That(missing >= -1 && missing < Math.Max(any.Length, 1), () => $"{codec.Name}: character {missing} of {any.Length} has no code");
        string carried = missing < 0 ? any : any[..missing];
        char[] back = new char[length];
        Promise.That(codec.Decode(room.AsSpan(0, length), back, out int count) < 0 && new string(back, 0, count) == carried, () => $"{codec.Name} put something else in the place of a character of {carried}");
        TranscodingStream.ToUtf8(codec, bytes);
    }

    /// <summary>Dates and numbers: the first line is a picture, the rest is read with it.</summary>
    public static void Values(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        int line = text.IndexOf('\n', StringComparison.Ordinal);
        (string picture, string value) = line < 0 ? ("", text) : (text[..line], text[(line + 1)..]);
        IReadOnlyList<DatePicture> pictures = DatePicture.Parse(picture) is { } one ? [one, .. DatePicture.IsoDefaults] : DatePicture.IsoDefaults;
        if (DatePicture.TryParse(value, pictures, out DateOnly date, out _))
            Promise.That(JapaneseEra.Format(date) is { Length: > 0 } era && (date.Year is < 1873 or > LastYear || (JapaneseEra.TryParse(era, out DateOnly same, out _) && same == date)), () => $"{date} is not read again from its era");
        IsoMoment.TryTime(value, out _);

        byte[] ascii = line < 0 ? bytes : bytes[Math.Min(bytes.Length, line + 1)..];
        int mode = picture.Length == 0 ? 0 : picture[0];
        NumberFormat format = new((byte)((mode & 1) == 0 ? '.' : ','), (byte)((mode & 1) == 0 ? ',' : '.'), (mode >> 1) & 3, (NumberSign)(((mode >> 3) & 3) % 3));
        if (format.TryParse(ascii, out decimal number))
            Promise.That(Math.Abs(number) < 1_000_000_000_000_000_000m, () => $"{number} has more digits than a number may have");
    }

    private static string? Round(TextCodec codec, string text)
    {
        byte[] room = new byte[(text.Length * codec.MaxBytesPerChar) + 8];
        if (codec.Encode(text, room, out int length) >= 0)
            return null;

        char[] chars = new char[length];
        return codec.Decode(room.AsSpan(0, length), chars, out int written) >= 0 ? null : new string(chars, 0, written);
    }
}
