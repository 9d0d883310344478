using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;

namespace WebEdi.Faults;

/// <summary>Reads the database that was found after a power cut beside what the world outside had been told before it.</summary>
/// <param name="ledger">What the world outside knows.</param>
internal sealed class ImageChecker(Ledger ledger)
{
    private const int Published = 2;

    /// <summary>Compares.</summary>
    /// <param name="database">The file; what lies beside it is read with it.</param>
    /// <param name="cut">When the power went, UTC.</param>
    /// <returns>What is wrong.</returns>
    public IReadOnlyList<string> Check(string database, DateTime cut)
    {
        List<string> wrong = [];
        try
        {
            using SqliteConnection connection = Open(database);
            string whole = Rows(connection, "pragma integrity_check", r => r.GetString(0))[0];
            if (whole != "ok")
                return [$"broken: {whole}"];
            CheckFiles(connection, cut, wrong);
            CheckAnswers(connection, cut, wrong);
        }
        catch (SqliteException e)
        {
            wrong.Add($"broken: {e.Message}");
        }

        return wrong;
    }

    /// <summary>Reads how many migrations a database has had.</summary>
    /// <returns>0: it is empty; -1: it is neither that nor one of ours.</returns>
    public static int Schema(string database)
    {
        try
        {
            using SqliteConnection connection = Open(database);
            List<string> tables = Rows(connection, "select name from sqlite_schema", r => r.GetString(0));
            bool isWhole = Rows(connection, "pragma integrity_check", r => r.GetString(0)) is ["ok"];
            return !isWhole || (tables.Count > 0 && !tables.Contains("schema_version")) ? -1
                : tables.Count == 0 ? 0
                : Rows(connection, "select count(*) from schema_version", r => r.GetInt32(0))[0];
        }
        catch (SqliteException)
        {
            return -1;
        }
    }

    /// <summary>Reads a backup from end to end.</summary>
    /// <returns>What is wrong; null: nothing is.</returns>
    public static string? FaultOfBackup(string file)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(file);
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using Stream content = entry.Open();
                content.CopyTo(Stream.Null);
            }

            return zip.Entries.Count > 0 ? null : "it is empty";
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    private void CheckFiles(SqliteConnection connection, DateTime cut, List<string> wrong)
    {
        Dictionary<string, (long Number, int State)> receipts = Rows(connection, "select id, number, state from receipt", r => (Id: r.GetString(0), Number: r.GetInt64(1), State: r.GetInt32(2)))
            .ToDictionary(r => r.Id, r => (r.Number, r.State), StringComparer.Ordinal);
        HashSet<(string, int)> revisions = [.. Rows(connection, "select order_number, revision from order_revision", r => (r.GetString(0), r.GetInt32(1)))];
        Dictionary<string, (string Supplier, int Revision, int Lines)> orders =
            Rows(connection, "select order_number, supplier, revision, lines from order_head", r => (Number: r.GetString(0), Supplier: r.GetString(1), Revision: r.GetInt32(2), Lines: r.GetInt32(3)))
            .ToDictionary(o => o.Number, o => (o.Supplier, o.Revision, o.Lines), StringComparer.Ordinal);
        foreach (SentFile file in ledger.Files.Values)
        {
            foreach (string id in file.Receipts.Keys)
            {
                bool isThere = receipts.TryGetValue(id, out (long Number, int State) receipt);
                if (!isThere && file.AcknowledgedAt < cut)
                    wrong.Add($"lost: receipt {id} of {file.Name}, acknowledged {(cut - file.AcknowledgedAt.Value).TotalMilliseconds:0} ms before");
                if (isThere)
                    CheckFile(connection, file, receipt.Number, receipt.State, revisions, wrong);
                if (isThere && receipt.State == Published)
                    wrong.AddRange(file.Orders.Where(o => !(orders.TryGetValue(o.Number, out (string Supplier, int Revision, int Lines) head) && head.Revision >= o.Revision)).Select(o => $"lost: revision {o.Revision} of {o.Number}, which is published, has given way to an older one"));
            }
        }

        Dictionary<(string, int), SentOrder> sent = ledger.Files.Values.SelectMany(f => f.Orders).ToDictionary(o => (o.Number, o.Revision));
        wrong.AddRange(revisions.Where(r => !sent.ContainsKey(r)).Select(r => $"ghost: revision {r.Item2} of {r.Item1}"));
        foreach ((string number, (string supplier, int revision, int lines)) in orders)
        {
            if (!sent.TryGetValue((number, revision), out SentOrder? original))
                wrong.Add($"ghost: order {number} with revision {revision}");
            else if ((supplier, lines) != (original.Supplier, original.Lines.Count))
                wrong.Add($"lost: order {number} is not what was sent");
        }
    }

    private static void CheckFile(SqliteConnection connection, SentFile file, long number, int state, HashSet<(string, int)> revisions, List<string> wrong)
    {
        byte[][] parts = [.. Rows(connection, $"select data from receipt_blob where number = {number.ToString(CultureInfo.InvariantCulture)} order by chunk", r => r.GetFieldValue<byte[]>(0))];
        if (!parts.SelectMany(p => p).SequenceEqual(Encoding.UTF8.GetBytes(Buyer.Csv(file))))
            wrong.Add($"lost: the bytes of {file.Name}");
        if (state == Published)
            wrong.AddRange(file.Orders.Where(o => !revisions.Contains((o.Number, o.Revision))).Select(o => $"lost: revision {o.Revision} of {o.Number} of {file.Name}, which is published"));
    }

    private void CheckAnswers(SqliteConnection connection, DateTime cut, List<string> wrong)
    {
        HashSet<(string, int, string)> stored = [.. Rows(connection, "select order_number, revision, line_number from response_line", r => (r.GetString(0), r.GetInt32(1), r.GetString(2)))];
        wrong.AddRange(ledger.Answers.Where(a => a.Value < cut && !stored.Contains(a.Key)).Select(a => $"lost: the answer to {a.Key.Order} revision {a.Key.Revision} line {a.Key.Line}"));

        long[] positions = [.. Rows(connection, "select position from order_response order by position", r => r.GetInt64(0))];
        if (positions.Where((p, i) => p != i + 1).Any())
            wrong.Add($"lost: the feed has a gap among {positions.Length} replies");
    }

    private static SqliteConnection Open(string database)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}
