using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>All ways of a map laid over one another, so that a message is walked once. Made for the names and the encoding of one file.</summary>
internal sealed class TreeWays
{
    private readonly List<Edge> _edges = [];
    private readonly List<Take> _takes = [];

    private Crossing?[] _bySymbol = [];
    private bool _isClosed;

    /// <summary>Gets a value indicating whether ways go on from here.</summary>
    public bool GoesOn => _edges.Count > 0;

    /// <summary>Gets the values that ways lead to here.</summary>
    public IReadOnlyList<Take> Laid => _takes;

    /// <summary>Gets the values that are taken here.</summary>
    public TakeSet Takes => field ??= TakeSet.Of(_takes);

    /// <summary>Gets what is taken from segments of the message itself, where the ways begin at the message.</summary>
    public HeadPlans Heads => field ??= new HeadPlans(this);

    /// <summary>Gets the part of a level that the node begins; null: it begins none.</summary>
    public Start? Starts { get; private set; }

    /// <summary>Gets the parts of levels that begin here where no other node has begun one.</summary>
    public List<Start> StandIns { get; } = [];

    /// <summary>Gets a value indicating whether parts of a level begin further in.</summary>
    public bool HasParts { get; private set; }

    /// <summary>Gets the ways on through nodes of a name; null: there are none.</summary>
    public Crossing? Through(int symbol) => (uint)symbol < (uint)_bySymbol.Length ? _bySymbol[symbol] : null;

    /// <summary>Ends laying: what is walked for every node is arrays from now on.</summary>
    public void Close()
    {
        // A way that stands for any number of names leads back to itself.
        if (_isClosed)
            return;

        _isClosed = true;
        foreach (Edge edge in _edges)
            edge.Next.Close();

        Starts?.Ways.Close();
        foreach (Start standIn in StandIns)
            standIn.Ways.Close();

        // What a node says itself is taken before the parts in it.
        HasParts = _edges.Exists(e => e.Next == this || e.Next.Starts is not null || e.Next.HasParts);
        foreach (Edge edge in _edges)
        {
            if (edge.Symbol >= _bySymbol.Length)
                Array.Resize(ref _bySymbol, edge.Symbol + 1);
            _bySymbol[edge.Symbol] ??= new Crossing(Same(edge.Symbol));
        }
    }

    /// <summary>Gets the ways through nodes of a name, those that hold parts last.</summary>
    private Edge[] Same(int symbol)
    {
        List<Edge> plain = _edges.FindAll(e => e.Symbol == symbol && !(e.Next == this || e.Next.HasParts));
        return [.. plain, .. _edges.FindAll(e => e.Symbol == symbol && (e.Next == this || e.Next.HasParts))];
    }

    /// <summary>Lays a way.</summary>
    /// <param name="path">The way.</param>
    /// <param name="field">The field it belongs to.</param>
    /// <param name="inherited">Whether the value is one of the message, the level one below the head.</param>
    /// <param name="self">The name of the node that the ways begin at, when a way may name it.</param>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="codec">The encoding of the file.</param>
    public void Lay(FieldPath path, TreeField field, bool inherited, string? self, SymbolTable symbols, TextCodec codec)
    {
        TreeWays end = Follow(path.Steps, self, symbols, codec);
        foreach (ValuePlace value in path.Values)
            end._takes.Add(new Take(field, path.Rank, inherited, value.Place, value.Beside, Bytes(value.Qualifiers, codec), value.Holds));
    }

    /// <summary>Lays a way to the parts of a level.</summary>
    /// <param name="path">The way.</param>
    /// <param name="level">The number of the level.</param>
    /// <param name="symbols">The names of the file.</param>
    /// <param name="codec">The encoding of the file.</param>
    /// <returns>The ways that begin at such a part.</returns>
    public TreeWays LayParts(FieldPath path, int level, SymbolTable symbols, TextCodec codec)
    {
        Start start = new(level, new TreeWays());
        if (path.Path.IsSelf)
            StandIns.Add(start);
        else
            Follow(path.Steps, null, symbols, codec).Starts = start;
        return start.Ways;
    }

    private TreeWays Follow(NodeStep[] steps, string? self, SymbolTable symbols, TextCodec codec)
    {
        TreeWays at = this;
        TreeWays? repeated = null;
        for (int i = 0; i < steps.Length; i++)
        {
            // LIN/1082 in a line that LIN begins means that segment itself.
            if (i == 0 && steps[0].Step.Name == self && steps[0].Conditions.Length == 0)
                continue;

            TreeWays next = at.Next(steps[i], symbols, codec);
            if (steps[i].Step.IsRepeated)
            {
                // None of the names, or any number: what follows begins here as well as below each of them.
                next.Share(steps[i], next, symbols, codec);
                repeated = next;
                continue;
            }

            repeated?.Share(steps[i], next, symbols, codec);
            (at, repeated) = (next, null);
        }

        return at;
    }

    private void Share(NodeStep step, TreeWays next, SymbolTable symbols, TextCodec codec)
    {
        if (Find(step.Step.Key) is null)
            _edges.Add(new Edge(step.Step.Key, symbols.Of(step.Step.Name), Bind(step.Conditions, symbols, codec), next));
    }

    private TreeWays Next(NodeStep step, SymbolTable symbols, TextCodec codec)
    {
        if (Find(step.Step.Key) is { } known)
            return known;

        TreeWays next = new();
        Share(step, next, symbols, codec);
        return next;
    }

    private TreeWays? Find(string key)
    {
        foreach (Edge edge in _edges)
        {
            if (edge.Key == key)
                return edge.Next;
        }

        return null;
    }

    private static EdgeCondition[] Bind(NodeCondition[] conditions, SymbolTable symbols, TextCodec codec)
    {
        // Plain loops in everything that is laid: a query has to be made ready before the first message of a process.
        EdgeCondition[] bound = new EdgeCondition[conditions.Length];
        for (int i = 0; i < bound.Length; i++)
            bound[i] = new EdgeCondition(conditions[i].Places, Below(conditions[i].Names, symbols), Bytes(conditions[i].Values, codec), conditions[i].Holds);
        return bound;
    }

    private static Descent[] Below(IReadOnlyList<string> names, SymbolTable symbols)
    {
        Descent[] all = new Descent[names.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = names[i] is [.. var name, '*'] ? new Descent(symbols.Of(name), IsRepeated: true) : new Descent(symbols.Of(names[i]), IsRepeated: false);
        return all;
    }

    private static byte[][] Bytes(IReadOnlyList<string> texts, TextCodec codec)
    {
        byte[][] all = new byte[texts.Count][];
        for (int i = 0; i < texts.Count; i++)
        {
            byte[] bytes = new byte[(texts[i].Length * codec.MaxBytesPerChar) + 4];
            codec.Encode(texts[i], bytes, out int written);
            all[i] = bytes[..written];
        }

        return all;
    }

    /// <summary>The beginning of a part of a level.</summary>
    /// <param name="Level">The number of the level.</param>
    /// <param name="Ways">The ways from there.</param>
    internal sealed record Start(int Level, TreeWays Ways)
    {
        /// <summary>Gets or sets what is taken from lines of orders that begin here; null: no line has come yet, or it is another level.</summary>
        public LinePlans? Lines { get; set; }
    }

    /// <summary>A way on.</summary>
    internal sealed record Edge(string Key, int Symbol, EdgeCondition[] Conditions, TreeWays Next)
    {
        public bool Holds(MessageTree tree, int node)
        {
            foreach (EdgeCondition condition in Conditions)
            {
                if (!condition.IsMet(tree, node))
                    return false;
            }

            return true;
        }
    }

    /// <summary>A step down in a condition.</summary>
    /// <param name="Symbol">The name.</param>
    /// <param name="IsRepeated">Whether it stands for any number of such names below one another, none among them.</param>
    internal readonly record struct Descent(int Symbol, bool IsRepeated);

    /// <summary>A condition of a node.</summary>
    internal sealed record EdgeCondition(Place[] Places, Descent[] Names, byte[][] Values, bool MustHold)
    {
        public bool IsMet(MessageTree tree, int node) => (Names.Length > 0 ? IsMetBelow(tree, node, 0) : IsMetIn(tree, node)) == MustHold;

        private bool IsMetIn(MessageTree tree, int node)
        {
            foreach (Place place in Places)
            {
                if (IsOneOf(tree.Value(node, place), Values))
                    return true;
            }

            return false;
        }

        private bool IsMetBelow(MessageTree tree, int node, int depth)
        {
            if (depth == Names.Length)
                return Values.Length == 0 || (Places.Length > 0 ? IsMetIn(tree, node) : IsOneOf(tree.Value(node, default), Values));

            Descent step = Names[depth];
            if (step.IsRepeated && IsMetBelow(tree, node, depth + 1))
                return true;

            for (int child = node + 1; child < tree.End(node); child = tree.End(child))
            {
                if (tree.Symbol(child) == step.Symbol && IsMetBelow(tree, child, step.IsRepeated ? depth : depth + 1))
                    return true;
            }

            return false;
        }
    }

    /// <summary>A value to take.</summary>
    internal sealed record Take(TreeField Field, int Alternative, bool Inherited, Place Place, Place? Beside, byte[][] Qualifiers, bool QualifierHolds)
    {
        /// <summary>Tells whether the right qualifier stands beside the value.</summary>
        public bool IsMeant(MessageTree tree, int node, int repetition) =>
            Beside is not { } beside || IsOneOf(tree.Value(node, beside with { Repetition = beside.Element == Place.Element ? repetition : 0 }), Qualifiers) == QualifierHolds;

        /// <summary>Tells whether another way to the same place is a worse one for the same field.</summary>
        public bool IsBetter(Take other) =>
            Alternative < other.Alternative && Field == other.Field && Inherited == other.Inherited && Place == other.Place;

        /// <summary>Tells whether another way is never needed, because this one is better and always open.</summary>
        public bool Outdoes(Take other) => Beside is null && IsBetter(other);
    }

    private static bool IsOneOf(ReadOnlySpan<byte> value, byte[][] values)
    {
        foreach (byte[] one in values)
        {
            if (value.SequenceEqual(one))
                return true;
        }

        return false;
    }
}
