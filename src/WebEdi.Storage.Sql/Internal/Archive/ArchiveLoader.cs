using System.IO.Compression;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Archive;

/// <summary>Writes the rows of an archive into the tables of the transaction that runs.</summary>
internal sealed class ArchiveLoader(SqlSession session, CancellationToken cancellationToken)
{
    private const int PartRows = 5_000;
    private const long PartBytes = 16 * 1024 * 1024;

    private readonly HashSet<string> _tenants = new(StringComparer.Ordinal);

    /// <summary>Gets the tenants that had rows.</summary>
    public IReadOnlySet<string> Tenants => _tenants;

    public void Load(ZipArchive zip, ArchiveTable listed)
    {
        TableShape shape = ArchiveFile.ShapeOf(listed);
        SqlBulk bulk = session.Bulk(shape.Name, string.Join(", ", listed.Columns));
        int month = shape.Month is null ? -1 : listed.Columns.ToList().IndexOf(shape.Month);
        HashSet<long> months = [];
        string? tenant = null;
        int rows = 0;
        long bytes = 0;
        ArchiveFile.ReadTable(
            zip,
            listed,
            row =>
            {
                string? next = shape.IsOfTenants ? (string?)row.Values[0].Reference : tenant;
                if (next != tenant || ++rows == PartRows || (bytes += row.Length) >= PartBytes)
                {
                    bulk.Complete();
                    (rows, bytes) = (0, 0);
                }

                if (next != tenant)
                {
                    session.Use(tenant = next!);
                    _tenants.Add(tenant);
                }

                if (month >= 0 && months.Add(MonthOf(row.Values[month].Integer)))
                    session.MakeMonth(shape.Name, SqlTime.To(row.Values[month].Integer));
                bulk.Add(row.Values);
            },
            cancellationToken);
        bulk.Complete();
    }

    private static long MonthOf(long microseconds) => SqlTime.To(microseconds) is var time ? (time.Year * 12L) + time.Month : 0;
}
