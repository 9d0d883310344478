namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A prepared statement, and while it runs its current row.</summary>
internal abstract class SqlStatement
{
    /// <summary>Runs the statement to its end.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public int Run(params ReadOnlySpan<SqlValue> values)
    {
        Begin(values);
        try
        {
            while (Step())
            {
            }

            return Changes();
        }
        finally
        {
            End();
        }
    }

    public List<T> List<T>(Func<SqlStatement, T> map, params ReadOnlySpan<SqlValue> values)
    {
        Begin(values);
        try
        {
            List<T> rows = [];
            while (Step())
                rows.Add(map(this));
            return rows;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Visits every row without keeping it.</summary>
    public void Each(Action<SqlStatement> visit, params ReadOnlySpan<SqlValue> values)
    {
        Begin(values);
        try
        {
            while (Step())
                visit(this);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Reads the first row, if there is one.</summary>
    public bool First<T>(Func<SqlStatement, T> map, out T value, params ReadOnlySpan<SqlValue> values)
    {
        Begin(values);
        try
        {
            bool found = Step();
            value = found ? map(this) : default!;
            return found;
        }
        finally
        {
            End();
        }
    }

    public abstract long Long(int column);

    public abstract bool IsNull(int column);

    /// <summary>The bytes of a text or blob; valid until the next row.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);

    public abstract string Text(int column);

    public int Int(int column) => (int)Long(column);

    public bool Bool(int column) => Long(column) != 0;

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Time(int column) => SqlTime.To(Long(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public DateOnly? Date(int column) => IsNull(column) ? null : SqlTime.ToDate(Long(column));

    /// <summary>Begins a run. A composed question may leave out clauses at the end and with them their values.</summary>
    protected abstract void Begin(ReadOnlySpan<SqlValue> values);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False: there is none.</returns>
    protected abstract bool Step();

    /// <summary>Tells how many rows the run has changed.</summary>
    protected abstract int Changes();

    /// <summary>Ends the run, also one that failed.</summary>
    protected abstract void End();
}
