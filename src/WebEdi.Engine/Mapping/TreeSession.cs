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
    private readonly bool _isSegmented;
    private readonly TreeLevel<OrderDraft> _order;
    private readonly TreeLevel<LineDraft> _line;
    private readonly FieldPath _lines;
    private readonly LineDraft _draft = new();
    private readonly List<Diagnostic> _found = [];
    private TreeWays? _orderWays;
    private TreeWays? _lineWays;
    private SymbolTable? _symbols;
    private string? _firstItem;
    private TextCodec? _codec;

    internal TreeSession(CompiledMap map, int maxLines, bool explain = false)
    {
        _explain = explain;
        _isSegmented = map.Inbound.Reading.Format is not ("xml" or "json");
        _plan = map.Inbound.Tree!;
        _lines = _plan.Lines;
        _maxLines = maxLines;
        TextCache cache = new();
        NumberFormat? other = map.Inbound.Reading.Format == "edifact" ? Comma : null;
        _order = new TreeLevel<OrderDraft>(map.Inbound.Order, cache, other);
        _line = new TreeLevel<LineDraft>(map.Inbound.Line, cache, other);
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
            _order.FirstOf(["order.currency"]),
            _order.FirstOf(["order.buyer", "order.buyerGlobalCode"]) ?? _order.FirstOf(["order.buyerName"]),
            _order.FirstOf(["order.supplier", "order.supplierGlobalCode"]) ?? _order.FirstOf(["order.supplierName"]),
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

        (_symbols, _codec) = (tree.Symbols, tree.Codec);
        (_orderWays, _lineWays) = (new TreeWays(), new TreeWays());
        _orderWays.LayLines(_lines, _symbols, _codec);
        _order.Lay(path => (_orderWays, null, false), _symbols, _codec);
        _line.Lay(path => path.Path.FromMessage ? (_orderWays, null, true) : (_lineWays, _lines.Steps[^1].Step.Name, false), _symbols, _codec);
    }

    private void Walk(MessageTree tree, int parent, TreeWays ways, OrderAssembly? order)
    {
        int end = tree.End(parent);
        for (int node = parent + 1; node < end; node = tree.End(node))
        {
            int symbol = tree.Symbol(node);
            foreach (TreeWays.Edge edge in ways.Edges)
            {
                if (edge.Symbol != symbol || !edge.Holds(tree, node))
                    continue;

                TreeWays next = edge.Next;
                foreach (TreeWays.Take take in next.Takes)
                    TakeValue(tree, node, take, order is not null);

                if (next.Edges.Count > 0)
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
        foreach (TreeWays.Take take in _lineWays!.Takes)
            TakeValue(tree, node, take, ofOrder: false);

        Walk(tree, node, _lineWays, null);
        int number = order.LineCount + 1;
        if (number == 1)
            _firstItem = FirstItem();
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

    /// <summary>Segments name the item that counts first; in XML and JSON the order of elements says nothing, and the supplier's number is what the order is filled by.</summary>
    private string? FirstItem() => !_isSegmented
        ? _line.FirstOf(["line.supplierItem"]) ?? _line.FirstOf(["line.item"]) ?? _line.FirstOf(["line.gtin"]) ?? _line.FirstOf(["line.manufacturerItem"])
        : _line.FirstOf(["line.item", "line.supplierItem", "line.manufacturerItem", "line.gtin"]);

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
