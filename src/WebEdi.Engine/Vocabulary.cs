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

    private static EdiDirectory? Directory(string format) => format switch
    {
        "edifact" => EdiDirectories.Edifact,
        "x12" => EdiDirectories.X12,
        _ => null,
    };
}
