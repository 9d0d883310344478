using System.Globalization;
using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Mapping.Steps;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>The fields of a level of documents while a message is walked. A value goes into the draft when it is met; a better one takes its place.</summary>
internal sealed class TreeLevel : IFieldPlaces
{
    private readonly TreeField[] _fields;
    private readonly TreeField[] _others;
    private readonly bool _inherits;
    private readonly StepRunner? _steps;
    private MessageTree? _tree;
    private int _node;

    public TreeLevel(DocumentLevel level, BoundField[] fields, TextCache cache, NumberFormat? otherNumber, LevelSteps? steps = null, bool isClose = false)
    {
        _fields = new TreeField[fields.Length];
        int others = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            _fields[i] = new TreeField(this, fields[i], level.SlotOf(fields[i].Set), cache, otherNumber) { IsClose = isClose };
            others += _fields[i].HasOther ? 1 : 0;
            _inherits |= fields[i].Plan.BeginsElsewhere;
        }

        _others = new TreeField[others];
        others = 0;
        foreach (TreeField field in _fields)
        {
            if (field.HasOther)
                _others[others++] = field;
        }

        _steps = steps is null ? null : new StepRunner(steps);
    }

    private Stack<Taken[]> Outer => field ??= [];

    /// <summary>Gets the fields of which more is asked at the end of a part: they may be filled, or be missing, where nothing was taken for them.</summary>
    public TreeField[] Others => _others;

    /// <summary>Gets a value indicating whether something is made of the fields at the end of a part.</summary>
    public bool HasSteps => _steps is not null;

    /// <summary>Gets the number of the part that is open, from 1: what was taken in another one does not count.</summary>
    public int Part { get; private set; }

    /// <summary>Gets a value indicating whether ASCII stands in the message as it is.</summary>
    public bool HasAscii { get; private set; }

    /// <summary>Gets what is filled; null: nothing was begun yet.</summary>
    public Draft? Draft { get; private set; }

    /// <summary>Lays the ways of the fields.</summary>
    /// <param name="from">Where they begin.</param>
    /// <param name="start">Which of them are laid.</param>
    /// <param name="isHead">Whether the level is the head, whose ways all begin at the message.</param>
    /// <param name="self">The name of the node that the ways begin at, when a way may name it.</param>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="codec">The encoding of the file.</param>
    public void Lay(TreeWays from, PathStart start, bool isHead, string? self, SymbolTable symbols, TextCodec codec)
    {
        foreach (TreeField field in _fields)
        {
            foreach (FieldPath path in field.Plan.Paths)
            {
                if (!path.Path.IsLineCount && (isHead ? PathStart.Part : path.Path.From) == start)
                    from.Lay(path, field, start != PathStart.Part, self, symbols, codec);
            }
        }
    }

    /// <summary>Begins a message: what the level takes from above is forgotten.</summary>
    public void BeginMessage(MessageTree tree)
    {
        _tree = tree;
        HasAscii = tree.Codec.HasAscii;
        if (!_inherits)
            return;

        foreach (TreeField field in _fields)
            field.Above = default;
        Outer.Clear();
    }

    /// <summary>Lets the message go.</summary>
    public void Rest() => (_tree, Draft) = (null, null);

    /// <summary>Begins the head, or the next part.</summary>
    /// <param name="draft">What is filled; nothing is said in it yet.</param>
    public void Begin(Draft draft)
    {
        Draft = draft;
        Part++;
    }

    /// <summary>Goes into a node that holds parts of the level: what is taken from above there holds there only.</summary>
    public void Enter()
    {
        if (!_inherits)
            return;

        Outer.Push(Array.ConvertAll(_fields, f => f.Above));
        foreach (TreeField field in _fields)
            field.Above.IsOuter = true;
    }

    /// <summary>Leaves the node.</summary>
    public void Leave()
    {
        if (!_inherits)
            return;

        Taken[] outer = Outer.Pop();
        for (int i = 0; i < outer.Length; i++)
            _fields[i].Above = outer[i];
    }

    /// <summary>Fills what nothing was taken for, or what from above is better.</summary>
    /// <param name="node">The node that the fields belong to.</param>
    /// <param name="number">The running number of the part; 0: the head.</param>
    /// <param name="found">Faults are added here.</param>
    /// <param name="origins">Told where every value came from, in the order of the fields; null: nobody asks.</param>
    /// <param name="part">The part of the document, in the account of origins: lines[0].</param>
    public void Finish(int node, int number, List<Diagnostic> found, List<FieldOrigin>? origins, string part)
    {
        if (origins is null)
        {
            foreach (TreeField field in _others)
            {
                if (!field.IsSettled)
                    Finish(field, node, number, found, null, part);
            }
        }
        else
        {
            foreach (TreeField field in _fields)
                Finish(field, node, number, found, origins, part);
        }

        if (_steps is not null)
            RunSteps(_steps, node, found, origins, part);
    }

    /// <summary>Fills what a plan has put nothing into, or what from above is better.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="put">The values that it has put into the line; of no field more than one stands there.</param>
    /// <param name="node">The node that begins the line.</param>
    /// <param name="number">The running number of the line.</param>
    /// <param name="found">Faults are added here.</param>
    public void Finish(LinePlan plan, ulong put, int node, int number, List<Diagnostic> found)
    {
        for (int i = 0; i < _others.Length; i++)
        {
            TreeField field = _others[i];
            int place = plan.OfOther(i);
            if (place >= 0 && (put >> place & 1) != 0)
            {
                ref readonly LineTake take = ref plan.Takes[place];
                if (!field.Above.Any || take.Take.Alternative < field.Above.Alternative)
                    continue;
                field.Note(take.Take, node + take.Node);
            }

            Finish(field, node, number, found, null, "");
        }
    }

    private void RunSteps(StepRunner steps, int node, List<Diagnostic> found, List<FieldOrigin>? origins, string part)
    {
        _node = node;
        steps.Run(Draft!, this, part, found, isFaulty: Array.Exists(_fields, f => f.Own.Faulty), origins);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Finish(TreeField field, int node, int number, List<Diagnostic> found, List<FieldOrigin>? origins, string part)
    {
        ref readonly Taken own = ref field.Own;
        if (own.Any && (!field.Above.Any || own.Alternative < field.Above.Alternative))
        {
            Note(field, own, origins, part);
        }
        else if (field.Above.Any)
        {
            field.Set(field.Above.Value);
            Note(field, field.Above, origins, part);
        }
        else if (!own.Faulty && !field.Above.Faulty)
        {
            StandIn(field, node, number, found);
        }
    }

    /// <summary>Gets where the part begins.</summary>
    SourcePosition IFieldPlaces.Position => _tree!.PositionOf(_node);

    (string Source, SourcePosition Position, int Length) IFieldPlaces.Of(int field)
    {
        FieldPlan plan = _fields[field].Plan;
        Taken taken = _fields[field].Own.Any ? _fields[field].Own : _fields[field].Above;
        if (!taken.Any)
            return (plan.Constant is not null ? "constant" : plan.Envelope is not null ? "envelope" : "default", _tree!.PositionOf(_node), 0);

        (_, int length) = _tree!.BytesOf(taken.Node, taken.Place);
        return (SourceOf(plan, taken.Alternative), _tree.PositionOf(taken.Node, taken.Place), length);
    }

    private void Note(TreeField field, in Taken taken, List<FieldOrigin>? origins, string part)
    {
        FieldPlan plan = field.Plan;
        if (origins is null || plan.IsHidden)
            return;

        (_, int length) = _tree!.BytesOf(taken.Node, taken.Place);
        origins.Add(new FieldOrigin(
            Origins.PathOf(plan, part), field.ValueOf(_tree, taken).ToText(plan.Kind), SourceOf(plan, taken.Alternative), _tree.PositionOf(taken.Node, taken.Place), length));
    }

    private static string SourceOf(FieldPlan plan, int rank) => plan.Paths.First(p => p.Rank == rank).Path.Text;

    /// <summary>Finds fields by their places in the map, whose texts are asked for; those that it does not fill are left out.</summary>
    public int[] Find(params string[] paths)
    {
        int[] found = [];
        foreach (string path in paths)
        {
            int field = 0;
            while (field < _fields.Length && _fields[field].Plan.Path != path)
                field++;
            if (field == _fields.Length)
                continue;

            _fields[field].KeepText();
            found = [.. found, field];
        }

        return found;
    }

    /// <summary>Gets the text, of some fields, that comes first in the message.</summary>
    public string? FirstOf(int[] some)
    {
        (string? first, long at) = (null, long.MaxValue);
        foreach (int field in some)
        {
            ref readonly Taken taken = ref _fields[field].Own;
            if (taken.Any && taken.At < at)
                (first, at) = (_fields[field].ValueOf(_tree!, taken).Text, taken.At);
        }

        return first;
    }

    private void StandIn(TreeField field, int node, int number, List<Diagnostic> found)
    {
        FieldPlan plan = field.Plan;
        if (plan.Constant is { } constant)
        {
            field.Set(constant);
        }
        else if (plan.Envelope is { } part && Of(_tree!.Envelope, part) is { Length: > 0 } text)
        {
            Fault fault = FieldConverter.Convert(plan, text, out Value value, out _);
            if (fault.Code is null)
                field.Set(value);
            else
                found.Add(Diagnostic.Create(fault.Code, _tree.PositionOf(node), plan.Path, fault.Found ?? text, fault.Expected));
        }
        else if (number > 0 && field.CountsParts)
        {
            string count = number.ToString(CultureInfo.InvariantCulture);
            field.Set(plan.Kind == ValueKind.Text ? Value.Of(count) : new Value { Integer = number });
        }
        else if (plan.Default is { } standIn)
        {
            field.Set(standIn);
        }
        else if (plan.Required)
        {
            found.Add(Diagnostic.Create(
                DiagnosticCodes.ValueMissing, _tree!.PositionOf(node), plan.Path, expected: field.Expected().At(plan.Paths.Select(p => p.Path.Text))));
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
}
