using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Removes old rows in transactions so short that others hardly wait.</summary>
internal sealed class Sweeper(SqlDatabase database, CancellationToken cancellationToken)
{
    private const int RowsPerLook = 5_000;
    private const int OrdersPerStep = 100;
    private const int FilesPerStep = 20;

    /// <summary>Drops months that ended before, where the dialect keeps months apart.</summary>
    /// <returns>How many rows they held.</returns>
    public async Task<long> DropMonthsAsync(RetentionClass kind, DateTimeOffset before)
    {
        string? table = kind switch { RetentionClass.Trace => "trace", RetentionClass.Audit => "audit", RetentionClass.Outbox => "outbox_done", _ => null };
        return table is null ? 0 : await database.WriteAsync(default, session => session.DropMonths(table, before), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes through a table in the order of its key, a part at a time, and removes what is older.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">Its key behind the tenant.</param>
    /// <param name="time">The column with the time.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="before">What happened before goes.</param>
    public async Task<long> RowsAsync(string table, string key, string time, string tenant, DateTimeOffset before)
    {
        string[] keys = key.Split(", ");
        string place = string.Join(", ", keys.Select((_, i) => $"?{i + 4}"));
        string end = string.Join(", ", keys.Select((_, i) => $"?{i + 4 + keys.Length}"));
        string first = $"select {key} from {table} where tenant = ?1 order by {key} limit 1";
        string last = $"select {key} from (select {key} from {table} where tenant = ?1 and ({key}) >= ({place}) order by {key} limit ?3) p order by {string.Join(", ", keys.Select(k => $"{k} desc"))} limit 1";
        string remove = $"delete from {table} where tenant = ?1 and ({key}) >= ({place}) and ({key}) <= ({end}) and {time} < ?2";
        string next = $"select {key} from {table} where tenant = ?1 and ({key}) > ({place}) order by {key} limit 1";
        bool isText(int column) => keys[column] is "order_number" or "id" or "supplier" or "submitted";
        SqlValue[] Read(SqlStatement row) => [.. keys.Select((_, i) => isText(i) ? (SqlValue)row.Text(i) : row.Long(i))];

        SqlValue[]? from = await database.ReadAsync(tenant, session => session.Find(first, Read, tenant), cancellationToken).ConfigureAwait(false);
        long removed = 0;
        while (from is not null)
        {
            SqlValue[] start = from;
            SqlValue[]? to = await database.ReadAsync(tenant, session => session.Find(last, Read, [tenant, before, RowsPerLook, .. start]), cancellationToken).ConfigureAwait(false);
            if (to is null)
                break;

            string any = $"select 1 from {table} where tenant = ?1 and ({key}) >= ({place}) and ({key}) <= ({end}) and {time} < ?2 limit 1";
            bool isAny = await database.ReadAsync(tenant, session => session.Number(any, [tenant, before, RowsPerLook, .. start, .. to]) > 0, cancellationToken).ConfigureAwait(false);
            if (isAny)
                removed += await database.WriteAsync(new SqlScope(tenant), session => session.Run(remove, [tenant, before, RowsPerLook, .. start, .. to]), cancellationToken).ConfigureAwait(false);
            from = await database.ReadAsync(tenant, session => session.Find(next, Read, [tenant, before, RowsPerLook, .. to]), cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    /// <summary>Removes orders with everything that belongs to them.</summary>
    public async Task<long> OrdersAsync(string tenant, DateTimeOffset before)
    {
        long removed = 0;
        int found;
        do
        {
            found = await database.WriteAsync(new SqlScope(tenant, Lane.Orders), session => OldOrders.Remove(session, tenant, before, OrdersPerStep), cancellationToken).ConfigureAwait(false);
            removed += found;
        }
        while (found == OrdersPerStep);
        return removed;
    }

    /// <summary>Removes finished files whose orders are not there. The newest stays, so that its number does not come again.</summary>
    public async Task<long> FilesAsync(string tenant, DateTimeOffset before)
    {
        const string Old =
            """
            select r.number from receipt r where r.tenant = ?1 and r.state >= 2 and r.received_at < ?2
                and not exists (select 1 from receipt_message m join order_head h on h.tenant = m.tenant and h.order_number = m.order_number where m.tenant = r.tenant and m.number = r.number)
                and r.number < (select max(number) from receipt where tenant = ?1)
                and r.number not in (select gate from order_head where tenant = ?1)
            order by r.number limit ?3
            """;

        long removed = 0;
        int found;
        do
        {
            found = await database.WriteAsync(
                new SqlScope(tenant, Lane.Inbox),
                session =>
                {
                    List<long> numbers = session.List(Old, static row => row.Long(0), tenant, before, FilesPerStep);
                    foreach (long number in numbers)
                    {
                        foreach (string table in (string[])["receipt_blob", "receipt_message", "receipt_diagnostic", "receipt_key", "receipt"])
                            session.Run($"delete from {table} where tenant = ?1 and number = ?2", tenant, number);
                    }

                    return numbers.Count;
                },
                cancellationToken).ConfigureAwait(false);
            removed += found;
        }
        while (found == FilesPerStep);
        return removed;
    }
}

/// <summary>Orders of which nothing has happened for long.</summary>
internal static class OldOrders
{
    private const string Old =
        """
        select h.order_number, h.supplier from order_head h
        where h.tenant = ?1 and h.registered_at < ?2 and coalesce(h.opened_at, 0) < ?2 and (h.nearest_due < ?3 or h.nearest_due = ?4)
            and not exists (select 1 from response_line r where r.tenant = h.tenant and r.supplier = h.supplier and r.order_number = h.order_number and r.responded_at >= ?2)
            and not exists (select 1 from trace t where t.tenant = h.tenant and t.order_number = h.order_number and t.at >= ?2)
        order by h.order_number limit ?5
        """;

    private static readonly string[] OfOrder = ["order_revision_lines", "order_revision", "order_response", "response_line", "despatch", "trace", "order_head"];

    /// <summary>Removes some of them, with everything that belongs to them.</summary>
    /// <returns>How many.</returns>
    public static int Remove(SqlSession session, string tenant, DateTimeOffset before, int max)
    {
        List<(string Number, string Supplier)> orders = session.List(
            Old, static row => (row.Text(0), row.Text(1)), tenant, before, SqlTime.FromDate(DateOnly.FromDateTime(before.UtcDateTime)), SqlTime.Undecided, max);
        if (orders.Count == 0)
            return 0;

        LineCounter counter = new(session, tenant);
        long change = LineRow.LastChange(session, tenant);
        foreach ((string number, string supplier) in orders)
        {
            if (LineRow.Find(session, tenant, supplier, number) is { } row)
                counter.TakeOff(supplier, row.Lines);

            // An empty row stays, so that lists in the memory of other hosts see that the lines are gone.
            session.Run(
                "update order_line set pack = ?4, search = '', change = ?3 where tenant = ?1 and order_number = ?2", tenant, number, ++change, Array.Empty<byte>());
            foreach (string table in OfOrder)
                session.Run($"delete from {table} where tenant = ?1 and order_number = ?2", tenant, number);
        }

        counter.Save();
        return orders.Count;
    }
}
