namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>A value in an expression, or none.</summary>
/// <param name="HasValue">Whether there is one; whatever is made of a missing value is missing, unless the function says otherwise.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Operand(bool HasValue, Value Value)
{
    public static Operand Missing => default;

    public string Text => Value.Text ?? "";

    public decimal Number => Value.Number;

    public bool Flag => Value.Integer != 0;

    public DateOnly Date => Value.Date.GetValueOrDefault();

    /// <summary>Makes one of the value of a field.</summary>
    public static Operand Of(in Value value, ValueKind kind) => kind switch
    {
        ValueKind.Text => string.IsNullOrEmpty(value.Text) ? Missing : new(true, value),
        ValueKind.Date or ValueKind.DueDate => value.Date is null ? Missing : new(true, value),
        ValueKind.Integer => Of((decimal)value.Integer),
        ValueKind.Time => Of(value.ToText(kind)),
        _ => new(true, value),
    };

    public static Operand Of(string text) => new(true, Value.Of(text));

    public static Operand Of(decimal number) => new(true, new Value { Number = number });

    public static Operand Of(bool flag) => new(true, new Value { Integer = flag ? 1 : 0 });

    public static Operand Of(DateOnly date) => new(true, new Value { Date = date });
}

/// <summary>Works out a part of an expression.</summary>
internal delegate Operand Evaluator(Evaluation evaluation);
