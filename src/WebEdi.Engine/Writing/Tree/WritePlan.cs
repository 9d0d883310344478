using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>A map turned round: how documents are written as messages. Made once per map; immutable when it is complete, safe for concurrent use.</summary>
/// <param name="Kind">The kind of documents.</param>
/// <param name="MessageType">The type of message.</param>
/// <param name="Root">The message.</param>
/// <param name="Head">The head, and the levels below.</param>
internal sealed record WritePlan(DocumentKind Kind, string MessageType, WriteNode Root, WriteLevel Head);

/// <summary>How a level of documents is written.</summary>
/// <param name="Level">The level.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Extensions">The names of the tenant's own fields that the map has.</param>
/// <param name="Node">The segment that begins a part; null: the map has no place for them.</param>
/// <param name="Below">The levels below.</param>
internal sealed record WriteLevel(DocumentLevel Level, WriteField[] Fields, IReadOnlySet<string> Extensions, WriteNode? Node, WriteLevel[] Below)
{
    /// <summary>Gets the places in the segments of a part that the levels above fill: they stand there for every part.</summary>
    public List<WriteSlot> Kept { get; } = [];

    /// <summary>Gets the levels of a hierarchy around a part that its own values fill, from the outermost inwards: one is begun anew where they change.</summary>
    public List<WriteNode> Outer { get; } = [];

    /// <summary>Gets the places in those that are filled by a part, not by the document.</summary>
    public List<WriteSlot> OuterSlots { get; } = [];

    /// <summary>Gets or sets a value indicating whether it and each level below fill the segments of their own parts only.</summary>
    public bool IsPlain { get; set; } = true;

    /// <summary>Gets a value indicating whether it is that of the lines.</summary>
    public bool IsLine { get; } = Level.Key == "line";
}
