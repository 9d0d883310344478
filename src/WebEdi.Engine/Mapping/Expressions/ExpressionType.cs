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

/// <summary>A value that an expression uses.</summary>
/// <param name="Slot">Its place among the values that a draft keeps.</param>
/// <param name="Name">Its name in the expression.</param>
/// <param name="Type">What it is.</param>
internal sealed record ExpressionInput(int Slot, string Name, ExpressionType Type);

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
