using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine;

/// <summary>What the formats know about the names in paths.</summary>
internal sealed class Vocabulary : IVocabulary
{
    public static Vocabulary Instance { get; } = new();

    public bool IsSegmented(string format) => format is not ("xml" or "json");

    public Place[]? PlacesOf(string format, string tag, string code) => Directory(format)?.FindSegment(tag)?.Places.Find(code);

    public bool CanHave(string format, IReadOnlyList<string> messageTypes, IReadOnlyList<string> tags)
    {
        if (Directory(format) is not { } directory || messageTypes.Count == 0)
            return true;

        foreach (string type in messageTypes)
        {
            if (directory.FindMessage(type) is null || directory.FindStructures(type).Any(m => CanHave(m.Body, isNested: false, tags, 0)))
                return true;
        }

        return false;
    }

    /// <summary>The segment that opens a group is the node that the others stand below; only in a hierarchy does the same one stand below it again.</summary>
    private static bool CanHave(GroupSchema group, bool isNested, IReadOnlyList<string> tags, int from)
    {
        for (int i = 0; i < group.Entries.Count; i++)
        {
            GroupEntry entry = group.Entries[i];
            if (entry.Tag != tags[from] || (isNested && i == 0 && !group.IsHierarchical))
                continue;

            GroupSchema? below = isNested && i == 0 ? group : entry.Group;
            if (from == tags.Count - 1 || (below is not null && CanHave(below, isNested: true, tags, from + 1)))
                return true;
        }

        return false;
    }

    private static EdiDirectory? Directory(string format) => format switch
    {
        "edifact" => EdiDirectories.Edifact,
        "x12" => EdiDirectories.X12,
        _ => null,
    };
}
