using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>The fields of a level of documents while a message is walked.</summary>
internal sealed class TreeLevel(IReadOnlyList<BoundField> fields, TextCache cache, NumberFormat? otherNumber)
{
    private readonly BoundField[] _fields = [.. fields];
    private readonly bool _inherits = fields.Any(f => f.Plan.Paths.Any(p => p.Path.FromMessage));
    private readonly Stack<Taken[]> _outer = [];
    private readonly bool[] _counts = [.. fields.Select(f => f.Plan.Paths.Any(p => p.Path.IsLineCount))];
    private readonly FieldText[] _texts = [.. fields.Select(f => new FieldText(f.Plan, cache, otherNumber))];
    private readonly Taken[] _taken = new Taken[fields.Count];
    private readonly Taken[] _inherited = new Taken[fields.Count];

    /// <summary>Lays the ways of the fields.</summary>
    /// <param name="from">Where they begin.</param>
    /// <param name="inherited">Whether those are laid that begin at the message although the level is below the head; otherwise the others.</param>
    /// <param name="level">The number of the level.</param>
    /// <param name="self">The name of the node that the ways begin at, when a way may name it.</param>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="codec">The encoding of the file.</param>
    public void Lay(TreeWays from, bool inherited, int level, string? self, SymbolTable symbols, TextCodec codec)
    {
        for (int field = 0; field < fields.Count; field++)
        {
            foreach (FieldPath path in fields[field].Plan.Paths)
            {
                if (!path.Path.IsLineCount && (path.Path.FromMessage && level > 0) == inherited)
                    from.Lay(path, level, field, inherited, self, symbols, codec);
            }
        }
    }

    /// <summary>Begins the head, or the next line.</summary>
    public void Begin() => Array.Clear(_taken);

    /// <summary>Begins a message: what the level takes from above is forgotten.</summary>
    public void BeginInherited()
    {
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
    /// <param name="at">Its place in the order of the message.</param>
    /// <param name="found">Faults are added here.</param>
    public void Take(in TreeWays.Take take, in Cell cell, long at, List<Diagnostic> found)
    {
        ref Taken taken = ref (take.Inherited ? _inherited : _taken)[take.Field];
        if (taken.Any && taken.Alternative < take.Alternative)
            return;

        // Two ways can lead to the same wrong value; it is one fault.
        if (taken.Faulty && taken.At == at)
            return;

        FieldPlan plan = _fields[take.Field].Plan;
        if (!_texts[take.Field].TryRead(cell, plan.Path, out Value value, found, out bool empty))
        {
            if (!empty && !taken.Any)
                (taken.Faulty, taken.At) = (true, at);
            return;
        }

        if (!taken.Any || take.Alternative < taken.Alternative || taken.IsOuter)
        {
            taken = new Taken { Any = true, Alternative = take.Alternative, Value = value, At = at, Node = cell.Node, Place = cell.Place };
        }
        else if (plan.Join is { } join)
        {
            string joined = string.Concat(taken.Value.Text, join, value.Text);
            taken.Value = Value.Of(plan.MaxLength > 0 && joined.Length > plan.MaxLength ? joined[..plan.MaxLength] : joined);
        }
        else if (taken.Value != value && !taken.Told)
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
        for (int field = 0; field < _fields.Length; field++)
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
    }

    private static void Fill(MessageTree tree, Draft draft, FieldPlan plan, Setter set, in Taken taken, List<FieldOrigin>? origins, string part)
    {
        set(draft, taken.Value);
        if (origins is null)
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
        else if (number > 0 && _counts[field])
        {
            string count = number.ToString(CultureInfo.InvariantCulture);
            set(draft, plan.Kind == ValueKind.Text ? Value.Of(count) : new Value { Number = number, Integer = number });
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
    }
}
