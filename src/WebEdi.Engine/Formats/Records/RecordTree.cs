using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Records;

/// <summary>One order as records: the file's header, where there is one, the order's own record and its details, all beside one another.</summary>
/// <param name="source">Knows where the fields of a record lie.</param>
internal sealed class RecordTree(RecordSource source) : MessageTree
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
        source.TryRead(block, segment, type, place.Element, out ReadOnlySpan<byte> value);
        return value;
    }

    public override int ElementCount(int node) => node == 0 ? 0 : _records[node - 1].Type.Layout.Fields.Count;

    public override SourcePosition PositionOf(int node, Place? place = null, int plus = 0)
    {
        (SegmentBlock block, int segment, RecordType type, _) = _records[Math.Max(0, node - 1)];
        return place is { } at && (uint)at.Element < (uint)type.Layout.Fields.Count
            ? source.PositionOf(block, segment, type, at.Element, plus)
            : block.PositionOf(segment, -1);
    }

    public override (long Offset, int Length) BytesOf(int node, Place place)
    {
        if (node == 0 || (uint)place.Element >= (uint)_records[node - 1].Type.Layout.Fields.Count)
            return (-1, 0);

        (SegmentBlock block, int segment, RecordType type, _) = _records[node - 1];
        return source.BytesOf(block, segment, type, place.Element);
    }
}
