namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>One connection inside one transaction, with its prepared statements. Used by one caller at a time.</summary>
/// <remarks>Statements name their values ?1, ?2 ...; a dialect that writes them in another way translates.</remarks>
internal abstract class SqlSession : IDisposable
{
    /// <summary>Gets the time of the clock that leases and due times follow.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Gets identities and running numbers.</summary>
    public abstract IdSource Ids { get; }

    /// <summary>Gets the words that differ between the dialects.</summary>
    public abstract SqlWords Words { get; }

    /// <summary>Returns the prepared statement for a text.</summary>
    public abstract SqlStatement Prepare(string sql);

    /// <summary>Runs a script of several statements without values.</summary>
    public abstract void Script(string sql);

    /// <summary>Begins to add many rows to a table. They are there after <see cref="SqlBulk.Complete"/>; other statements may run until then.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, divided by commas.</param>
    /// <param name="conflict">What is done with known keys; empty: they are an error. Rows of one bulk have different keys.</param>
    public abstract SqlBulk Bulk(string table, string columns, string conflict = "");

    /// <summary>Takes rows out of a table, and puts what stays of them into another one.</summary>
    /// <param name="from">The table that they leave.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="into">The other table.</param>
    /// <param name="columns">Its columns, divided by commas.</param>
    /// <param name="what">What they get, in the words of the first table.</param>
    /// <param name="map">Reads what a row gave.</param>
    /// <param name="values">The values of the texts.</param>
    public virtual List<T> Move<T>(string from, string where, string into, string columns, string what, Func<SqlStatement, T> map, params ReadOnlySpan<SqlValue> values)
    {
        Run($"insert into {into} ({columns}) select {what} from {from} where {where}", values);
        return List($"delete from {from} where {where} returning {what}", map, values);
    }

    /// <summary>Lists the tenants that rows are asked for one by one; a single null where one question finds those of all.</summary>
    public virtual IReadOnlyList<string?> Tenants() => [null];

    /// <summary>Goes on with the rows of another tenant.</summary>
    public virtual void Use(string tenant)
    {
    }

    /// <summary>Makes tenants known whose rows were not written by the program's own ways.</summary>
    public virtual void Know(IEnumerable<string> tenants)
    {
    }

    /// <summary>Makes room for the rows of a month, where a table is divided by months.</summary>
    public virtual void MakeMonth(string table, DateTimeOffset month)
    {
    }

    /// <summary>Makes the months that are coming, where tables are divided by months.</summary>
    public virtual void MakeMonthsAhead()
    {
    }

    /// <summary>Drops the months of a table that ended before, where it is divided by months.</summary>
    /// <returns>How many rows they held.</returns>
    public virtual long DropMonths(string table, DateTimeOffset before) => 0;

    /// <summary>Forgets a tenant that has no rows any more.</summary>
    public virtual void Forget(string tenant)
    {
    }

    /// <summary>Tells other processes, once the transaction is committed, that there is work.</summary>
    public virtual void Wake()
    {
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    public int Run(string sql, params ReadOnlySpan<SqlValue> values) => Prepare(sql).Run(values);

    public List<T> List<T>(string sql, Func<SqlStatement, T> map, params ReadOnlySpan<SqlValue> values) => Prepare(sql).List(map, values);

    public T? Find<T>(string sql, Func<SqlStatement, T> map, params ReadOnlySpan<SqlValue> values)
        where T : class => Prepare(sql).First(map, out T value, values) ? value : null;

    /// <summary>Reads one number; 0 when there is no row or it is null.</summary>
    public long Number(string sql, params ReadOnlySpan<SqlValue> values) =>
        Prepare(sql).First(static row => row.IsNull(0) ? 0 : row.Long(0), out long value, values) ? value : 0;
}

/// <summary>Rows on their way into a table.</summary>
internal abstract class SqlBulk
{
    /// <summary>Adds a row. Bytes that a value points to must stay as they are until the end.</summary>
    public abstract void Add(params ReadOnlySpan<SqlValue> values);

    /// <summary>Writes what has not been written yet.</summary>
    public abstract void Complete();
}
