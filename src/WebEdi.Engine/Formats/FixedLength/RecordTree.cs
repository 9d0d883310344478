using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>One order as records: the file's header, where there is one, the order's own record and its details, all beside one another.</summary>
internal sealed class RecordTree : MessageTree
{
    private readonly List<(SegmentBlock Block, int Segment, RecordType Type, int Symbol)> _records = [];

    public override int SegmentCount => _records.Count;

    public override int Count => _records.Count + 1;

    /// <summary>Adds a record.</summary>
    public void Add(SegmentBlock block, int segment, RecordType type) => _records.Add((block, segment, type, Symbols.Of(type.Name)));

    public override int Symbol(int node) => node == 0 ? SymbolTable.Overflow : _records[node - 1].Symbol;

    public override int End(int node) => node == 0 ? Count : node + 1;

    public override ReadOnlySpan<byte> Value(int node, Place place)
    {
        if (node == 0 || place != new Place(place.Element) || (uint)place.Element >= (uint)_records[node - 1].Type.Layout.Fields.Count)
            return default;

        (SegmentBlock block, int segment, RecordType type, _) = _records[node - 1];
        type.Layout.Fields[place.Element].TryRead(block.RecordOf(segment), Codec, out ReadOnlySpan<byte> value);
        return value;
    }

    public override int ElementCount(int node) => node == 0 ? 0 : _records[node - 1].Type.Layout.Fields.Count;

    public override SourcePosition PositionOf(int node, Place? place = null, int plus = 0)
    {
        (SegmentBlock block, int segment, RecordType type, _) = _records[Math.Max(0, node - 1)];
        SourcePosition start = block.PositionOf(segment, -1);
        if (place is not { } at || (uint)at.Element >= (uint)type.Layout.Fields.Count)
            return start;

        int into = Math.Min(type.Layout.Fields[at.Element].Start + plus, block.RecordOf(segment).Length);
        return start with { Column = into + 1, Element = at.Element + 1, Offset = start.Offset + into };
    }

    public override (long Offset, int Length) BytesOf(int node, Place place)
    {
        if (node == 0 || (uint)place.Element >= (uint)_records[node - 1].Type.Layout.Fields.Count)
            return (-1, 0);

        (SegmentBlock block, int segment, RecordType type, _) = _records[node - 1];
        LayoutField field = type.Layout.Fields[place.Element];
        int length = Math.Min(field.Length, block.RecordOf(segment).Length - field.Start);
        return length <= 0 ? (-1, 0) : (block.OffsetOf(segment) + field.Start, length);
    }
}
