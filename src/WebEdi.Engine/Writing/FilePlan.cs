using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Writing.Elements;
using WebEdi.Engine.Writing.Records;
using WebEdi.Engine.Writing.Rows;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing;

/// <summary>A map turned round, whatever its format.</summary>
/// <param name="Format">The format.</param>
/// <param name="Kind">The kind of documents.</param>
/// <param name="Segments">For EDIFACT and X12.</param>
/// <param name="Elements">For XML and JSON.</param>
/// <param name="Rows">For CSV and files with fixed positions.</param>
/// <param name="Records">For records of several types.</param>
internal sealed record FilePlan(string Format, DocumentKind Kind, WritePlan? Segments, ElementPlan? Elements, RowPlan? Rows, RecordFilePlan? Records)
{
    /// <summary>Turns a map round.</summary>
    /// <returns>Null: it cannot be.</returns>
    public static FilePlan? Of(InboundPlan map)
    {
        FilePlan plan = new(map.Reading.Format, map.Kind, WritePlanBuilder.Build(map), ElementPlan.Build(map), RowPlan.Build(map), RecordFilePlan.Build(map));
        return plan.Segments is null && plan.Elements is null && plan.Rows is null && plan.Records is null ? null : plan;
    }

    /// <summary>Opens a file.</summary>
    public IDocumentFileWriter Open(EdiWriteOptions options, LossBook losses) =>
        Segments is not null ? new DocumentFileWriter(Format, Segments, options, losses)
        : Elements is not null ? new ElementFileWriter(Elements, options, losses)
        : Records is not null ? new RecordFileWriter(Records, options, losses)
        : new RowFileWriter(Rows!, losses);
}
