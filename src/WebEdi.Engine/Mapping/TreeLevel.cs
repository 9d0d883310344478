using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>The fields of the head, or of a line, while a message is walked.</summary>
internal sealed class TreeLevel<TDraft>(IReadOnlyList<BoundField<TDraft>> fields, TextCache cache, NumberFormat? otherNumber)
{
    private readonly BoundField<TDraft>[] _fields = [.. fields];
    private readonly bool[] _counts = [.. fields.Select(f => f.Plan.Paths.Any(p => p.Path.IsLineCount))];
    private readonly FieldText[] _texts = [.. fields.Select(f => new FieldText(f.Plan, cache, otherNumber))];
    private readonly Taken[] _taken = new Taken[fields.Count];
    private readonly Taken[] _inherited = new Taken[fields.Count];

    /// <summary>Lays the ways of all fields.</summary>
    /// <param name="ways">Tells where a way begins, the name of the node that it begins at, and whether lines inherit its value from the head.</param>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="codec">The encoding of the file.</param>
    public void Lay(Func<FieldPath, (TreeWays Ways, string? Self, bool Inherited)> ways, SymbolTable symbols, TextCodec codec)
    {
        for (int field = 0; field < fields.Count; field++)
        {
            IReadOnlyList<FieldPath> paths = fields[field].Plan.Paths;
            for (int i = 0; i < paths.Count; i++)
            {
                if (paths[i].Path.IsLineCount)
                    continue;

                (TreeWays from, string? self, bool inherited) = ways(paths[i]);
                from.Lay(paths[i], field, paths[i].Rank, inherited, self, symbols, codec);
            }
        }
    }

    /// <summary>Begins the head, or the next line.</summary>
    public void Begin() => Array.Clear(_taken);

    /// <summary>Begins a message: what lines take from its head is forgotten.</summary>
    public void BeginInherited() => Array.Clear(_inherited);

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

        if (!taken.Any || take.Alternative < taken.Alternative)
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
    /// <param name="number">The running number of the line; 0: the head.</param>
    /// <param name="found">Faults are added here.</param>
    /// <param name="origins">Told where every value came from; null: nobody asks.</param>
    public void Finish(MessageTree tree, int node, TDraft draft, int number, List<Diagnostic> found, List<FieldOrigin>? origins)
    {
        for (int field = 0; field < _fields.Length; field++)
        {
            (FieldPlan plan, Setter<TDraft> set) = _fields[field];
            ref readonly Taken taken = ref _taken[field];
            ref readonly Taken inherited = ref _inherited[field];
            if (taken.Any && (!inherited.Any || taken.Alternative < inherited.Alternative))
                Fill(tree, draft, plan, set, taken, number, origins);
            else if (inherited.Any)
                Fill(tree, draft, plan, set, inherited, number, origins);
            else if (!taken.Faulty && !inherited.Faulty)
                StandIn(tree, node, draft, number, found, plan, set, field);
        }
    }

    private static void Fill(MessageTree tree, TDraft draft, FieldPlan plan, Setter<TDraft> set, in Taken taken, int number, List<FieldOrigin>? origins)
    {
        set(draft, taken.Value);
        if (origins is null)
            return;

        (_, int length) = tree.BytesOf(taken.Node, taken.Place);
        origins.Add(new FieldOrigin(
            Origins.PathOf(plan, number), taken.Value.ToText(plan.Kind), SourceOf(plan, taken.Alternative), tree.PositionOf(taken.Node, taken.Place), length));
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

    private void StandIn(MessageTree tree, int node, TDraft draft, int number, List<Diagnostic> found, FieldPlan plan, Setter<TDraft> set, int field)
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
        public int Alternative;
        public long At;
        public int Node;
        public Place Place;
        public Value Value;
    }
}
