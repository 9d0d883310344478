using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Numbers the levels of a message whose groups stand below one another as their own elements say: X12 HL.</summary>
/// <remarks>Source: ASC X12 segment HL, data elements 628 (number), 734 (number of the level above), 735 (kind), 736 (whether levels follow below).</remarks>
internal sealed class Hierarchy
{
    /// <summary>The kinds of levels from the outermost inwards: shipment, order, tare, pack, item.</summary>
    private const string Kinds = "SOTPI";

    private readonly (int Rank, int Number)[] _above = new (int, int)[Kinds.Length];
    private int _depth;

    /// <summary>Gets where the number of a level stands.</summary>
    public static Place NumberPlace { get; } = new(0);

    /// <summary>Gets where the number of the level above stands.</summary>
    public static Place AbovePlace { get; } = new(1);

    /// <summary>Gets where the kind of a level stands.</summary>
    public static Place KindPlace { get; } = new(2);

    /// <summary>Gets where it stands whether levels follow below.</summary>
    public static Place BelowPlace { get; } = new(3);

    /// <summary>Gets how many levels the message has so far.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the number of the level above the last one; 0: there is none.</summary>
    public int Above => _depth < 2 ? 0 : _above[_depth - 2].Number;

    /// <summary>Tells how far inside levels of a kind stand, from 0; -1: nobody knows.</summary>
    public static int RankOf(string kind) => kind.Length == 1 ? Kinds.IndexOf(kind, StringComparison.Ordinal) : -1;

    /// <summary>Begins a message.</summary>
    public void Clear() => (Count, _depth) = (0, 0);

    /// <summary>Begins a level.</summary>
    /// <param name="rank">How far inside levels of its kind stand.</param>
    public void Begin(int rank)
    {
        End(rank);
        _above[_depth++] = (rank, ++Count);
    }

    /// <summary>Ends the levels of a kind and those inside them: what follows stands outside.</summary>
    /// <param name="rank">How far inside levels of the kind stand.</param>
    public void End(int rank)
    {
        while (_depth > 0 && _above[_depth - 1].Rank >= rank)
            _depth--;
    }
}
