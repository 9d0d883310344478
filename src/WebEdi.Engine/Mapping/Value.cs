using System.Globalization;
using System.Runtime.CompilerServices;

using WebEdi.Documents;

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

/// <summary>One value, typed: a text, or a number in eight bytes. It is copied often, so dates, times and choices are numbers, and one that is too long stands beside.</summary>
internal readonly struct Value : IEquatable<Value>
{
    private readonly object? _beside;
    private readonly SmallNumber _number;

    /// <summary>Gets the text; null: it is a number, or nothing. What stands beside is a text unless the number is too long for its place.</summary>
    public string? Text
    {
        get => _number.IsWide ? null : Unsafe.As<string?>(_beside);
        init => _beside = value;
    }

    /// <summary>Gets a value indicating whether it is neither a text nor a number.</summary>
    public bool IsNothing => _beside is null && !_number.IsThere;

    public decimal Number
    {
        get => _number.IsWide ? (decimal)_beside! : _number.Value;
        init
        {
            _number = SmallNumber.Of(value);
            if (_number.IsWide)
                _beside = value;
        }
    }

    /// <summary>Gets the number in eight bytes; where it is too long, <see cref="Number"/> has it.</summary>
    public SmallNumber Small
    {
        get => _number;
        init => _number = value;
    }

    public DateOnly? Date
    {
        get => _number.Whole is > 0 and long day ? DateOnly.FromDayNumber((int)day - 1) : null;
        init => _number = SmallNumber.Of(value is { } date ? date.DayNumber + 1L : 0, scale: 0);
    }

    public TimeOnly Time
    {
        get => new(_number.Whole);
        init => _number = SmallNumber.Of(value.Ticks, scale: 0);
    }

    /// <summary>Gets a whole number, 1 or 0 for yes or no, or the number of a name.</summary>
    public int Integer
    {
        get => _number.IsWhole ? (int)_number.Whole : (int)Number;
        init => _number = SmallNumber.Of(value, scale: 0);
    }

    public static Value Of(string text) => new() { Text = text };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>Tells whether another value says the same: 1.0 is 1.</summary>
    public bool Equals(Value other) => Text == other.Text && Number == other.Number;

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Text, Number);

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
