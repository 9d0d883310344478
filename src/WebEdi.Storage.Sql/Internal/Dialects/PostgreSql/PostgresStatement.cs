using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A statement on a connection. The driver prepares it on the server when it comes again.</summary>
internal sealed class PostgresStatement(PostgresSession session, PostgresText text) : SqlStatement, IDisposable
{
    private NpgsqlBatch? _batch;
    private NpgsqlDataReader? _reader;
    private byte[]? _bytes;

    public void Dispose() => End();

    public override long Long(int column) => _reader!.GetInt64(column);

    public override bool IsNull(int column) => _reader!.IsDBNull(column);

    public override ReadOnlySpan<byte> Bytes(int column)
    {
        _bytes = _reader!.IsDBNull(column) ? [] : _reader.GetFieldValue<byte[]>(column);
        return _bytes;
    }

    public override string Text(int column) => _reader!.GetString(column);

    protected override void Begin(ReadOnlySpan<SqlValue> values)
    {
        NpgsqlBatchCommand? beginning = session.TakeBeginning();
        NpgsqlBatchCommand own = new(text.Sql);
        foreach (int index in text.Values)
            own.Parameters.Add(PostgresValue.Of(values[index]));
        _batch = new NpgsqlBatch(session.Connection);
        if (beginning is not null)
            _batch.BatchCommands.Add(beginning);
        _batch.BatchCommands.Add(own);
        _reader = _batch.ExecuteReader();
        if (beginning is null)
            return;

        session.ReadBeginning(_reader);
        _reader.NextResult();
    }

    protected override bool Step() => _reader!.Read();

    protected override int Changes()
    {
        _reader!.Close();
        return _reader.RecordsAffected;
    }

    protected override void End()
    {
        _reader?.Dispose();
        _batch?.Dispose();
        (_reader, _batch) = (null, null);
    }
}

/// <summary>A statement as PostgreSQL writes it: values are $1, $2 ... without gaps.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Values">For each of its values, which of the given ones it is.</param>
internal sealed record PostgresText(string Sql, int[] Values)
{
    private static readonly ConcurrentDictionary<string, PostgresText> Known = new(StringComparer.Ordinal);

    public static PostgresText Of(string sql) => Known.GetOrAdd(sql, Translate);

    private static PostgresText Translate(string sql)
    {
        StringBuilder text = new(sql.Length);
        List<int> values = [];
        for (int i = 0; i < sql.Length; i++)
        {
            if (sql[i] != '?')
            {
                text.Append(sql[i]);
                continue;
            }

            int end = i + 1;
            while (end < sql.Length && char.IsAsciiDigit(sql[end]))
                end++;
            int index = int.Parse(sql.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture) - 1;
            int at = values.IndexOf(index);
            if (at < 0)
            {
                at = values.Count;
                values.Add(index);
            }

            text.Append(CultureInfo.InvariantCulture, $"${at + 1}");
            i = end - 1;
        }

        return new PostgresText(text.ToString(), [.. values]);
    }
}

/// <summary>Values in the types of PostgreSQL.</summary>
internal static class PostgresValue
{
    public static NpgsqlParameter Of(SqlValue value) => value.Kind switch
    {
        SqlKind.Integer => new NpgsqlParameter<long> { TypedValue = value.Integer, NpgsqlDbType = NpgsqlDbType.Bigint },
        SqlKind.Text => new NpgsqlParameter<string> { TypedValue = Clean((string)value.Reference!), NpgsqlDbType = NpgsqlDbType.Text },
        SqlKind.Utf8 => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = Memory(value), NpgsqlDbType = NpgsqlDbType.Text },
        SqlKind.Blob => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = Memory(value), NpgsqlDbType = NpgsqlDbType.Bytea },
        SqlKind.Texts => new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll((string[])value.Reference!, Clean), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        SqlKind.Numbers => new NpgsqlParameter<long[]> { TypedValue = (long[])value.Reference!, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        _ => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = TypeOf(value.Of) },
    };

    private static NpgsqlDbType TypeOf(SqlKind kind) => kind switch
    {
        SqlKind.Integer => NpgsqlDbType.Bigint,
        SqlKind.Text => NpgsqlDbType.Text,
        SqlKind.Blob => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Unknown,
    };

    /// <summary>Writes a value of a row that is copied.</summary>
    public static void Write(NpgsqlBinaryImporter rows, SqlValue value)
    {
        switch (value.Kind)
        {
            case SqlKind.Integer:
                rows.Write(value.Integer, NpgsqlDbType.Bigint);
                break;
            case SqlKind.Text:
                rows.Write(Clean((string)value.Reference!), NpgsqlDbType.Text);
                break;
            case SqlKind.Utf8:
                rows.Write(Memory(value), NpgsqlDbType.Text);
                break;
            case SqlKind.Blob:
                rows.Write(Memory(value), NpgsqlDbType.Bytea);
                break;
            default:
                rows.WriteNull();
                break;
        }
    }

    /// <summary>PostgreSQL's texts cannot hold NUL, and half a surrogate pair is no UTF-8: both become the replacement character, as in SQLite's copy of the latter.</summary>
    private static string Clean(string text)
    {
        string clean = text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
        return clean.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)) : clean;
    }

    private static ReadOnlyMemory<byte> Memory(SqlValue value) => ((byte[])value.Reference!).AsMemory(0, (int)value.Integer);
}
