namespace WebEdi.Engine.Text;

/// <summary>How a number is written.</summary>
/// <param name="Decimal">The decimal mark.</param>
/// <param name="Group">The mark between groups of three digits; 0: none allowed.</param>
/// <param name="Implied">How many of the last digits are decimals although no mark says so (COBOL V).</param>
/// <param name="Sign">Where a sign may stand.</param>
/// <param name="Exponent">Whether a power of ten may stand behind (X12 type R, JSON).</param>
internal sealed record NumberFormat(byte Decimal = (byte)'.', byte Group = (byte)',', int Implied = 0, NumberSign Sign = NumberSign.Leading, bool Exponent = false)
{
    /// <summary>More digits than any quantity or amount of trade has; they fit a 64-bit integer.</summary>
    public const int MaxDigits = 18;

    /// <summary>Gets the format of maps that name none: 1234.5, 1,234.5, -1234.</summary>
    public static NumberFormat Default { get; } = new();

    /// <summary>Reads a number: digits, one decimal mark, groups of exactly three, at most 18 digits; no currency sign.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="value">The number; its scale is that of the text.</param>
    /// <returns>False: it is none.</returns>
    public bool TryParse(ReadOnlySpan<byte> text, out decimal value) => TryParsePlain(text, out value) || TryParseAny(text, out value);

    private bool TryParsePlain(ReadOnlySpan<byte> text, out decimal value)
    {
        bool isPlain = TryParsePlain(text, out long digits, out int decimals);
        value = isPlain ? new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)decimals) : 0;
        return isPlain;
    }

    /// <summary>Reads digits with at most one decimal mark, as most numbers are.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="mantissa">All digits.</param>
    /// <param name="decimals">How many of them are decimals.</param>
    /// <returns>False: it must be looked at more closely.</returns>
    public bool TryParsePlain(ReadOnlySpan<byte> text, out long mantissa, out int decimals)
    {
        mantissa = 0;
        decimals = 0;
        int mark = -1;
        for (int i = 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
                mantissa = (mantissa * 10) + digit;
            else if (text[i] == Decimal && mark < 0 && Implied == 0)
                mark = i;
            else
                return false;
        }

        int digits = mark < 0 ? text.Length : text.Length - 1;
        decimals = mark < 0 ? Implied : digits - mark;
        return digits is > 0 and <= MaxDigits && (mark < 0 || decimals > 0);
    }

    private bool TryParseAny(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        bool negative = false;
        if (!text.IsEmpty && Sign != NumberSign.None)
        {
            byte sign = Sign == NumberSign.Leading ? text[0] : text[^1];
            if (sign is (byte)'-' or (byte)'+')
            {
                negative = sign == (byte)'-';
                text = Sign == NumberSign.Leading ? text[1..] : text[..^1];
            }
        }

        int exponent = 0;
        int mark = Exponent ? text.IndexOfAny((byte)'E', (byte)'e') : -1;
        if (mark >= 0)
        {
            if (!TryParseExponent(text[(mark + 1)..], out exponent))
                return false;
            text = text[..mark];
        }

        long mantissa = 0;
        int digits = 0, scale = -1, sinceGroup = -1;
        foreach (byte b in text)
        {
            if (b is >= (byte)'0' and <= (byte)'9')
            {
                if (++digits > MaxDigits)
                    return false;

                mantissa = (mantissa * 10) + b - '0';
                if (scale >= 0)
                    scale++;
                else if (sinceGroup >= 0)
                    sinceGroup++;
            }
            else if (b == Decimal && scale < 0 && Implied == 0 && (sinceGroup is -1 or 3))
            {
                scale = 0;
            }
            else if (Group != 0 && b == Group && scale < 0 && digits > 0 && (sinceGroup == 3 || (sinceGroup < 0 && digits <= 3)))
            {
                sinceGroup = 0;
            }
            else
            {
                return false;
            }
        }

        if (digits == 0 || scale == 0 || (scale < 0 && sinceGroup is not (-1 or 3)))
            return false;

        int decimals = (Implied > 0 ? Implied : Math.Max(scale, 0)) - exponent;
        for (; decimals < 0; decimals++)
        {
            if (mantissa > long.MaxValue / 10)
                return false;
            mantissa *= 10;
        }

        value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, negative && mantissa != 0, (byte)decimals);
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        bool negative = text.StartsWith("-"u8);
        ReadOnlySpan<byte> digits = negative || text.StartsWith("+"u8) ? text[1..] : text;
        if (digits.Length is 0 or > 2)
            return false;

        foreach (byte b in digits)
        {
            if (b is < (byte)'0' or > (byte)'9')
                return false;
            exponent = (exponent * 10) + b - '0';
        }

        // A decimal has at most 28 decimals, 18 of which the digits may take.
        bool fits = exponent <= 10 || (!negative && exponent <= MaxDigits);
        exponent = negative ? -exponent : exponent;
        return fits;
    }
}

/// <summary>Where a sign may stand.</summary>
internal enum NumberSign
{
    /// <summary>In front.</summary>
    Leading = 0,

    /// <summary>Behind, as hosts write it.</summary>
    Trailing = 1,

    /// <summary>Nowhere.</summary>
    None = 2,
}
