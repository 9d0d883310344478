using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>What a format says about the names in paths; asked when a map is compiled, never while a file is read.</summary>
internal interface IVocabulary
{
    /// <summary>Tells whether the messages of a format consist of segments or records with elements; otherwise every value has a name of its own.</summary>
    bool IsSegmented(string format);

    /// <summary>Finds the places of a data element in a segment.</summary>
    /// <param name="format">The format.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="code">The number of the data element.</param>
    /// <returns>All places, from left to right; empty when the segment does not have it; null when nobody knows the segment.</returns>
    Place[]? PlacesOf(string format, string tag, string code);

    /// <summary>Tells whether segments can stand below one another in a message.</summary>
    /// <param name="format">The format.</param>
    /// <param name="messageTypes">The types of messages; it is enough when one of them can have them.</param>
    /// <param name="tags">The tags, from the message inwards.</param>
    /// <returns>False only where the structure of every type is known and has no such place.</returns>
    bool CanHave(string format, IReadOnlyList<string> messageTypes, IReadOnlyList<string> tags);
}
