using System.Globalization;
using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Mapping.Steps;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>The fields of a level of documents while a message is walked.</summary>
internal sealed class TreeLevel(IReadOnlyList<BoundField> fields, TextCache cache, NumberFormat? otherNumber, LevelSteps? steps = null) : IFieldPlaces
{
    private readonly StepRunner? _steps = steps is null ? null : new StepRunner(steps);
    private MessageTree? _tree;
    private int _node;

    private readonly BoundField[] _fields = [.. fields];
    private readonly bool _inherits = fields.Any(f => f.Plan.Paths.Any(p => p.Path.From != PathStart.Part));
    private readonly Stack<Taken[]> _outer = [];
    private readonly FieldText[] _texts = [.. fields.Select(f => new FieldText(f.Plan, cache, otherNumber))];
    private readonly Taken[] _taken = new Taken[fields.Count];
    private readonly Taken[] _inherited = new Taken[fields.Count];
    private readonly int[] _touched = new int[fields.Count];
    private readonly int[] _others = WithOther(fields);
    private int _touchedCount;

    /// <summary>Lays the ways of the fields.</summary>
    /// <param name="from">Where they begin.</param>
    /// <param name="start">Which of them are laid.</param>
    /// <param name="level">The number of the level.</param>
    /// <param name="self">The name of the node that the ways begin at, when a way may name it.</param>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="codec">The encoding of the file.</param>
    public void Lay(TreeWays from, PathStart start, int level, string? self, SymbolTable symbols, TextCodec codec)
    {
        for (int field = 0; field < fields.Count; field++)
        {
            foreach (FieldPath path in fields[field].Plan.Paths)
            {
                if (!path.Path.IsLineCount && (level == 0 ? PathStart.Part : path.Path.From) == start)
                    from.Lay(path, level, field, start != PathStart.Part, self, symbols, codec);
            }
        }
    }

    /// <summary>Begins the head, or the next line.</summary>
    public void Begin()
    {
        foreach (int field in _touched.AsSpan(0, _touchedCount))
            _taken[field] = default;
        _touchedCount = 0;
    }

    /// <summary>Begins a message: what the level takes from above is forgotten.</summary>
    public void BeginInherited()
    {
        if (!_inherits)
            return;

        Array.Clear(_inherited);
        _outer.Clear();
    }

    /// <summary>Goes into a node that holds parts of the level: what is taken from above there holds there only.</summary>
    public void Enter()
    {
        if (!_inherits)
            return;

        _outer.Push([.. _inherited]);
        for (int field = 0; field < _inherited.Length; field++)
            _inherited[field].IsOuter = true;
    }

    /// <summary>Leaves the node.</summary>
    public void Leave()
    {
        if (_inherits)
            _outer.Pop().CopyTo(_inherited, 0);
    }

    /// <summary>Takes a value, unless a better one is there.</summary>
    /// <param name="take">What is to be taken.</param>
    /// <param name="cell">The value.</param>
    /// <param name="found">Faults are added here.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Take(TreeWays.Take take, in Cell cell, List<Diagnostic> found)
    {
        ref Taken taken = ref (take.Inherited ? _inherited : _taken)[take.Field];
        if (taken.Any && taken.Alternative < take.Alternative)
            return;

        // Two ways can lead to the same wrong value; it is one fault.
        long at = ((long)cell.Node << 24) | ((long)cell.Place.Element << 8) | (uint)cell.Place.Component;
        if (taken.Faulty && taken.At == at)
            return;

        FieldPlan plan = _fields[take.Field].Plan;
        bool isRead = _texts[take.Field].TryRead(cell, plan.Path, out Value value, found, out bool empty);
        if (!isRead && (empty || taken.Any))
            return;

        if (!take.Inherited && !taken.Any && !taken.Faulty)
            _touched[_touchedCount++] = take.Field;
        if (!isRead)
            (taken.Faulty, taken.At) = (true, at);
        else if (!taken.Any || take.Alternative < taken.Alternative || taken.IsOuter)
            taken.Set(value, take.Alternative, at, cell);
        else if (plan.Join is { } join)
        {
            string joined = string.Concat(taken.Value.Text, join, value.Text);
            taken.Value = Value.Of(plan.MaxLength > 0 && joined.Length > plan.MaxLength ? joined[..plan.MaxLength] : joined);
        }
        else if (taken.Value != value && !taken.Told && !plan.First)
        {
            // Two different statements where the document has one place: the first is taken, and nobody can say he was not told.
            taken.Told = true;
            found.Add(Diagnostic.Create(DiagnosticCodes.ValueRepeated, cell.PositionAt(), plan.Path, value.ToText(plan.Kind), Expect.Value(taken.Value.ToText(plan.Kind))));
        }
    }

    /// <summary>Fills the draft.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">The node that the fields belong to.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="number">The running number of the part; 0: the head.</param>
    /// <param name="found">Faults are added here.</param>
    /// <param name="origins">Told where every value came from; null: nobody asks.</param>
    /// <param name="part">The part of the document, in the account of origins: lines[0].</param>
    public void Finish(MessageTree tree, int node, Draft draft, int number, List<Diagnostic> found, List<FieldOrigin>? origins, string part)
    {
        FillAll(tree, node, draft, number, found, origins, part);
        if (_steps is null)
            return;

        (_tree, _node) = (tree, node);
        _steps.Run(draft, this, part, found, isFaulty: Array.Exists(_taken, t => t.Faulty), origins);
    }

    private void FillAll(MessageTree tree, int node, Draft draft, int number, List<Diagnostic> found, List<FieldOrigin>? origins, string part)
    {
        if (origins is not null)
        {
            // The account of origins has the order of the fields.
            for (int field = 0; field < _fields.Length; field++)
                Finish(tree, node, draft, number, found, origins, part, field);
            return;
        }

        foreach (int field in _touched.AsSpan(0, _touchedCount))
            Finish(tree, node, draft, number, found, null, part, field);
        foreach (int field in _others)
        {
            if (!_taken[field].Any && !_taken[field].Faulty)
                Finish(tree, node, draft, number, found, null, part, field);
        }
    }

    /// <summary>Gets where the part begins.</summary>
    SourcePosition IFieldPlaces.Position => _tree!.PositionOf(_node);

    (string Source, SourcePosition Position, int Length) IFieldPlaces.Of(int field)
    {
        FieldPlan plan = _fields[field].Plan;
        Taken taken = _taken[field].Any ? _taken[field] : _inherited[field];
        if (!taken.Any)
            return (plan.Constant is not null ? "constant" : plan.Envelope is not null ? "envelope" : "default", _tree!.PositionOf(_node), 0);

        (_, int length) = _tree!.BytesOf(taken.Node, taken.Place);
        return (SourceOf(plan, taken.Alternative), _tree.PositionOf(taken.Node, taken.Place), length);
    }

    private void Finish(MessageTree tree, int node, Draft draft, int number, List<Diagnostic> found, List<FieldOrigin>? origins, string part, int field)
    {
        (FieldPlan plan, Setter set) = _fields[field];
        ref readonly Taken taken = ref _taken[field];
        ref readonly Taken inherited = ref _inherited[field];
        if (taken.Any && (!inherited.Any || taken.Alternative < inherited.Alternative))
            Fill(tree, draft, plan, set, taken, origins, part);
        else if (inherited.Any)
            Fill(tree, draft, plan, set, inherited, origins, part);
        else if (!taken.Faulty && !inherited.Faulty)
            StandIn(tree, node, draft, number, found, plan, set, field);
    }

    private static int[] WithOther(IReadOnlyList<BoundField> fields)
    {
        List<int> found = [];
        for (int field = 0; field < fields.Count; field++)
        {
            if (HasOther(fields[field].Plan))
                found.Add(field);
        }

        return [.. found];
    }

    /// <summary>Tells whether a field may be filled, or be missing, where nothing was taken for it.</summary>
    private static bool HasOther(FieldPlan plan) =>
        plan.Required || plan.Constant is not null || plan.Default is not null || plan.Envelope is not null || plan.Paths.Any(p => p.Path.IsLineCount || p.Path.From != PathStart.Part);

    private static void Fill(MessageTree tree, Draft draft, FieldPlan plan, Setter set, in Taken taken, List<FieldOrigin>? origins, string part)
    {
        set(draft, taken.Value);
        if (origins is null || plan.IsHidden)
            return;

        (_, int length) = tree.BytesOf(taken.Node, taken.Place);
        origins.Add(new FieldOrigin(
            Origins.PathOf(plan, part), taken.Value.ToText(plan.Kind), SourceOf(plan, taken.Alternative), tree.PositionOf(taken.Node, taken.Place), length));
    }

    private static string SourceOf(FieldPlan plan, int rank) => plan.Paths.First(p => p.Rank == rank).Path.Text;

    /// <summary>Finds fields by their places in the map; those that it does not fill are left out.</summary>
    public int[] Find(params ReadOnlySpan<string> paths)
    {
        List<int> found = [];
        foreach (string path in paths)
        {
            int field = Array.FindIndex(_fields, f => f.Plan.Path == path);
            if (field >= 0)
                found.Add(field);
        }

        return [.. found];
    }

    /// <summary>Gets the text, of some fields, that comes first in the message.</summary>
    public string? FirstOf(int[] some)
    {
        (string? first, long at) = (null, long.MaxValue);
        foreach (int field in some)
        {
            ref readonly Taken taken = ref _taken[field];
            if (taken.Any && taken.At < at)
                (first, at) = (taken.Value.Text, taken.At);
        }

        return first;
    }

    private void StandIn(MessageTree tree, int node, Draft draft, int number, List<Diagnostic> found, FieldPlan plan, Setter set, int field)
    {
        if (plan.Constant is { } constant)
        {
            set(draft, constant);
        }
        else if (plan.Envelope is { } part && Of(tree.Envelope, part) is { Length: > 0 } text)
        {
            Fault fault = FieldConverter.Convert(plan, text, out Value value, out _);
            if (fault.Code is null)
                set(draft, value);
            else
                found.Add(Diagnostic.Create(fault.Code, tree.PositionOf(node), plan.Path, fault.Found ?? text, fault.Expected));
        }
        else if (number > 0 && plan.Paths.Any(p => p.Path.IsLineCount))
        {
            string count = number.ToString(CultureInfo.InvariantCulture);
            set(draft, plan.Kind == ValueKind.Text ? Value.Of(count) : new Value { Integer = number });
        }
        else if (plan.Default is { } standIn)
        {
            set(draft, standIn);
        }
        else if (plan.Required)
        {
            found.Add(Diagnostic.Create(
                DiagnosticCodes.ValueMissing, tree.PositionOf(node), plan.Path, expected: _texts[field].Expected().At(plan.Paths.Select(p => p.Path.Text))));
        }
    }

    private static string? Of(Envelope envelope, EnvelopePart part) => part switch
    {
        EnvelopePart.Sender => envelope.Sender,
        EnvelopePart.Receiver => envelope.Receiver,
        EnvelopePart.InterchangeReference => envelope.InterchangeReference,
        EnvelopePart.MessageReference => envelope.MessageReference,
        EnvelopePart.MessageType => envelope.MessageType,
        _ => envelope.Version,
    };

    private struct Taken
    {
        public bool Any;
        public bool Faulty;
        public bool Told;

        /// <summary>Whether it was taken further out: the same way further in leads to a value that counts more.</summary>
        public bool IsOuter;
        public int Alternative;
        public long At;
        public int Node;
        public Place Place;
        public Value Value;

        /// <summary>Holds another value. One by one, because the whole would be copied as a block.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Set(in Value value, int alternative, long at, in Cell cell)
        {
            (Any, Faulty, Told, IsOuter) = (true, false, false, false);
            Alternative = alternative;
            At = at;
            Node = cell.Node;
            Place = cell.Place;
            Value = value;
        }
    }
}
