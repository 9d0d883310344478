using System.Buffers.Binary;

namespace WebEdi.Engine.Formats;

/// <summary>Stores numbers as hosts do: the way back of <see cref="HostNumber"/>.</summary>
/// <remarks>
/// Signs are written in the form that every host reads: packed C and D, F where the field has none; overpunched in EBCDIC C and D, in ASCII
/// {A-I and }J-R, with NetCOBOL 4x and 5x; separate ones + and -. Where a layout names no sign, plus is a plain digit.
/// </remarks>
internal static class HostNumberWriter
{
    /// <summary>More digits than a reader takes.</summary>
    private const int MostDigits = Text.NumberFormat.MaxDigits;

    /// <summary>Stores a number.</summary>
    /// <param name="field">The field, a number.</param>
    /// <param name="text">The number: a sign, digits, a point.</param>
    /// <param name="isEbcdic">Whether digits and signs are EBCDIC.</param>
    /// <param name="to">The bytes of the field; unchanged where the number does not fit.</param>
    public static FieldFit TryEncode(LayoutField field, ReadOnlySpan<char> text, bool isEbcdic, Span<byte> to)
    {
        bool negative = text is ['-', ..];
        if (text is ['-' or '+', ..])
            text = text[1..];

        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = (point < 0 ? text : text[..point]).TrimStart('0');
        ReadOnlySpan<char> decimals = point < 0 ? default : text[(point + 1)..].TrimEnd('0');
        if (text.IsEmpty || text is "." || whole.ContainsAnyExceptInRange('0', '9') || decimals.ContainsAnyExceptInRange('0', '9') || decimals.Length > field.Decimals)
            return FieldFit.Form;

        bool isZero = whole.IsEmpty && decimals.IsEmpty;
        if (negative && !isZero && field.Sign == FieldSign.None)
            return FieldFit.Form;
        if (whole.Length + decimals.Length > MostDigits)
            return FieldFit.TooLong;

        Span<byte> digits = stackalloc byte[HostNumber.MaxDigits];
        digits = digits[..Digits(field)];
        digits.Clear();
        if (digits.IsEmpty || !Place(whole, field.Decimals, digits) || !Place(decimals, field.Decimals - decimals.Length, digits))
            return FieldFit.TooLong;

        negative &= !isZero;
        switch (field.Usage)
        {
            case FieldUsage.Packed:
                Pack(digits, field.Sign != FieldSign.None, negative, to);
                return FieldFit.Fits;
            case FieldUsage.Binary:
                return Binary(digits, field.Sign != FieldSign.None, negative, to);
            default:
                Zone(field, digits, negative, isEbcdic, to);
                return FieldFit.Fits;
        }
    }

    /// <summary>Puts digits to their places, of which the first ones may be missing: V99 in one byte.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="behind">How many digits stand behind them.</param>
    /// <param name="digits">All digits of the field.</param>
    private static bool Place(ReadOnlySpan<char> text, int behind, Span<byte> digits)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int at = digits.Length - behind - text.Length + i;
            if (at >= 0)
                digits[at] = (byte)(text[i] - '0');
            else if (text[i] != '0')
                return false;
        }

        return true;
    }

    /// <summary>Gets how many digits a field has room for.</summary>
    private static int Digits(LayoutField field) => field.Usage switch
    {
        FieldUsage.Packed => Math.Min((field.Length * 2) - 1, HostNumber.MaxDigits),
        FieldUsage.Binary => MostDigits,
        _ => Math.Min(field.Sign is FieldSign.SeparateLeading or FieldSign.SeparateTrailing ? field.Length - 1 : field.Length, HostNumber.MaxDigits),
    };

    private static void Pack(ReadOnlySpan<byte> digits, bool isSigned, bool negative, Span<byte> to)
    {
        int sign = !isSigned ? 0xF : negative ? 0xD : 0xC;
        to.Clear();
        int at = to.Length - 1;
        to[at] = (byte)((digits[^1] << 4) | sign);
        for (int i = digits.Length - 2; i >= 0; i--)
        {
            bool isLow = (digits.Length - i) % 2 == 0;
            if (isLow)
                to[--at] = digits[i];
            else
                to[at] |= (byte)(digits[i] << 4);
        }
    }

    private static FieldFit Binary(ReadOnlySpan<byte> digits, bool isSigned, bool negative, Span<byte> to)
    {
        Int128 value = 0;
        foreach (byte digit in digits)
            value = (value * 10) + digit;

        int bits = (to.Length * 8) - (isSigned ? 1 : 0);
        Int128 most = (Int128.One << bits) - (negative ? 0 : 1);
        if (value > most)
            return FieldFit.TooLong;

        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(wide, unchecked((ulong)(negative ? -value : value)));
        wide[(wide.Length - to.Length)..].CopyTo(to);
        return FieldFit.Fits;
    }

    private static void Zone(LayoutField field, ReadOnlySpan<byte> digits, bool negative, bool isEbcdic, Span<byte> to)
    {
        byte zone = isEbcdic ? (byte)0xF0 : (byte)0x30;
        to.Fill(zone);
        int first = field.Sign == FieldSign.SeparateLeading ? 1 : 0;
        int last = to.Length - (field.Sign == FieldSign.SeparateTrailing ? 1 : 0);
        for (int i = 0; i < digits.Length; i++)
            to[last - digits.Length + i] = (byte)(zone | digits[i]);

        switch (field.Sign)
        {
            case FieldSign.SeparateLeading:
                to[0] = Separate(negative, isEbcdic);
                break;
            case FieldSign.SeparateTrailing:
                to[^1] = Separate(negative, isEbcdic);
                break;
            case FieldSign.Leading:
                to[first] = Overpunched(field, to[first], negative, isEbcdic);
                break;
            case FieldSign.Trailing:
                to[last - 1] = Overpunched(field, to[last - 1], negative, isEbcdic);
                break;
        }
    }

    private static byte Separate(bool negative, bool isEbcdic) => (negative, isEbcdic) switch
    {
        (true, true) => 0x60,
        (false, true) => 0x4E,
        (true, false) => (byte)'-',
        _ => (byte)'+',
    };

    private static byte Overpunched(LayoutField field, byte zoned, bool negative, bool isEbcdic)
    {
        if (field.IsPlusPlain && !negative)
            return zoned;

        int digit = zoned & 0xF;
        if (isEbcdic)
            return (byte)((negative ? 0xD0 : 0xC0) | digit);
        if (field.NetCobol)
            return (byte)((negative ? 0x50 : 0x40) | digit);
        if (digit == 0)
            return negative ? (byte)'}' : (byte)'{';

        return (byte)((negative ? 'J' : 'A') + digit - 1);
    }
}
