namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>The partitions of what is kept by time.</summary>
internal static class PostgresMonths
{
    /// <summary>So many months are there before they begin.</summary>
    private const int Ahead = 3;

    private static readonly string[] Parents = ["trace", "audit", "outbox_done"];

    /// <summary>Makes the partitions of this month and the next ones where they are missing.</summary>
    public static void MakeAhead(SqlSession session)
    {
        DateTimeOffset now = session.Now;
        for (int i = 0; i <= Ahead; i++)
        {
            foreach (string parent in Parents)
                Make(session, parent, new DateOnly(now.Year, now.Month, 1).AddMonths(i));
        }
    }

    /// <summary>Makes the partition of a month, unless it is there.</summary>
    public static void Make(SqlSession session, string parent, DateOnly month) => session.Prepare("select webedi_make_month(?1, ?2::date)").First(
        static _ => true, out _, parent, month.ToString("yyyy-MM-01", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Drops the partitions of months that ended before a moment. Their rows are not counted one by one: the row-level security hides them.</summary>
    /// <returns>About how many rows they held, as the server last counted them.</returns>
    public static long Drop(SqlSession session, string parent, DateTimeOffset before)
    {
        const string Months = "select c.relname, greatest(c.reltuples, 0)::bigint from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ?1::regclass and c.relname ~ '_[0-9]{6}$'";
        long rows = 0;
        foreach ((string name, long count) in session.List(Months, static row => (row.Text(0), row.Long(1)), parent))
        {
            DateOnly month = DateOnly.ParseExact(name[^6..] + "01", "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
            if (month.AddMonths(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) > before.UtcDateTime)
                continue;

            session.Script($"drop table {name}");
            rows += count;
        }

        return rows;
    }
}
