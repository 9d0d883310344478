namespace WebEdi.Engine.Formats.Schema;

/// <summary>The structure of a message.</summary>
/// <param name="Type">Its type: ORDERS, 850.</param>
/// <param name="Body">Its segments and groups, the first segment and the trailer of the message among them.</param>
internal sealed record MessageSchema(string Type, GroupSchema Body);

/// <summary>A group of segments (loop); the first one opens it.</summary>
/// <param name="Entries">Segments and groups in their order.</param>
internal sealed record GroupSchema(IReadOnlyList<GroupEntry> Entries)
{
    /// <summary>Gets a value indicating whether repetitions of the group stand below one another as their own elements say (HL01, HL02), not side by side.</summary>
    public bool IsHierarchical { get; init; }
}

/// <summary>A segment or a group at its place.</summary>
/// <param name="Tag">The tag of the segment, or of the one that opens the group.</param>
/// <param name="Mandatory">Whether it must be there.</param>
/// <param name="Max">How often it may stand here.</param>
/// <param name="Group">The group that it opens; null: it opens none.</param>
internal sealed record GroupEntry(string Tag, bool Mandatory, int Max, GroupSchema? Group);

/// <summary>The messages and segments of one syntax.</summary>
/// <param name="Segments">By tag.</param>
/// <param name="Messages">By type.</param>
internal sealed record EdiDirectory(IReadOnlyDictionary<string, SegmentSchema> Segments, IReadOnlyDictionary<string, MessageSchema> Messages);
