using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>The bytes of one value and the way back to its place in the file.</summary>
internal readonly ref struct Cell
{
    private readonly SegmentBlock? _block;
    private readonly MessageTree? _tree;
    private readonly int _node;
    private readonly Place _place;

    /// <summary>A value in a row.</summary>
    public Cell(SegmentBlock block, int segment, int element)
    {
        (_block, _node, _place) = (block, segment, new Place(element));
        Bytes = block.Element(segment, element);
        Codec = block.Codec;
    }

    /// <summary>A value in a message.</summary>
    public Cell(MessageTree tree, int node, Place place, ReadOnlySpan<byte> bytes)
    {
        (_tree, _node, _place) = (tree, node, place);
        Bytes = bytes;
        Codec = tree.Codec;
    }

    /// <summary>Gets the bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Gets their encoding.</summary>
    public TextCodec Codec { get; }

    /// <summary>Tells where the value stands.</summary>
    /// <param name="plus">Bytes to go into it.</param>
    public SourcePosition PositionAt(int plus = 0) =>
        _block is not null ? _block.PositionOf(_node, _place.Element, plus) : _tree!.PositionOf(_node, _place, plus);
}
