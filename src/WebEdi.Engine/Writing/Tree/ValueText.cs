using System.Globalization;
using WebEdi.Documents;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Makes texts of values: what <see cref="FieldConverter"/> reads, the other way.</summary>
internal static class ValueText
{
    /// <summary>The longest text of a number or date, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The picture of a date of eight digits.</summary>
    public const string EightDigits = "yyyyMMdd";

    /// <summary>The length of such a date.</summary>
    public const int DateLength = 8;

    /// <summary>Tells whether two values are the same for a field.</summary>
    public static bool Same(ValueKind kind, in Value one, in Value other) => kind switch
    {
        ValueKind.Text => one.Text == other.Text,
        ValueKind.Number => one.Number == other.Number,
        ValueKind.Date or ValueKind.DueDate => one.Date == other.Date,
        ValueKind.Time => one.Time == other.Time,
        _ => one.Integer == other.Integer,
    };

    /// <summary>Tells whether a reader with the same map finds what is usual without being told.</summary>
    public static bool IsUnderstood(FieldPlan plan, in Value value) => (plan.Constant ?? plan.Default) is not { } standIn || Same(plan.Kind, standIn, value);

    /// <summary>Finds the first code that stands for a value.</summary>
    /// <returns>False: the map has codes but none for this value.</returns>
    public static bool TryCode(FieldPlan plan, in Value value, out string? code)
    {
        code = null;
        if (plan.Inverse is { } inverse)
        {
            code = inverse(value.ToText(plan.Kind));
            return code is not null;
        }

        if (plan.Codes is null)
            return true;

        IReadOnlyList<string> texts = plan.Codes.Texts;
        for (int i = 0; i < texts.Count; i++)
        {
            if (!Same(plan.Kind, plan.Codes.ValueAt(i), value))
                continue;

            code = texts[i];
            return true;
        }

        return plan.Else == CodesElse.Keep || plan.Standard is not null;
    }

    /// <summary>Finds the word for a name or a yes or no.</summary>
    public static string? Word(FieldPlan plan, int number)
    {
        int wanted = number;
        return plan.Names?.Where(n => n.Value == wanted).Select(n => n.Key).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Writes a number.</summary>
    /// <param name="format">Its form.</param>
    /// <param name="number">The number.</param>
    /// <param name="to">At least <see cref="MaxLength"/> long.</param>
    /// <returns>How many characters; 0: the form cannot express it.</returns>
    public static int Number(NumberFormat format, decimal number, Span<byte> to)
    {
        if (format is { Implied: 0, Sign: NumberSign.Leading, Decimal: (byte)'.' } && TryShort(SmallNumber.Of(number), to, out int quick, out _))
            return quick;

        if (format.Implied > 0)
        {
            for (int i = 0; i < format.Implied; i++)
            {
                if (Math.Abs(number) > 1_000_000_000_000_000_000m)
                    return 0;

                number *= 10;
            }

            if (number != decimal.Truncate(number))
                return 0;
            number = decimal.Truncate(number);
        }

        bool behind = format.Sign == NumberSign.Trailing && number < 0;
        if ((format.Sign == NumberSign.None && number < 0) || !(behind ? -number : number).TryFormat(to, out int length, default, CultureInfo.InvariantCulture))
            return 0;

        if (behind)
            to[length++] = (byte)'-';
        if (format.Decimal != (byte)'.')
            to[..length].Replace((byte)'.', format.Decimal);
        return length;
    }

    /// <summary>Writes a number of at most sixteen digits, with a point, as its place wants it.</summary>
    /// <param name="number">The number.</param>
    /// <param name="slot">The place.</param>
    /// <param name="to">At least <see cref="MaxLength"/> long.</param>
    /// <returns>How many characters; -1: the place does not take it so.</returns>
    public static int Number(SmallNumber number, WriteSlot slot, Span<byte> to)
    {
        if (!TryShort(number, to, out int length, out int digits) || (slot.Kind == ElementKind.Implied && number.Scale > 0))
            return -1;

        int size = slot.Kind is ElementKind.Number or ElementKind.Implied ? digits : length;
        return size > slot.MaxLength || size < slot.MinLength ? -1 : length;
    }

    /// <summary>Writes a number of at most sixteen digits, as nearly all are: several times faster than a decimal is.</summary>
    /// <param name="number">The number.</param>
    /// <param name="to">At least <see cref="MaxLength"/> long.</param>
    /// <param name="length">How many characters were written.</param>
    /// <param name="count">How many of them are digits.</param>
    /// <returns>False: it has more digits, or there is none.</returns>
    public static bool TryShort(SmallNumber number, Span<byte> to, out int length, out int count)
    {
        (length, count) = (0, 0);
        if (number.IsWide || !number.IsThere || to.Length < MaxLength)
            return false;

        long whole = number.Whole;
        int scale = number.Scale;
        ulong digits = (ulong)Math.Abs(whole);
        count = Math.Max(scale + 1, CountOf(digits));
        int at = 0;
        if (whole < 0)
            to[at++] = (byte)'-';
        length = at + count + (scale > 0 ? 1 : 0);
        int end = length;
        if (scale > 0)
        {
            digits = Put(digits, to, ref end, scale);
            to[--end] = (byte)'.';
        }

        Put(digits, to, ref end, end - at);
        return true;
    }

    /// <summary>Puts the last digits of a number in front of a place.</summary>
    /// <returns>The digits before them.</returns>
    private static ulong Put(ulong digits, Span<byte> to, ref int end, int count)
    {
        // Numbers of 32 bits are divided faster.
        for (; count > 0 && digits > uint.MaxValue; count--)
        {
            (digits, ulong digit) = Math.DivRem(digits, 10);
            to[--end] = (byte)('0' + digit);
        }

        uint rest = (uint)digits;
        if (digits > uint.MaxValue)
            return digits;

        for (; count > 0; count--)
        {
            (rest, uint digit) = Math.DivRem(rest, 10);
            to[--end] = (byte)('0' + digit);
        }

        return rest;
    }

    private static int CountOf(ulong digits)
    {
        int count = 1;
        for (; digits >= 100_000; digits /= 100_000)
            count += 5;
        return count + (digits < 100 ? digits < 10 ? 0 : 1 : digits < 1000 ? 2 : digits < 10_000 ? 3 : 4);
    }

    /// <summary>Writes a date as its first picture says.</summary>
    /// <returns>How many characters; 0: the picture cannot be written.</returns>
    public static int Date(FieldPlan plan, DateOnly date, Span<byte> to)
    {
        string picture = plan.Pictures[0].Text;
        if (picture == EightDigits)
        {
            Date(date, to);
            return DateLength;
        }

        if (picture == DatePicture.Wareki || (!picture.Contains("yyyy", StringComparison.Ordinal) && date.Year is < 2000 or > 2099))
            return 0;

        return date.ToDateTime(default).TryFormat(to, out int length, picture, CultureInfo.InvariantCulture) ? length : 0;
    }

    /// <summary>Writes a date of eight digits.</summary>
    /// <param name="date">The date.</param>
    /// <param name="to">At least <see cref="DateLength"/> long.</param>
    public static void Date(DateOnly date, Span<byte> to)
    {
        date.Deconstruct(out int year, out int month, out int day);
        Two(to, 0, year / 100);
        Two(to, 2, year % 100);
        Two(to, 4, month);
        Two(to, 6, day);
    }

    private static void Two(Span<byte> to, int at, int number) => (to[at], to[at + 1]) = ((byte)('0' + (number / 10)), (byte)('0' + (number % 10)));

    /// <summary>Writes a time of day.</summary>
    public static int Time(TimeOnly time, Span<byte> to)
    {
        time.TryFormat(to, out int length, time.Second == 0 ? "HHmm" : "HHmmss", CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>Finds where a text may be divided so that a reader who puts a blank between the parts gets the text back.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The longest first part, in characters.</param>
    /// <returns>The index of the blank; -1: there is none.</returns>
    public static int BlankWithin(ReadOnlySpan<char> text, int most)
    {
        for (int at = Math.Min(most, text.Length - 2); at > 0; at--)
        {
            if (text[at] == ' ' && text[at - 1] is not (' ' or '\u3000') && text[at + 1] is not (' ' or '\u3000'))
                return at;
        }

        return -1;
    }
}
