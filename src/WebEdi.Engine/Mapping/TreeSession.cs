using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Turns the messages of one file into documents. The documents and their sequence depend on nothing but the bytes and the map.</summary>
internal sealed class TreeSession
{
    /// <summary>The most repetitions of one element that are looked at.</summary>
    private const int MaxRepetitions = 999;

    private static readonly NumberFormat Comma = new((byte)',', Group: 0);

    private readonly DocumentKind _kind;
    private readonly TreePlan _plan;
    private readonly int _maxLines;
    private readonly bool _explain;
    private readonly Level[] _levels;
    private readonly TreeLevel _head;
    private readonly Level _line;
    private readonly List<Diagnostic> _found = [];
    private readonly Dictionary<TextCodec, TreeWays> _bound = [];
    private readonly int[] _currency;
    private readonly int[] _buyer;
    private readonly int[] _buyerName;
    private readonly int[] _supplier;
    private readonly int[] _supplierName;
    private readonly int[][] _items;
    private TreeWays? _ways;
    private SymbolTable? _symbols;
    private string? _firstItem;
    private TextCodec? _codec;

    internal TreeSession(CompiledMap map, int maxLines, bool explain = false)
    {
        _explain = explain;
        InboundPlan inbound = map.Inbound;
        (_kind, _plan, _maxLines) = (inbound.Kind, inbound.Tree!, maxLines);
        TextCache cache = new();
        NumberFormat? other = inbound.Reading.Format == "edifact" ? Comma : null;
        List<Level> levels = [];
        AddLevels(inbound.Head, null, levels, plan => new TreeLevel(plan.Fields, cache, other));
        _levels = [.. levels];
        _head = _levels[0].Fields;
        _line = levels.Find(l => l.Plan.Level == _kind.Line)!;
        _currency = _head.Find(_kind.Name + ".currency");
        _buyer = _head.Find(_kind.Name + ".buyer", _kind.Name + ".buyerGlobalCode");
        _buyerName = _head.Find(_kind.Name + ".buyerName");
        _supplier = _head.Find(_kind.Name + ".supplier", _kind.Name + ".supplierGlobalCode");
        _supplierName = _head.Find(_kind.Name + ".supplierName");

        // Segments name the item that counts first; in XML and JSON the order of elements says nothing, and the order is filled by the supplier's number.
        TreeLevel line = _line.Fields;
        _items = inbound.Reading.Format is "xml" or "json"
            ? [line.Find("line.supplierItem"), line.Find("line.item"), line.Find("line.gtin"), line.Find("line.manufacturerItem")]
            : [line.Find("line.item", "line.supplierItem", "line.manufacturerItem", "line.gtin")];
    }

    /// <summary>Tells why a message is passed over.</summary>
    /// <returns>Null: the map is for it.</returns>
    public Diagnostic? Skip(MessageTree tree) =>
        _plan.MessageTypes.Count == 0 || _plan.MessageTypes.Contains(tree.Envelope.MessageType, StringComparer.OrdinalIgnoreCase)
            ? null
            : Diagnostic.Create(DiagnosticCodes.MessageNotForMap, tree.PositionOf(0), tree.Envelope.MessageType, tree.Envelope.MessageType, Expect.Names(_plan.MessageTypes));

    /// <summary>Maps a message.</summary>
    /// <param name="tree">The message, for which the map is meant.</param>
    /// <returns>The document, or what is wrong with it.</returns>
    public MappedDocument Map(MessageTree tree)
    {
        Bind(tree);
        DocumentAssembly document = new(_kind, [], 0, tree.File, 0, _maxLines);
        document.Add(tree.Diagnostics);
        document.Origins = _explain ? [] : null;
        _found.Clear();
        _firstItem = null;
        _head.Begin();
        foreach (Level level in _levels)
        {
            level.Count = 0;
            level.Fields.BeginInherited();
        }

        Walk(tree, 0, _ways!, document);
        document.Told = new StatedHead(
            _head.FirstOf(_currency),
            _head.FirstOf(_buyer) ?? _head.FirstOf(_buyerName),
            _head.FirstOf(_supplier) ?? _head.FirstOf(_supplierName),
            _firstItem);
        _head.Finish(tree, 0, document.Draft, 0, _found, document.Origins, "");
        if (tree.BreaksOff)
            _found.Clear();
        else if (_kind.NeedsLines && document.LineCount == 0 && !_found.Exists(d => d.Severity == Severity.Error))
            _found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, tree.PositionOf(0), _line.Plan.Ways[0].Path.Text, expected: Expect.AtLeastOneLine));

        document.Add(_found);
        document.CountMessage(tree.PositionOf(0).Line, tree.PositionOf(tree.Count - 1).Line, Math.Max(1, document.LineCount));
        return document.Finish(ofMessage: true);
    }

    private static void AddLevels(LevelPlan plan, Level? above, List<Level> levels, Func<LevelPlan, TreeLevel> fields)
    {
        Level level = new(plan, above, fields(plan));
        levels.Add(level);
        foreach (LevelPlan below in plan.Below)
            AddLevels(below, level, levels, fields);
    }

    private void Bind(MessageTree tree)
    {
        if (_symbols == tree.Symbols && _codec == tree.Codec)
            return;

        // Messages of one file may differ in their encoding; each is bound once.
        if (_symbols != tree.Symbols)
            _bound.Clear();
        (_symbols, _codec) = (tree.Symbols, tree.Codec);
        if (_bound.TryGetValue(_codec, out _ways))
            return;

        _ways = new TreeWays();
        LayPartsOf(0, _ways, null, _symbols, _codec);
        for (int level = 0; level < _levels.Length; level++)
            _levels[level].Fields.Lay(_ways, inherited: level > 0, level, null, _symbols, _codec);
        _ways.Close();
        _bound.Add(_codec, _ways);
    }

    private void LayPartsOf(int above, TreeWays from, string? self, SymbolTable symbols, TextCodec codec)
    {
        for (int level = above + 1; level < _levels.Length; level++)
        {
            if (_levels[level].Above != _levels[above])
                continue;

            foreach (FieldPath way in _levels[level].Plan.Ways)
            {
                TreeWays inside = from.LayParts(way, level, symbols, codec);
                string? begins = way.Path.IsSelf ? self : way.Steps[^1].Step.Name;
                _levels[level].Fields.Lay(inside, inherited: false, level, begins, symbols, codec);
                LayPartsOf(level, inside, begins, symbols, codec);
            }
        }
    }

    private void Walk(MessageTree tree, int parent, TreeWays ways, DocumentAssembly document)
    {
        int end = tree.End(parent);
        for (int node = parent + 1; node < end; node = tree.End(node))
        {
            TreeWays.Edge[] edges = ways.Through(tree.Symbol(node));
            if (edges.Length > 0)
                Go(tree, node, edges, document);
        }
    }

    private void Go(MessageTree tree, int node, TreeWays.Edge[] edges, DocumentAssembly document)
    {
        // What holds parts comes last; all that is taken here holds for them only.
        bool holdsParts = edges[^1].Next.HasParts;
        if (holdsParts)
            Enter();

        foreach (TreeWays.Edge edge in edges)
        {
            if (!edge.Holds(tree, node))
                continue;

            TreeWays next = edge.Next;
            foreach (ref readonly TreeWays.Take take in next.Takes.AsSpan())
                TakeValue(tree, node, take);

            if (next.GoesOn)
                Walk(tree, node, next, document);

            if (next.Starts is { } start)
                MapPart(tree, node, start, document);
        }

        if (holdsParts)
            Leave();
    }

    private void MapPart(MessageTree tree, int node, TreeWays.Start start, DocumentAssembly document)
    {
        Level level = _levels[start.Level];
        level.Draft.Clear();
        level.Fields.Begin();
        level.Count++;
        if (_explain)
            level.Part = Origins.PartOf(level.Above!.Part, level.Plan.Level.List, level.Count);
        foreach (Level below in level.Below)
            below.Count = 0;

        foreach (ref readonly TreeWays.Take take in start.Ways.Takes.AsSpan())
            TakeValue(tree, node, take);

        Walk(tree, node, start.Ways, document);
        foreach (TreeWays.Start standIn in start.Ways.StandIns)
        {
            if (_levels[standIn.Level].Count == 0)
                MapPart(tree, node, standIn, document);
        }

        if (level == _line && level.Count == 1)
            _firstItem = _items.Select(level.Fields.FirstOf).FirstOrDefault(i => i is not null);
        level.Fields.Finish(tree, node, level.Draft, level.Count, _found, document.Origins, level.Part);
        if (level == _line)
            AddLine(tree, node, document);
        else if (level.Above == _levels[0])
            document.Draft.Add(level.Draft);
        else
            level.Above!.Draft.Add(level.Draft);
    }

    private void AddLine(MessageTree tree, int node, DocumentAssembly document)
    {
        if (_kind.Line.IsNumberUnique && _line.Draft.Number is { } text && document.FindNumber(text) is > 0 and int earlier)
        {
            _found.Add(Diagnostic.Create(
                DiagnosticCodes.LineDuplicate, tree.PositionOf(node), "line.number", text, Expect.Value(earlier)));
        }

        // A wrong line refuses the document, but what was read of it can still be shown.
        SourcePosition position = tree.PositionOf(node);
        document.AddLine(_line.Draft, position.Line, position.Segment, position.Offset);
    }

    private void Enter()
    {
        foreach (Level level in _levels)
            level.Fields.Enter();
    }

    private void Leave()
    {
        foreach (Level level in _levels)
            level.Fields.Leave();
    }

    private void TakeValue(MessageTree tree, int node, in TreeWays.Take take)
    {
        TreeLevel level = _levels[take.Level].Fields;
        for (int repetition = 0; repetition < MaxRepetitions; repetition++)
        {
            Place place = take.Place with { Repetition = repetition };
            ReadOnlySpan<byte> bytes = tree.Value(node, place);
            if (repetition > 0 && bytes.IsEmpty)
                return;

            if (bytes.IsEmpty || !take.IsMeant(tree, node, repetition))
            {
                if (tree.HasRepetitions)
                    continue;
                return;
            }

            Cell cell = new(tree, node, place, bytes);
            long at = ((long)node << 24) | ((long)place.Element << 8) | (uint)place.Component;
            level.Take(take, cell, at, _found);
            if (!tree.HasRepetitions)
                return;
        }
    }

    /// <summary>A level while a message is walked.</summary>
    private sealed class Level
    {
        public Level(LevelPlan plan, Level? above, TreeLevel fields)
        {
            (Plan, Above, Fields, Draft) = (plan, above, fields, plan.Level.NewDraft());
            above?.Below.Add(this);
        }

        public LevelPlan Plan { get; }

        public Level? Above { get; }

        public TreeLevel Fields { get; }

        /// <summary>Gets what has been said of the part that is open; the head has a draft of its own per message.</summary>
        public Draft Draft { get; }

        public List<Level> Below { get; } = [];

        /// <summary>Gets or sets how many parts of the part above have come.</summary>
        public int Count { get; set; }

        /// <summary>Gets or sets the part in the account of origins.</summary>
        public string Part { get; set; } = "";
    }
}
