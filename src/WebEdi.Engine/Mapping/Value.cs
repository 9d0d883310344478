using System.Globalization;

namespace WebEdi.Engine.Mapping;

/// <summary>The types of values that a target takes.</summary>
internal enum ValueKind
{
    /// <summary>Text as received.</summary>
    Text,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A whole number from 0 to 999,999.</summary>
    Integer,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A date that may be "undecided".</summary>
    DueDate,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of a few names; <see cref="Kinds.Target.Names"/> lists them.</summary>
    Name,
}

/// <summary>One value, typed. It is copied often, so what is no text shares one room.</summary>
internal readonly record struct Value
{
    public string? Text { get; init; }

    public decimal Number { get; init; }

    public DateOnly? Date
    {
        get => (int)Number is > 0 and int day ? DateOnly.FromDayNumber(day - 1) : null;
        init => Number = value is { } date ? date.DayNumber + 1 : 0;
    }

    public TimeOnly Time
    {
        get => new((long)Number);
        init => Number = value.Ticks;
    }

    /// <summary>Gets a whole number, 1 or 0 for yes or no, or the number of a name.</summary>
    public int Integer
    {
        get => (int)Number;
        init => Number = value;
    }

    public static Value Of(string text) => new() { Text = text };

    /// <summary>Returns the canonical text: dates yyyy-MM-dd, numbers invariant without needless zeros.</summary>
    public string ToText(ValueKind kind) => kind switch
    {
        ValueKind.Text => Text ?? "",
        ValueKind.Number => Number.ToString("0.##################", CultureInfo.InvariantCulture),
        ValueKind.Date or ValueKind.DueDate => Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        ValueKind.Time => Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        ValueKind.Flag => Integer == 0 ? "false" : "true",
        _ => Integer.ToString(CultureInfo.InvariantCulture),
    };
}
