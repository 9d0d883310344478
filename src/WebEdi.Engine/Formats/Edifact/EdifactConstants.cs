using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Edifact;

/// <summary>Bytes and names of EDIFACT.</summary>
/// <remarks>Source: ISO 9735 parts 1 and 2, syntax versions 1 to 4; part 3 for interactive interchanges (UIB to UIZ).</remarks>
internal static class EdifactConstants
{
    /// <summary>The tag of the service string advice and the six characters behind it.</summary>
    public const int AdviceBytes = 9;

    /// <summary>How far a header is looked at before its delimiters are known.</summary>
    public const int LookAhead = 4096;

    /// <summary>How many bytes an advice and the header behind it take at most, and some of the segment behind that.</summary>
    public const int HeaderReach = 512;

    /// <summary>The delimiters where no advice says anything else (level A).</summary>
    public static Delimiters Ordinary { get; } = new()
    {
        Component = (byte)':',
        Element = (byte)'+',
        Release = (byte)'?',
        Terminator = (byte)'\'',
    };

    /// <summary>The delimiters of level B, for devices that print none of them: IS1, IS3 and IS4, no release.</summary>
    public static Delimiters LevelB { get; } = new() { Component = 0x1F, Element = 0x1D, Terminator = 0x1C };

    /// <summary>The separator between repetitions in syntax version 4 where no advice says anything else.</summary>
    public const byte Repetition = (byte)'*';

    public static EnvelopePlaces Places { get; } = new()
    {
        Interchange = "UNB",
        InterchangeTrailer = "UNZ",
        Group = "UNG",
        GroupTrailer = "UNE",
        Message = "UNH",
        MessageTrailer = "UNT",
        TagForm = Expect.EdifactTag,
        MessageType = new Place(1),
        MessageTypePath = "UNH/0065",
        MessageReference = new Place(0),
        OfMessage = TrailerOf,
        OfGroup = new TrailerPlaces(new Place(0), "UNE/0060", new Place(1), "UNE/0048"),
        OfInterchange = new TrailerPlaces(new Place(0), "UNZ/0036", new Place(1), "UNZ/0020"),
        CountOf = (level, _) => level.Groups > 0 ? level.Groups : level.Messages,
    };

    /// <summary>Gets the places of an interactive interchange (ISO 9735 part 3): UIZ names the dialogue first and counts then.</summary>
    public static EnvelopePlaces InteractivePlaces { get; } = Places with
    {
        Interchange = "UIB",
        InterchangeTrailer = "UIZ",
        Message = "UIH",
        MessageTrailer = "UIT",
        OfInterchange = new TrailerPlaces(new Place(1), "UIZ/0036", new Place(0), "UIZ/0300"),
    };

    private static readonly TrailerPlaces Batch = new(new Place(0), "UNT/0074", new Place(1), "UNT/0062");

    // UIT names the dialogue's message first and counts then.
    private static readonly TrailerPlaces Interactive = new(new Place(1), "UIT/0074", null, "UIT/0340");

    private static TrailerPlaces TrailerOf(SegmentTree tree) => tree.BytesOf(1).StartsWith("UNH"u8) ? Batch : Interactive;
}
