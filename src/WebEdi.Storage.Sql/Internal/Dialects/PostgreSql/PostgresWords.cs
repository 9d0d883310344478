namespace WebEdi.Storage.Sql.Internal.Dialects;

internal sealed class PostgresWords : SqlWords
{
    public static PostgresWords Instance { get; } = new();

    public override string SkipLocked => " for update skip locked";

    public override string ByChange => "";

    public override string In(string value) => OneOf($"select unnest({value})");

    // A list of unknown length counts as ten; a known five hundred would be held against the whole of a table that has never been looked at.
    public override string OneOf(string question) => $"= any(array({question}))";

    public override string Pairs(string texts, string numbers) => $"(select * from unnest({texts}, {numbers}))";

    public override string ByBytes(string column) => $"{column} collate \"C\"";

    public override string JsonText(string column, params ReadOnlySpan<string> path) => $"({column}::json #>> '{{{string.Join(',', path!)}}}')";
}
