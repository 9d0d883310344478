using System.Collections.Frozen;
using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for files of rows, whose fields name columns.</summary>
internal sealed class RowMapBuilder(DefinitionNode root, JsonLocator locator, MapTools tools) : InboundMapBuilder(root, locator, tools)
{
    private readonly List<ColumnReference> _columns = [];
    private bool _header;
    private RecordLayout? _layout;
    private bool _isFixed;

    protected override Expectation SourceWord => Expect.ColumnOrConstant;

    protected override void Prepare()
    {
        RefuseAs(Expect.OnlyInMapsOfMessages, ["message", "records", "constants", .. DocumentKinds.WayKeys]);
        if (Text(Root, "quote") is "minimal" or "all")
            Wrong("quote", Text(Root, "quote")!, Expect.QuoteToRead);

        _header = Flag(Root, "header", otherwise: true);
        _isFixed = Text(Root, "read") == "fixed";
        if (!_isFixed)
        {
            if (Delimiting.NeedsEncoding(Root))
                Missing("encoding", Expect.EncodingOfSeparator);
            if (Delimiting.IsAmbiguous(Root))
                Wrong("quote", Text(Root, "quote") ?? "\"", Expect.OtherSign);
            if (TextCodec.Find(Text(Root, "encoding")) is HostCodec host)
                Wrong("encoding", host.Name, Expect.OnlyInMapsOfFixedLength);
            RefuseAs(Expect.OnlyInMapsOfFixedLength, "layout", "copybook", "recordLength", "lineEnds", "zoned");
            return;
        }

        if (TextCodec.Find(Text(Root, "encoding")) is Utf16Codec wide)
            Wrong("encoding", wide.Name, Expect.OnlyInMapsOfColumns);
        RefuseAs(Expect.OnlyInMapsOfColumns, "separator", "quote", "header");
        _layout = new LayoutBuilder(Wrong, Missing).Read(Root, "", Text(Root, "zoned") == "netcobol");
        int length = Number(Root, "recordLength", 0);
        if (_layout is not null && length > 0 && length < _layout.Length)
            Wrong("recordLength", Number(length), Expect.AtLeastBytes(_layout.Length));
        if (length == 0 && Text(Root, "lineEnds") == "none")
            Missing("recordLength", Expect.Number);
    }

    protected override FieldPath[] Ways(DocumentLevel level, DocumentLevel? above) => [];

    protected override InboundPlan? Plan(DocumentKind kind, LevelPlan head)
    {
        RowConditions rows = new(Column, Wrong, Missing);
        IReadOnlyList<RowCondition> chosen = rows.Read(Root);
        foreach (FieldPlan field in head.Fields.Concat(head.Below.SelectMany(l => l.Fields)).Select(f => f.Plan).Where(f => f.WhenColumn >= 0))
            rows.CheckField(field.WhenColumn, field.WhenValues, field.Path + ".when");
        int[] number = KeyColumns(head, $"{kind.Name}.number");
        ReadingPlan reading = new()
        {
            Format = Text(Root, "read")!,
            Codec = TextCodec.Find(Text(Root, "encoding")),
            Separator = Delimiting.Separator(Root),
            Quote = Delimiting.Quote(Root),
            Header = _header,
            SkipLines = Number(Root, "skipLines", 0),
            Layout = _layout,
            RecordLength = Number(Root, "recordLength", 0),
            LineEnds = Text(Root, "lineEnds") switch { "none" => LineEnds.None, "present" => LineEnds.Present, _ => LineEnds.Detect },
            Columns = _columns,
            KeyColumns = number.Length == 0 ? [] : [.. number.Union(KeyColumns(head, $"{kind.Name}.revision"))],
            Rows = chosen,
        };
        return new InboundPlan(reading, kind, head);
    }

    protected override FieldPlan Source(DefinitionNode name, FieldPlan basis)
    {
        if (name.Kind == NodeKind.String)
            return OfLayout(basis with { Column = Column(name.GetString(), 0, basis.Path) });

        Wrong(basis.Path, name.GetRawText(), Expect.ColumnOrConstant);
        return basis;
    }

    public override FieldPlan? Read(string source, FieldPlan basis)
    {
        bool isPosition = !_header && int.TryParse(source, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 1000;
        return OfLayout(basis with { Column = isPosition ? Column(null, int.Parse(source, CultureInfo.InvariantCulture), basis.Path) : Column(source, 0, basis.Path) });
    }

    /// <summary>The head is read before the line of the same row.</summary>
    public override FieldPlan? FromHead(FieldPlan plan) => null;

    protected override FieldPlan SourceOf(DefinitionNode field, bool hasConstant, FieldPlan plan)
    {
        string? column = Text(field, "column");
        int position = Number(field, "position", 0);
        if ((column is null ? 0 : 1) + (position == 0 ? 0 : 1) + (hasConstant ? 1 : 0) != 1)
            Missing(plan.Path, Expect.ExactlyOneOf("\"column\"", "\"position\"", "\"constant\""));

        foreach (string other in new[] { "path", "envelope", "join", "first" })
        {
            if (field.TryGetProperty(other, out _))
                Unknown($"{plan.Path}.{other}", other, Expect.OnlyInMapsOfMessages);
        }

        plan = OfLayout(plan with { Column = hasConstant ? -1 : Column(column, position, plan.Path) });
        if (!field.TryGetProperty("when", out DefinitionNode? when) || when.Kind == NodeKind.String)
            return plan;

        if (!when.TryGetProperty("is", out _))
            Missing(plan.Path + ".when.is", Expect.AnyValue);
        return plan with
        {
            WhenColumn = Column(Text(when, "column"), Number(when, "position", 0), plan.Path + ".when"),
            WhenValues = new HashSet<string>(Texts(when, "is"), StringComparer.Ordinal),
        };
    }

    /// <summary>Finds the columns that a field of the head is made of: rows in which they differ are of different documents.</summary>
    private static int[] KeyColumns(LevelPlan head, string path)
    {
        if (head.Fields.FirstOrDefault(f => f.Plan.Path == path && (f.Plan.Step is not null || !f.Plan.IsHidden)) is { Plan.Column: >= 0 and int column })
            return [column];

        return head.Steps?.Fields.FirstOrDefault(s => s.Result.Path == path) is { } step
            ? [.. step.Make.Inputs.Select(i => head.Steps.Slots[i.Slot]).Where(f => f >= 0).Select(f => head.Fields[f].Plan.Column).Where(c => c >= 0)]
            : [];
    }

    private int Column(string? name, int position, string path)
    {
        if (name is null && position == 0)
            return -1;

        if (name is not null && !_header)
            Wrong(path, $"\"{name}\"", Expect.PositionWithoutHeader);
        if (_layout is not null && FieldOf(name?.Trim(), position) is null)
            Wrong(path, name is null ? Number(position) : $"\"{name}\"", Near(name));

        ColumnReference column = new(name?.Trim(), name is null ? position : 0);
        int known = _columns.IndexOf(column);
        if (known >= 0)
            return known;

        _columns.Add(column);
        return _columns.Count - 1;
    }

    /// <summary>A number that a host stores comes as plain digits, sign and point; how numbers are written elsewhere does not concern it.</summary>
    private FieldPlan OfLayout(FieldPlan plan)
    {
        if (_layout is null || plan.Column < 0 || FieldOf(_columns[plan.Column].Name, _columns[plan.Column].Position) is not { IsNumber: true })
            return plan;

        if (plan.Number.Implied > 0)
            Wrong(plan.Path + ".number.implied", Number(plan.Number.Implied), Expect.DecimalsInLayout);
        return plan with { Number = NumberFormat.Default };
    }

    private LayoutField? FieldOf(string? name, int position)
    {
        int index = name is null ? position - 1 : _layout!.Find(name);
        return index >= 0 && index < _layout!.Fields.Count ? _layout.Fields[index] : null;
    }

    private Expectation Near(string? name) =>
        name is not null && Suggestion.Nearest(name, _layout!.Fields.Select(f => f.Name)) is { } near ? Expect.Perhaps(near) : Expect.OneOf(_layout!.Fields.Select(f => f.Name));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
