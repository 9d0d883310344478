namespace WebEdi.Engine.Formats.Schema;

/// <summary>Finds the place of every segment of a message in its structure. One per reader, begun anew for every message.</summary>
/// <remarks>
/// The innermost open group is asked first, forwards from where it stands, then the groups around it; so a segment goes where the
/// standards put it: as near as possible. What fits nowhere ahead is looked for behind, so that one misplaced segment is one fault; so is
/// what would pass over a segment of the message that still comes, such as the one between detail and summary.
/// </remarks>
/// <param name="sink">Told what is wrong.</param>
/// <param name="isForgetful">Whether every segment is looked for as if none had come before.</param>
internal sealed class StructureWalker(IStructureSink sink, bool isForgetful = false)
{
    /// <summary>How many segments make a message so long that what was learned of them is of use for the others.</summary>
    private const int LongMessage = 400;

    private Frame[] _frames = new Frame[16];
    private MessageSchema? _schema;
    private int _depth;
    private StructureMoves? _moves;
    private int _state = StructureMoves.Unknown;
    private Move _taken;
    private bool _isPlain;
    private int _messages;

    /// <summary>Gets how often a place was looked for because no step before had led there.</summary>
    public int Searches { get; private set; }

    /// <summary>Gets the state of the open groups; below 0: it is none that is remembered.</summary>
    public int State => _state;

    /// <summary>Tells whether a segment, the last one that was placed, has opened a group of the message itself.</summary>
    public bool HasOpened(int node) => _depth == 2 && _frames[1].Node == node && _state >= 0;

    /// <summary>Keeps which groups are open inside of the message.</summary>
    /// <param name="open">Filled with them.</param>
    /// <param name="node">The segment that opened the outermost of them.</param>
    public void Keep(OpenGroups open, int node)
    {
        open.Clear(_state);
        for (int depth = 1; depth < _depth; depth++)
            open.Add(_frames[depth].Group, _frames[depth].Node - node, _frames[depth].Entry, _frames[depth].Count);
    }

    /// <summary>Goes on behind a group whose other segments are where those of an equal one were.</summary>
    /// <param name="open">The groups that were open at its end.</param>
    /// <param name="node">The segment that has opened it, the last one that was placed.</param>
    public void GoBehind(OpenGroups open, int node)
    {
        (_depth, _state) = (1, open.State);
        for (int i = 0; i < open.Count; i++)
        {
            if (_depth == _frames.Length)
                Array.Resize(ref _frames, _frames.Length * 2);

            ref readonly OpenGroup group = ref open[i];
            ref Frame frame = ref _frames[_depth++];
            if (frame.Group != group.Group)
                frame.Group = group.Group;
            (frame.Node, frame.Entry, frame.Count) = (node + group.Node, group.Entry, group.Times);
        }
    }

    /// <summary>Begins a message.</summary>
    /// <param name="schema">Its structure; null: not known, every segment is accepted below the message.</param>
    public void Begin(MessageSchema? schema)
    {
        _depth = 0;
        _schema = schema;
        if (schema is not null)
            Push(schema.Body, 0, 0);

        // A file of one short message learns nothing that it could use.
        if (++_messages > 1)
            Remember();
        _state = StateOfFrames();
    }

    /// <summary>Places the next segment.</summary>
    /// <param name="packed">Its packed tag.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="node">Its node.</param>
    /// <returns>The node that it stands below.</returns>
    public int Place(uint packed, string tag, int node)
    {
        if (_state < 0)
            return Search(packed, tag, node);

        ref Move move = ref _moves!.At(_state, packed);
        if (move.Tag != packed || move.From != _state)
            return Learn(ref move, packed, tag, node);

        ref Frame frame = ref _frames[move.Depth];
        if (move.Max == 0)
            (frame.Entry, frame.Count) = (move.Entry, 1);
        else if (frame.Count < move.Max)
            frame.Count++;
        else
            return Learn(ref move, packed, tag, node);

        (_depth, _state) = (move.Depth + 1, move.To);
        if (move.Opens is not null)
            Enter(move.Opens, node);
        return frame.Node;
    }

    private int Search(uint packed, string tag, int node)
    {
        int parent = Find(packed, tag, node);
        if (_moves is null && node == LongMessage)
        {
            Remember();
            _state = StateOfFrames();
        }

        return parent;
    }

    private void Remember()
    {
        if (!isForgetful)
            _moves ??= new StructureMoves();
    }

    /// <summary>Opens a group where one was open before, mostly the same.</summary>
    private void Enter(GroupSchema group, int node)
    {
        ref Frame frame = ref _frames[_depth++];
        if (frame.Group != group)
            frame.Group = group;
        (frame.Node, frame.Entry, frame.Count) = (node, 0, 1);
    }

    private int Learn(ref Move move, uint packed, string tag, int node)
    {
        (int from, _isPlain) = (_state, true);
        int parent = Find(packed, tag, node);
        _state = StateOfFrames();
        if (_isPlain && _state >= 0 && packed > SegmentTag.None)
        {
            (move.From, move.Tag, move.To) = (from, packed, _state);
            (move.Depth, move.Entry, move.Max, move.Opens) = (_taken.Depth, _taken.Entry, _taken.Max, _taken.Opens);
        }

        return parent;
    }

    private int StateOfFrames()
    {
        if (_moves is null || _depth == 0)
            return StructureMoves.Unknown;

        int state = StructureMoves.Unknown;
        for (int depth = 0; depth < _depth; depth++)
        {
            ref readonly Frame frame = ref _frames[depth];
            state = _moves.StateOf(state, frame.Group, frame.Count == 0 ? -1 : frame.Entry);
            if (state < 0)
                break;
        }

        return state;
    }

    private int Find(uint packed, string tag, int node)
    {
        Searches++;
        for (int depth = _depth - 1; depth >= 0; depth--)
        {
            ref Frame frame = ref _frames[depth];
            int found = frame.FindAhead(packed);
            if (found >= 0)
                return depth == 0 && PassesOver(found, node) && PlaceBehind(1, packed, tag, node) is >= 0 and int behind ? behind : Accept(depth, found, node);
        }

        return _depth == 0 ? 0 : PlaceOdd(packed, tag, node);
    }

    /// <summary>Tells whether a segment that the message must have, and that comes later, would be behind the message if it went on to an entry.</summary>
    private bool PassesOver(int entry, int node)
    {
        ref Frame body = ref _frames[0];
        for (int i = body.NextNeeded; _depth > 1 && i < entry; i = body.Group.NextNeeded(i + 1))
        {
            string tag = body.Group.At(i).Tag;
            if (_schema!.HasOnePlace(SegmentTag.Pack(tag)) && sink.Comes(tag, node))
                return true;
        }

        return false;
    }

    /// <summary>Ends the message: what must still come is missing.</summary>
    /// <param name="node">The number of nodes.</param>
    public void Complete(int node) => Close(-1, node, reportMissing: true);

    private int PlaceOdd(uint packed, string tag, int node)
    {
        _isPlain = false;
        if (PlaceBehind(0, packed, tag, node) is >= 0 and int behind)
            return behind;
        if (PlaceUnopened(packed, node) is >= 0 and int parent)
            return parent;

        if (_schema!.Has(packed))
            sink.Misplaced(node, tag);
        else
            sink.NotInMessage(node, tag);
        return _frames[_depth - 1].Node;
    }

    /// <summary>Places a segment where it should have come before, not further out than one frame; -1: it has no place there.</summary>
    private int PlaceBehind(int outermost, uint packed, string tag, int node)
    {
        for (int depth = _depth - 1; depth >= outermost; depth--)
        {
            ref Frame frame = ref _frames[depth];
            int found = frame.FindBehind(packed);
            if (found >= 0)
            {
                _isPlain = false;
                if (depth == _depth - 1 && frame.IsPlain(found))
                    sink.Late(node, tag);
                else
                    sink.Misplaced(node, tag);
                Close(depth, node, reportMissing: false);
                return Open(frame.Node, frame.Group.Entries[found], node);
            }
        }

        return -1;
    }

    /// <summary>Places a segment that opens a group inside of one whose own first segment the sender left out, as LIN without CPS; -1: that is not what is wrong.</summary>
    private int PlaceUnopened(uint packed, int node)
    {
        for (int depth = _schema!.HasOnePlace(packed) ? _depth - 1 : -1; depth >= 0; depth--)
        {
            for (int entry = _frames[depth].Entry; entry < _frames[depth].Group.Entries.Count; entry++)
            {
                GroupEntry outer = _frames[depth].Group.At(entry);
                int inner = outer.Group is { IsHierarchical: false } ? outer.Group.Find(packed, 1) : -1;
                if (inner >= 0 && outer.Group!.At(inner).Group is not null && !sink.Comes(outer.Tag, node))
                    return OpenWithout(depth, entry, inner, node);
            }
        }

        return -1;
    }

    private int OpenWithout(int depth, int entry, int inner, int node)
    {
        Close(depth, node, reportMissing: true);
        ref Frame frame = ref _frames[depth];
        if (frame.NextNeeded < entry)
            ReportMissing(ref frame, entry, node);
        if (frame.Entry != entry)
            (frame.Entry, frame.Count) = (entry, 1);

        GroupEntry outer = frame.Group.At(entry);
        sink.Missing(node, frame.Node, outer.Tag);
        Push(outer.Group!, frame.Node, 1);
        return Accept(_depth - 1, inner, node);
    }

    private int Accept(int depth, int entry, int node)
    {
        if (depth < _depth - 1)
            Close(depth, node, reportMissing: true);

        ref Frame frame = ref _frames[depth];
        GroupEntry found = frame.Group.At(entry);
        (_taken.Depth, _taken.Entry, _taken.Max, _taken.Opens) = (depth, entry, entry == frame.Entry ? found.Max : 0, found.Group);
        _isPlain &= found is { Max: > 0, Group: null or { IsHierarchical: false } };
        if (entry == frame.Entry)
        {
            // The same segment again may stand further ahead by itself, where its first place is taken.
            int later = frame.Count < found.Max ? -1 : frame.Group.Find(SegmentTag.Pack(found.Tag), entry + 1);
            if (later >= 0)
                return AcceptLater(ref frame, later, node);

            frame.Count++;
            _isPlain &= frame.Count <= found.Max;
            if (frame.Count == found.Max + 1)
                sink.TooMany(node, found.Tag, found.Max);
        }
        else
        {
            if (frame.NextNeeded < entry)
                ReportMissing(ref frame, entry, node);
            (frame.Entry, frame.Count) = (entry, 1);
        }

        return found.Group is null ? frame.Node : Open(frame.Node, found, node);
    }

    private int AcceptLater(ref Frame frame, int entry, int node)
    {
        _isPlain = false;
        ReportMissing(ref frame, entry, node);
        (frame.Entry, frame.Count) = (entry, 1);
        return Open(frame.Node, frame.Group.At(entry), node);
    }

    private int Open(int parent, GroupEntry entry, int node)
    {
        if (entry.Group is { } group)
        {
            if (group.IsHierarchical)
                parent = sink.ParentOf(node, parent);
            Push(group, node, 1);
        }

        return parent;
    }

    private void Push(GroupSchema group, int node, int count)
    {
        if (_depth == _frames.Length)
            Array.Resize(ref _frames, _frames.Length * 2);

        _frames[_depth++] = new Frame { Group = group, Node = node, Count = count };
    }

    /// <summary>Closes the frames that lie deeper than one.</summary>
    private void Close(int depth, int node, bool reportMissing)
    {
        while (_depth - 1 > depth)
        {
            _depth--;
            ref Frame frame = ref _frames[_depth];
            int all = frame.Group.Entries.Count;
            if (reportMissing && frame.NextNeeded < all)
                ReportMissing(ref frame, all, node);
        }
    }

    private void ReportMissing(ref Frame frame, int before, int node)
    {
        _isPlain = false;
        for (int i = frame.NextNeeded; i < before; i = frame.Group.NextNeeded(i + 1))
        {
            GroupEntry entry = frame.Group.At(i);
            if (entry.Need == SegmentNeed.Mandatory)
                sink.Missing(node, frame.Node, entry.Tag);
            else
                sink.Absent(node, frame.Node, entry.Tag);
        }
    }

    /// <summary>An open group.</summary>
    private struct Frame
    {
        /// <summary>Its structure.</summary>
        public GroupSchema Group;

        /// <summary>The node that opened it.</summary>
        public int Node;

        /// <summary>The entry that came last.</summary>
        public int Entry;

        /// <summary>How often that one has come.</summary>
        public int Count;

        /// <summary>Gets the next entry that must still come, or should; the number of entries when there is none.</summary>
        public readonly int NextNeeded => Group.NextNeeded(Count > 0 ? Entry + 1 : Entry);

        // The opener of a group belongs to the group once; the next one opens the next repetition, which the frame around knows.
        public readonly int FindAhead(uint tag) => Group.Find(tag, Node > 0 && Entry == 0 ? 1 : Entry);

        public readonly int FindBehind(uint tag)
        {
            int found = Group.Find(tag, Node > 0 ? 1 : 0);
            return found < Entry ? found : -1;
        }

        /// <summary>Tells whether no group lies between an entry and the place where the message is: taking the segment there changes no parent.</summary>
        public readonly bool IsPlain(int from)
        {
            for (int i = from; i <= Entry; i++)
            {
                if (Group.At(i).Group is not null)
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

    /// <summary>A segment belongs to the message, but to another place.</summary>
    void Misplaced(int node, string tag);

    /// <summary>A segment stands behind others of its group that it should stand before; it is below the same node all the same.</summary>
    void Late(int node, string tag);

    /// <summary>A segment or group comes once too often; told once per place.</summary>
    void TooMany(int node, string tag, int max);

    /// <summary>A mandatory segment did not come before a node, in the group that another node opened.</summary>
    void Missing(int node, int group, string tag);

    /// <summary>A segment that the standard demands, but nothing depends on, did not come before a node.</summary>
    void Absent(int node, int group, string tag);

    /// <summary>Tells whether a segment still comes behind a node, at whatever place.</summary>
    bool Comes(string tag, int node);

    /// <summary>Finds the node that a hierarchical group stands below (X12 HL).</summary>
    /// <param name="node">The node that opens the group.</param>
    /// <param name="otherwise">The node around all of them.</param>
    int ParentOf(int node, int otherwise);
}
