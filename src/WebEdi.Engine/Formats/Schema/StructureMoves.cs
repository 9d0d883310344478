namespace WebEdi.Engine.Formats.Schema;

/// <summary>Where segments have led before: from the same open groups at the same places a tag leads to the same place again. Belongs to one reader.</summary>
/// <remarks>Only steps with which nothing was wrong are remembered; how often a segment has come is asked every time. What a file makes of it is bounded.</remarks>
internal sealed class StructureMoves
{
    /// <summary>No state that is remembered.</summary>
    public const int Unknown = -1;

    private const int Slots = 1024;
    private const int MaxStates = 2000;

    private readonly Move[] _moves = new Move[Slots];
    private readonly Dictionary<(int Around, GroupSchema Group, int At), int> _states = [];

    /// <summary>Finds the state in which a group is open inside of another state.</summary>
    /// <param name="around">The state of the groups around it; <see cref="Unknown"/>: there are none.</param>
    /// <param name="group">The group.</param>
    /// <param name="at">Where in it the message is.</param>
    /// <returns><see cref="Unknown"/>: there are too many.</returns>
    public int StateOf(int around, GroupSchema group, int at)
    {
        if (_states.TryGetValue((around, group, at), out int state))
            return state;
        if (_states.Count == MaxStates)
            return Unknown;

        _states.Add((around, group, at), _states.Count);
        return _states.Count - 1;
    }

    /// <summary>Gets the place of a step; it is another one where its state and tag are not those asked for.</summary>
    public ref Move At(int state, uint tag) => ref _moves[((tag ^ ((uint)state * 0x85EBCA6Bu)) * 0x9E3779B1u) >> 22];
}

/// <summary>A step with which nothing was wrong.</summary>
internal struct Move
{
    /// <summary>The state from which it leads; with no tag there is no step.</summary>
    public int From;

    /// <summary>The tag.</summary>
    public uint Tag;

    /// <summary>The state to which it leads.</summary>
    public int To;

    /// <summary>The group that takes the segment, counted from the message inwards; those inside of it are closed.</summary>
    public int Depth;

    /// <summary>Its entry.</summary>
    public int Entry;

    /// <summary>How often the segment may come there; 0: it is not the one that came last.</summary>
    public int Max;

    /// <summary>The group that the segment opens.</summary>
    public GroupSchema? Opens;
}
