using System.Numerics;

namespace WebEdi.Engine.Mapping;

/// <summary>What a map takes from lines that are alike: how many delimiters every value stands from the beginning of the line, and where it goes.</summary>
/// <remarks>Senders write line after line in the same few ways; what was found out for one holds for all that are alike.</remarks>
internal sealed class LinePlan
{
    /// <summary>The most values of a line: a bit for each.</summary>
    public const int MaxTakes = 64;

    private readonly LineTake[] _takes;
    private readonly sbyte[] _others;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="pattern">What the lines have in common.</param>
    /// <param name="takes">The values, in the order in which they are taken; null: such lines are walked segment by segment.</param>
    /// <param name="others">The fields of which more is asked at the end of a line.</param>
    public LinePlan(GroupPattern pattern, LineTake[]? takes, TreeField[] others)
    {
        (Pattern, IsWalked, _takes) = (pattern, takes is null, takes ?? []);
        _others = new sbyte[others.Length];
        for (int i = 0; i < others.Length; i++)
            _others[i] = (sbyte)PutInto(others[i]);
    }

    /// <summary>Gets what the lines have in common.</summary>
    public GroupPattern Pattern { get; }

    /// <summary>Gets a value indicating whether such lines are walked segment by segment.</summary>
    public bool IsWalked { get; }

    /// <summary>Gets the values, in the order in which they are taken.</summary>
    public ReadOnlySpan<LineTake> Takes => _takes;

    /// <summary>Gets the place of the value that goes straight into a field of which more is asked at the end; below 0: there is none.</summary>
    public int OfOther(int other) => _others[other];

    /// <summary>Tells the fields of a line what was put into it.</summary>
    /// <param name="put">The values, a bit for each place.</param>
    /// <param name="node">The segment that begins the line.</param>
    public void Note(ulong put, int node)
    {
        for (; put != 0; put &= put - 1)
        {
            ref readonly LineTake take = ref _takes[BitOperations.TrailingZeroCount(put)];
            take.Take.Field.Note(take.Take, node + take.Node);
        }
    }

    private int PutInto(TreeField field)
    {
        for (int i = 0; i < _takes.Length; i++)
        {
            if (_takes[i].Kind != LineTakeKind.Other && _takes[i].Take.Field == field)
                return i;
        }

        return -1;
    }
}
