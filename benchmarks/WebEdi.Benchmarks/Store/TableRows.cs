using System.Data.Common;
using WebEdi.Storage.Sql.Internal.Archive;

namespace WebEdi.Benchmarks.Store;

/// <summary>The rows that the store wrote into one table, as values of the driver.</summary>
internal sealed record TableRows(TableShape Shape, List<object?[]> Rows)
{
    /// <summary>Reads all tables that hold rows.</summary>
    public static async Task<List<TableRows>> ReadAsync(DbConnection connection)
    {
        List<TableRows> all = [];
        foreach (TableShape shape in TableShapes.All)
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = $"select {shape.List} from {shape.Name}";
            await using DbDataReader reader = await command.ExecuteReaderAsync();
            List<object?[]> rows = [];
            while (await reader.ReadAsync())
            {
                object?[] row = new object?[reader.FieldCount];
                for (int i = 0; i < row.Length; i++)
                    row[i] = await reader.IsDBNullAsync(i) ? null : reader.GetValue(i);
                rows.Add(row);
            }

            if (rows.Count > 0)
                all.Add(new TableRows(shape, rows));
        }

        return all;
    }

    /// <summary>Gets the rows of one of so many batches.</summary>
    public IEnumerable<object?[]> Batch(int number, int batches)
    {
        int from = (int)((long)Rows.Count * number / batches);
        int to = (int)((long)Rows.Count * (number + 1) / batches);
        return Rows.Skip(from).Take(to - from);
    }
}
