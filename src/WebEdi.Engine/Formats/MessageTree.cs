using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>One message as a tree of nodes in the order of the file: segments, records, elements, properties. Syntax without meaning.</summary>
/// <remarks>
/// Node 0 is the message itself. A segment that opens a group is the parent of the group's other segments; an element is the parent of its
/// children and of its attributes, whose names begin with @. Valid until the reader is asked for the next message.
/// </remarks>
internal abstract class MessageTree
{
    /// <summary>Gets or sets what stands around the message.</summary>
    public required virtual Envelope Envelope { get; set; }

    /// <summary>Gets the name of the file.</summary>
    public required string File { get; init; }

    /// <summary>Gets or sets the encoding of the values.</summary>
    public required TextCodec Codec { get; set; }

    /// <summary>Gets the names.</summary>
    public required SymbolTable Symbols { get; init; }

    /// <summary>Gets or sets the mark between whole numbers and decimals that stands for "." in this message; 0: only the ordinary one.</summary>
    public byte DecimalMark { get; set; }

    /// <summary>Gets everything found in the message, in the order of the file; an error means that it must not be taken.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether the message breaks off: an error says why, and what is missing behind that place is no fault of its own.</summary>
    public bool BreaksOff { get; set; }

    /// <summary>Gets the number of segments, records or elements that people would count.</summary>
    public abstract int SegmentCount { get; }

    /// <summary>Gets the number of nodes.</summary>
    public abstract int Count { get; }

    /// <summary>Gets the number of a node's name.</summary>
    public abstract int Symbol(int node);

    /// <summary>Gets the node behind the last one below a node; the next brother, where there is one.</summary>
    /// <remarks>The first child of a node is the node behind it: children are n+1, End(n+1), ... as long as they are before End(n).</remarks>
    public abstract int End(int node);

    /// <summary>Gets a value, without release characters and escapes; empty when it is not there.</summary>
    /// <param name="node">The node.</param>
    /// <param name="place">Where in it.</param>
    public abstract ReadOnlySpan<byte> Value(int node, Place place);

    /// <summary>Gets the values of a node by their slots.</summary>
    /// <param name="node">The node.</param>
    /// <param name="values">The values.</param>
    /// <returns>False: each place must be asked for, because elements are repeated, the node is very long or it has no shape.</returns>
    public virtual bool TrySlots(int node, out SlotValues values)
    {
        values = default;
        return false;
    }

    /// <summary>Tells whether a node has elements that are repeated in place.</summary>
    public virtual bool IsRepeated(int node) => false;

    /// <summary>Gets the number of elements of a node, the tag left out.</summary>
    public abstract int ElementCount(int node);

    /// <summary>Tells where a value stands in the file.</summary>
    /// <param name="node">The node.</param>
    /// <param name="place">Where in it; null: the node.</param>
    /// <param name="plus">Bytes to go into the value.</param>
    public abstract SourcePosition PositionOf(int node, Place? place = null, int plus = 0);

    /// <summary>Tells in which physical line and segment a node stands, and at which byte of the file: of its position what costs little.</summary>
    public virtual NodeLine LineOf(int node)
    {
        SourcePosition position = PositionOf(node);
        return new NodeLine(position.Line, position.Segment, position.Offset);
    }

    /// <summary>Tells which bytes of the file a value takes.</summary>
    /// <returns>The first byte and the number of bytes, escapes included; (-1, 0) where that is not known.</returns>
    public abstract (long Offset, int Length) BytesOf(int node, Place place);
}

/// <summary>Where a node stands.</summary>
/// <remarks>No tuple: one of three numbers of these types would have to be compiled before the first message of a process.</remarks>
internal readonly struct NodeLine(int line, int segment, long offset)
{
    /// <summary>The physical line.</summary>
    public readonly int Line = line;

    /// <summary>The segment.</summary>
    public readonly int Segment = segment;

    /// <summary>The byte of the file.</summary>
    public readonly long Offset = offset;
}
