using System.Collections.Frozen;
using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for files of rows, whose fields name columns.</summary>
internal sealed class RowMapBuilder(JsonElement root, JsonLocator locator) : InboundMapBuilder(root, locator)
{
    private readonly List<ColumnReference> _columns = [];
    private bool _header;

    protected override Expectation SourceWord => Expect.ColumnOrConstant;

    protected override void Prepare()
    {
        RefuseAs(Expect.OnlyInMapsOfMessages, "lines", "message");
        if (Text(Root, "quote") is "minimal" or "all")
            Wrong("quote", Text(Root, "quote")!, Expect.OneOf(["\"", "none"]));

        _header = Flag(Root, "header", otherwise: true);
    }

    protected override InboundPlan? Plan(List<BoundField<OrderDraft>> order, List<BoundField<LineDraft>> line)
    {
        (int filter, string[] chosen) = RowFilter();
        int number = order.First(f => f.Plan.Path == "order.number").Plan.Column;
        int revision = order.FirstOrDefault(f => f.Plan.Path == "order.revision")?.Plan.Column ?? -1;
        ReadingPlan reading = new()
        {
            Format = Text(Root, "read")!,
            Codec = TextCodec.Find(Text(Root, "encoding")),
            Separator = (byte)(Text(Root, "separator") ?? ",")[0],
            Quotes = Text(Root, "quote") != "none",
            Header = _header,
            SkipLines = Number(Root, "skipLines", 0),
            Columns = _columns,
            KeyColumns = number < 0 ? [] : revision < 0 ? [number] : [number, revision],
            RowFilterColumn = filter,
            RowFilterValues = chosen,
        };
        return new InboundPlan(reading, order, line);
    }

    protected override FieldPlan Source(JsonElement name, FieldPlan basis)
    {
        if (name.ValueKind == JsonValueKind.String)
            return basis with { Column = Column(name.GetString(), 0, basis.Path) };

        Wrong(basis.Path, name.GetRawText(), Expect.ColumnOrConstant);
        return basis;
    }

    protected override FieldPlan SourceOf(JsonElement field, bool hasConstant, FieldPlan plan)
    {
        string? column = Text(field, "column");
        int position = Number(field, "position", 0);
        if ((column is null ? 0 : 1) + (position == 0 ? 0 : 1) + (hasConstant ? 1 : 0) != 1)
            Missing(plan.Path, Expect.ExactlyOneOf("\"column\"", "\"position\"", "\"constant\""));

        foreach (string other in new[] { "path", "envelope", "join" })
        {
            if (field.TryGetProperty(other, out _))
                Unknown($"{plan.Path}.{other}", other, Expect.OnlyInMapsOfMessages);
        }

        plan = plan with { Column = hasConstant ? -1 : Column(column, position, plan.Path) };
        if (!field.TryGetProperty("when", out JsonElement when))
            return plan;

        return plan with
        {
            WhenColumn = Column(Text(when, "column"), Number(when, "position", 0), plan.Path + ".when"),
            WhenValues = Texts(when, "is").ToFrozenSet(StringComparer.Ordinal),
        };
    }

    private int Column(string? name, int position, string path)
    {
        if (name is null && position == 0)
            return -1;

        if (name is not null && !_header)
            Wrong(path, $"\"{name}\"", Expect.PositionWithoutHeader);

        ColumnReference column = new(name?.Trim(), name is null ? position : 0);
        int known = _columns.IndexOf(column);
        if (known >= 0)
            return known;

        _columns.Add(column);
        return _columns.Count - 1;
    }

    private (int Column, string[] Values) RowFilter()
    {
        if (!Root.TryGetProperty("rows", out JsonElement rows))
            return (-1, []);

        string? name = Text(rows, "column");
        int position = Number(rows, "position", 0);
        if ((name is null) == (position == 0))
            Missing("rows", Expect.ExactlyOneOf("\"column\"", "\"position\""));

        return (Column(name, position, "rows"), Texts(rows, "is"));
    }
}
