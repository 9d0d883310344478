using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Turns the messages of one file into documents. The documents and their sequence depend on nothing but the bytes and the map.</summary>
internal sealed partial class TreeSession
{
    /// <summary>The most repetitions of one element that are looked at.</summary>
    private const int MaxRepetitions = 999;

    /// <summary>The most lines that room is made for because the message before had so many.</summary>
    private const int MaxAwaitedLines = 1000;

    private static readonly NumberFormat Comma = new((byte)',', Group: 0);

    private readonly DocumentKind _kind;
    private readonly TreePlan _plan;
    private readonly int _maxLines;
    private readonly bool _explain;
    private readonly bool _isClose;
    private readonly Level[] _levels;
    private readonly TreeLevel _head;
    private readonly Level _line;
    private readonly OrderLineDraft? _orderLine;
    private readonly LineFiller _filler = new();
    private readonly bool _isPlanned;
    private readonly List<Diagnostic> _found = [];
    private readonly Dictionary<TextCodec, TreeWays> _bound = [];
    private readonly int[] _currency;
    private readonly int[] _buyer;
    private readonly int[] _buyerName;
    private readonly int[] _supplier;
    private readonly int[] _supplierName;
    private readonly int[][] _items;
    private int _lineCount;
    private HeadDraft? _draft;
    private TreeWays? _ways;
    private SymbolTable? _symbols;
    private string? _firstItem;
    private bool _hasAscii;
    private TextCodec? _codec;

    /// <summary>Begins a session.</summary>
    /// <param name="map">A map for messages.</param>
    /// <param name="maxLines">The most lines of one document.</param>
    /// <param name="explain">Whether somebody asks where values came from.</param>
    /// <param name="isClose">Whether everything goes the way of all nodes and is looked at closely. It makes no difference to what is found, only to how long it takes.</param>
    internal TreeSession(CompiledMap map, int maxLines, bool explain = false, bool isClose = false)
    {
        (_explain, _isClose) = (explain, isClose);
        InboundPlan inbound = map.Inbound;
        (_kind, _plan, _maxLines) = (inbound.Kind, inbound.Tree!, maxLines);
        TextCache cache = new();
        NumberFormat? other = inbound.Reading.Format == "edifact" ? Comma : null;
        _levels = LevelsOf(inbound.Head, null, cache, other, isClose);
        _head = _levels[0].Fields;
        _line = _levels[0];
        foreach (Level level in _levels)
        {
            if (level.Plan.Level == _kind.Line)
                _line = level;
        }

        _orderLine = _line.Draft as OrderLineDraft;
        _isPlanned = _orderLine is not null && _line.Below.Count == 0 && !explain && !isClose;
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
    public Diagnostic? Skip(MessageTree tree)
    {
        foreach (string type in _plan.MessageTypes)
        {
            if (string.Equals(type, tree.Envelope.MessageType, StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return _plan.MessageTypes.Length == 0
            ? null
            : Diagnostic.Create(DiagnosticCodes.MessageNotForMap, tree.PositionOf(0), tree.Envelope.MessageType, tree.Envelope.MessageType, Expect.Names(_plan.MessageTypes));
    }

    /// <summary>Maps a message.</summary>
    /// <param name="tree">The message, for which the map is meant.</param>
    /// <returns>The document, or what is wrong with it.</returns>
    public MappedDocument Map(MessageTree tree)
    {
        Bind(tree);
        DocumentAssembly document = new(_kind, [], 0, tree.File, 0, _maxLines, Math.Min(_lineCount, MaxAwaitedLines), _draft);
        _draft = document.Draft;
        document.Add(tree.Diagnostics);
        document.Origins = _explain ? [] : null;
        _found.Clear();
        _firstItem = null;
        _hasAscii = tree.Codec.HasAscii;
        _head.Begin(document.Draft);
        foreach (Level level in _levels)
        {
            level.Count = 0;
            level.Fields.BeginMessage(tree);
        }

        Walk(tree, 0, _ways!, document);
        document.Told = new StatedHead(
            _head.FirstOf(_currency),
            _head.FirstOf(_buyer) ?? _head.FirstOf(_buyerName),
            _head.FirstOf(_supplier) ?? _head.FirstOf(_supplierName),
            _firstItem);
        _head.Finish(0, 0, _found, document.Origins, "");
        if (tree.BreaksOff)
            _found.Clear();
        else if (document.Draft.NeedsLines && document.LineCount == 0 && !_found.Exists(d => d.Severity == Severity.Error))
            _found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, tree.PositionOf(0), _line.Plan.Ways[0].Path.Text, expected: Expect.AtLeastOneLine));

        document.Add(_found);
        _lineCount = document.LineCount;
        document.CountMessage(tree.LineOf(0).Line, tree.LineOf(tree.Count - 1).Line, Math.Max(1, document.LineCount));
        return document.Finish(ofMessage: true);
    }

    /// <summary>Lets the last message go; what the session knows of its map stays for the next one.</summary>
    public void Rest()
    {
        _draft = null;
        _firstItem = null;
        _filler.Rest();
        _found.Clear();
        foreach (Level level in _levels)
        {
            level.Draft.Clear();
            level.Fields.Rest();
        }
    }

    private static Level[] LevelsOf(LevelPlan plan, Level? above, TextCache cache, NumberFormat? other, bool isClose)
    {
        Level level = new(plan, above, new TreeLevel(plan.Level, plan.Fields, cache, other, plan.Steps, isClose));
        Level[] levels = [level];
        foreach (LevelPlan below in plan.Below)
            levels = [.. levels, .. LevelsOf(below, level, cache, other, isClose)];
        return levels;
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
            _levels[level].Fields.Lay(_ways, level == 0 ? PathStart.Part : PathStart.Message, isHead: level == 0, null, _symbols, _codec);
        _ways.Close();
        _bound.Add(_codec, _ways);
    }

    private void LayPartsOf(int above, TreeWays from, string? self, SymbolTable symbols, TextCodec codec)
    {
        for (int level = above + 1; level < _levels.Length; level++)
        {
            if (_levels[level].Above != _levels[above])
                continue;

            _levels[level].Fields.Lay(from, PathStart.Above, isHead: false, self, symbols, codec);
            foreach (FieldPath way in _levels[level].Plan.Ways)
            {
                TreeWays inside = from.LayParts(way, level, symbols, codec);
                string? begins = way.Path.IsSelf ? self : way.Steps[^1].Step.Name;
                _levels[level].Fields.Lay(inside, PathStart.Part, isHead: false, begins, symbols, codec);
                LayPartsOf(level, inside, begins, symbols, codec);
            }
        }
    }

    private void Walk(MessageTree tree, int parent, TreeWays ways, DocumentAssembly document)
    {
        if (_isClose)
            WalkNodes(tree, parent, ways, document);
        else if (tree is SegmentTree segments)
            WalkSegments(segments, parent, ways, document);
        else if (tree is ElementTree elements)
            WalkElements(elements, parent, ways, document);
        else
            WalkNodes(tree, parent, ways, document);
    }

    private void WalkNodes(MessageTree tree, int parent, TreeWays ways, DocumentAssembly document)
    {
        int end = tree.End(parent);
        for (int node = parent + 1; node < end; node = tree.End(node))
        {
            if (ways.Through(tree.Symbol(node)) is { } crossing)
                Go(tree, node, crossing, document);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WalkElements(ElementTree tree, int parent, TreeWays ways, DocumentAssembly document)
    {
        int end = tree.End(parent);
        for (int node = parent + 1; node < end; node = tree.End(node))
        {
            if (ways.Through(tree.Symbol(node)) is not { } crossing)
                continue;

            // Mostly an element with a value, for which nothing else is asked.
            if (crossing.Stops is null || crossing.For(tree, node) is not { } passage)
            {
                Go(tree, node, crossing, document);
                continue;
            }

            TakeElement(tree, node, passage.Takes.Groups);
            if (passage.GoesOn)
                GoOn(tree, node, passage, document);
        }
    }

    // Small pieces by intent: what is put together here is walked for every segment, and its registers must last.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Go(MessageTree tree, int node, Crossing crossing, DocumentAssembly document)
    {
        // What holds parts comes last; all that is taken here holds for them only.
        if (crossing.HoldsParts)
            Enter();

        if (crossing.For(tree, node) is { } passage)
            Pass(tree, node, passage, document);

        foreach ((TreeWays.Edge edge, Passage own) in crossing.Each)
        {
            if (edge.Holds(tree, node))
                Pass(tree, node, own, document);
        }

        if (crossing.HoldsParts)
            Leave();
    }

    private void Pass(MessageTree tree, int node, Passage passage, DocumentAssembly document)
    {
        TakeValues(tree, node, passage.Takes);
        GoOn(tree, node, passage, document);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GoOn(MessageTree tree, int node, Passage passage, DocumentAssembly document)
    {
        foreach (TreeWays onward in passage.Onward)
            Walk(tree, node, onward, document);

        foreach (TreeWays.Start start in passage.Starts)
            MapPart(tree, node, start, document);
    }

    private void MapPart(MessageTree tree, int node, TreeWays.Start start, DocumentAssembly document)
    {
        Level level = _levels[start.Level];
        level.Begin();
        if (_isPlanned && level == _line && _hasAscii && tree is SegmentTree segments && TryMapLine(segments, node, start, level))
        {
            AddLine(tree, node, document);
            return;
        }

        if (_explain)
            level.Part = Origins.PartOf(level.Above!.Part, level.Plan.Level.List, level.Count);

        TakeValues(tree, node, start.Ways.Takes);
        Walk(tree, node, start.Ways, document);
        if (start.Ways.StandIns.Count > 0)
            MapStandIns(tree, node, start.Ways.StandIns, document);

        level.LeaveBelow();
        if (level == _line && level.Count == 1)
            _firstItem = FirstItem();
        level.Fields.Finish(node, level.Count, _found, document.Origins, level.Part);
        if (level == _line)
            AddLine(tree, node, document);
        else if (level.Above == _levels[0])
            document.Draft.Add(level.Draft);
        else
            level.Above!.Draft.Add(level.Draft);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MapStandIns(MessageTree tree, int node, List<TreeWays.Start> standIns, DocumentAssembly document)
    {
        foreach (TreeWays.Start standIn in standIns)
        {
            if (_levels[standIn.Level].Count == 0)
                MapPart(tree, node, standIn, document);
        }
    }

    private void AddLine(MessageTree tree, int node, DocumentAssembly document)
    {
        Draft draft = _line.Draft;
        if (_kind.Line.IsNumberUnique && !document.TryNoteNumber(draft.Whole) && draft.NumberText is { } text && document.FindNumber(text) is > 0 and int earlier)
            TellDuplicate(tree, node, text, earlier);

        // A wrong line refuses the document, but what was read of it can still be shown.
        NodeLine at = tree.LineOf(node);
        document.AddLine(draft, at.Line, at.Segment, at.Offset);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TellDuplicate(MessageTree tree, int node, string number, int earlier) =>
        _found.Add(Diagnostic.Create(DiagnosticCodes.LineDuplicate, tree.PositionOf(node), "line.number", number, Expect.Value(earlier)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? FirstItem()
    {
        foreach (int[] items in _items)
        {
            if (_line.Fields.FirstOf(items) is { } item)
                return item;
        }

        return null;
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

    private void TakeValues(MessageTree tree, int node, TakeSet takes)
    {
        if (takes.Groups.Length == 0)
            return;

        if (tree is ElementTree elements)
            TakeElement(elements, node, takes.Groups);
        else if (!_isClose && tree is SegmentTree segments && takes.For(segments, node) is { } steps)
            TakePlain(segments, segments.Run(), node, steps);
        else
            TakeOneByOne(tree, node, takes.Groups);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeSome(in TakeStep step, MessageTree tree, int node, ReadOnlySpan<byte> bytes, in SlotValues values)
    {
        foreach (TreeWays.Take take in step.Takes(values))
        {
            if (step.IsSure || take.IsMeant(tree, node, 0))
                take.Field.Take(take, tree, node, take.Place, bytes, _found);
        }
    }

    /// <summary>An element has one value, or none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeElement(ElementTree tree, int node, TakeGroup[] groups)
    {
        if (groups.Length == 0)
            return;

        ReadOnlySpan<byte> bytes = tree.Value(node);
        if (bytes.IsEmpty)
            return;

        foreach (TakeGroup group in groups)
        {
            if (group.Place != default)
                continue;

            foreach (TreeWays.Take take in group.Takes)
            {
                if (take.IsMeant(tree, node, 0))
                    take.Field.Take(take, tree, node, take.Place, bytes, _found);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeOneByOne(MessageTree tree, int node, TakeGroup[] groups)
    {
        int last = tree.IsRepeated(node) ? MaxRepetitions : 1;
        foreach (TakeGroup group in groups)
        {
            foreach (TreeWays.Take take in group.Takes)
            {
                for (int repetition = 0; repetition < last; repetition++)
                {
                    Place place = repetition == 0 ? take.Place : take.Place with { Repetition = repetition };
                    ReadOnlySpan<byte> bytes = tree.Value(node, place);
                    if (repetition > 0 && bytes.IsEmpty)
                        break;

                    if (!bytes.IsEmpty && take.IsMeant(tree, node, repetition))
                        take.Field.Take(take, tree, node, place, bytes, _found);
                }
            }
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

        /// <summary>Begins the next part.</summary>
        public void Begin()
        {
            Draft.Clear();
            Fields.Begin(Draft);
            Count++;
            for (int i = 0; i < Below.Count; i++)
            {
                Below[i].Count = 0;
                Below[i].Fields.Enter();
            }
        }

        /// <summary>Leaves the parts further in.</summary>
        public void LeaveBelow()
        {
            for (int i = 0; i < Below.Count; i++)
                Below[i].Fields.Leave();
        }
    }
}
