using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>
/// The calls that are made for every value of every row, into the same library that SQLitePCL loads. SQLitePCL guards each of them with a
/// counted handle, which costs more than the calls themselves; here the owner of a statement keeps it alive.
/// </summary>
/// <remarks>What only looks into the current row neither blocks nor calls back, so it needs no change of the garbage collector's mode.</remarks>
internal static unsafe partial class Native
{
    private const string Library = "e_sqlite3";

    /// <summary>Tells SQLite to copy what is bound before the call returns.</summary>
    private static readonly nint Transient = -1;

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    public static partial int ClearBindings(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    public static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static partial long ColumnInt64(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindInt64(nint statement, int index, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    public static partial int BindNull(nint statement, int index);

    /// <summary>The bytes of a text or blob of the current row; valid until the next one.</summary>
    public static ReadOnlySpan<byte> ColumnBytes(nint statement, int column)
    {
        byte* bytes = ColumnBlob(statement, column);
        return bytes is null ? default : new ReadOnlySpan<byte>(bytes, ColumnLength(statement, column));
    }

    public static int BindText(nint statement, int index, ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text)
        {
            // An empty text is not null: SQLite tells them apart by the address.
            byte empty = 0;
            return BindText(statement, index, bytes is null ? &empty : bytes, text.Length, Transient);
        }
    }

    public static int BindBlob(nint statement, int index, ReadOnlySpan<byte> blob)
    {
        fixed (byte* bytes = blob)
        {
            byte empty = 0;
            return BindBlob(statement, index, bytes is null ? &empty : bytes, blob.Length, Transient);
        }
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    private static partial byte* ColumnBlob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int ColumnLength(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static partial int BindText(nint statement, int index, byte* text, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    private static partial int BindBlob(nint statement, int index, byte* blob, int length, nint destructor);
}
