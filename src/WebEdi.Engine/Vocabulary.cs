using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine;

/// <summary>What the formats know about the names in paths.</summary>
internal sealed class Vocabulary : IVocabulary
{
    public static Vocabulary Instance { get; } = new();

    public bool IsSegmented(string format) => format is not ("xml" or "json");

    public IReadOnlyList<Place>? PlacesOf(string format, string tag, string code) => Directory(format)?.FindSegment(tag)?.Places.Find(code).ToArray();

    public bool CanHave(string format, IReadOnlyList<string> messageTypes, IReadOnlyList<string> tags)
    {
        if (Directory(format) is not { } directory || messageTypes.Count == 0)
            return true;

        foreach (string type in messageTypes)
        {
            if (directory.FindMessage(type) is not { } message || CanHave(message.Body, tags, 0))
                return true;
        }

        return false;
    }

    private static bool CanHave(GroupSchema group, IReadOnlyList<string> tags, int from)
    {
        if (from == tags.Count)
            return true;

        foreach (GroupEntry entry in group.Entries)
        {
            if (entry.Tag != tags[from])
                continue;

            if (from == tags.Count - 1 || (entry.Group is { } inner && CanHave(inner, tags, from + 1)))
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
