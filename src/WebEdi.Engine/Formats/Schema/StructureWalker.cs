namespace WebEdi.Engine.Formats.Schema;

/// <summary>Finds the place of every segment of a message in its structure. One per reader, begun anew for every message.</summary>
/// <remarks>
/// The innermost open group is asked first, forwards from where it stands, then the groups around it; so a segment goes where the
/// standards put it: as near as possible. What fits nowhere ahead is looked for behind, so that one misplaced segment is one fault.
/// </remarks>
internal sealed class StructureWalker(IStructureSink sink)
{
    private readonly List<Frame> _frames = [];

    /// <summary>Begins a message.</summary>
    /// <param name="schema">Its structure; null: not known, every segment is accepted below the message.</param>
    public void Begin(MessageSchema? schema)
    {
        _frames.Clear();
        if (schema is not null)
            _frames.Add(new Frame(schema.Body, 0, 0, 0));
    }

    /// <summary>Places the next segment.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="node">Its node.</param>
    /// <returns>The node that it stands below.</returns>
    public int Place(string tag, int node)
    {
        uint packed = SegmentTag.Pack(tag);
        for (int depth = _frames.Count - 1; depth >= 0; depth--)
        {
            Frame frame = _frames[depth];
            int found = frame.FindAhead(packed);
            if (found >= 0)
                return Accept(depth, found, node);
        }

        for (int depth = _frames.Count - 1; depth >= 0; depth--)
        {
            int found = _frames[depth].FindBehind(packed);
            if (found >= 0)
            {
                if (depth == _frames.Count - 1 && _frames[depth].IsPlain(found))
                    sink.Late(node, tag);
                else
                    sink.Misplaced(node, tag);
                Close(depth, node, reportMissing: false);
                return Open(_frames[depth].Node, _frames[depth].Group.Entries[found], node);
            }
        }

        if (_frames.Count == 0)
            return 0;

        sink.NotInMessage(node, tag);
        return _frames[^1].Node;
    }

    /// <summary>Ends the message: what must still come is missing.</summary>
    /// <param name="node">The number of nodes.</param>
    public void Complete(int node) => Close(-1, node, reportMissing: true);

    private int Accept(int depth, int entry, int node)
    {
        Close(depth, node, reportMissing: true);
        Frame frame = _frames[depth];
        if (entry == frame.Entry)
        {
            frame = frame with { Count = frame.Count + 1 };
        }
        else
        {
            ReportMissing(frame, entry, node);
            frame = frame with { Entry = entry, Count = 1 };
        }

        _frames[depth] = frame;
        GroupEntry found = frame.Group.Entries[entry];
        if (frame.Count == found.Max + 1)
            sink.TooMany(node, found.Tag, found.Max);

        return Open(frame.Node, found, node);
    }

    private int Open(int parent, GroupEntry entry, int node)
    {
        if (entry.Group is { } group)
        {
            if (group.IsHierarchical)
                parent = sink.ParentOf(node, parent);
            _frames.Add(new Frame(group, node, 0, 1));
        }

        return parent;
    }

    /// <summary>Closes the frames that lie deeper than one.</summary>
    private void Close(int depth, int node, bool reportMissing)
    {
        for (int i = _frames.Count - 1; i > depth; i--)
        {
            if (reportMissing)
                ReportMissing(_frames[i], _frames[i].Group.Entries.Count, node);
            _frames.RemoveAt(i);
        }
    }

    private void ReportMissing(Frame frame, int before, int node)
    {
        int from = frame.Count > 0 ? frame.Entry + 1 : frame.Entry;
        for (int i = from; i < before; i++)
        {
            GroupEntry entry = frame.Group.Entries[i];
            if (entry.Need == SegmentNeed.Mandatory)
                sink.Missing(node, frame.Node, entry.Tag);
            else if (entry.Need == SegmentNeed.Expected)
                sink.Absent(node, frame.Node, entry.Tag);
        }
    }

    /// <summary>An open group.</summary>
    /// <param name="Group">Its structure.</param>
    /// <param name="Node">The node that opened it.</param>
    /// <param name="Entry">The entry that came last.</param>
    /// <param name="Count">How often that one has come.</param>
    private readonly record struct Frame(GroupSchema Group, int Node, int Entry, int Count)
    {
        // The opener of a group belongs to the group once; the next one opens the next repetition, which the frame around knows.
        public int FindAhead(uint tag) => Group.Find(tag, Node > 0 && Entry == 0 ? 1 : Entry);

        public int FindBehind(uint tag)
        {
            int found = Group.Find(tag, Node > 0 ? 1 : 0);
            return found < Entry ? found : -1;
        }

        /// <summary>Tells whether no group lies between an entry and the place where the message is: taking the segment there changes no parent.</summary>
        public bool IsPlain(int from)
        {
            for (int i = from; i <= Entry; i++)
            {
                if (Group.Entries[i].Group is not null)
                    return false;
            }

            return true;
        }
    }
}

/// <summary>Hears what the walker finds.</summary>
internal interface IStructureSink
{
    /// <summary>A segment does not belong to the message.</summary>
    void NotInMessage(int node, string tag);

    /// <summary>A segment belongs to the message, but earlier.</summary>
    void Misplaced(int node, string tag);

    /// <summary>A segment stands behind others of its group that it should stand before; it is below the same node all the same.</summary>
    void Late(int node, string tag);

    /// <summary>A segment or group comes once too often; told once per place.</summary>
    void TooMany(int node, string tag, int max);

    /// <summary>A mandatory segment did not come before a node, in the group that another node opened.</summary>
    void Missing(int node, int group, string tag);

    /// <summary>A segment that the standard demands, but nothing depends on, did not come before a node.</summary>
    void Absent(int node, int group, string tag);

    /// <summary>Finds the node that a hierarchical group stands below (X12 HL).</summary>
    /// <param name="node">The node that opens the group.</param>
    /// <param name="otherwise">The node around all of them.</param>
    int ParentOf(int node, int otherwise);
}
