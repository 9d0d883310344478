using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Numbers as hosts store them: zoned, packed, binary. What is no number is told, never guessed.</summary>
/// <remarks>
/// Signs of packed numbers: A, C, E, F are plus, B and D are minus. Overpunched digits: in EBCDIC the zone C or F is plus, D is minus; in
/// ASCII { and A-I are plus, } and J-R minus (EBCDIC carried over), 0x70-0x79 minus (Micro Focus), and with NetCOBOL 0x40-0x49 plus and
/// 0x50-0x59 minus, which contradict J-R and so must be chosen.
/// </remarks>
internal static class HostNumber
{
    /// <summary>The most digits of a field.</summary>
    public const int MaxDigits = 31;

    /// <summary>More digits than a value has; zeros in front of them are dropped.</summary>
    private const int KeptDigits = 18;

    /// <summary>Decodes a field.</summary>
    /// <param name="field">The field, a number.</param>
    /// <param name="raw">Its bytes; fewer than the field has where the record ends before.</param>
    /// <param name="isEbcdic">Whether digits and signs are EBCDIC.</param>
    /// <param name="text">The number in ASCII, with a sign and a point where needed; empty when the field is blank.</param>
    /// <returns>False: the bytes are no number.</returns>
    public static bool TryDecode(LayoutField field, ReadOnlySpan<byte> raw, bool isEbcdic, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (raw.Length < field.Length)
            return raw.IsEmpty;

        Span<byte> digits = stackalloc byte[(MaxDigits * 2) + 2];
        bool negative;
        int count = field.Usage switch
        {
            FieldUsage.Packed => Packed(raw, digits, out negative),
            FieldUsage.Binary => Binary(raw, field.Sign != FieldSign.None, digits, out negative),
            _ => Zoned(field, raw, isEbcdic, digits, out negative),
        };
        if (count < 0)
            return false;

        if (count > 0)
            text = Write(digits[..count], negative, field.Decimals);
        return true;
    }

    private static int Packed(ReadOnlySpan<byte> raw, Span<byte> digits, out bool negative)
    {
        negative = false;
        int count = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            int high = raw[i] >> 4, low = raw[i] & 0xF;
            if (high > 9)
                return -1;

            digits[count++] = (byte)('0' + high);
            if (i < raw.Length - 1)
            {
                if (low > 9)
                    return -1;

                digits[count++] = (byte)('0' + low);
            }
            else if (low < 10)
            {
                return -1;
            }
            else
            {
                negative = low is 0xB or 0xD;
            }
        }

        return count;
    }

    private static int Binary(ReadOnlySpan<byte> raw, bool isSigned, Span<byte> digits, out bool negative)
    {
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        negative = isSigned && raw[0] >= 0x80;
        wide.Fill(negative ? (byte)0xFF : (byte)0);
        raw.CopyTo(wide[(wide.Length - raw.Length)..]);
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(wide);
        if (negative)
            value = unchecked(0 - value);
        value.TryFormat(digits, out int count, provider: CultureInfo.InvariantCulture);
        return count;
    }

    private static int Zoned(LayoutField field, ReadOnlySpan<byte> raw, bool isEbcdic, Span<byte> digits, out bool negative)
    {
        negative = false;
        (byte space, byte plus, byte minus) = isEbcdic ? ((byte)0x40, (byte)0x4E, (byte)0x60) : ((byte)' ', (byte)'+', (byte)'-');
        if (!raw.ContainsAnyExcept(space, (byte)0))
            return 0;

        if (field.Sign is FieldSign.SeparateLeading or FieldSign.SeparateTrailing)
        {
            byte sign = field.Sign == FieldSign.SeparateLeading ? raw[0] : raw[^1];
            if (sign != plus && sign != minus && sign != space)
                return -1;

            negative = sign == minus;
            raw = field.Sign == FieldSign.SeparateLeading ? raw[1..] : raw[..^1];
        }

        raw = raw.TrimStart(space);
        int signed = field.Sign switch { FieldSign.Leading => 0, FieldSign.Trailing => raw.Length - 1, _ => -1 };
        for (int i = 0; i < raw.Length; i++)
        {
            int digit = i == signed ? Overpunched(raw[i], isEbcdic, field.NetCobol, out negative) : raw[i] - (isEbcdic ? 0xF0 : '0');
            if (digit is < 0 or > 9)
                return -1;

            digits[i] = (byte)('0' + digit);
        }

        return raw.IsEmpty ? -1 : raw.Length;
    }

    private static int Overpunched(byte b, bool isEbcdic, bool netCobol, out bool negative)
    {
        int zone = b >> 4, digit = b & 0xF;
        if (isEbcdic)
        {
            negative = zone is 0xB or 0xD;
            return zone >= 0xA ? digit : -1;
        }

        if (netCobol)
        {
            negative = zone == 5;
            return zone is 3 or 4 or 5 ? digit : -1;
        }

        negative = b is (byte)'}' or (>= (byte)'J' and <= (byte)'R') or (>= 0x70 and <= 0x79);
        return b switch
        {
            (byte)'{' or (byte)'}' => 0,
            >= (byte)'A' and <= (byte)'I' => b - 'A' + 1,
            >= (byte)'J' and <= (byte)'R' => b - 'J' + 1,
            (>= (byte)'0' and <= (byte)'9') or (>= 0x70 and <= 0x79) => digit,
            _ => -1,
        };
    }

    private static byte[] Write(ReadOnlySpan<byte> digits, bool negative, int decimals)
    {
        while (digits.Length > Math.Max(KeptDigits, decimals + 1) && digits[0] == (byte)'0')
            digits = digits[1..];

        StringBuilder text = new(digits.Length + decimals + 3);
        if (negative)
            text.Append('-');
        int whole = digits.Length - decimals;
        if (whole <= 0)
            text.Append('0');
        for (int i = Math.Min(whole, 0); i < digits.Length; i++)
        {
            if (i == whole && decimals > 0)
                text.Append('.');
            text.Append(i < 0 ? '0' : (char)digits[i]);
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
