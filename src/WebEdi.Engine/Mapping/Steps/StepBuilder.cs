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
    private bool _hasMade;

    /// <summary>Gets the fields that are read.</summary>
    public List<BoundField> Fields { get; } = [];

    // Made when first needed: most maps have no field that is made of others, and all of this would have to be made ready before the first message of a process.
    private Dictionary<string, Pending> Waiting => field ??= new(StringComparer.Ordinal);

    private Dictionary<string, ExpressionInput> Inputs => field ??= new(StringComparer.Ordinal);

    private List<int> Slots => field ??= [];

    private List<(int Slot, int HeadField)> FromHead => field ??= [];

    private List<FieldStep> Steps => field ??= [];

    private Stack<Pending> Open => field ??= [];

    /// <summary>Gets the name of the head in expressions: order.</summary>
    private string Head => head is null ? level.Key : head.Head;

    public IEnumerable<string> All =>
        [.. _read.Keys.Concat(Waiting.Keys).Where(n => n[0] != '['), .. head is null ? [] : head._read.Keys.Where(n => n[0] != '[').Select(n => $"{Head}.{n}"), .. Open.Count > 0 && Open.Peek().Raw >= 0 ? ["this"] : Array.Empty<string>()];

    /// <summary>Tells whether a field is made of others.</summary>
    public static bool IsMade(DefinitionNode field)
    {
        foreach (string word in Words)
        {
            if (field.TryGetProperty(word, out _))
                return true;
        }

        return field.TryGetProperty("when", out DefinitionNode? when) && when.Kind == NodeKind.String;
    }

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
    public void Add(string name, DefinitionNode field, FieldPlan? own, FieldPlan result, Setter set)
    {
        int raw = -1;
        if (own is not null)
        {
            raw = Fields.Count;
            Fields.Add(new BoundField(own, static (Draft _, Value _) => { }));
        }

        _hasMade = true;
        Waiting[name] = new Pending(name, field, raw, result, set);
    }

    /// <summary>Makes everything ready.</summary>
    /// <param name="units">What the map says of units; null: nothing.</param>
    /// <returns>Null: there is nothing to do when the fields have been read.</returns>
    public LevelSteps? Finish(DefinitionNode? units)
    {
        if (!_hasMade && units is null)
            return null;

        foreach (Pending pending in Waiting.Values)
            Make(pending);
        UnitStep? convert = units is { } said ? new UnitBuilder(level, this, tools, wrong).Build(said) : null;
        return Steps.Count == 0 && convert is null ? null : new LevelSteps(Steps, Slots, FromHead, convert);
    }

    public ExpressionInput? Find(string name)
    {
        if (name == "this")
            return Open.TryPeek(out Pending? open) && open.Raw >= 0 ? Own(open) : null;
        if (Inputs.TryGetValue(name, out ExpressionInput? known) && !Waiting.ContainsKey(name))
            return known;
        if (Waiting.TryGetValue(name, out Pending? made))
            return OfMade(made);
        if (_read.TryGetValue(name, out int field))
            return OfRead(name, field, Fields[field].Plan.Kind);

        return head is not null && name.StartsWith(Head + ".", StringComparison.Ordinal) ? OfHead(name, name[(Head.Length + 1)..]) : null;
    }

    public ExpressionInput? FindSource(string source)
    {
        string name = $"[{source}]";
        if (Inputs.TryGetValue(name, out ExpressionInput? known))
            return known;

        string at = Open.TryPeek(out Pending? open) ? open.Result.Path : level.Key;
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
        if (Open.Contains(pending))
        {
            wrong(pending.Result.Path, pending.Name, Expect.NoCircle(Open.Reverse().Select(p => p.Name).Append(pending.Name)));
            return;
        }

        Open.Push(pending);
        string path = pending.Result.Path;
        List<ExpressionInput> inputs = [];
        Term? condition = Condition(pending, path, inputs);
        if (new ComputationBuilder(this, tools, wrong).Build(pending.Said, path, pending.Raw >= 0, inputs) is { } make)
        {
            FieldStep step = new(pending.Result, make, condition, pending.Set);
            CheckType(step);
            pending.Step = Steps.Count;
            Steps.Add(step);
            if (pending.Raw >= 0)
                Fields[pending.Raw] = Fields[pending.Raw] with { Plan = Fields[pending.Raw].Plan with { Step = step } };
            if (Inputs.TryGetValue(pending.Name, out ExpressionInput? used))
                KeepMade(pending, used.Slot);
        }

        pending.Done = true;
        Open.Pop();
    }

    private Term? Condition(Pending pending, string path, List<ExpressionInput> inputs)
    {
        if (!pending.Said.TryGetProperty("when", out DefinitionNode? when) || when.Kind != NodeKind.String
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
        Slots.Add(field);
        return Slots.Count - 1;
    }

    private ExpressionInput Own(Pending pending)
    {
        string name = "this." + pending.Name;
        if (Inputs.TryGetValue(name, out ExpressionInput? known))
            return known;

        int slot = NewSlot(pending.Raw);
        Fields[pending.Raw] = Fields[pending.Raw] with { Set = (Draft d, Value v) => d.Keep(slot, Operand.Of(v, ValueKind.Text)) };
        return Inputs[name] = new ExpressionInput(slot, "this", ExpressionType.Raw);
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
        return Inputs[name] = new ExpressionInput(slot, name, known);
    }

    private ExpressionInput? OfMade(Pending made)
    {
        Make(made);
        if (TypeOf(made.Result.Kind) is not { } type)
            return null;
        if (Inputs.TryGetValue(made.Name, out ExpressionInput? known))
            return known;

        int slot = NewSlot(-1);
        if (made.Step >= 0)
            KeepMade(made, slot);
        return Inputs[made.Name] = new ExpressionInput(slot, made.Name, type);
    }

    private void KeepMade(Pending made, int slot)
    {
        FieldStep step = Steps[made.Step];
        Setter set = made.Set;
        ValueKind kind = made.Result.Kind;
        Steps[made.Step] = step with
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
        FromHead.Add((slot, above.Slot));
        return Inputs[name] = new ExpressionInput(slot, name, above.Type);
    }

    /// <summary>A field that is made of others, until it is made ready.</summary>
    private sealed class Pending(string name, DefinitionNode said, int raw, FieldPlan result, Setter set)
    {
        public string Name => name;

        public DefinitionNode Said => said;

        public int Raw => raw;

        public FieldPlan Result => result;

        public Setter Set => set;

        public bool Done { get; set; }

        public int Step { get; set; } = -1;
    }
}
