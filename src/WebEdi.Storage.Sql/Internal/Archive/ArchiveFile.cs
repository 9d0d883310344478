using System.IO.Compression;
using System.Text.Json;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Archive;

/// <summary>The archive as a file: an entry per table and the list of them.</summary>
internal static class ArchiveFile
{
    private const string ListName = "manifest.json";
    private const int MaxList = 1024 * 1024;

    /// <summary>Writes all tables as the session sees them.</summary>
    public static ArchiveSummary Write(Stream target, SqlSession session, string? tenant, CancellationToken cancellationToken)
    {
        string epoch = session.Find("select value from store_fact where name = 'epoch'", static row => row.Text(0))!;
        List<ArchiveTable> tables = [];
        using ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (TableShape table in TableShapes.All.Where(t => tenant is null || t.Name is "tenant" or "account" || t.NamesTenant))
        {
            using Stream entry = zip.CreateEntry(EntryName(table.Name), CompressionLevel.Fastest).Open();
            tables.Add(WriteTable(entry, session, table, tenant, cancellationToken));
        }

        ArchiveManifest list = new() { Format = ArchiveManifest.Kind, Version = ArchiveManifest.Current, At = session.Now, Tenant = tenant, Epoch = epoch, Tables = tables };
        using (Stream entry = zip.CreateEntry(ListName, CompressionLevel.Fastest).Open())
            JsonSerializer.Serialize(entry, list, ArchiveJson.Default.ArchiveManifest);
        return Summary(list);
    }

    /// <summary>Writes one table and tells its count and hash.</summary>
    public static ArchiveTable WriteTable(Stream target, SqlSession session, TableShape table, string? tenant, CancellationToken cancellationToken)
    {
        using RowText text = new(target);
        void Add(SqlStatement row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            text.Add(row, table);
        }

        if (table.IsOfTenants)
        {
            foreach (string? one in tenant is null ? session.Tenants() : [tenant])
            {
                if (one is not null)
                    session.Use(one);
                session.Prepare(table.Question(session.Words, one is not null)).Each(Add, one);
            }
        }
        else if (tenant is null)
        {
            session.Prepare(table.Question(session.Words, false)).Each(Add);
        }
        else
        {
            session.Prepare(OfTenant(table, session.Words)).Each(Add, tenant);
        }

        return new ArchiveTable(table.Name, [.. table.Columns.Select(c => c.Name)], text.Rows, text.End());
    }

    /// <summary>Opens an archive and reads its list.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or a newer program's.</exception>
    public static (ZipArchive Zip, ArchiveManifest List) Open(Stream source)
    {
        ZipArchive zip = new(source, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            return (zip, ReadList(zip));
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>Reads a table row by row and compares count and hash with the list.</summary>
    public static void ReadTable(ZipArchive zip, ArchiveTable listed, Action<RowReader> visit, CancellationToken cancellationToken)
    {
        ZipArchiveEntry entry = zip.GetEntry(EntryName(listed.Name)) ?? throw new InvalidDataException($"The archive is damaged: table {listed.Name} is missing.");
        TableShape shape = ShapeOf(listed);
        using Stream text = entry.Open();
        using RowReader rows = new(text, listed.Name, [.. listed.Columns.Select(c => shape.Columns.First(k => k.Name == c).Kind)]);
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(rows);
        }

        if (rows.Rows != listed.Rows || rows.End() != listed.Hash)
            throw new InvalidDataException($"The archive is damaged: table {listed.Name} has {rows.Rows} rows, listed are {listed.Rows}, or one of them was changed.");
    }

    public static ArchiveSummary Summary(ArchiveManifest list) => new(list.At, list.Tenant, list.Epoch, list.Tables);

    public static TableShape ShapeOf(ArchiveTable listed)
    {
        TableShape shape = TableShapes.Find(listed.Name) ?? throw Newer($"it holds table {listed.Name}");
        foreach (string column in listed.Columns)
        {
            if (!shape.Columns.Any(c => c.Name == column))
                throw Newer($"table {listed.Name} has a column {column}");
        }

        return shape;
    }

    private static ArchiveManifest ReadList(ZipArchive zip)
    {
        ZipArchiveEntry? entry = zip.GetEntry(ListName);
        if (entry is null || entry.Length > MaxList)
            throw new InvalidDataException($"This is no archive of WebEdi, or its end is missing: there is no {ListName}.");

        using Stream text = entry.Open();
        ArchiveManifest? list;
        try
        {
            list = JsonSerializer.Deserialize(text, ArchiveJson.Default.ArchiveManifest);
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"The archive is damaged: {ListName} cannot be read.", wrong);
        }

        if (list is not { Format: ArchiveManifest.Kind })
            throw new InvalidDataException("This is no archive of WebEdi.");
        if (list.Version > ArchiveManifest.Current)
            throw Newer($"its form has version {list.Version}, this program reads up to {ArchiveManifest.Current}");
        foreach (ArchiveTable table in list.Tables)
            ShapeOf(table);
        return list;
    }

    /// <summary>The rows of one tenant in a table that all tenants share.</summary>
    private static string OfTenant(TableShape table, SqlWords words) => table.Name switch
    {
        "tenant" => "select id, body from tenant where id = ?1",
        "account" => $"select {table.List} from account where id in (select account_id from membership where tenant = ?1) order by {words.ByBytes("id")}",
        _ => table.Question(words, isOfOneTenant: true),
    };

    private static InvalidDataException Newer(string why) => new($"The archive was made by a newer program: {why}.");

    private static string EntryName(string table) => $"{table}.jsonl";
}
