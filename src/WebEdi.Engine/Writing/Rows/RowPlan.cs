using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing.Rows;

/// <summary>A map for rows turned round. Immutable, safe for concurrent use.</summary>
/// <param name="Kind">The kind of documents.</param>
/// <param name="Reading">The shape of the file.</param>
/// <param name="Head">The fields that every row of a document repeats.</param>
/// <param name="Line">The fields of a row.</param>
/// <param name="Cells">The cell of each column of the map, from 0.</param>
/// <param name="Names">The header line.</param>
internal sealed record RowPlan(DocumentKind Kind, ReadingPlan Reading, SourceField[] Head, SourceField[] Line, int[] Cells, string[] Names)
{
    /// <summary>Turns a map round.</summary>
    /// <returns>Null: it is for another format.</returns>
    public static RowPlan? Build(InboundPlan map)
    {
        ReadingPlan reading = map.Reading;
        if (reading.Format != "csv" || map.Tree is not null)
            return null;

        // Columns with a position keep it; the others follow in the order of the map.
        int[] cells = new int[reading.Columns.Count];
        int next = reading.Columns.Select(c => c.Position).DefaultIfEmpty().Max();
        for (int i = 0; i < cells.Length; i++)
            cells[i] = reading.Columns[i].Position > 0 ? reading.Columns[i].Position - 1 : next++;

        string[] names = [.. Enumerable.Repeat("", next)];
        for (int i = 0; i < cells.Length; i++)
            names[cells[i]] = reading.Columns[i].Name ?? names[cells[i]];

        return new RowPlan(map.Kind, reading, [.. SourceField.Of(map.Kind.Head, map.Head)], [.. SourceField.Of(map.Kind.Line, map.Line)], cells, names);
    }
}
