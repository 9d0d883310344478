namespace WebEdi.Engine.Formats.Schema;

/// <summary>The forms of dates, times and periods that codes name: UN/EDIFACT 2379, X12 1250.</summary>
/// <remarks>
/// In a form y, M, d, H, m and s are digits as elsewhere, w those of a week, D those of a day of the year, z is a time zone of any length, and the
/// hyphen of a period may be left out, as EANCOM writes periods. Codes whose form is not sure are not among them.
/// </remarks>
internal static class PeriodForms
{
    private const int Plain102 = ('1' << 16) | ('0' << 8) | '2';

    /// <summary>Finds the form that a code names.</summary>
    /// <param name="code">The code.</param>
    /// <returns>Null: the code is not known, and any value is right.</returns>
    public static string? Of(ReadOnlySpan<byte> code) => code.Length is 0 or > 3 ? null : Of(Pack(code));

    /// <summary>Tells whether a value surely has the form that a code names; false: it must be looked at more closely.</summary>
    public static bool Fits(ReadOnlySpan<byte> value, ReadOnlySpan<byte> code)
    {
        if (code.Length is 0 or > 3)
            return true;

        int packed = Pack(code);
        return (packed == Plain102 && IsOrdinaryDay(value)) || Of(packed) is not { } form || Matches(value, form);
    }

    /// <summary>Tells whether a value is a day that every month has, as most dates are.</summary>
    private static bool IsOrdinaryDay(ReadOnlySpan<byte> value)
    {
        if (value.Length != 8 || !ValueForms.IsPlainNumber(value) || value[0] == (byte)'0')
            return false;

        int month = ((value[4] - '0') * 10) + value[5] - '0', day = ((value[6] - '0') * 10) + value[7] - '0';
        return month is >= 1 and <= 12 && day is >= 1 and <= 28;
    }

    /// <summary>Tells whether a value has a form, and its day and time exist.</summary>
    public static bool Matches(ReadOnlySpan<byte> value, string form)
    {
        int at = 0;
        (int year, int month) = (0, 0);
        for (int i = 0; i < form.Length;)
        {
            char token = form[i];
            int width = 1;
            while (i + width < form.Length && form[i + width] == token)
                width++;
            i += width;
            if (token == '-')
            {
                at += at < value.Length && value[at] == (byte)'-' ? 1 : 0;
                continue;
            }

            if (token == 'z')
                return at < value.Length;
            if (at + width > value.Length || !ValueForms.IsPlainNumber(value.Slice(at, width)))
                return false;

            int number = 0;
            foreach (byte b in value.Slice(at, width))
                number = (number * 10) + b - '0';
            at += width;
            switch (token)
            {
                case 'y':
                    year = number;
                    break;
                case 'M':
                    month = number;
                    break;
            }

            bool exists = token switch
            {
                'y' => width == 2 || number > 0,
                'M' => number is >= 1 and <= 12,
                'd' => number >= 1 && number <= (month == 0 ? 31 : DateTime.DaysInMonth(year == 0 ? 2000 : year, month)),
                'w' => number is >= 1 and <= 53,
                'D' => number is >= 1 and <= 366,
                'H' => number <= 24,
                _ => number <= 59,
            };
            if (!exists)
                return false;
        }

        return at == value.Length;
    }

    private static int Pack(ReadOnlySpan<byte> code)
    {
        int packed = 0;
        foreach (byte b in code)
            packed = (packed << 8) | b;
        return packed;
    }

    private static string? Of(int code) => code switch
    {
        ('1' << 16) | ('0' << 8) | '1' => "yyMMdd",
        Plain102 => "yyyyMMdd",
        ('1' << 16) | ('0' << 8) | '5' => "yyDDD",
        ('2' << 16) | ('0' << 8) | '1' => "yyMMddHHmm",
        ('2' << 16) | ('0' << 8) | '2' => "yyMMddHHmmss",
        ('2' << 16) | ('0' << 8) | '3' => "yyyyMMddHHmm",
        ('2' << 16) | ('0' << 8) | '4' => "yyyyMMddHHmmss",
        ('3' << 16) | ('0' << 8) | '1' => "yyMMddHHmmz",
        ('3' << 16) | ('0' << 8) | '2' => "yyMMddHHmmssz",
        ('3' << 16) | ('0' << 8) | '3' => "yyyyMMddHHmmz",
        ('3' << 16) | ('0' << 8) | '4' => "yyyyMMddHHmmssz",
        ('4' << 16) | ('0' << 8) | '1' => "HHmm",
        ('4' << 16) | ('0' << 8) | '2' => "HHmmss",
        ('6' << 16) | ('0' << 8) | '2' => "yyyy",
        ('6' << 16) | ('1' << 8) | '0' => "yyyyMM",
        ('6' << 16) | ('1' << 8) | '6' => "yyyyww",
        ('7' << 16) | ('1' << 8) | '1' or ('7' << 16) | ('1' << 8) | '8' => "yyyyMMdd-yyyyMMdd",
        ('7' << 16) | ('1' << 8) | '6' => "yyyyww-yyyyww",
        ('7' << 16) | ('1' << 8) | '7' => "yyMMdd-yyMMdd",
        ('7' << 16) | ('1' << 8) | '9' => "yyyyMMddHHmm-yyyyMMddHHmm",
        ('D' << 8) | '6' => "yyMMdd",
        ('D' << 8) | '8' => "yyyyMMdd",
        ('D' << 8) | 'T' => "yyyyMMddHHmm",
        ('R' << 16) | ('D' << 8) | '8' => "yyyyMMdd-yyyyMMdd",
        ('T' << 8) | 'M' => "HHmm",
        _ => null,
    };
}
