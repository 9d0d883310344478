using System.Runtime.InteropServices;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>
/// Keeps how many current lines there are per supplier, status and date, in the transaction that changes them: a total is a sum over a few
/// rows instead of a scan over all lines.
/// </summary>
internal sealed class LineCounter(SqlSession session, string tenant)
{
    private readonly Dictionary<(string Supplier, int Status, int Due), int> _changes = [];

    /// <summary>Takes the lines of an order off, before they are changed.</summary>
    public void TakeOff(string supplier, LinePack lines) => Count(supplier, lines, -1);

    /// <summary>Counts the lines of an order, after they were changed.</summary>
    public void PutOn(string supplier, LinePack lines) => Count(supplier, lines, 1);

    public void Save()
    {
        SqlBulk rows = session.Bulk(
            "line_count", "tenant, supplier, status, due, lines", "on conflict (tenant, supplier, status, due) do update set lines = line_count.lines + excluded.lines");
        foreach (((string supplier, int status, int due), int lines) in _changes)
        {
            if (lines != 0)
                rows.Add(tenant, supplier, status, due, lines);
        }

        rows.Complete();
    }

    private void Count(string supplier, LinePack lines, int sign)
    {
        while (lines.Read())
            CollectionsMarshal.GetValueRefOrAddDefault(_changes, (supplier, (int)lines.Status, lines.Due), out _) += sign;
    }
}
