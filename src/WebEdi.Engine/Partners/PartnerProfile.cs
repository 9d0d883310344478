using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Storage;

namespace WebEdi.Engine.Partners;

/// <summary>A partner's profile, checked and made ready once per version. Immutable, safe for concurrent use.</summary>
internal sealed record PartnerProfile
{
    /// <summary>Gets the partner.</summary>
    public required string Partner { get; init; }

    /// <summary>Gets the version.</summary>
    public required int Version { get; init; }

    /// <summary>Gets the text.</summary>
    public required string Json { get; init; }

    /// <summary>Gets the map for files whose sender names none.</summary>
    public string? Map { get; init; }

    /// <summary>Gets what becomes of bytes that came before.</summary>
    public DuplicateRule Duplicates { get; init; }

    /// <summary>Gets what is forgiven while reading.</summary>
    public Tolerances Tolerances { get; init; } = Tolerances.None;

    /// <summary>Gets how its EDIFACT and X12 files are acknowledged: auto, 997 or 999; null: not unasked.</summary>
    public string? Acknowledge { get; init; }

    /// <summary>Gets what interchanges that are made for it say about themselves.</summary>
    public InterchangeProfile Interchange { get; init; } = InterchangeProfile.None;

    /// <summary>Gets where its properties stand.</summary>
    public required JsonLocator Places { get; init; }

    /// <summary>Gets what is said of every map; null: nothing.</summary>
    public string? OfEveryMap { get; init; }

    /// <summary>Gets what is said of the maps that the overrides are meant for, the former included; null: nothing.</summary>
    public string? OfItsMap { get; init; }

    /// <summary>Says what differs from a map: overrides are meant for the profile's own map, or for every one where it names none.</summary>
    /// <returns>The patch; null: the map counts as it is.</returns>
    public MapPatch? PatchFor(string map)
    {
        string? json = Map is null || Map == map ? OfItsMap : OfEveryMap;
        return json is null && Tolerances == Tolerances.None ? null : new MapPatch(json ?? "{}", Places, Tolerances);
    }
}

/// <summary>What interchanges of EDIFACT and X12 that are made for a partner say about themselves; null: what is said where nobody says anything.</summary>
internal sealed record InterchangeProfile
{
    /// <summary>Gets the profile of partners that say nothing.</summary>
    public static InterchangeProfile None { get; } = new();

    /// <summary>Gets the identification of the sender.</summary>
    public string? Sender { get; init; }

    /// <summary>Gets what kind of identification it is.</summary>
    public string? SenderQualifier { get; init; }

    /// <summary>Gets the identification of the receiver.</summary>
    public string? Receiver { get; init; }

    /// <summary>Gets what kind of identification it is.</summary>
    public string? ReceiverQualifier { get; init; }

    /// <summary>Gets the version of the messages.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the character set of EDIFACT.</summary>
    public string? Syntax { get; init; }

    /// <summary>Gets the version of the EDIFACT syntax.</summary>
    public int? SyntaxVersion { get; init; }

    /// <summary>Gets a value indicating whether the files are tests.</summary>
    public bool IsTest { get; init; }

    /// <summary>Gets a value indicating whether a line break follows every segment.</summary>
    public bool HasLineBreaks { get; init; }
}
