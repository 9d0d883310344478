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
}
