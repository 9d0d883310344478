using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Archive;

/// <summary>A table as an archive sees it: the same in every dialect.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">The columns that its rows are ordered by; the first is the tenant where rows belong to one.</param>
/// <param name="Columns">Its columns and their kinds.</param>
/// <param name="Month">The column by whose month a dialect may keep the rows apart.</param>
internal sealed record TableShape(string Name, IReadOnlyList<string> Key, IReadOnlyList<(string Name, SqlKind Kind)> Columns, string? Month)
{
    /// <summary>Gets a value indicating whether every row belongs to a tenant and is kept from others' eyes.</summary>
    public bool IsOfTenants => Key[0] == "tenant" && !IsOfInstallation;

    /// <summary>Gets a value indicating whether its rows name a tenant, but are asked for across tenants (people, keys).</summary>
    public bool IsOfInstallation { get; init; }

    /// <summary>Gets a value indicating whether a row belongs to one tenant.</summary>
    public bool NamesTenant => Columns[0].Name == "tenant";

    /// <summary>Gets the columns, divided by commas.</summary>
    public string List => string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>The question for its rows in the order of the key.</summary>
    /// <param name="words">The dialect.</param>
    /// <param name="isOfOneTenant">Whether only the rows of ?1 are wanted.</param>
    public string Question(SqlWords words, bool isOfOneTenant)
    {
        IEnumerable<string> order = Key.Select(k => Columns.First(c => c.Name == k).Kind == SqlKind.Text ? words.ByBytes(k) : k);
        return $"select {List} from {Name}{(isOfOneTenant ? " where tenant = ?1" : "")} order by {string.Join(", ", order)}";
    }

    /// <summary>Reads a shape.</summary>
    /// <param name="name">The table.</param>
    /// <param name="columns">Its columns; a key column is marked *, numbers :i, bytes :b, the time that months go by :m.</param>
    public static TableShape Of(string name, string columns)
    {
        List<string> key = [];
        List<(string, SqlKind)> all = [];
        string? month = null;
        foreach (string column in columns.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = column.TrimStart('*').Split(':');
            if (column[0] == '*')
                key.Add(parts[0]);
            if (parts is [_, "m"])
                month = parts[0];
            all.Add((parts[0], parts is [_, var kind] ? kind == "b" ? SqlKind.Blob : SqlKind.Integer : SqlKind.Text));
        }

        return new TableShape(name, key, all, month);
    }
}

/// <summary>The tables that an archive holds. A test compares them with the schemas, so that none is forgotten.</summary>
internal static class TableShapes
{
    /// <summary>What no archive holds: facts of one database, what hosts of one database share for a moment, and what lets people in without a password.</summary>
    public static readonly IReadOnlyList<string> LeftOut = ["schema_version", "store_fact", "lane", "session", "one_time_token"];

    public static readonly IReadOnlyList<TableShape> All =
    [
        TableShape.Of("tenant", "*id body"),
        TableShape.Of("supplier", "*tenant *code body"),
        TableShape.Of("map", "*tenant *name *version:i json saved_at:i saved_by"),
        TableShape.Of("partner", "*tenant *partner *version:i json saved_at:i saved_by"),
        TableShape.Of("lookup_table", "*tenant *name *version:i hash saved_at:i saved_by content"),
        TableShape.Of("template", "*tenant *name *culture text saved_at:i saved_by"),
        TableShape.Of("account", "*id normalized_name version:i body"),
        TableShape.Of("membership", "*tenant *account_id *supplier") with { IsOfInstallation = true },
        TableShape.Of("api_key", "*tenant *id secret_hash body") with { IsOfInstallation = true },
        TableShape.Of("protection_key", "*name seq:i xml"),
        TableShape.Of(
            "receipt",
            """
            *tenant *number:i id partner channel file_name map_name map_version:i profile_version:i duplicate_policy:i duplicate_days:i table_versions repeat_of
            transport_id content_hash length:i encoding received_at:i actor state:i counts detected_format attempt:i finished_at:i due_at:i lease_until:i owner
            claim_no:i checkpoint:i
            """.ReplaceLineEndings(" ")),
        TableShape.Of("receipt_key", "*tenant *partner *kind *value number:i"),
        TableShape.Of("receipt_blob", "*tenant *number:i *chunk:i data:b"),
        TableShape.Of("receipt_message", "*tenant *number:i *seq:i order_number revision:i verdict:i source_lines supplier"),
        TableShape.Of("receipt_diagnostic", "*tenant *number:i *seq:i body"),
        TableShape.Of(
            "order_head",
            """
            *tenant *order_number revision:i supplier meaning_hash gate:i opened_at:i was_seen:i supplier_name issue_date:i currency nearest_due:i lines:i
            answered:i registered_at:i
            """.ReplaceLineEndings(" ")),
        TableShape.Of("order_revision", "*tenant *order_number *revision:i supplier receipt map_name map_version:i registered_at:i lines:i nearest_due:i body"),
        TableShape.Of("order_revision_lines", "*tenant *order_number *revision:i *chunk:i body"),
        TableShape.Of("order_line", "*tenant *supplier *order_number revision:i gate:i registered_at:i change:i search pack:b"),
        TableShape.Of("line_count", "*tenant *supplier *status:i *due:i lines:i"),
        TableShape.Of("order_response", "*tenant *position:i id order_number revision:i supplier body"),
        TableShape.Of("response_line", "*tenant *supplier *order_number *line_number *version:i revision:i responded_at:i body"),
        TableShape.Of("submit_key", "*tenant *supplier *submitted submitted_at:i"),
        TableShape.Of("feed_consumer", "*tenant *consumer acknowledged:i"),
        TableShape.Of("despatch", "*tenant *supplier *number order_number prints:i body seq:i"),
        TableShape.Of("despatch_series", "*tenant *supplier last:i"),
        TableShape.Of(
            "outbox", "*tenant *seq:i id kind key payload state:i was_handing:i attempt:i first_due_at:i due_at:i lease_until:i owner claim_no:i reason put_off_at:i deaths:i"),
        TableShape.Of("outbox_done", "*tenant *id kind done_at:m"),
        TableShape.Of("outbox_content", "*tenant *id content:b"),
        TableShape.Of("trace", "*tenant *order_number *seq:i revision:i step:i at:m actor reference detail"),
        TableShape.Of("mail", "*tenant *seq:i id at:i body"),
        TableShape.Of("audit", "*tenant *seq:i at:m actor source action target succeeded:i"),
    ];

    /// <summary>Finds a table.</summary>
    public static TableShape? Find(string name) => All.FirstOrDefault(t => t.Name == name);
}
