using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Mapping.Steps;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for reading: the fields and what is made of their texts. Where a text comes from is the matter of the two kinds.</summary>
internal abstract class InboundMapBuilder(JsonElement root, JsonLocator locator, MapTools tools) : MapBuilder(root, locator), IFieldSources
{
    /// <summary>Properties that tell where the text of a field comes from.</summary>
    private static readonly string[] SourceWords = ["column", "position", "path", "envelope"];

    private readonly Dictionary<string, FieldPlan> _extensionTypes = new(StringComparer.Ordinal);
    private HashSet<string> _requiredExtensions = [];

    /// <summary>Gets a value indicating whether the map came with the engine: its tests ask what is not asked again before the first message of every process.</summary>
    public bool IsTrusted { get; init; }

    public Result<CompiledMap> Build(string name, int version)
    {
        Refuse("write", "columns", "newline", "bom", "substitutions");
        if (Text(Root, "encoding") is { } encoding and not "detect" && TextCodec.Find(encoding) is null)
            Wrong("encoding", encoding, Expect.CharacterTable(encoding));
        Prepare();
        ReadExtensionSchema();
        DocumentKind kind = FindKind();
        LevelPlan? head = Level(kind.Head, null, null);
        foreach (string forgotten in _requiredExtensions)
            Missing("extensions." + forgotten, Expect.ExtensionField);

        InboundPlan? plan = Faults.Count > 0 ? null : Plan(kind, head!);
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
    protected abstract InboundPlan? Plan(DocumentKind kind, LevelPlan head);

    /// <summary>Tells where the parts of a level begin; its fields are read next.</summary>
    /// <param name="level">The level.</param>
    /// <param name="above">The level above; null: it is the head.</param>
    protected abstract IReadOnlyList<FieldPath> Ways(DocumentLevel level, DocumentLevel? above);

    /// <summary>Tells where the text of a field comes from that is written without options.</summary>
    protected abstract FieldPlan Source(JsonElement name, FieldPlan basis);

    /// <summary>Tells where the text of a field comes from that is an object.</summary>
    /// <param name="field">The object.</param>
    /// <param name="hasConstant">Whether it names a constant.</param>
    /// <param name="plan">The plan so far.</param>
    protected abstract FieldPlan SourceOf(JsonElement field, bool hasConstant, FieldPlan plan);

    public abstract FieldPlan? Read(string source, FieldPlan basis);

    public abstract FieldPlan? FromHead(FieldPlan plan);

    /// <summary>The kind is told by the head that the map fills.</summary>
    private DocumentKind FindKind()
    {
        DocumentKind? kind = null;
        foreach (string name in DocumentKinds.Names)
        {
            if (!Root.TryGetProperty(name, out _))
                continue;

            if (kind is null)
                kind = DocumentKinds.Find(name);
            else
                Unknown(name, name, Expect.ExactlyOneOf([.. DocumentKinds.Names.Select(n => $"\"{n}\"")]));
        }

        kind ??= OrderKind.Kind;
        if (!IsTrusted)
            RefuseForeign(kind);
        return kind;
    }

    /// <summary>Refuses the levels of other kinds.</summary>
    private void RefuseForeign(DocumentKind kind)
    {
        string[] levels = [.. kind.Levels.SelectMany(l => new[] { l.Key, l.Ways ?? "" })];
        foreach (string foreign in DocumentKinds.All.SelectMany(k => k.Levels).Where(l => l.Ways is not null).SelectMany(l => new[] { l.Key, l.Ways! }).Distinct().Except(levels))
        {
            if (Root.TryGetProperty(foreign, out _))
                Unknown(foreign, foreign, Expect.OneOf(levels.Where(l => l.Length > 0)));
        }
    }

    private LevelPlan? Level(DocumentLevel level, DocumentLevel? above, StepBuilder? head)
    {
        bool isNeeded = above is null || level.Key == "line";
        bool isThere = Root.TryGetProperty(level.Key, out JsonElement at);
        if (!isThere && (isNeeded || (level.Ways is { } way && Root.TryGetProperty(way, out _))))
            Missing(level.Key, Expect.ObjectWith(level.Targets.Values.Where(t => t.Required).Select(t => t.Name)));
        if (!isThere && !isNeeded)
            return null;

        IReadOnlyList<FieldPath> ways = Ways(level, above);
        StepBuilder steps = new(level, head, this, tools, Wrong);
        if (isThere)
            Fields(level, at, steps);
        LevelSteps? made = steps.Finish(level.Key == "line" && Root.TryGetProperty("units", out JsonElement units) ? units : null);
        return new LevelPlan(level, steps.Fields, ways, [.. level.Below.Select(l => Level(l, level, head ?? steps)).OfType<LevelPlan>()]) { Steps = made };
    }

    private void Fields(DocumentLevel level, JsonElement at, StepBuilder steps)
    {
        ExtensionNames names = new();
        foreach (JsonProperty property in at.EnumerateObject())
        {
            string path = $"{level.Key}.{property.Name}";
            if (property.Name == "extensions" && level.Extensions is not null)
            {
                foreach (JsonProperty extension in property.Value.EnumerateObject())
                    Extension($"{path}.{extension.Name}", extension, names, steps);
            }
            else if (level.Targets.TryGetValue(property.Name, out Target? target))
            {
                FieldPlan basis = new() { Path = path, Kind = target.Kind, Names = target.Names, MaxLength = target.MaxLength, Required = target.Required, Pictures = Pictures, Number = Numbers };
                Add(steps, property.Name, property.Value, basis, _ => target.Set);
            }
            else
            {
                Unknown(path, property.Name, Suggestion.Nearest(property.Name, level.Targets.Keys) is { } near ? Expect.Perhaps(near) : Expect.OneOf(level.Targets.Keys.Order(StringComparer.Ordinal)));
            }
        }

        if (IsTrusted)
            return;

        foreach (Target target in level.Targets.Values.Where(t => t.Required && !at.TryGetProperty(t.Name, out _)).OrderBy(t => t.Name, StringComparer.Ordinal))
            Missing($"{level.Key}.{target.Name}", SourceWord);
    }

    private void Extension(string path, JsonProperty extension, ExtensionNames names, StepBuilder steps)
    {
        string name = extension.Name;
        int number = names.Add(name);
        FieldPlan basis = _extensionTypes.TryGetValue(name, out FieldPlan? declared) ? declared : new FieldPlan { Path = path, Kind = ValueKind.Text, MaxLength = 2000 };
        basis = basis with { Path = path, Required = _requiredExtensions.Remove(name) };
        Add(steps, $"extensions.{name}", extension.Value, basis, kind => (d, v) => d.Extend(names, number, v.ToText(kind)));
    }

    private void Add(StepBuilder steps, string name, JsonElement field, FieldPlan basis, Func<ValueKind, Setter> set)
    {
        if (!StepBuilder.IsMade(field))
        {
            steps.Add(name, new BoundField(WithUnitWords(field, Field(field, basis)), set(basis.Kind)));
            return;
        }

        // The text of its own is read as it stands; what the field says of texts concerns what is made of it.
        if (field.TryGetProperty("constant", out _))
            Unknown(basis.Path + ".constant", "constant", Expect.ExactlyOneOf("\"constant\"", "\"value\""));
        FieldPlan result = Result(field, basis);
        FieldPlan? own = SourceWords.Any(w => field.TryGetProperty(w, out _))
            ? SourceOf(field, hasConstant: false, new FieldPlan { Path = basis.Path, Kind = ValueKind.Text, IsHidden = true, Trim = result.Trim })
            : null;
        steps.Add(name, field, own, WithUnitWords(field, result), set(basis.Kind));
    }

    /// <summary>The words for units are a code list of the field "unit".</summary>
    private FieldPlan WithUnitWords(JsonElement field, FieldPlan plan)
    {
        if (plan.Path != "line.unit" || !Root.TryGetProperty("units", out JsonElement units) || !units.TryGetProperty("words", out JsonElement words) || words.ValueKind == JsonValueKind.False)
            return plan;
        if (field.ValueKind == JsonValueKind.Object && field.TryGetProperty("codes", out _))
        {
            Unknown(plan.Path + ".codes", "codes", Expect.ExactlyOneOf("\"codes\"", "\"units\""));
            return plan;
        }

        CodeList codes = new();
        CodesElse otherwise = CodesElse.Fault;
        Value other = default;
        IEnumerable<(string Word, string Code)> own = words.ValueKind == JsonValueKind.Object ? words.EnumerateObject().Select(w => (w.Name, w.Value.GetString()!)) : [];
        foreach ((string word, string code) in own.Concat(UnitWords.All))
        {
            if (word == "*")
                (otherwise, other) = code == "*" ? (CodesElse.Keep, default) : (CodesElse.Value, Value.Of(code));
            else
                codes.Add(word, Value.Of(code));
        }

        return plan with { Codes = codes, Else = otherwise, ElseValue = other };
    }

    /// <summary>Reads what a field says of its value, wherever that comes from.</summary>
    private FieldPlan Result(JsonElement field, FieldPlan basis)
    {
        string? standIn = Text(field, "default");
        FieldPlan plan = FieldOptions.Read(field, basis, Wrong) with { Required = Flag(field, "required", otherwise: basis.Required && standIn is null) };
        return WithCodes(field, plan with { Default = Typed(plan, standIn, plan.Path + ".default") });
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
        if (!field.TryGetProperty("codes", out JsonElement said))
            return plan;

        CodeList codes = new();
        string? other = null;
        foreach (JsonProperty code in said.EnumerateObject())
        {
            string name = code.Name;
            if (name == "*")
                other = code.Value.GetString();
            else if (Typed(plan, code.Value.GetString(), $"{plan.Path}.codes.{name}") is { } value)
                codes.Add(name, value);
        }

        FieldPlan coded = plan with { Codes = codes };
        if (other is null)
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
