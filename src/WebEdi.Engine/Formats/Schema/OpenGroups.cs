namespace WebEdi.Engine.Formats.Schema;

/// <summary>The groups that are open at a place of a message, from the outermost inwards.</summary>
internal sealed class OpenGroups
{
    private OpenGroup[] _groups = new OpenGroup[4];

    /// <summary>Gets how many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets their state, as <see cref="StructureMoves"/> counts them; below 0: it is none that is remembered.</summary>
    public int State { get; private set; }

    /// <summary>Gets a group.</summary>
    public ref readonly OpenGroup this[int index] => ref _groups[index];

    /// <summary>Begins anew.</summary>
    public void Clear(int state) => (Count, State) = (0, state);

    /// <summary>Adds a group inside of the last one.</summary>
    public void Add(GroupSchema group, int node, int entry, int times)
    {
        if (Count == _groups.Length)
            Array.Resize(ref _groups, Count * 2);
        _groups[Count++] = new OpenGroup(group, node, entry, times);
    }

    /// <summary>Makes another one of the same groups.</summary>
    public OpenGroups Copy() => new() { _groups = _groups[..Count], Count = Count, State = State };
}

/// <summary>An open group.</summary>
/// <param name="Group">Its structure.</param>
/// <param name="Node">The segment that opened it, counted from the one that opened the outermost group.</param>
/// <param name="Entry">The entry that came last.</param>
/// <param name="Times">How often that one has come.</param>
internal readonly record struct OpenGroup(GroupSchema Group, int Node, int Entry, int Times);
