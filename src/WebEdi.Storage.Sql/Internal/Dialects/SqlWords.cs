namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>The words in which the dialects differ; everything else is written once.</summary>
internal abstract class SqlWords
{
    /// <summary>Gets what follows a question for rows to work on, so that others pass over them; empty where there is one writer.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Gets what follows the table order_line in a question for what has changed.</summary>
    public abstract string ByChange { get; }

    /// <summary>Says that a column is one of the texts of a value made by <see cref="SqlValue.Texts"/>: each is looked up, however short the table is believed to be.</summary>
    public abstract string In(string value);

    /// <summary>The same of the few values that a question finds.</summary>
    public abstract string OneOf(string question);

    /// <summary>The pairs of a value made by <see cref="SqlValue.Texts"/> and one made by <see cref="SqlValue.Numbers"/>, as rows.</summary>
    public abstract string Pairs(string texts, string numbers);

    /// <summary>A text column in the order of its bytes, whatever the language of the database.</summary>
    public abstract string ByBytes(string column);

    /// <summary>The text at a place of a JSON text, null where there is none.</summary>
    public abstract string JsonText(string column, params ReadOnlySpan<string> path);
}
