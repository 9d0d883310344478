namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>What an expression, or a part of one, makes.</summary>
internal enum ExpressionType
{
    /// <summary>A text as it stands in the file; a number or date where one is needed.</summary>
    Raw = 0,

    /// <summary>A text.</summary>
    Text = 1,

    /// <summary>A decimal number.</summary>
    Number = 2,

    /// <summary>A date.</summary>
    Date = 3,

    /// <summary>Yes or no.</summary>
    Flag = 4,
}

/// <summary>Where a value comes from that an expression uses.</summary>
internal enum InputScope
{
    /// <summary>The text of the field itself, before anything is made of it.</summary>
    Self = 0,

    /// <summary>A field of the same level.</summary>
    Level = 1,

    /// <summary>A field of the head.</summary>
    Head = 2,
}

/// <summary>A value that an expression uses.</summary>
/// <param name="Scope">Where it comes from.</param>
/// <param name="Slot">Its place among the values that drafts keep.</param>
/// <param name="Name">Its name in the expression.</param>
/// <param name="Type">What it is.</param>
/// <param name="Kind">How its value is kept.</param>
internal sealed record ExpressionInput(InputScope Scope, int Slot, string Name, ExpressionType Type, ValueKind Kind);

/// <summary>The names that an expression may use.</summary>
internal interface IExpressionNames
{
    /// <summary>Gets the names, for messages.</summary>
    IEnumerable<string> All { get; }

    /// <summary>Finds a field: quantity, order.number, this.</summary>
    ExpressionInput? Find(string name);

    /// <summary>Finds what a name in brackets means: a column, or the way to a value.</summary>
    /// <returns>Null when it is none, which has been told.</returns>
    ExpressionInput? FindSource(string source);
}
