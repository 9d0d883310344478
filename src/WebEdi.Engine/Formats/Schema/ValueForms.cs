using System.Runtime.Intrinsics;
using System.Text;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>The forms that numbers, dates and times take in EDIFACT and X12.</summary>
internal static class ValueForms
{
    /// <summary>Tells whether bytes are digits only.</summary>
    public static bool IsPlainNumber(ReadOnlySpan<byte> value)
    {
        foreach (byte b in value)
        {
            if ((uint)(b - '0') > 9)
                return false;
        }

        return !value.IsEmpty;
    }

    /// <summary>Tells whether a value surely fits its element; false: it must be looked at more closely.</summary>
    /// <param name="element">The element.</param>
    /// <param name="bytes">The buffer.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="length">How long it is.</param>
    public static bool Fits(ElementSchema element, byte[] bytes, int start, int length)
    {
        ReadOnlySpan<byte> value = bytes.AsSpan(start, length);
        if (element.Kind is not (ElementKind.Number or ElementKind.Implied))
            return Fits(element, bytes, start, length, 0);

        return length <= Vector128<byte>.Count && start + Vector128<byte>.Count <= bytes.Length
            ? IsShortNumber(Vector128.LoadUnsafe(ref bytes[start]), length, element)
            : IsPlain(value, element);
    }

    /// <summary>Tells whether bytes surely fit; false: they must be looked at more closely.</summary>
    /// <param name="element">The element.</param>
    /// <param name="bytes">The buffer.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="decimalMark">The message's decimal mark.</param>
    public static bool Fits(ElementSchema element, ReadOnlySpan<byte> bytes, int start, int length, byte decimalMark)
    {
        ReadOnlySpan<byte> value = bytes.Slice(start, length);
        if (element.Kind is ElementKind.PeriodThenForm or ElementKind.FormThenPeriod && !PeriodForms.Fits(value, FormBeside(element, bytes, start, length)))
            return false;

        bool sound = element.Kind switch
        {
            ElementKind.Number => IsNumber(value, decimalMark, out length),
            ElementKind.Implied => IsWhole(value, out length),
            ElementKind.Date => IsDate(value),
            ElementKind.Time => IsTime(value),
            ElementKind.Letters => Ascii.IsValid(value) && !HasDigit(value),
            _ => Ascii.IsValid(value),
        };
        return element.Kind == ElementKind.Binary
            || (sound && length >= element.MinLength && length <= element.MaxLength && (element.Codes is null || IsListed(element, value)));
    }

    /// <summary>Gets the letters and digits that stand one delimiter behind a value, or in front of it.</summary>
    private static ReadOnlySpan<byte> FormBeside(ElementSchema element, ReadOnlySpan<byte> bytes, int start, int length)
    {
        if (element.Kind == ElementKind.FormThenPeriod)
        {
            int first = start - 1;
            while (first > 0 && char.IsAsciiLetterOrDigit((char)bytes[first - 1]))
                first--;
            return bytes[first..(start - 1)];
        }

        int from = Math.Min(start + length + 1, bytes.Length), end = from;
        while (end < bytes.Length && end - from < 4 && char.IsAsciiLetterOrDigit((char)bytes[end]))
            end++;
        return bytes[from..end];
    }

    private static bool HasDigit(ReadOnlySpan<byte> value)
    {
        foreach (byte b in value)
        {
            if (b is >= (byte)'0' and <= (byte)'9')
                return true;
        }

        return false;
    }

    /// <summary>Tells whether a value is one of the codes of its element, which has a list of them.</summary>
    public static bool IsListed(ElementSchema element, ReadOnlySpan<byte> value)
    {
        if (value.Length > sizeof(ulong))
            return false;

        ulong packed = 0;
        foreach (byte b in value)
            packed = (packed << 8) | b;
        foreach (ulong code in element.PackedCodes)
        {
            if (code == packed)
                return true;
        }

        return false;
    }

    /// <summary>Tells whether at most sixteen bytes are a number as most are: digits, one point at most, as many as the element has room for.</summary>
    private static bool IsShortNumber(Vector128<byte> bytes, int length, ElementSchema element)
    {
        uint all = (1u << length) - 1;
        uint digits = Vector128.LessThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)10)).ExtractMostSignificantBits();
        uint points = Vector128.Equals(bytes, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & all;
        if ((all & ~(digits | points)) != 0 || (points & (points - 1)) != 0)
            return false;

        if (points != 0)
        {
            if (element.Kind != ElementKind.Number)
                return false;
            length--;
        }

        return length >= Math.Max(element.MinLength, 1) && length <= element.MaxLength;
    }

    private static bool IsPlain(ReadOnlySpan<byte> value, ElementSchema element)
    {
        int points = 0;
        foreach (byte b in value)
        {
            if ((uint)(b - '0') > 9 && (b != (byte)'.' || element.Kind != ElementKind.Number || ++points > 1))
                return false;
        }

        int digits = value.Length - points;
        return digits >= Math.Max(element.MinLength, 1) && digits <= element.MaxLength;
    }

    /// <summary>Tells whether bytes are a number: a minus sign, digits, one decimal mark with digits on both or one side, for X12 an exponent.</summary>
    /// <param name="value">The bytes.</param>
    /// <param name="mark">The message's decimal mark beside point and comma; 0: none.</param>
    /// <param name="digits">How many digits there are: what counts as the length.</param>
    public static bool IsNumber(ReadOnlySpan<byte> value, byte mark, out int digits)
    {
        digits = 0;
        bool marked = false;
        for (int i = value.StartsWith("-"u8) ? 1 : 0; i < value.Length; i++)
        {
            byte b = value[i];
            if ((uint)(b - '0') <= 9)
            {
                digits++;
            }
            else if (b == (byte)'E' && digits > 0)
            {
                bool exponent = IsWhole(value[(i + 1)..], out int more);
                digits += more;
                return exponent;
            }
            else if (!marked && b != 0 && (b == mark || b is (byte)'.' or (byte)','))
            {
                marked = true;
            }
            else
            {
                return false;
            }
        }

        return digits > 0;
    }

    /// <summary>Tells whether bytes are a whole number with or without a minus sign.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> value, out int digits)
    {
        ReadOnlySpan<byte> number = value.StartsWith("-"u8) ? value[1..] : value;
        digits = number.Length;
        return IsPlainNumber(number);
    }

    /// <summary>Tells whether bytes are a date: yyMMdd or yyyyMMdd. What is no such length is a matter of length.</summary>
    public static bool IsDate(ReadOnlySpan<byte> value)
    {
        if (!IsPlainNumber(value))
            return false;

        ReadOnlySpan<byte> end = value.Length is 6 or 8 ? value[^4..] : default;
        return end.IsEmpty || (Two(end) is >= 1 and <= 12 && Two(end[2..]) is >= 1 and <= 31);
    }

    /// <summary>Tells whether bytes are a time of day: HHmm, HHmmss, with decimals of the second behind.</summary>
    public static bool IsTime(ReadOnlySpan<byte> value) =>
        IsPlainNumber(value)
        && (value.Length < 4 || (Two(value) <= 23 && Two(value[2..]) <= 59))
        && (value.Length < 6 || Two(value[4..]) <= 59);

    private static int Two(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';
}
