namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>What a transaction that writes sets for itself, as statements whose $1 is the tenant: only what the server knows.</summary>
/// <param name="Writing">For every one.</param>
/// <param name="ByIndexes">For one that goes by the indexes, see <see cref="SqlScope.ByIndexes"/>.</param>
internal sealed record PostgresSettings(string Writing, string ByIndexes)
{
    // A plan that was kept since a table was empty reads the whole of it ever after.
    private const string Always = "select set_config('webedi.tenant', $1, true), set_config('plan_cache_mode', 'force_custom_plan', true)";

    /// <summary>Before the server was asked.</summary>
    public static PostgresSettings Unasked { get; } = new(Always, Always);

    public static PostgresSettings Read(SqlSession session)
    {
        // What is switched off counts as dear beyond measure, and the server would compile such a plan.
        // LZ4 takes a third of the time of the server's own compression for a body; servers before 14, and some built without it, do not have it.
        const string Known =
            """
            select name, case when vartype = 'bool' then 'off' else 'lz4' end from pg_settings
            where name in ('enable_seqscan', 'enable_bitmapscan', 'enable_sort', 'jit') or (name = 'default_toast_compression' and 'lz4' = any(enumvals))
            order by name
            """;
        List<(string Name, string Value)> known = session.List(Known, static row => (row.Text(0), row.Text(1)));
        return new PostgresSettings(With(known.Where(k => k.Value == "lz4")), With(known));
    }

    private static string With(IEnumerable<(string Name, string Value)> settings) =>
        Always + string.Concat(settings.Select(s => $", set_config('{s.Name}', '{s.Value}', true)"));
}
