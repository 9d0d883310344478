using System.Buffers;
using System.Text;
using SQLitePCL;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A prepared statement, and while it runs its current row. Belongs to one session and is used by one caller at a time.</summary>
/// <remarks>Below Microsoft.Data.Sqlite, because its parameter objects cost as much as SQLite's own work on a row of an order.</remarks>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement) : IDisposable
{
    private const int StackBytes = 512;

    private readonly nint _handle = statement.DangerousGetHandle();
    private readonly int _parameters = raw.sqlite3_bind_parameter_count(statement);

    public void Dispose() => statement.Dispose();

    /// <summary>Runs the statement to its end.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public int Run(params ReadOnlySpan<SqlValue> values)
    {
        Bind(values);
        try
        {
            while (Step())
            {
            }

            return raw.sqlite3_changes(session.Handle);
        }
        finally
        {
            Reset();
        }
    }

    public List<T> List<T>(Func<SqliteStatement, T> map, params ReadOnlySpan<SqlValue> values)
    {
        Bind(values);
        try
        {
            List<T> rows = [];
            while (Step())
                rows.Add(map(this));
            return rows;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Visits every row without keeping it.</summary>
    public void Each(Action<SqliteStatement> visit, params ReadOnlySpan<SqlValue> values)
    {
        Bind(values);
        try
        {
            while (Step())
                visit(this);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Reads the first row, if there is one.</summary>
    public bool First<T>(Func<SqliteStatement, T> map, out T value, params ReadOnlySpan<SqlValue> values)
    {
        Bind(values);
        try
        {
            bool found = Step();
            value = found ? map(this) : default!;
            return found;
        }
        finally
        {
            Reset();
        }
    }

    public long Long(int column) => Native.ColumnInt64(_handle, column);

    public int Int(int column) => (int)Native.ColumnInt64(_handle, column);

    public double Double(int column) => Native.ColumnDouble(_handle, column);

    public bool Bool(int column) => Long(column) != 0;

    public bool IsNull(int column) => Native.ColumnType(_handle, column) == raw.SQLITE_NULL;

    /// <summary>The bytes of a text or blob; valid until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => Native.ColumnBytes(_handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Time(int column) => SqlTime.To(Long(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public DateOnly? Date(int column) => IsNull(column) ? null : SqlTime.ToDate(Long(column));

    /// <summary>Binds values by number. A composed question may leave out clauses at the end and with them their numbers.</summary>
    private void Bind(ReadOnlySpan<SqlValue> values)
    {
        int count = Math.Min(values.Length, _parameters);
        for (int i = 0; i < count; i++)
            session.Check(Bind(i + 1, values[i]));
    }

    private int Bind(int index, SqlValue value) => value.Kind switch
    {
        SqlKind.Integer => Native.BindInt64(_handle, index, value.Integer),
        SqlKind.Real => Native.BindDouble(_handle, index, value.Real),
        SqlKind.Text => BindText(index, (string)value.Reference!),
        SqlKind.Utf8 => Native.BindText(_handle, index, ((byte[])value.Reference!).AsSpan(0, (int)value.Integer)),
        SqlKind.Blob => Native.BindBlob(_handle, index, ((byte[])value.Reference!).AsSpan(0, (int)value.Integer)),
        _ => Native.BindNull(_handle, index),
    };

    private int BindText(int index, string text)
    {
        int max = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = max <= StackBytes ? null : ArrayPool<byte>.Shared.Rent(max);
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        int length = Encoding.UTF8.GetBytes(text, buffer);
        int result = Native.BindText(_handle, index, buffer[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    private bool Step()
    {
        int result = Native.Step(_handle);
        if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            session.Check(result);
        return result == raw.SQLITE_ROW;
    }

    private void Reset()
    {
        // The result of a reset repeats the error of the step before, which has been thrown already.
        _ = Native.Reset(_handle);
        _ = Native.ClearBindings(_handle);
    }
}
