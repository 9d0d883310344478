using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Decides which levels of a hierarchy begin anew before a part: those whose values the part changes, and all inside them.</summary>
/// <param name="sheet">The values.</param>
/// <param name="hierarchy">Told which levels end.</param>
internal sealed class OuterLevels(SlotSheet sheet, Hierarchy hierarchy)
{
    private readonly Dictionary<WriteSlot, byte[]> _ofHead = [];
    private readonly Dictionary<WriteNode, byte[]> _written = [];
    private readonly List<WriteNode> _changed = [];

    /// <summary>Keeps what the document says in the levels, before the first part.</summary>
    public void Keep(WriteLevel level)
    {
        _written.Clear();
        _ofHead.Clear();
        foreach (WriteSlot slot in level.Outer.SelectMany(Slots).Where(sheet.Has))
            _ofHead.Add(slot, sheet[slot].ToArray());
    }

    /// <summary>Makes the places free that the next part fills.</summary>
    public void Begin(WriteLevel level)
    {
        foreach (WriteNode node in level.Outer)
            sheet.Clear(node);
    }

    /// <summary>Finds the levels to write before the first part where that says something else than the document: a reader takes the document's from the first level.</summary>
    public IEnumerable<WriteNode> OfHead(WriteLevel level)
    {
        foreach (WriteNode node in _written.Count > 0 ? [] : level.Outer)
        {
            if (!Differs(level, node))
                continue;

            (WriteSlot Slot, (int Start, int Length) Where)[] own = [.. Slots(node).Where(sheet.Has).Select(s => (s, sheet.Where(s)))];
            sheet.Clear(node);
            Complete(node);
            _written[node] = Content(node);
            yield return node;

            sheet.Clear(node);
            foreach ((WriteSlot slot, (int start, int length)) in own)
                sheet.Put(slot, start, length);
        }
    }

    /// <summary>Finds the levels to write before a part whose values stand at their places.</summary>
    public List<WriteNode> Changed(WriteLevel level)
    {
        _changed.Clear();
        foreach (WriteNode node in level.Outer)
        {
            if (!Differs(level, node))
                Complete(node);
            byte[] says = Content(node);
            if (says.Length == 0 && _written.Remove(node))
                hierarchy.End(node.Rank);
            bool isNew = says.Length > 0 && (_changed.Count > 0 || !_written.TryGetValue(node, out byte[]? before) || !before.AsSpan().SequenceEqual(says));
            if (!isNew)
                continue;

            _written[node] = says;
            _changed.Add(node);
        }

        return _changed;
    }

    /// <summary>Tells whether a part says something else in a level than the document.</summary>
    private bool Differs(WriteLevel level, WriteNode node) =>
        Slots(node).Any(s => level.OuterSlots.Contains(s) && sheet.Has(s) && _ofHead.TryGetValue(s, out byte[]? said) && !sheet[s].SequenceEqual(said));

    /// <summary>What the document says holds where the part says nothing.</summary>
    private void Complete(WriteNode node)
    {
        foreach (WriteSlot slot in Slots(node))
        {
            if (!sheet.Has(slot) && _ofHead.TryGetValue(slot, out byte[]? said))
                sheet.Put(slot, said);
        }
    }

    private byte[] Content(WriteNode node)
    {
        using MemoryStream content = new();
        foreach (WriteSlot slot in Slots(node).Where(sheet.Has))
        {
            content.Write(sheet[slot]);
            content.WriteByte(0);
        }

        return content.ToArray();
    }

    private static IEnumerable<WriteSlot> Slots(WriteNode node) => node.Slots.Concat(node.Children.SelectMany(Slots));
}
