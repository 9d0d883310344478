using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Turns the messages of one file into orders. The orders and their sequence depend on nothing but the bytes and the map.</summary>
internal sealed class TreeSession
{
    /// <summary>The most repetitions of one element that are looked at.</summary>
    private const int MaxRepetitions = 999;

    private static readonly NumberFormat Comma = new((byte)',', Group: 0);

    private readonly TreePlan _plan;
    private readonly int _maxLines;
    private readonly bool _explain;
    private readonly TreeLevel<OrderDraft> _order;
    private readonly TreeLevel<LineDraft> _line;
    private readonly FieldPath _lines;
    private readonly LineDraft _draft = new();
    private readonly List<Diagnostic> _found = [];
    private readonly Dictionary<TextCodec, (TreeWays Order, TreeWays Line)> _bound = [];
    private readonly int[] _currency;
    private readonly int[] _buyer;
    private readonly int[] _buyerName;
    private readonly int[] _supplier;
    private readonly int[] _supplierName;
    private readonly int[][] _items;
    private TreeWays? _orderWays;
    private TreeWays? _lineWays;
    private SymbolTable? _symbols;
    private string? _firstItem;
    private TextCodec? _codec;

    internal TreeSession(CompiledMap map, int maxLines, bool explain = false)
    {
        _explain = explain;
        _plan = map.Inbound.Tree!;
        _lines = _plan.Lines;
        _maxLines = maxLines;
        TextCache cache = new();
        NumberFormat? other = map.Inbound.Reading.Format == "edifact" ? Comma : null;
        _order = new TreeLevel<OrderDraft>(map.Inbound.Order, cache, other);
        _line = new TreeLevel<LineDraft>(map.Inbound.Line, cache, other);
        _currency = _order.Find("order.currency");
        _buyer = _order.Find("order.buyer", "order.buyerGlobalCode");
        _buyerName = _order.Find("order.buyerName");
        _supplier = _order.Find("order.supplier", "order.supplierGlobalCode");
        _supplierName = _order.Find("order.supplierName");

        // Segments name the item that counts first; in XML and JSON the order of elements says nothing, and the order is filled by the supplier's number.
        _items = map.Inbound.Reading.Format is "xml" or "json"
            ? [_line.Find("line.supplierItem"), _line.Find("line.item"), _line.Find("line.gtin"), _line.Find("line.manufacturerItem")]
            : [_line.Find("line.item", "line.supplierItem", "line.manufacturerItem", "line.gtin")];
    }

    /// <summary>Tells why a message is passed over.</summary>
    /// <returns>Null: the map is for it.</returns>
    public Diagnostic? Skip(MessageTree tree) =>
        _plan.MessageTypes.Count == 0 || _plan.MessageTypes.Contains(tree.Envelope.MessageType, StringComparer.OrdinalIgnoreCase)
            ? null
            : Diagnostic.Create(DiagnosticCodes.MessageNotForMap, tree.PositionOf(0), tree.Envelope.MessageType, tree.Envelope.MessageType, Expect.Names(_plan.MessageTypes));

    /// <summary>Maps a message.</summary>
    /// <param name="tree">The message, for which the map is meant.</param>
    /// <returns>The order, or what is wrong with it.</returns>
    public MappedOrder Map(MessageTree tree)
    {
        Bind(tree);
        OrderAssembly order = new([], 0, tree.File, 0, _maxLines);
        order.Add(tree.Diagnostics);
        order.Origins = _explain ? [] : null;
        _found.Clear();
        _firstItem = null;
        _order.Begin();
        _line.BeginInherited();
        Walk(tree, 0, _orderWays!, order);
        order.Told = new StatedHead(
            _order.FirstOf(_currency),
            _order.FirstOf(_buyer) ?? _order.FirstOf(_buyerName),
            _order.FirstOf(_supplier) ?? _order.FirstOf(_supplierName),
            _firstItem);
        _order.Finish(tree, 0, order.Draft, 0, _found, order.Origins);
        if (tree.BreaksOff)
            _found.Clear();
        else if (order.LineCount == 0 && !_found.Exists(d => d.Severity == Severity.Error))
            _found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, tree.PositionOf(0), _lines.Path.Text, expected: Expect.AtLeastOneLine));

        order.Add(_found);
        order.CountMessage(tree.PositionOf(0).Line, tree.PositionOf(tree.Count - 1).Line, Math.Max(1, order.LineCount));
        return order.Finish(ofMessage: true);
    }

    private void Bind(MessageTree tree)
    {
        if (_symbols == tree.Symbols && _codec == tree.Codec)
            return;

        // Messages of one file may differ in their encoding; each is bound once.
        if (_symbols != tree.Symbols)
            _bound.Clear();
        (_symbols, _codec) = (tree.Symbols, tree.Codec);
        if (_bound.TryGetValue(_codec, out (TreeWays Order, TreeWays Line) known))
        {
            (_orderWays, _lineWays) = known;
            return;
        }

        (_orderWays, _lineWays) = (new TreeWays(), new TreeWays());
        _orderWays.LayLines(_lines, _symbols, _codec);
        _order.Lay(path => (_orderWays, null, false), _symbols, _codec);
        _line.Lay(path => path.Path.FromMessage ? (_orderWays, null, true) : (_lineWays, _lines.Steps[^1].Step.Name, false), _symbols, _codec);
        _orderWays.Close();
        _lineWays.Close();
        _bound.Add(_codec, (_orderWays, _lineWays));
    }

    private void Walk(MessageTree tree, int parent, TreeWays ways, OrderAssembly? order)
    {
        int end = tree.End(parent);
        for (int node = parent + 1; node < end; node = tree.End(node))
        {
            foreach (TreeWays.Edge edge in ways.Through(tree.Symbol(node)))
            {
                if (!edge.Holds(tree, node))
                    continue;

                TreeWays next = edge.Next;
                foreach (ref readonly TreeWays.Take take in next.Takes.AsSpan())
                    TakeValue(tree, node, take, order is not null);

                if (next.GoesOn)
                    Walk(tree, node, next, order);

                if (next.IsLine && order is not null)
                    MapLine(tree, node, order);
            }
        }
    }

    private void MapLine(MessageTree tree, int node, OrderAssembly order)
    {
        _draft.Clear();
        _line.Begin();
        foreach (ref readonly TreeWays.Take take in _lineWays!.Takes.AsSpan())
            TakeValue(tree, node, take, ofOrder: false);

        Walk(tree, node, _lineWays, null);
        int number = order.LineCount + 1;
        if (number == 1)
            _firstItem = _items.Select(_line.FirstOf).FirstOrDefault(i => i is not null);
        _line.Finish(tree, node, _draft, number, _found, order.Origins);
        if (_draft.Number is { } text && order.FindNumber(text) is > 0 and int earlier)
        {
            _found.Add(Diagnostic.Create(
                DiagnosticCodes.LineDuplicate, tree.PositionOf(node), "line.number", text, Expect.Value(earlier)));
        }

        // A wrong line refuses the order, but what was read of it can still be shown.
        SourcePosition position = tree.PositionOf(node);
        order.AddLine(_draft.Build(), position.Line, position.Segment, position.Offset);
    }

    private void TakeValue(MessageTree tree, int node, in TreeWays.Take take, bool ofOrder)
    {
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
            if (ofOrder && !take.Inherited)
                _order.Take(take, cell, at, _found);
            else
                _line.Take(take, cell, at, _found);

            if (!tree.HasRepetitions)
                return;
        }
    }
}
