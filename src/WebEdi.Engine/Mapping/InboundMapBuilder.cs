using System.Collections.Frozen;
using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for reading: the fields and what is made of their texts. Where a text comes from is the matter of the two kinds.</summary>
internal abstract class InboundMapBuilder(JsonElement root, JsonLocator locator) : MapBuilder(root, locator)
{
    private readonly Dictionary<string, FieldPlan> _extensionTypes = new(StringComparer.Ordinal);
    private HashSet<string> _requiredExtensions = [];

    public Result<CompiledMap> Build(string name, int version)
    {
        Refuse("write", "columns", "newline", "bom", "substitutions");
        if (Text(Root, "encoding") is { } encoding and not "detect" && TextCodec.Find(encoding) is null)
            Wrong("encoding", encoding, Expect.CharacterTable(encoding));
        Prepare();
        ReadExtensionSchema();
        List<BoundField<OrderDraft>> order = Level("order", Targets.Order, (d, n, text) => d.Extend(n, text));
        List<BoundField<LineDraft>> line = Level("line", Targets.Line, (d, n, text) => d.Extend(n, text));
        foreach (string forgotten in _requiredExtensions)
            Missing("extensions." + forgotten, Expect.ExtensionField);

        InboundPlan? plan = Faults.Count > 0 ? null : Plan(order, line);
        return plan is null || Faults.Count > 0 ? new Result<CompiledMap>(Faults) : new Result<CompiledMap>(new CompiledMap(name, version, plan));
    }

    /// <summary>Gets what a field names when it is written as a text only, for the message of a missing one.</summary>
    protected abstract Expectation SourceWord { get; }

    /// <summary>Gets the forms of dates where a field names none.</summary>
    protected virtual IReadOnlyList<DatePicture> Pictures => DatePicture.Defaults;

    /// <summary>Gets the form of numbers where a field names none.</summary>
    protected virtual NumberFormat Numbers => NumberFormat.Default;

    /// <summary>Reads what the fields depend on.</summary>
    protected abstract void Prepare();

    /// <summary>Makes the plan of sound fields.</summary>
    protected abstract InboundPlan? Plan(List<BoundField<OrderDraft>> order, List<BoundField<LineDraft>> line);

    /// <summary>Tells where the text of a field comes from that is written without options.</summary>
    protected abstract FieldPlan Source(JsonElement name, FieldPlan basis);

    /// <summary>Tells where the text of a field comes from that is an object.</summary>
    /// <param name="field">The object.</param>
    /// <param name="hasConstant">Whether it names a constant.</param>
    /// <param name="plan">The plan so far.</param>
    protected abstract FieldPlan SourceOf(JsonElement field, bool hasConstant, FieldPlan plan);

    private List<BoundField<TDraft>> Level<TDraft, TDocument>(string level, FrozenDictionary<string, Target<TDraft, TDocument>> targets, Action<TDraft, string, string> extend)
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

            Target<TDraft, TDocument> target = targets[property.Name];
            FieldPlan basis = new() { Path = $"{level}.{property.Name}", Kind = target.Kind, Names = target.Names, MaxLength = target.MaxLength, Required = target.Required, Pictures = Pictures, Number = Numbers };
            fields.Add(new BoundField<TDraft>(Field(property.Value, basis), target.Set));
        }

        foreach (Target<TDraft, TDocument> target in targets.Values.Where(t => t.Required && !at.TryGetProperty(t.Name, out _)).OrderBy(t => t.Name, StringComparer.Ordinal))
            Missing($"{level}.{target.Name}", SourceWord);

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
        if (field.ValueKind != JsonValueKind.Object)
            return Source(field, basis);

        string path = basis.Path;
        string? constant = Text(field, "constant");
        string? standIn = Text(field, "default");
        FieldPlan plan = FieldOptions.Read(field, basis, Wrong) with
        {
            Required = Flag(field, "required", otherwise: basis.Required && standIn is null),
        };
        plan = SourceOf(field, constant is not null, plan);
        plan = plan with { Constant = Typed(plan, constant, path + ".constant"), Default = Typed(plan, standIn, path + ".default") };
        return WithCodes(field, plan);
    }

    private FieldPlan WithCodes(JsonElement field, FieldPlan plan)
    {
        if (Codes(field) is not { } codes)
            return plan;

        // As they stand in the map: the first code of a value is the one that is written.
        List<KeyValuePair<string, Value>> inOrder = [];
        foreach (JsonProperty code in field.GetProperty("codes").EnumerateObject())
        {
            if (code.Name != "*" && Typed(plan, code.Value.GetString(), $"{plan.Path}.codes.{code.Name}") is { } value)
                inOrder.Add(new(code.Name, value));
        }

        FieldPlan coded = plan with { Codes = inOrder.ToFrozenDictionary(StringComparer.Ordinal), CodesInOrder = inOrder };
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
