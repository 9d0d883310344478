using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing.Records;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Rows;

/// <summary>A map for rows turned round. Immutable, safe for concurrent use.</summary>
/// <param name="Kind">The kind of documents.</param>
/// <param name="Reading">The shape of the file.</param>
/// <param name="Head">The fields that every row of a document repeats.</param>
/// <param name="Line">The fields of a row.</param>
/// <param name="Cells">The field of a row for each column of the map.</param>
/// <param name="Row">The fields of a row.</param>
internal sealed record RowPlan(DocumentKind Kind, ReadingPlan Reading, SourceField[] Head, SourceField[] Line, int[] Cells, RecordType Row)
{
    /// <summary>Turns a map round.</summary>
    /// <returns>Null: it is for another format.</returns>
    public static RowPlan? Build(InboundPlan map)
    {
        ReadingPlan reading = map.Reading;
        if (reading.Format is not ("csv" or "fixed") || map.Tree is not null)
            return null;

        (int[] cells, RecordLayout layout) = reading.Layout is { } fixedLayout
            ? ([.. reading.Columns.Select(c => c.Name is null ? c.Position - 1 : fixedLayout.Find(c.Name))], fixedLayout)
            : Columns(reading.Columns);
        return new RowPlan(map.Kind, reading, [.. SourceField.Of(map.Kind.Head, map.Head)], [.. SourceField.Of(map.Kind.Line, map.Line)], cells, new RecordType("", layout));
    }

    /// <summary>Opens a file.</summary>
    public RecordOut Open(LossBook losses)
    {
        if (Reading.Layout is null)
            return new DelimitedOut(Reading.Codec ?? TextCodec.Utf8, new RecordColumns(-1, Reading.Separator, Reading.Quote, Reading.SkipLines, Reading.Header), losses);

        return new FixedOut(Reading.Codec ?? TextCodec.Cp932, new RecordBytes(0, 0, Reading.RecordLength, Reading.LineEnds), Reading.SkipLines, (_, field) => ReaderOf(field), losses);
    }

    private FieldPlan? ReaderOf(int cell) =>
        Array.Find(Head, f => f.Plan.Column >= 0 && Cells[f.Plan.Column] == cell)?.Plan ?? Array.Find(Line, f => f.Plan.Column >= 0 && Cells[f.Plan.Column] == cell)?.Plan;

    /// <summary>Columns with a position keep it; the others follow in the order of the map.</summary>
    private static (int[] Cells, RecordLayout Layout) Columns(IReadOnlyList<ColumnReference> columns)
    {
        int[] cells = new int[columns.Count];
        int next = columns.Select(c => c.Position).DefaultIfEmpty().Max();
        for (int i = 0; i < cells.Length; i++)
            cells[i] = columns[i].Position > 0 ? columns[i].Position - 1 : next++;

        string[] names = [.. Enumerable.Repeat("", next)];
        for (int i = 0; i < cells.Length; i++)
            names[cells[i]] = columns[i].Name ?? names[cells[i]];
        return (cells, RecordLayout.OfColumns(names));
    }
}
