using System.Collections.Frozen;
using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for reading.</summary>
internal sealed class InboundMapBuilder(JsonElement root, JsonLocator locator) : MapBuilder(root, locator)
{
    private readonly List<ColumnReference> _columns = [];
    private readonly Dictionary<string, FieldPlan> _extensionTypes = new(StringComparer.Ordinal);
    private HashSet<string> _requiredExtensions = [];
    private bool _header;

    public Result<CompiledMap> Build(string name, int version)
    {
        Refuse("write", "columns", "newline", "bom", "substitutions");
        if (Text(Root, "quote") is "minimal" or "all")
            Wrong("quote", Text(Root, "quote")!, Expect.OneOf(["\"", "none"]));

        _header = Flag(Root, "header", otherwise: true);
        ReadExtensionSchema();
        List<BoundField<OrderDraft>> order = Level("order", Targets.Order, (d, n, text) => d.Extend(n, text));
        List<BoundField<LineDraft>> line = Level("line", Targets.Line, (d, n, text) => d.Extend(n, text));
        foreach (string forgotten in _requiredExtensions)
            Missing("extensions." + forgotten, Expect.ExtensionField);

        (int filter, string[] chosen) = RowFilter();
        if (Faults.Count > 0)
            return new Result<CompiledMap>(Faults);

        int number = order.First(f => f.Plan.Path == "order.number").Plan.Column;
        int revision = order.FirstOrDefault(f => f.Plan.Path == "order.revision")?.Plan.Column ?? -1;
        ReadingPlan reading = new()
        {
            Format = "csv",
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
        return new Result<CompiledMap>(new CompiledMap(name, version, new InboundPlan(reading, order, line)));
    }

    private List<BoundField<TDraft>> Level<TDraft>(string level, FrozenDictionary<string, Target<TDraft>> targets, Action<TDraft, string, string> extend)
    {
        List<BoundField<TDraft>> fields = [];
        if (!Root.TryGetProperty(level, out JsonElement at))
        {
            Missing(level, Expect.ObjectWith(targets.Values.Where(t => t.Required).Select(t => t.Name)));
            return fields;
        }

        foreach (JsonProperty property in at.EnumerateObject())
        {
            if (property.Name == "extensions")
            {
                foreach (JsonProperty extension in property.Value.EnumerateObject())
                    fields.Add(Extension($"{level}.extensions.{extension.Name}", extension, extend));
                continue;
            }

            Target<TDraft> target = targets[property.Name];
            FieldPlan basis = new() { Path = $"{level}.{property.Name}", Kind = target.Kind, Names = target.Names, MaxLength = target.MaxLength, Required = target.Required };
            fields.Add(new BoundField<TDraft>(Field(property.Value, basis), target.Set));
        }

        foreach (Target<TDraft> target in targets.Values.Where(t => t.Required && !at.TryGetProperty(t.Name, out _)).OrderBy(t => t.Name, StringComparer.Ordinal))
            Missing($"{level}.{target.Name}", Expect.ColumnOrConstant);

        return fields;
    }

    private BoundField<TDraft> Extension<TDraft>(string path, JsonProperty extension, Action<TDraft, string, string> extend)
    {
        string name = extension.Name;
        FieldPlan basis = _extensionTypes.TryGetValue(name, out FieldPlan? declared) ? declared : new FieldPlan { Path = path, Kind = ValueKind.Text, MaxLength = 2000 };
        FieldPlan plan = Field(extension.Value, basis with { Path = path, Required = _requiredExtensions.Remove(name) });
        return new BoundField<TDraft>(plan, (TDraft d, in Value v) => extend(d, name, v.ToText(plan.Kind)));
    }

    private FieldPlan Field(JsonElement field, FieldPlan basis)
    {
        string path = basis.Path;
        if (field.ValueKind == JsonValueKind.String)
            return basis with { Column = Column(field.GetString(), 0, path) };

        string? column = Text(field, "column");
        int position = Number(field, "position", 0);
        string? constant = Text(field, "constant");
        if ((column is null ? 0 : 1) + (position == 0 ? 0 : 1) + (constant is null ? 0 : 1) != 1)
            Missing(path, Expect.ExactlyOneOf("\"column\"", "\"position\"", "\"constant\""));

        string? standIn = Text(field, "default");
        FieldPlan plan = FieldOptions.Read(field, basis, Wrong) with
        {
            Column = constant is null ? Column(column, position, path) : -1,
            Required = Flag(field, "required", otherwise: basis.Required && standIn is null),
        };
        plan = When(field, plan);
        plan = plan with { Constant = Typed(plan, constant, path + ".constant"), Default = Typed(plan, standIn, path + ".default") };
        return WithCodes(field, plan);
    }

    private FieldPlan When(JsonElement field, FieldPlan plan)
    {
        if (!field.TryGetProperty("when", out JsonElement when))
            return plan;

        return plan with
        {
            WhenColumn = Column(Text(when, "column"), Number(when, "position", 0), plan.Path + ".when"),
            WhenValues = Texts(when, "is").ToFrozenSet(StringComparer.Ordinal),
        };
    }

    private FieldPlan WithCodes(JsonElement field, FieldPlan plan)
    {
        if (Codes(field) is not { } codes)
            return plan;

        Dictionary<string, Value> values = new(StringComparer.Ordinal);
        foreach ((string from, string to) in codes)
        {
            if (from != "*" && Typed(plan, to, $"{plan.Path}.codes.{from}") is { } value)
                values[from] = value;
        }

        FieldPlan coded = plan with { Codes = values.ToFrozenDictionary(StringComparer.Ordinal) };
        if (!codes.TryGetValue("*", out string? other))
            return coded;

        return other == "*"
            ? coded with { Else = CodesElse.Keep }
            : coded with { Else = CodesElse.Value, ElseValue = Typed(plan, other, plan.Path + ".codes.*") ?? default };
    }

    /// <summary>Makes a value of a text in the map itself.</summary>
    private Value? Typed(FieldPlan plan, string? text, string path)
    {
        if (text is null)
            return null;

        // Texts in the map are what people and programs read: dates as in ISO 8601, names in words; the form of the file does not concern them.
        FieldPlan plain = plan with { Codes = null, Pattern = null, Number = NumberFormat.Default, Pictures = DatePicture.Defaults };
        Fault fault = FieldConverter.Convert(plain, text, out Value value, out _);
        if (fault.Code is null)
            return value;

        Wrong(path, $"\"{text}\"", fault.Expected ?? Expect.PrintableText);
        return null;
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

    private void ReadExtensionSchema()
    {
        if (!Root.TryGetProperty("extensionSchema", out JsonElement schema))
            return;

        ExtensionSchema read = ExtensionSchema.Read(schema, Wrong);
        foreach ((string name, FieldPlan plan) in read.Types)
            _extensionTypes[name] = plan;
        _requiredExtensions = [.. read.Required];
    }
}
