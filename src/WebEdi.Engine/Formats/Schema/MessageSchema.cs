namespace WebEdi.Engine.Formats.Schema;

/// <summary>The structure of a message.</summary>
/// <param name="Type">Its type: ORDERS, 850.</param>
/// <param name="Body">Its segments and groups, the first segment and the trailer of the message among them.</param>
internal sealed record MessageSchema(string Type, GroupSchema Body)
{
    // Made when first asked for: only a misplaced segment asks. Two threads may make the same, which does no harm.
    private Dictionary<uint, int> Places => field ??= TagsOf(Body, 0).CountBy(t => t).ToDictionary();

    /// <summary>Tells whether a segment stands anywhere in the message.</summary>
    /// <param name="tag">The packed tag.</param>
    public bool Has(uint tag) => Places.ContainsKey(tag);

    /// <summary>Tells whether a segment has one place in the message and no other, so that it says where the message is.</summary>
    /// <param name="tag">The packed tag.</param>
    public bool HasOnePlace(uint tag) => Places.GetValueOrDefault(tag) == 1;

    private static IEnumerable<uint> TagsOf(GroupSchema group, int from) =>
        group.Entries.Skip(from).SelectMany(e => (e.Group is { } inner ? TagsOf(inner, 1) : []).Prepend(SegmentTag.Pack(e.Tag)));
}

/// <summary>A group of segments (loop); the first one opens it.</summary>
internal sealed class GroupSchema
{
    private readonly (uint Tag, int First)[] _firsts;
    private readonly short[] _nexts;
    private readonly short[] _needed;
    private readonly GroupEntry[] _entries;
    private readonly int _shift;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="entries">Segments and groups in their order; at most 1,000.</param>
    public GroupSchema(GroupEntry[] entries)
    {
        _entries = entries;
        _needed = new short[entries.Length + 1];
        _needed[^1] = (short)entries.Length;
        int bits = 2;
        while (1 << bits < entries.Length * 2)
            bits++;

        _shift = 32 - bits;
        _firsts = new (uint, int)[1 << bits];
        _nexts = new short[entries.Length];
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            uint key = SegmentTag.Pack(entries[i].Tag);
            int slot = Slot(key);
            _needed[i] = entries[i].Need == SegmentNeed.Optional ? _needed[i + 1] : (short)i;
            _nexts[i] = _firsts[slot].Tag == key ? (short)_firsts[slot].First : (short)-1;
            _firsts[slot] = (key, i);
        }
    }

    /// <summary>Gets the segments and groups in their order.</summary>
    public IReadOnlyList<GroupEntry> Entries => _entries;

    /// <summary>Gets a value indicating whether repetitions of the group stand below one another as their own elements say (HL01, HL02), not side by side.</summary>
    public bool IsHierarchical { get; init; }

    /// <summary>Gets an entry.</summary>
    public GroupEntry At(int entry) => _entries[entry];

    /// <summary>Finds the first entry at or behind a place that must be there, or should; the number of entries when there is none.</summary>
    public int NextNeeded(int from) => _needed[from];

    /// <summary>Finds the first entry of a tag at or behind a place.</summary>
    /// <param name="tag">The packed tag.</param>
    /// <param name="from">The place.</param>
    /// <returns>The entry; -1 when there is none.</returns>
    public int Find(uint tag, int from)
    {
        (uint found, int entry) = _firsts[Slot(tag)];
        if (found != tag)
            return -1;

        while (entry >= 0 && entry < from)
            entry = _nexts[entry];

        return entry;
    }

    private int Slot(uint key)
    {
        int slot = (int)((key * 0x9E3779B1u) >> _shift);
        while (_firsts[slot].Tag != 0 && _firsts[slot].Tag != key)
            slot = (slot + 1) & (_firsts.Length - 1);

        return slot;
    }
}

/// <summary>A segment or a group at its place.</summary>
/// <param name="Tag">The tag of the segment, or of the one that opens the group.</param>
/// <param name="Need">Whether it must be there.</param>
/// <param name="Max">How often it may stand here.</param>
/// <param name="Group">The group that it opens; null: it opens none.</param>
internal sealed record GroupEntry(string Tag, SegmentNeed Need, int Max, GroupSchema? Group);

/// <summary>How much a message needs a segment.</summary>
internal enum SegmentNeed
{
    /// <summary>It may be missing.</summary>
    Optional = 0,

    /// <summary>The standard demands it, but real senders leave it out and nothing is lost: a separator, a date, a total.</summary>
    Expected = 1,

    /// <summary>Without it nobody knows what the message is about.</summary>
    Mandatory = 2,
}

/// <summary>Segment tags as numbers: what a walker compares must not be a string.</summary>
internal static class SegmentTag
{
    /// <summary>The number of what is no tag of a directory: empty, or longer than four characters.</summary>
    public const uint None = 1;

    /// <summary>Packs a tag.</summary>
    public static uint Pack(ReadOnlySpan<char> tag)
    {
        uint packed = 0;
        foreach (char c in tag)
            packed = (packed << 8) | (byte)c;

        return tag.IsEmpty || tag.Length > 4 || packed == 0 ? None : packed;
    }
}
