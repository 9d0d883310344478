using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi;

/// <summary>A message of a file, as it was read. Texts as in the file; null where the file does not say.</summary>
public sealed record EdiMessage
{
    /// <summary>Gets the format: edifact, x12, xml, json, csv, fixed.</summary>
    public required string Format { get; init; }

    /// <summary>Gets the type: ORDERS, 850, Order.</summary>
    public string? MessageType { get; init; }

    /// <summary>Gets the version: D96A, 004010, a namespace.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the control reference of the interchange (UNB 0020, ISA13).</summary>
    public string? InterchangeReference { get; init; }

    /// <summary>Gets the control reference of the group (UNG 0048, GS06).</summary>
    public string? GroupReference { get; init; }

    /// <summary>Gets the control reference of the message (UNH 0062, ST02).</summary>
    public string? MessageReference { get; init; }

    /// <summary>Gets the identification of the sender (UNB 0004, ISA06).</summary>
    public string? Sender { get; init; }

    /// <summary>Gets the identification of the receiver (UNB 0010, ISA08).</summary>
    public string? Receiver { get; init; }

    /// <summary>Gets the number of segments, the header and the trailer of the message among them; of elements or rows in other formats.</summary>
    public int Segments { get; init; }

    /// <summary>Gets the name of the map that made the document; null: no map is for this message.</summary>
    public string? Map { get; init; }

    /// <summary>Gets the kind of document that the map makes, as maps name it: order, orderResponse; null: no map is for this message.</summary>
    public string? DocumentKind { get; init; }

    /// <summary>Gets the document as far as it could be read, even when there are faults: an <see cref="Order"/>, an <see cref="OrderResponse"/>, ...; null: no map is for this message.</summary>
    public IEdiDocument? Document { get; init; }

    /// <summary>Gets where the document's values came from; empty unless <see cref="EdiReadOptions.Explain"/> asks for it.</summary>
    public IReadOnlyList<FieldOrigin> Origins { get; init; } = [];

    /// <summary>Gets the number of the document; of a change, its own and not that of the order. Null where no map is for the message.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>Gets the currency that the message itself states; null where it states none and the document's is a default.</summary>
    public string? Currency { get; init; }

    /// <summary>Gets the buyer that the message itself states, its code or else its name; null where it states none.</summary>
    public string? Buyer { get; init; }

    /// <summary>Gets the supplier that the message itself states, its code or else its name; null where it states none.</summary>
    public string? Supplier { get; init; }

    /// <summary>Gets the number of lines of the document.</summary>
    public int LineCount { get; init; }

    /// <summary>Gets the first things of the first line; null where there is none.</summary>
    public EdiFirstLine? FirstLine { get; init; }

    /// <summary>Gets the segments that the map does not read; empty unless <see cref="EdiReadOptions.KeepSegments"/> asks for them.</summary>
    public IReadOnlyList<EdiKeptSegment> KeptSegments { get; init; } = [];

    /// <summary>Gets how many more there were than <see cref="EdiReadOptions.MaxKeptSegments"/>.</summary>
    public int SegmentsLeftOut { get; init; }

    /// <summary>Gets everything found in the message; with a map of one's own, what the map asks for too. A message without an error may be taken.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>The first things of the first line of a document.</summary>
/// <param name="Item">Of its item numbers, the one that comes first in the message; null where there is none.</param>
/// <param name="Quantity">The quantity that the document is about: ordered, confirmed, despatched, received, invoiced.</param>
/// <param name="Unit">Its unit, in the code that the message has for it; the document may have another one.</param>
/// <param name="Price">The unit price.</param>
public sealed record EdiFirstLine(string? Item, decimal? Quantity, string? Unit, decimal? Price);

/// <summary>What a whole file holds.</summary>
/// <param name="Interchanges">Interchanges; 0 in formats that have none.</param>
/// <param name="Groups">Groups (UNG, GS).</param>
/// <param name="Messages">Messages.</param>
/// <param name="Errors">Diagnostics that are errors, in messages and outside.</param>
/// <param name="Warnings">Diagnostics that are warnings, in messages and outside.</param>
public sealed record EdiFileSummary(int Interchanges, int Groups, int Messages, int Errors, int Warnings);

/// <summary>What the first bytes of a file say.</summary>
/// <param name="Format">edifact, x12, xml, json, csv or fixed; null: none of them.</param>
/// <param name="Confidence">0 to 100.</param>
/// <param name="Evidence">Why, with byte positions, for a person.</param>
public sealed record FormatFinding(string? Format, int Confidence, string Evidence);
