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

    /// <summary>Tells whether bytes are a number as most are: digits, one point at most, as many as the element has room for.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> value, ElementSchema element)
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
