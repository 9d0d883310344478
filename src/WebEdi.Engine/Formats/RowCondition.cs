namespace WebEdi.Engine.Formats;

/// <summary>By what rows are read or passed over: a column and the texts that it may hold.</summary>
/// <param name="Column">The column, as an index into the columns of the reading plan.</param>
/// <param name="Test">How its text is looked at; spaces around it do not count.</param>
/// <param name="Texts">The texts; empty where only being filled is asked for.</param>
internal sealed record RowCondition(int Column, RowTest Test, IReadOnlyList<string> Texts)
{
    /// <summary>Gets a value indicating whether rows for which it holds are passed over; if not, those for which it does not hold.</summary>
    public bool Skips { get; init; }
}

/// <summary>How the text of a column is looked at.</summary>
internal enum RowTest
{
    /// <summary>It is one of the texts.</summary>
    Is = 0,

    /// <summary>It begins with one of the texts.</summary>
    StartsWith = 1,

    /// <summary>There is none.</summary>
    Empty = 2,

    /// <summary>There is one.</summary>
    Filled = 3,
}
