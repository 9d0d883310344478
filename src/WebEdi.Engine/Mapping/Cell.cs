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
        IsDamaged = !block.TryElement(segment, element, out ReadOnlySpan<byte> bytes);
        Bytes = bytes;
        Codec = block.CodecOf(element);
    }

    /// <summary>A value in a message.</summary>
    public Cell(MessageTree tree, int node, Place place, ReadOnlySpan<byte> bytes)
    {
        (_tree, _node, _place) = (tree, node, place);
        Bytes = bytes;
        Codec = tree.Codec;
    }

    /// <summary>Gets the message; null: it is a row.</summary>
    public MessageTree? Tree => _tree;

    /// <summary>Gets the node, or the segment.</summary>
    public int Node => _node;

    /// <summary>Gets the place in it.</summary>
    public Place Place => _place;

    /// <summary>Gets the bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Gets a value indicating whether the bytes of the file are not what the layout says.</summary>
    public bool IsDamaged { get; }

    /// <summary>Gets their encoding.</summary>
    public TextCodec Codec { get; }

    /// <summary>Tells where the value stands.</summary>
    /// <param name="plus">Bytes to go into it.</param>
    public SourcePosition PositionAt(int plus = 0) =>
        _block is not null ? _block.PositionOf(_node, _place.Element, plus) : _tree!.PositionOf(_node, _place, plus);

    /// <summary>Says what is wrong with a damaged value.</summary>
    /// <param name="name">The name that people know the field by.</param>
    public Diagnostic Damage(string name) => Diagnostic.Create(
        DiagnosticCodes.HostNumberInvalid,
        PositionAt(),
        name,
        Convert.ToHexString(_block!.RawOf(_node, _place.Element)),
        Expect.Value(_block.FieldOf(_place.Element)!.Form));
}
