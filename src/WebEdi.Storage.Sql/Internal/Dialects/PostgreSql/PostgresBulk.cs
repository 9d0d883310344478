using Npgsql;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>
/// Many rows: a binary COPY into a temporary table, then one statement into the real one. (COPY itself is not allowed where row-level
/// security holds.) Few rows: as many statements in one round trip.
/// </summary>
internal sealed class PostgresBulk(PostgresSession session, string table, string columns, string conflict) : SqlBulk
{
    private const int CopyFrom = 50;

    private readonly List<SqlValue[]> _rows = [];

    public override void Add(params ReadOnlySpan<SqlValue> values) => _rows.Add(values.ToArray());

    public override void Complete()
    {
        if (_rows.Count >= CopyFrom)
            Copy();
        else if (_rows.Count > 0)
            Insert();
        _rows.Clear();
    }

    private void Copy()
    {
        string load = session.LoadFor(table, columns);
        using (NpgsqlBinaryImporter rows = session.Connection.BeginBinaryImport($"copy {load} ({columns}) from stdin (format binary)"))
        {
            foreach (SqlValue[] row in _rows)
            {
                rows.StartRow();
                foreach (SqlValue value in row)
                    PostgresValue.Write(rows, value);
            }

            rows.Complete();
        }

        session.Script($"insert into {table} ({columns}) select {columns} from {load} {conflict}");
    }

    private void Insert()
    {
        IEnumerable<string> places = Enumerable.Range(1, _rows[0].Length).Select(n => $"${n}");
        string insert = $"insert into {table} ({columns}) values ({string.Join(", ", places)}) {conflict}";
        using NpgsqlBatch batch = new(session.Connection);
        foreach (SqlValue[] row in _rows)
        {
            NpgsqlBatchCommand command = new(insert);
            foreach (SqlValue value in row)
                command.Parameters.Add(PostgresValue.Of(value));
            batch.BatchCommands.Add(command);
        }

        batch.ExecuteNonQuery();
    }
}
