using System.Buffers;
using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>A record while it is written: every field at its bytes in the encoding of the file. What does not fit is told, and nothing of it is written unless it is told too.</summary>
internal sealed class FixedRecord
{
    /// <summary>Control characters would end or damage a record.</summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '\u007F']);

    private readonly RecordLayout _layout;
    private readonly TextCodec _codec;
    private readonly FixedBlank _blanks;
    private readonly byte[] _blank;
    private readonly byte[] _bytes;
    private readonly bool[] _taken;
    private readonly byte[] _scratch;

    /// <summary>Makes a record.</summary>
    /// <param name="layout">Its fields.</param>
    /// <param name="codec">The encoding.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <param name="isRead">Tells whether somebody reads a field: such a zoned number is blank where there is no value; others are zero.</param>
    public FixedRecord(RecordLayout layout, TextCodec codec, int length, Func<int, bool> isRead)
    {
        (_layout, _codec) = (layout, codec);
        _blanks = new FixedBlank(codec);
        _blank = _blanks.Make(layout, length, isRead);
        _bytes = new byte[length];
        _taken = new bool[length];
        _scratch = new byte[length + 1];
        Clear();
    }

    /// <summary>Gets the record.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _blank.CopyTo(_bytes, 0);
        Array.Clear(_taken);
    }

    /// <summary>Writes bytes that are no field of their own, such as the type of the record.</summary>
    public void Put(int start, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(start));
        _taken.AsSpan(start, bytes.Length).Fill(true);
    }

    /// <summary>Writes a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The value, not empty.</param>
    /// <param name="kind">What it is: of words a part is better than nothing.</param>
    /// <param name="written">What a reader gets instead, where it is something else; null: nothing.</param>
    public FieldFit Put(int field, string text, FieldTextKind kind, out string? written)
    {
        written = null;
        LayoutField at = _layout[field];
        if (at.IsNumber)
        {
            Span<byte> number = _scratch.AsSpan(0, at.Length);
            FieldFit fit = HostNumberWriter.TryEncode(at, text, _codec.IsEbcdic, number);
            return fit == FieldFit.Fits ? Place(at, number) : fit;
        }

        if (IsPlain(at, text, kind))
        {
            Span<byte> plain = _scratch.AsSpan(0, at.Length);
            Ascii.FromUtf16(text, plain, out int length);
            plain[length..].Fill((byte)' ');
            return Place(at, plain);
        }

        TextCodec codec = at.IsWide ? _codec.WideForm : _codec;
        FieldFit found = FieldFit.Fits;
        string clean = Clean(text, at, codec, kind, ref found);
        if (clean.Length == 0)
            return found == FieldFit.Fits ? FieldFit.Form : found;
        if (at.IsDigits && !clean.All(char.IsAsciiDigit))
            return FieldFit.Form;

        string part = Cut(clean, at.Length, codec, kind);
        if (part.Length == 0)
            return FieldFit.TooLong;
        if (part.Length < clean.Length)
            found = FieldFit.TooLong;

        Span<byte> bytes = _scratch.AsSpan(0, at.Length);
        string filled = Fill(part, at, codec, kind, bytes);
        if (Place(at, bytes) == FieldFit.Taken)
            return FieldFit.Taken;

        string seen = Seen(filled, at, kind);
        if (found != FieldFit.Fits || (seen != text && !(kind == FieldTextKind.Number && seen.Length > 0)))
        {
            written = seen.Length == 0 ? null : seen;
            return found == FieldFit.Fits ? FieldFit.Form : found;
        }

        return FieldFit.Fits;
    }

    /// <summary>Tells whether a text is ASCII that stands as it is, as most are.</summary>
    private bool IsPlain(LayoutField at, string text, FieldTextKind kind) =>
        _codec.HasAscii && kind != FieldTextKind.Number && !at.IsWide && !at.ZeroPadded && !at.IsDigits && text.Length <= at.Length && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private FieldFit Place(LayoutField at, ReadOnlySpan<byte> bytes)
    {
        Span<byte> own = _bytes.AsSpan(at.Start, at.Length);
        Span<bool> taken = _taken.AsSpan(at.Start, at.Length);
        for (int i = 0; i < own.Length; i++)
        {
            if (taken[i] && own[i] != bytes[i])
                return FieldFit.Taken;
        }

        bytes.CopyTo(own);
        taken.Fill(true);
        return FieldFit.Fits;
    }

    /// <summary>Brings a text into characters that the field can hold.</summary>
    /// <returns>Empty: it has others, and a part of it is of no use.</returns>
    private static string Clean(string text, LayoutField at, TextCodec codec, FieldTextKind kind, ref FieldFit found)
    {
        string wide = at.IsWide ? KanaWidth.ToFull(text) : text;
        char blank = at.IsWide ? '\u3000' : ' ';
        if (wide != text)
            found = FieldFit.Character;

        char[]? chars = null;
        Span<byte> bytes = Room(wide.Length, codec);
        for (int missing = First(wide, bytes, codec); missing >= 0; missing = First(chars, bytes, codec))
        {
            chars ??= wide.ToCharArray();
            found = FieldFit.Character;
            char other = Substitutions.Compatible(chars[missing]);
            // What the encoding lacks too would be found again for ever.
            bool has = other != '\0' && codec.Encode([other], bytes, out _) < 0;
            if (!has && (kind != FieldTextKind.Words || codec.Encode([blank], bytes, out _) >= 0))
                return "";
            if (char.IsHighSurrogate(chars[missing]) && missing + 1 < chars.Length)
                chars[missing + 1] = blank;
            chars[missing] = has ? other : blank;
        }

        return chars is null ? wide : new string(chars).Trim(' ', '\u3000');
    }

    private static int First(ReadOnlySpan<char> chars, Span<byte> bytes, TextCodec codec)
    {
        int control = chars.IndexOfAny(Controls);
        int missing = codec.Encode(chars, bytes, out _);
        return control < 0 ? missing : missing < 0 ? control : Math.Min(control, missing);
    }

    /// <summary>Cuts words at the last character that fits.</summary>
    /// <returns>Empty: it does not fit, and a part is of no use.</returns>
    private static string Cut(string text, int length, TextCodec codec, FieldTextKind kind)
    {
        Span<byte> bytes = Room(text.Length, codec);
        codec.Encode(text, bytes, out int written);
        if (written <= length)
            return text;
        if (kind != FieldTextKind.Words)
            return "";

        int count = Math.Min(text.Length - 1, length);
        for (; count > 0; count--)
        {
            if (char.IsHighSurrogate(text[count - 1]))
                continue;

            codec.Encode(text.AsSpan(0, count), bytes, out written);
            if (written <= length)
                break;
        }

        return text[..count].TrimEnd(' ', '\u3000');
    }

    /// <summary>Encodes a text with what fills the field.</summary>
    /// <returns>The text with the zeros in front of it.</returns>
    private string Fill(string text, LayoutField at, TextCodec codec, FieldTextKind kind, Span<byte> bytes)
    {
        byte[] all = new byte[(Math.Max(text.Length, at.Length) + 1) * codec.MaxBytesPerChar];
        codec.Encode(text, all, out int written);
        int free = at.Length - written;
        bool isNumber = kind == FieldTextKind.Number && !at.IsWide;
        if (!at.ZeroPadded && !at.IsDigits && !isNumber)
        {
            all.AsSpan(0, written).CopyTo(bytes);
            _blanks.Fill(bytes[written..], at.IsWide);
            return text;
        }

        // Numbers of more digits than a reader takes keep blanks in front.
        int most = isNumber && !at.IsDigits && !at.ZeroPadded ? Math.Max(0, NumberFormat.MaxDigits - text.Count(char.IsAsciiDigit)) : free;
        int zeros = Math.Min(free, most);
        bool isSigned = isNumber && text is ['-', ..];
        string filled = isSigned ? "-" + new string('0', zeros) + text[1..] : new string('0', zeros) + text;
        codec.Encode(filled, all, out written);
        _blanks.Fill(bytes[..(at.Length - written)], isWide: false);
        all.AsSpan(0, written).CopyTo(bytes[(at.Length - written)..]);
        return filled;
    }

    /// <summary>Gets what a reader makes of it.</summary>
    private static string Seen(string filled, LayoutField at, FieldTextKind kind) => at.ZeroPadded ? filled.TrimStart('0') : kind == FieldTextKind.Number ? filled.TrimStart('-') : filled;

    private static byte[] Room(int chars, TextCodec codec) => new byte[(chars * codec.MaxBytesPerChar) + 8];
}

/// <summary>What a text in a record is.</summary>
internal enum FieldTextKind
{
    /// <summary>Words for people: a part of them is better than nothing.</summary>
    Words = 0,

    /// <summary>A code, a date: nothing but the whole is of use.</summary>
    Code = 1,

    /// <summary>A number, which stands at the right.</summary>
    Number = 2,
}
