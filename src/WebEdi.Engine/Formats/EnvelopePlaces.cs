using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>The tags of an envelope and the places of its counts and references.</summary>
internal sealed record EnvelopePlaces
{
    /// <summary>Gets the tag that begins an interchange.</summary>
    public required string Interchange { get; init; }

    /// <summary>Gets the tag that ends it.</summary>
    public required string InterchangeTrailer { get; init; }

    /// <summary>Gets the tag that begins a group.</summary>
    public required string Group { get; init; }

    /// <summary>Gets the tag that ends it.</summary>
    public required string GroupTrailer { get; init; }

    /// <summary>Gets the tag that begins a message.</summary>
    public required string Message { get; init; }

    /// <summary>Gets the tag that ends it.</summary>
    public required string MessageTrailer { get; init; }

    /// <summary>Gets a value indicating whether a message must stand in a group and a group in an interchange.</summary>
    public bool NeedsAllLevels { get; init; }

    /// <summary>Gets how a tag looks.</summary>
    public required Expectation TagForm { get; init; }

    /// <summary>Gets where a message's header has its type.</summary>
    public required Place MessageType { get; init; }

    /// <summary>Gets its name.</summary>
    public required string MessageTypePath { get; init; }

    /// <summary>Gets where a message's header has its reference.</summary>
    public required Place MessageReference { get; init; }

    /// <summary>Gets the places in the trailer of a message.</summary>
    public required Func<SegmentTree, TrailerPlaces> OfMessage { get; init; }

    /// <summary>Gets the places in the trailer of a group.</summary>
    public required TrailerPlaces OfGroup { get; init; }

    /// <summary>Gets the places in the trailer of an interchange.</summary>
    public required TrailerPlaces OfInterchange { get; init; }

    /// <summary>Gets what the trailer of an interchange counts, told what it says.</summary>
    public required Func<Level, long, int> CountOf { get; init; }
}

/// <summary>The places in a trailer.</summary>
/// <param name="Count">The count.</param>
/// <param name="CountPath">Its name.</param>
/// <param name="Reference">The reference, as in the header; null: not checked.</param>
/// <param name="ReferencePath">Its name.</param>
internal sealed record TrailerPlaces(Place Count, string CountPath, Place? Reference, string ReferencePath);

/// <summary>An interchange or group that is open.</summary>
/// <param name="envelope">What its header says.</param>
/// <param name="reference">Its reference.</param>
/// <param name="position">Where its header stands.</param>
internal sealed class Level(Envelope envelope, string? reference, SourcePosition position)
{
    /// <summary>Gets what its header says.</summary>
    public Envelope Envelope => envelope;

    /// <summary>Gets its reference.</summary>
    public string? Reference => reference;

    /// <summary>Gets where its header stands.</summary>
    public SourcePosition Position => position;

    /// <summary>Gets or sets a value indicating whether it was told that a message does not fit in.</summary>
    public bool IsMisfitTold { get; set; }

    /// <summary>Gets or sets how many groups it has.</summary>
    public int Groups { get; set; }

    /// <summary>Gets or sets how many acknowledgements stand in it without a group (TA1).</summary>
    public int Acknowledgements { get; set; }

    /// <summary>Gets or sets how many messages it has.</summary>
    public int Messages { get; set; }
}
