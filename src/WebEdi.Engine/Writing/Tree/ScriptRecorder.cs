using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Looks on while a part goes the long way, and tells how others like it are written.</summary>
/// <param name="said">Those that the part says.</param>
internal sealed class ScriptRecorder(UInt128 said)
{
    private readonly List<LevelScript.Step> _steps = [];
    private readonly Dictionary<WriteSlot, int> _fieldOf = [];
    private readonly List<LevelScript.Shared> _shared = [];
    private int _from;
    private long _segments;
    private bool _isRegular = true;

    /// <summary>Begins behind what was written before.</summary>
    public void Begin(SegmentWriter to) => (_from, _segments) = (to.Length, to.Segments);

    /// <summary>Notes that a field has a place of its own.</summary>
    public void Place(int field, WriteSlot slot) => _isRegular &= _fieldOf.TryAdd(slot, field);

    /// <summary>Notes that a field says what stands at a place already.</summary>
    public void Share(int field, WriteSlot slot)
    {
        if (_fieldOf.TryGetValue(slot, out int owner))
            _shared.Add(new LevelScript.Shared(field, owner, slot));
        else
            _isRegular = false;
    }

    /// <summary>Notes that something depended on the values: nothing can be told about others.</summary>
    public void Spoil() => _isRegular = false;

    /// <summary>Notes that the place of a slot has been written.</summary>
    public void Slot(WriteSlot slot, SegmentWriter to)
    {
        if (slot.Role == WriteRole.LineCount)
            Add(to, -1, null, isCount: true);
        else if (_fieldOf.TryGetValue(slot, out int field))
            Add(to, field, null, isCount: false);
    }

    /// <summary>Notes that parts of a level below come now.</summary>
    public void BeginBelow(WriteLevel level, SegmentWriter to)
    {
        _steps.Add(new LevelScript.Step(to.Written.Span[_from..].ToArray(), (int)(to.Segments - _segments), -1, level, false));
    }

    /// <summary>Ends.</summary>
    /// <returns>Null: there is nothing to tell.</returns>
    public LevelScript.Shape? End(SegmentWriter to)
    {
        _steps.Add(new LevelScript.Step(to.Written.Span[_from..].ToArray(), (int)(to.Segments - _segments), -1, null, false));
        LevelScript.Placed[] values = [.. _fieldOf.OrderBy(f => f.Value).Select(f => new LevelScript.Placed(f.Value, f.Key))];
        UInt128 told = default;
        foreach (int field in values.Select(v => v.Field).Concat(_shared.Select(s => s.Field)))
        {
            _isRegular &= (told & (UInt128.One << field)) == 0;
            told |= UInt128.One << field;
        }

        bool isWritten = _steps.Count(s => s.Field >= 0) == values.Length;
        return _isRegular && isWritten && told == said ? new LevelScript.Shape(said, values, [.. _shared], [.. _steps]) : null;
    }

    private void Add(SegmentWriter to, int field, WriteLevel? below, bool isCount)
    {
        _steps.Add(new LevelScript.Step(to.Written.Span[_from..to.ValueStart].ToArray(), (int)(to.Segments - _segments), field, below, isCount));
        Begin(to);
    }
}
