using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>Collects the fields of a level, and makes ready those that are made of others.</summary>
/// <param name="level">The level.</param>
/// <param name="head">The fields of the head; null: it is the head.</param>
/// <param name="sources">Where texts come from.</param>
/// <param name="tools">What fields can use beside the file.</param>
/// <param name="wrong">Told what is wrong: path, found, expected.</param>
internal sealed class StepBuilder(DocumentLevel level, StepBuilder? head, IFieldSources sources, MapTools tools, Action<string, string, Expectation> wrong) : IExpressionNames
{
    /// <summary>The words that make a field of others.</summary>
    internal static readonly string[] Words = ["lookup", "value", "scriban"];

    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExpressionInput> _inputs = new(StringComparer.Ordinal);
    private readonly List<int> _slots = [];
    private readonly List<(int Slot, int HeadField)> _fromHead = [];
    private readonly List<FieldStep> _steps = [];
    private readonly Stack<Pending> _open = [];

    /// <summary>Gets the fields that are read.</summary>
    public List<BoundField> Fields { get; } = [];

    /// <summary>Gets the name of the head in expressions: order.</summary>
    private string Head => head is null ? level.Key : head.Head;

    public IEnumerable<string> All =>
        [.. _read.Keys.Concat(_pending.Keys).Where(n => n[0] != '['), .. head is null ? [] : head._read.Keys.Where(n => n[0] != '[').Select(n => $"{Head}.{n}"), .. _open.Count > 0 && _open.Peek().Raw >= 0 ? ["this"] : Array.Empty<string>()];

    /// <summary>Tells whether a field is made of others.</summary>
    public static bool IsMade(JsonElement field) =>
        field.ValueKind == JsonValueKind.Object && (Words.Any(w => field.TryGetProperty(w, out _)) || (field.TryGetProperty("when", out JsonElement when) && when.ValueKind == JsonValueKind.String));

    /// <summary>Adds a field that is read.</summary>
    public void Add(string name, BoundField field)
    {
        _read[name] = Fields.Count;
        Fields.Add(field);
    }

    /// <summary>Adds a field that is made of others.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="field">What the map says.</param>
    /// <param name="own">How its own text is read; null: it has none.</param>
    /// <param name="result">What is made of the value.</param>
    /// <param name="set">Where it goes.</param>
    public void Add(string name, JsonElement field, FieldPlan? own, FieldPlan result, Setter set)
    {
        int raw = -1;
        if (own is not null)
        {
            raw = Fields.Count;
            Fields.Add(new BoundField(own, static (Draft _, Value _) => { }));
        }

        _pending[name] = new Pending(name, field, raw, result, set);
    }

    /// <summary>Makes everything ready.</summary>
    /// <param name="units">What the map says of units; null: nothing.</param>
    /// <returns>Null: there is nothing to do when the fields have been read.</returns>
    public LevelSteps? Finish(JsonElement? units)
    {
        foreach (Pending pending in _pending.Values)
            Make(pending);
        UnitStep? convert = units is { } said ? new UnitBuilder(level, this, tools, wrong).Build(said) : null;
        return _steps.Count == 0 && convert is null ? null : new LevelSteps(_steps, _slots, _fromHead, convert);
    }

    public ExpressionInput? Find(string name)
    {
        if (name == "this")
            return _open.TryPeek(out Pending? open) && open.Raw >= 0 ? Own(open) : null;
        if (_inputs.TryGetValue(name, out ExpressionInput? known) && !_pending.ContainsKey(name))
            return known;
        if (_pending.TryGetValue(name, out Pending? made))
            return OfMade(made);
        if (_read.TryGetValue(name, out int field))
            return OfRead(name, field, Fields[field].Plan.Kind);

        return head is not null && name.StartsWith(Head + ".", StringComparison.Ordinal) ? OfHead(name, name[(Head.Length + 1)..]) : null;
    }

    public ExpressionInput? FindSource(string source)
    {
        string name = $"[{source}]";
        if (_inputs.TryGetValue(name, out ExpressionInput? known))
            return known;

        string at = _open.TryPeek(out Pending? open) ? open.Result.Path : level.Key;
        if (sources.Read(source, new FieldPlan { Path = at, Kind = ValueKind.Text, IsHidden = true }) is not { } plan)
            return null;

        Add(name, new BoundField(plan, static (Draft _, Value _) => { }));
        return OfRead(name, Fields.Count - 1, null);
    }

    /// <summary>Reads an expression that a property of the map holds.</summary>
    public Term? Parse(string text, string path, List<ExpressionInput> inputs) => ExpressionParser.Parse(text, this, inputs, (found, expected) => wrong(path, found, expected));

    private static ExpressionType? TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Number or ValueKind.Integer => ExpressionType.Number,
        ValueKind.Date or ValueKind.DueDate => ExpressionType.Date,
        ValueKind.Text or ValueKind.Time => ExpressionType.Text,
        ValueKind.Flag => ExpressionType.Flag,
        _ => null,
    };

    private void Make(Pending pending)
    {
        if (pending.Done)
            return;
        if (_open.Contains(pending))
        {
            wrong(pending.Result.Path, pending.Name, Expect.NoCircle(_open.Reverse().Select(p => p.Name).Append(pending.Name)));
            return;
        }

        _open.Push(pending);
        string path = pending.Result.Path;
        List<ExpressionInput> inputs = [];
        Term? condition = Condition(pending, path, inputs);
        if (new ComputationBuilder(this, tools, wrong).Build(pending.Said, path, pending.Raw >= 0, inputs) is { } make)
        {
            FieldStep step = new(pending.Result, make, condition, pending.Set);
            CheckType(step);
            pending.Step = _steps.Count;
            _steps.Add(step);
            if (pending.Raw >= 0)
                Fields[pending.Raw] = Fields[pending.Raw] with { Plan = Fields[pending.Raw].Plan with { Step = step } };
            if (_inputs.TryGetValue(pending.Name, out ExpressionInput? used))
                KeepMade(pending, used.Slot);
        }

        pending.Done = true;
        _open.Pop();
    }

    private Term? Condition(Pending pending, string path, List<ExpressionInput> inputs)
    {
        if (!pending.Said.TryGetProperty("when", out JsonElement when) || when.ValueKind != JsonValueKind.String
            || Parse(when.GetString()!, path + ".when", inputs) is not { } condition)
            return null;

        if (condition.Type != ExpressionType.Flag)
            wrong(path + ".when", when.GetString()!, Expect.Condition);
        else if (inputs.Count == 0)
            wrong(path + ".when", when.GetString()!, Expect.Reachable);
        return condition;
    }

    private void CheckType(FieldStep step)
    {
        bool fits = (step.Make.Type, step.Result.Kind) switch
        {
            (ExpressionType.Number, ValueKind.Date or ValueKind.DueDate or ValueKind.Time) => false,
            (ExpressionType.Date, ValueKind.Number or ValueKind.Integer or ValueKind.Time or ValueKind.Flag or ValueKind.Name) => false,
            (ExpressionType.Flag, ValueKind.Number or ValueKind.Integer or ValueKind.Date or ValueKind.DueDate or ValueKind.Time) => false,
            _ => true,
        };
        if (!fits && step.Result.Codes is null)
            wrong(step.Result.Path, step.Make.Text, Expect.OfKind(step.Result.Kind.ToString()));
    }

    private int NewSlot(int field)
    {
        _slots.Add(field);
        return _slots.Count - 1;
    }

    private ExpressionInput Own(Pending pending)
    {
        string name = "this." + pending.Name;
        if (_inputs.TryGetValue(name, out ExpressionInput? known))
            return known;

        int slot = NewSlot(pending.Raw);
        Fields[pending.Raw] = Fields[pending.Raw] with { Set = (Draft d, Value v) => d.Keep(slot, Operand.Of(v, ValueKind.Text)) };
        return _inputs[name] = new ExpressionInput(slot, "this", ExpressionType.Raw);
    }

    private ExpressionInput? OfRead(string name, int field, ValueKind? kind)
    {
        ExpressionType? type = kind is { } of ? TypeOf(of) : ExpressionType.Raw;
        if (type is not { } known)
            return null;

        int slot = NewSlot(field);
        ValueKind kept = kind ?? ValueKind.Text;
        Setter set = Fields[field].Set;
        Fields[field] = Fields[field] with
        {
            Set = (Draft d, Value v) =>
            {
                set(d, v);
                d.Keep(slot, Operand.Of(v, kept));
            },
        };
        return _inputs[name] = new ExpressionInput(slot, name, known);
    }

    private ExpressionInput? OfMade(Pending made)
    {
        Make(made);
        if (TypeOf(made.Result.Kind) is not { } type)
            return null;
        if (_inputs.TryGetValue(made.Name, out ExpressionInput? known))
            return known;

        int slot = NewSlot(-1);
        if (made.Step >= 0)
            KeepMade(made, slot);
        return _inputs[made.Name] = new ExpressionInput(slot, made.Name, type);
    }

    private void KeepMade(Pending made, int slot)
    {
        FieldStep step = _steps[made.Step];
        Setter set = made.Set;
        ValueKind kind = made.Result.Kind;
        _steps[made.Step] = step with
        {
            Set = (Draft d, Value v) =>
            {
                set(d, v);
                d.Keep(slot, Operand.Of(v, kind));
            },
        };
    }

    private ExpressionInput? OfHead(string name, string inHead)
    {
        if (!head!._read.TryGetValue(inHead, out int field))
            return null;

        FieldPlan plan = head.Fields[field].Plan;
        if (sources.FromHead(plan) is { } inherited)
        {
            Add(name, new BoundField(inherited with { Path = $"{level.Key}.{name}", IsHidden = true, Required = false }, static (Draft _, Value _) => { }));
            return OfRead(name, Fields.Count - 1, plan.Kind);
        }

        if (head.Find(inHead) is not { } above)
            return null;

        int slot = NewSlot(-2 - field);
        _fromHead.Add((slot, above.Slot));
        return _inputs[name] = new ExpressionInput(slot, name, above.Type);
    }

    /// <summary>A field that is made of others, until it is made ready.</summary>
    private sealed class Pending(string name, JsonElement said, int raw, FieldPlan result, Setter set)
    {
        public string Name => name;

        public JsonElement Said => said;

        public int Raw => raw;

        public FieldPlan Result => result;

        public Setter Set => set;

        public bool Done { get; set; }

        public int Step { get; set; } = -1;
    }
}
