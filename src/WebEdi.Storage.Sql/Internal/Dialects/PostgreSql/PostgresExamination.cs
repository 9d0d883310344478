using System.Globalization;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>What a PostgreSQL server and the role on it must be like.</summary>
internal static class PostgresExamination
{
    private const int LeastVersion = 130_000;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<StoreFinding> Run(SqlSession session, DateTimeOffset hostNow) =>
        [Version(session), Role(session), RowSecurity(session), Durability(session), Clocks(session, hostNow), Months(session)];

    private static StoreFinding Version(SqlSession session)
    {
        long number = session.Number("select current_setting('server_version_num')::bigint");
        string text = Setting(session, "server_version");
        return number >= LeastVersion
            ? new StoreFinding("server", FindingLevel.Good, $"PostgreSQL {text}")
            : new StoreFinding("server", FindingLevel.Fault, $"PostgreSQL {text}; 13 or later is needed");
    }

    /// <summary>Such a role sees the rows of all tenants, whatever a statement forgets.</summary>
    private static StoreFinding Role(SqlSession session) =>
        session.Number("select case when rolsuper or rolbypassrls then 1 else 0 end::bigint from pg_roles where rolname = current_user") == 0
            ? new StoreFinding("role", FindingLevel.Good, "is bound by the row-level security")
            : new StoreFinding("role", FindingLevel.Fault, "is a superuser or has BYPASSRLS: the row-level security does not hold for it; use a role of its own");

    private static StoreFinding RowSecurity(SqlSession session)
    {
        const string Open =
            """
            select string_agg(c.relname, ', ' order by c.relname) from pg_class c
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
                and exists (select 1 from pg_class r where r.oid = c.oid and c.relname in ('receipt', 'order_head', 'order_revision', 'order_line', 'order_response', 'outbox', 'trace', 'audit', 'supplier', 'despatch'))
            """;
        return session.Prepare(Open).First(static row => row.TextOrNull(0), out string? open) && open is not null
            ? new StoreFinding("tenants", FindingLevel.Fault, $"row-level security is off for {open}")
            : new StoreFinding("tenants", FindingLevel.Good, "rows of another tenant do not exist for the database either");
    }

    private static StoreFinding Durability(SqlSession session) =>
        (Setting(session, "fsync"), Setting(session, "synchronous_commit")) is ("on", not "off")
            ? new StoreFinding("durability", FindingLevel.Good, "a commit is on the disk")
            : new StoreFinding("durability", FindingLevel.Fault, "fsync or synchronous_commit is off: an accepted file can be lost in a power cut");

    private static StoreFinding Clocks(SqlSession session, DateTimeOffset hostNow)
    {
        TimeSpan apart = (session.Now - hostNow).Duration();
        string text = string.Create(CultureInfo.InvariantCulture, $"this host and the server are {apart.TotalSeconds:0.0} s apart");
        return new StoreFinding("clocks", apart <= ClockTolerance ? FindingLevel.Good : FindingLevel.Warning, apart <= ClockTolerance ? text : $"{text}; times in lists and mails will differ");
    }

    private static StoreFinding Months(SqlSession session)
    {
        long rest = session.Number("select count(*) from pg_class c join pg_inherits i on i.inhrelid = c.oid where c.relname in ('trace_rest', 'audit_rest', 'outbox_done_rest') and c.reltuples > 0");
        return rest == 0
            ? new StoreFinding("months", FindingLevel.Good, "every month has its partition")
            : new StoreFinding("months", FindingLevel.Warning, "rows lie in a partition without a month; they are kept, but cost more to remove");
    }

    private static string Setting(SqlSession session, string name) => session.Find("select current_setting(?1)", static row => row.Text(0), name) ?? "";
}
