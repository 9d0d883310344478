using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>The usual forms of dates - 20250328, 2025-03-28, 2025/03/28 - of one field, read straight from the bytes where its pictures mean the same by them.</summary>
internal readonly struct PlainDates
{
    private static readonly string[] Dashed = [DatePicture.Iso, "yyyy-M-d", "yyyy-MM-dd"];
    private static readonly string[] Slashed = ["yyyy/M/d", "yyyy/MM/dd"];

    /// <summary>How many digits a date without marks has.</summary>
    public const int WholeLength = 8;

    private readonly bool _whole;
    private readonly bool _dashed;
    private readonly bool _slashed;

    private PlainDates(bool whole, bool dashed, bool slashed) => (_whole, _dashed, _slashed) = (whole, dashed, slashed);

    /// <summary>Finds those of a field.</summary>
    public static PlainDates Of(FieldPlan plan)
    {
        if (plan is not { Kind: ValueKind.Date or ValueKind.DueDate, Codes: null, Pattern: null, Undecided: null or { Count: 0 } })
            return default;

        return new PlainDates(SaysWhole(plan), First(plan, Dashed, Slashed), First(plan, Slashed, Dashed));
    }

    /// <summary>Gets a value indicating whether dates of eight digits without marks are among them.</summary>
    public bool HasWhole => _whole;

    /// <summary>Makes a date of eight digits.</summary>
    /// <param name="digits">The digits as a number: 20250328; below 0 there is none.</param>
    /// <param name="date">The date.</param>
    /// <returns>False: it does not exist.</returns>
    public static bool TryRead(int digits, out DateOnly date) => TryDate(digits / 10000, digits / 100 % 100, digits % 100, out date);

    /// <summary>Reads a date.</summary>
    /// <returns>False: it has another form, or does not exist.</returns>
    public bool TryRead(ReadOnlySpan<byte> text, out DateOnly date)
    {
        if (text.Length == 10)
        {
            byte mark = text[4];
            date = default;
            return mark == text[7] && ((mark == (byte)'-' && _dashed) || (mark == (byte)'/' && _slashed))
                && TryNumber(text[..4], out int year) && TryNumber(text.Slice(5, 2), out int month) && TryNumber(text.Slice(8, 2), out int day)
                && TryDate(year, month, day, out date);
        }

        if (text.Length == WholeLength && _whole && TryNumber(text, out int number))
            return TryRead(number, out date);

        date = default;
        return false;
    }

    private static bool SaysWhole(FieldPlan plan)
    {
        foreach (DatePicture picture in plan.Pictures)
        {
            if (picture.Text == "yyyyMMdd")
                return true;
        }

        return false;
    }

    /// <summary>Tells whether the first picture that could mean such a date is one of some; those of the other marks never do.</summary>
    private static bool First(FieldPlan plan, string[] own, string[] others)
    {
        foreach (DatePicture picture in plan.Pictures)
        {
            if (own.Contains(picture.Text))
                return true;
            if (picture.Text != "yyyyMMdd" && !others.Contains(picture.Text))
                return false;
        }

        return false;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (byte b in digits)
        {
            if (b is < (byte)'0' or > (byte)'9')
                return false;

            number = (number * 10) + b - '0';
        }

        return true;
    }

    private static bool TryDate(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        date = new DateOnly(year, month, day);
        return true;
    }
}
