using System.Buffers;
using System.Text;
using SQLitePCL;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A prepared statement, and while it runs its current row. Belongs to one session and is used by one caller at a time.</summary>
/// <remarks>Below Microsoft.Data.Sqlite, because its parameter objects cost as much as SQLite's own work on a row of an order.</remarks>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement) : SqlStatement, IDisposable
{
    private const int StackBytes = 512;

    private readonly nint _handle = statement.DangerousGetHandle();
    private readonly int _parameters = raw.sqlite3_bind_parameter_count(statement);

    public void Dispose() => statement.Dispose();

    public override long Long(int column) => Native.ColumnInt64(_handle, column);

    public override bool IsNull(int column) => Native.ColumnType(_handle, column) == raw.SQLITE_NULL;

    public override ReadOnlySpan<byte> Bytes(int column) => Native.ColumnBytes(_handle, column);

    public override string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    protected override int Changes() => raw.sqlite3_changes(session.Handle);

    protected override void Begin(ReadOnlySpan<SqlValue> values)
    {
        int count = Math.Min(values.Length, _parameters);
        for (int i = 0; i < count; i++)
            session.Check(Bind(i + 1, values[i]));
    }

    private int Bind(int index, SqlValue value) => value.Kind switch
    {
        SqlKind.Integer => Native.BindInt64(_handle, index, value.Integer),
        SqlKind.Text => BindText(index, (string)value.Reference!),
        SqlKind.Texts => BindText(index, StoreJson.Text((string[])value.Reference!, StoreJson.Default.StringArray)),
        SqlKind.Numbers => BindText(index, StoreJson.Text((long[])value.Reference!, StoreJson.Default.Int64Array)),
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

    protected override bool Step()
    {
        int result = Native.Step(_handle);
        if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            session.Check(result);
        return result == raw.SQLITE_ROW;
    }

    protected override void End()
    {
        // The result of a reset repeats the error of the step before, which has been thrown already.
        _ = Native.Reset(_handle);
        _ = Native.ClearBindings(_handle);
    }
}
