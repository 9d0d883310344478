namespace WebEdi.Storage.Sql.Internal.Dialects;

internal sealed class PostgresWords : SqlWords
{
    public static PostgresWords Instance { get; } = new();

    public override string SkipLocked => " for update skip locked";

    public override string ByChange => "";

    public override string In(string value) => $"= any({value})";

    public override string Pairs(string texts, string numbers) => $"(select * from unnest({texts}, {numbers}))";

    public override string ByBytes(string column) => $"{column} collate \"C\"";

    public override string JsonText(string column, params ReadOnlySpan<string> path) => $"({column}::json #>> '{{{string.Join(',', path!)}}}')";
}
