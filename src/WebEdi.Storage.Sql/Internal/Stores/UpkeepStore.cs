using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Archive;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Removes what need not be kept any longer, and everything of a tenant.</summary>
internal sealed class UpkeepStore(SqlDatabase database) : IUpkeepStore
{
    /// <summary>Rows that came while the erasure ran are found by looking again.</summary>
    private const int MaxRounds = 5;

    public async Task<IReadOnlyDictionary<RetentionClass, long>> CleanAsync(RetentionLimits limits, CancellationToken cancellationToken = default)
    {
        Dictionary<RetentionClass, long> removed = [];
        IReadOnlyList<TenantProfile> tenants = await ListAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> onHold = [.. tenants.Where(t => t.IsOnLegalHold).Select(t => t.Id)];
        await database.WriteAsync(default, static session => session.MakeMonthsAhead(), cancellationToken).ConfigureAwait(false);
        Sweeper sweeper = new(database, cancellationToken);
        foreach ((RetentionClass kind, DateTimeOffset before) in limits.Before.OrderBy(b => b.Key))
        {
            long rows = onHold.Count == 0 ? await sweeper.DropMonthsAsync(kind, before).ConfigureAwait(false) : 0;
            foreach (string tenant in (string[])["", .. tenants.Select(t => t.Id)])
            {
                if (!onHold.Contains(tenant))
                    rows += await CleanAsync(sweeper, kind, tenant, before, cancellationToken).ConfigureAwait(false);
            }

            removed[kind] = rows;
        }

        return removed;
    }

    public Task<bool> TryTakeTurnAsync(TimeSpan every, CancellationToken cancellationToken = default)
    {
        // One word to the database each, so that of two hosts one gets the turn.
        const string Take = "update store_fact set value = ?1 where name = 'cleaned_at' and value <= ?2 and value >= ?3";
        const string Note =
            """
            insert into store_fact (name, value) values ('cleaned_at', ?1)
            on conflict (name) do update set value = excluded.value where store_fact.value < ?2 or store_fact.value > ?1
            """;

        return database.WriteAsync(
            default,
            session =>
            {
                (string now, string due, string old) = (SqlTime.ToText(session.Now), SqlTime.ToText(session.Now - every), SqlTime.ToText(session.Now - (3 * every)));
                bool hasTurn = session.Run(Take, now, due, old) == 1;
                if (!hasTurn)
                    session.Run(Note, now, old);
                return hasTurn;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, long>> EraseAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        if ((await ListAsync(cancellationToken).ConfigureAwait(false)).Any(t => t.Id == tenant && t.IsOnLegalHold))
            throw new EdiSetupException($"Tenant '{tenant}' is on legal hold: nothing of it may be erased.");

        Dictionary<string, long> removed = [];
        bool isClean = false;
        for (int round = 0; round < MaxRounds && !isClean; round++)
        {
            isClean = true;
            foreach (TableShape table in TableShapes.All.Where(t => t.IsOfTenants && t.Name != "tenant"))
            {
                int rows = await database.WriteAsync(new SqlScope(tenant), session => session.Run($"delete from {table.Name} where tenant = ?1", tenant), cancellationToken).ConfigureAwait(false);
                removed[table.Name] = removed.GetValueOrDefault(table.Name) + rows;
                isClean &= rows == 0;
            }
        }

        if (!isClean)
            throw new EdiStoreException($"Rows of tenant '{tenant}' keep coming in: stop the hosts, or what sends to it, and erase again.", isTransient: true);

        await database.WriteAsync(new SqlScope(null, Lane.Settings), session => PeopleOf(session, tenant, removed), cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(new SqlScope(tenant), session => session.Forget(tenant), cancellationToken).ConfigureAwait(false);
        await database.CompactAsync([.. removed.Where(r => r.Value > 0).Select(r => r.Key)], cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private static async Task<long> CleanAsync(Sweeper sweeper, RetentionClass kind, string tenant, DateTimeOffset before, CancellationToken cancellationToken) => kind switch
    {
        RetentionClass.Documents => await sweeper.OrdersAsync(tenant, before).ConfigureAwait(false),
        RetentionClass.Files => await sweeper.FilesAsync(tenant, before).ConfigureAwait(false),
        RetentionClass.Trace => await sweeper.RowsAsync("trace", "order_number, seq", "at", tenant, before).ConfigureAwait(false),
        RetentionClass.Audit => await sweeper.RowsAsync("audit", "seq", "at", tenant, before).ConfigureAwait(false),
        RetentionClass.Outbox => await sweeper.RowsAsync("outbox_done", "id", "done_at", tenant, before).ConfigureAwait(false)
            + await sweeper.RowsAsync("mail", "seq", "at", tenant, before).ConfigureAwait(false)
            + await sweeper.RowsAsync("submit_key", "supplier, submitted", "coalesce(submitted_at, 0)", tenant, before).ConfigureAwait(false),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>People who have another place keep their account, without this one; all others go with their sessions.</summary>
    private static void PeopleOf(SqlSession session, string tenant, Dictionary<string, long> removed)
    {
        List<Account> members = session.List(
            "select body from account where id in (select account_id from membership where tenant = ?1)",
            static row => StoreJson.Read(row.Bytes(0), StoreJson.Default.Account), tenant);
        foreach (Account member in members)
        {
            session.Run("delete from session where account_id = ?1", member.Id);
            Account rest = member with { Memberships = [.. member.Memberships.Where(m => m.Tenant != tenant)] };
            if (rest.Memberships.Count > 0)
            {
                session.Run("update account set version = version + 1, body = ?2 where id = ?1", member.Id, StoreJson.Text(rest, StoreJson.Default.Account));
                continue;
            }

            session.Run("delete from one_time_token where account_id = ?1", member.Id);
            removed["account"] = removed.GetValueOrDefault("account") + session.Run("delete from account where id = ?1", member.Id);
        }

        removed["membership"] = session.Run("delete from membership where tenant = ?1", tenant);
        removed["api_key"] = session.Run("delete from api_key where tenant = ?1", tenant);
        removed["tenant"] = session.Run("delete from tenant where id = ?1", tenant);
    }

    private Task<List<TenantProfile>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        null, static session => session.List("select body from tenant order by id", static row => StoreJson.Read(row.Bytes(0), StoreJson.Default.TenantProfile)), cancellationToken);
}
