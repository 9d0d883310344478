using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Codes;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Mapping.Steps;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for reading: the fields and what is made of their texts. Where a text comes from is the matter of the two kinds.</summary>
internal abstract class InboundMapBuilder(DefinitionNode root, JsonLocator locator, MapTools tools) : MapBuilder(root, locator), IFieldSources
{
    /// <summary>Properties that tell where the text of a field comes from.</summary>
    private static readonly string[] SourceWords = ["column", "position", "path", "envelope"];

    private IReadOnlyDictionary<string, FieldPlan>? _extensionTypes;
    private string[] _requiredExtensions = [];

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
    protected abstract FieldPath[] Ways(DocumentLevel level, DocumentLevel? above);

    /// <summary>Tells where the text of a field comes from that is written without options.</summary>
    protected abstract FieldPlan Source(DefinitionNode name, FieldPlan basis);

    /// <summary>Tells where the text of a field comes from that is an object.</summary>
    /// <param name="field">The object.</param>
    /// <param name="hasConstant">Whether it names a constant.</param>
    /// <param name="plan">The plan so far.</param>
    protected abstract FieldPlan SourceOf(DefinitionNode field, bool hasConstant, FieldPlan plan);

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
        bool isThere = Root.TryGetProperty(level.Key, out DefinitionNode? at);
        if (!isThere && (isNeeded || (level.Ways is { } way && Root.TryGetProperty(way, out _))))
            MissLevel(level);
        if (!isThere && !isNeeded)
            return null;

        FieldPath[] ways = Ways(level, above);
        StepBuilder steps = new(level, head, this, tools, Wrong);
        if (isThere)
            Fields(level, at!, steps);
        LevelSteps? made = steps.Finish(level.Key == "line" && Root.TryGetProperty("units", out DefinitionNode? units) ? units : null);
        LevelPlan[] plans = [];
        foreach (DocumentLevel below in level.Below)
        {
            if (Level(below, level, head ?? steps) is { } plan)
                plans = [.. plans, plan];
        }

        return new LevelPlan(level, [.. steps.Fields], ways, plans) { Steps = made };
    }

    private void MissLevel(DocumentLevel level) => Missing(level.Key, Expect.ObjectWith(level.Targets.Values.Where(t => t.Required).Select(t => t.Name)));

    private void Fields(DocumentLevel level, DefinitionNode at, StepBuilder steps)
    {
        ExtensionNames names = new();
        foreach (DefinitionNode property in at.Children)
        {
            string path = string.Concat(level.Key, ".", property.Name);
            if (property.Name == "extensions" && level.Extensions is not null)
            {
                foreach (DefinitionNode extension in property.Children)
                    Extension($"{path}.{extension.Name}", extension, names, steps);
            }
            else if (level.Find(property.Name) is { } target)
            {
                FieldPlan basis = new() { Path = path, Kind = target.Kind, Names = target.Names, MaxLength = target.MaxLength, CodeList = target.CodeList, Required = target.Required, Pictures = Pictures, Number = Numbers };
                Add(steps, property.Name, property, basis, target.Set);
            }
            else
            {
                Unknown(path, property.Name, Suggestion.Nearest(property.Name, level.Targets.Keys) is { } near ? Expect.Perhaps(near) : Expect.OneOf(level.Targets.Keys.Order(StringComparer.Ordinal)));
            }
        }

        if (!IsTrusted)
            MissTargets(level, at);
    }

    private void MissTargets(DocumentLevel level, DefinitionNode at)
    {
        foreach (Target target in level.Targets.Values.Where(t => t.Required && !at.TryGetProperty(t.Name, out _)).OrderBy(t => t.Name, StringComparer.Ordinal))
            Missing($"{level.Key}.{target.Name}", SourceWord);
    }

    private void Extension(string path, DefinitionNode extension, ExtensionNames names, StepBuilder steps)
    {
        string name = extension.Name;
        int number = names.Add(name);
        FieldPlan basis = _extensionTypes is not null && _extensionTypes.TryGetValue(name, out FieldPlan? declared) ? declared : new FieldPlan { Path = path, Kind = ValueKind.Text, MaxLength = 2000 };
        basis = basis with { Path = path, Required = Requires(name) };
        ValueKind kind = basis.Kind;
        Add(steps, $"extensions.{name}", extension, basis, (d, v) => d.Extend(names, number, v.ToText(kind)));
    }

    private void Add(StepBuilder steps, string name, DefinitionNode field, FieldPlan basis, Setter set)
    {
        if (StepBuilder.IsMade(field))
            AddMade(steps, name, field, basis, set);
        else
            steps.Add(name, new BoundField(WithUnitWords(field, Field(field, basis)), set));
    }

    private void AddMade(StepBuilder steps, string name, DefinitionNode field, FieldPlan basis, Setter set)
    {
        // The text of its own is read as it stands; what the field says of texts concerns what is made of it.
        if (field.TryGetProperty("constant", out _))
            Unknown(basis.Path + ".constant", "constant", Expect.ExactlyOneOf("\"constant\"", "\"value\""));
        FieldPlan result = Result(field, basis);
        FieldPlan? own = Array.Exists(SourceWords, w => field.TryGetProperty(w, out _))
            ? SourceOf(field, hasConstant: false, new FieldPlan { Path = basis.Path, Kind = ValueKind.Text, IsHidden = true, Trim = result.Trim })
            : null;
        steps.Add(name, field, own, WithUnitWords(field, result), set);
    }

    /// <summary>The words for units are a code list of the field "unit".</summary>
    private FieldPlan WithUnitWords(DefinitionNode field, FieldPlan plan)
    {
        if (plan.Path != "line.unit" || !Root.TryGetProperty("units", out DefinitionNode? units) || !units.TryGetProperty("words", out DefinitionNode? words) || words.Kind == NodeKind.False)
            return plan;
        if (field.Kind == NodeKind.Object && field.TryGetProperty("codes", out _))
        {
            Unknown(plan.Path + ".codes", "codes", Expect.ExactlyOneOf("\"codes\"", "\"units\""));
            return plan;
        }

        CodeList codes = new();
        CodesElse otherwise = CodesElse.Fault;
        Value other = default;
        IEnumerable<(string Word, string Code)> own = words.Kind == NodeKind.Object ? words.Children.Select(w => (w.Name, w.GetString()!)) : [];
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
    private FieldPlan Result(DefinitionNode field, FieldPlan basis)
    {
        string? standIn = Text(field, "default");
        FieldPlan plan = FieldOptions.Read(field, basis, Wrong) with { Required = Flag(field, "required", otherwise: basis.Required && standIn is null) };
        return WithCodes(field, plan with { Default = Typed(plan, standIn, plan.Path + ".default") });
    }

    private FieldPlan Field(DefinitionNode field, FieldPlan basis)
    {
        if (field.Kind != NodeKind.Object)
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

    private FieldPlan WithCodes(DefinitionNode field, FieldPlan plan)
    {
        if (Text(field, "codeList") is { } standard)
            plan = WithStandard(field, plan, standard);
        if (!field.TryGetProperty("codes", out DefinitionNode? said))
            return plan;

        CodeList codes = new();
        string? other = null;
        foreach (DefinitionNode code in said.Children)
        {
            string name = code.Name;
            if (name == "*")
                other = code.GetString();
            else if (Typed(plan, code.GetString(), $"{plan.Path}.codes.{name}") is { } value)
                codes.Add(name, value);
        }

        FieldPlan coded = plan with { Codes = codes };
        if (other is null)
            return coded;

        return other == "*"
            ? coded with { Else = CodesElse.Keep }
            : coded with { Else = CodesElse.Value, ElseValue = Typed(plan, other, plan.Path + ".codes.*") ?? default };
    }

    /// <summary>The text is a code of a standard. A code that documents keep with its source must fit with it.</summary>
    private FieldPlan WithStandard(DefinitionNode field, FieldPlan plan, string standard)
    {
        string path = plan.Path + ".codeList";
        if (plan.CodeList is not { } list)
        {
            Unknown(path, "codeList", Expect.OneOf(DocumentKinds.All.SelectMany(k => k.Levels).SelectMany(l => l.Targets.Values).Where(t => t.CodeList is not null).Select(t => t.Name).Distinct()));
            return plan;
        }

        if (field.TryGetProperty("codes", out DefinitionNode? codes) && codes.TryGetProperty("*", out _))
            Unknown(path, "codeList", Expect.ExactlyOneOf("\"codeList\"", "\"codes\": { \"*\" }"));
        StandardCodes made = StandardCodes.Of(list, standard);
        return plan with { Standard = made, MaxLength = plan.MaxLength - made.Source.Length };
    }

    /// <summary>Makes a value of a text in the map itself.</summary>
    private Value? Typed(FieldPlan plan, string? text, string path)
    {
        if (text is null)
            return null;

        // Texts in the map are what people and programs read: dates as in ISO 8601, names in words; the form of the file does not concern them.
        FieldPlan plain = plan with { Codes = null, Standard = null, Pattern = null, Number = NumberFormat.Default, Pictures = DatePicture.Defaults };
        Fault fault = FieldConverter.Convert(plain, text, out Value value, out _);
        if (fault.Code is null)
            return value;

        Wrong(path, $"\"{text}\"", fault.Expected ?? Expect.PrintableText);
        return null;
    }

    private void ReadExtensionSchema()
    {
        if (!Root.TryGetProperty("extensionSchema", out DefinitionNode? schema))
            return;

        ExtensionSchema read = ExtensionSchema.Read(schema, Wrong);
        _extensionTypes = read.Types;
        _requiredExtensions = [.. read.Required.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Tells whether one of the tenant's own fields must not be empty; one that was asked for has been filled.</summary>
    private bool Requires(string name)
    {
        int before = _requiredExtensions.Length;
        _requiredExtensions = Array.FindAll(_requiredExtensions, r => r != name);
        return _requiredExtensions.Length < before;
    }
}
