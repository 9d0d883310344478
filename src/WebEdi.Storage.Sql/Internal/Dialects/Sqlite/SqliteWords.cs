namespace WebEdi.Storage.Sql.Internal.Dialects;

internal sealed class SqliteWords : SqlWords
{
    public static SqliteWords Instance { get; } = new();

    public override string SkipLocked => "";

    public override string ByChange => " indexed by order_line_change";

    public override string In(string value) => OneOf($"select value from json_each({value})");

    public override string OneOf(string question) => $"in ({question})";

    // Tables of their own get an index for the join; two functions would be walked once for every pair of entries.
    public override string Pairs(string texts, string numbers) =>
        $"""
        (with a as materialized (select key, value from json_each({texts})), b as materialized (select key, value from json_each({numbers}))
        select a.value, b.value from a join b on a.key = b.key)
        """;

    public override string ByBytes(string column) => column;

    public override string JsonText(string column, params ReadOnlySpan<string> path) => $"json_extract({column}, '$.{string.Join('.', path!)}')";
}

/// <summary>Rows go in at once, one after another: SQLite has no faster way than a prepared statement.</summary>
internal sealed class SqliteBulk(SqlStatement insert) : SqlBulk
{
    public static string Insert(string table, string columns, string conflict)
    {
        IEnumerable<string> values = Enumerable.Range(1, columns.Count(c => c == ',') + 1).Select(n => $"?{n}");
        return $"insert into {table} ({columns}) values ({string.Join(", ", values)}) {conflict}";
    }

    public override void Add(params ReadOnlySpan<SqlValue> values) => insert.Run(values);

    public override void Complete()
    {
    }
}
