using WebEdi.Documents;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Writes orders as messages, one after another.</summary>
internal sealed class TreeWriter
{
    private readonly WritePlan _plan;
    private readonly IEnvelopeWriter _envelope;
    private readonly SegmentWriter _to;
    private readonly LossBook _losses;
    private readonly SlotSheet _sheet;
    private readonly FieldPlacer _placer;
    private readonly WriteNode[] _lines;

    /// <summary>Makes a writer.</summary>
    /// <param name="plan">The map, turned round.</param>
    /// <param name="envelope">Writes what stands around messages.</param>
    /// <param name="text">What the envelope says.</param>
    /// <param name="losses">Told what is lost.</param>
    public TreeWriter(WritePlan plan, IEnvelopeWriter envelope, EnvelopeText text, LossBook losses)
    {
        (_plan, _envelope, _to, _losses) = (plan, envelope, envelope.Segments, losses);
        _sheet = new SlotSheet(plan.Root);
        _placer = new FieldPlacer(_sheet, envelope, text, losses);
        _lines = [.. LinesOf(plan.Root)];
    }

    /// <summary>Writes an order.</summary>
    public void Write(Order order)
    {
        _losses.Begin(order.Number);
        _sheet.Clear(_plan.Root);
        _sheet.Used = 0;
        _placer.Begin(line: false);
        foreach (WriteField<Order> field in _plan.Order)
            _placer.Place(field, order);
        TellForeign("order.", order.Extensions, _plan.OrderExtensions);
        if (order.Lines.Count > 0)
        {
            foreach (WriteNode line in _lines)
                _sheet.Fill(line);
        }

        _envelope.BeginMessage();
        Children(_plan.Root, order);
        _envelope.EndMessage();
    }

    private static IEnumerable<WriteNode> LinesOf(WriteNode node) => node.IsLine ? [node] : node.Children.SelectMany(LinesOf);

    private void Children(WriteNode parent, Order order)
    {
        foreach (WriteNode child in parent.Children)
        {
            if (child.IsLine)
                Lines(child, order);
            else if (child.IsAlways || _sheet.IsFilled(child))
                Segment(child, order);
        }
    }

    private void Lines(WriteNode node, Order order)
    {
        int head = _sheet.Used;
        foreach (OrderLine line in order.Lines)
        {
            _losses.Line = line.Number;
            _sheet.Clear(node);
            _sheet.Used = head;
            _placer.Begin(line: true);
            foreach (WriteField<OrderLine> field in _plan.Line)
                _placer.Place(field, line);
            TellForeign("line.", line.Extensions, _plan.LineExtensions);
            Segment(node, order);
        }

        _losses.Line = null;
        _sheet.Used = head;
    }

    private void Segment(WriteNode node, Order order)
    {
        Write(node, order);
        Children(node, order);
        if (!_placer.HasMore)
            return;

        for (int segment = 1; _placer.More(node, segment); segment++)
            Write(node, order);
    }

    private void Write(WriteNode node, Order order)
    {
        _to.Begin(node.TagBytes);
        foreach (WriteSlot slot in node.Slots)
        {
            if (slot.IsLineCount)
                _to.Put(slot.Place.Element, slot.Place.Component, order.Lines.Count);
            else if (_sheet.Standing(slot) is { IsEmpty: false } value)
                _to.Put(slot.Place.Element, slot.Place.Component, value);
        }

        _to.End();
        if (node.Needed.Count > 0)
            TellMissing(node);
    }

    private void TellMissing(WriteNode node)
    {
        foreach (NeededPlace needed in node.Needed)
        {
            if (_sheet.Standing(needed.Slot).IsEmpty && (!needed.OnlyWithOthers || HasOthers(node, needed.Slot.Place.Element)))
                _losses.Add(needed.Slot.Name, null, WriteLossReason.Missing);
        }
    }

    private bool HasOthers(WriteNode node, int element)
    {
        foreach (WriteSlot slot in node.Slots)
        {
            if (slot.Place.Element == element && !_sheet.Standing(slot).IsEmpty)
                return true;
        }

        return false;
    }

    private void TellForeign(string level, IReadOnlyDictionary<string, string> extensions, IReadOnlySet<string> known)
    {
        if (extensions.Count == 0)
            return;

        foreach ((string name, string value) in extensions)
        {
            if (!known.Contains(name))
                _losses.Add($"{level}extensions.{name}", value, WriteLossReason.NoPlaceInMap);
        }
    }
}
