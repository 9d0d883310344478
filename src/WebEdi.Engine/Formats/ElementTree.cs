using System.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>A message made of elements with names (XML, JSON); attributes are children whose names begin with @. A node has at most one value.</summary>
/// <remarks>The reader owns and reuses it. Values are UTF-8, without references and escapes, white space around them left out.</remarks>
internal sealed class ElementTree : MessageTree
{
    /// <summary>Larger arrays are given back after the message that needed them.</summary>
    private const int MaxIdleNodes = 64 * 1024;

    private ElementNode[] _nodes = new ElementNode[1024];
    private byte[] _values = new byte[16 * 1024];
    private int[] _open = new int[16];
    private int _valueEnd;

    /// <summary>Gets the bytes that the message was read from.</summary>
    public required ByteTrail Trail { get; init; }

    /// <summary>Gets a value indicating whether it is still looked at when the bytes it was read from were let go.</summary>
    public bool OutlivesBytes { get; init; }

    /// <summary>Gets the number of nodes that are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Gets the number of bytes of all values.</summary>
    public int ValueBytes => _valueEnd;

    public override int Count => NodeCount;

    /// <summary>Gets the number of nodes.</summary>
    public int NodeCount { get; private set; }

    public override int SegmentCount => ElementNodes;

    /// <summary>Gets or sets the number of nodes that are no attributes.</summary>
    public int ElementNodes { get; set; }

    /// <summary>Begins a message; its first node is opened next.</summary>
    public void Begin()
    {
        if (_nodes.Length > MaxIdleNodes)
            _nodes = new ElementNode[1024];
        if (_values.Length > MaxIdleNodes * 16)
            _values = new byte[16 * 1024];

        (NodeCount, Depth, ElementNodes, _valueEnd) = (0, 0, 0, 0);
        BreaksOff = false;
        Diagnostics = [];
    }

    /// <summary>Opens a node below the one that is open.</summary>
    /// <param name="symbol">The number of its name.</param>
    /// <param name="line">The line of its first character; 0: the column is the index of its first byte in those that are kept.</param>
    /// <param name="column">The column of its first character.</param>
    /// <returns>The node.</returns>
    public int Open(int symbol, int line, int column)
    {
        int node = Add(symbol, line, column);
        if (Depth == _open.Length)
            Array.Resize(ref _open, Depth * 2);
        _open[Depth++] = node;
        ElementNodes++;
        return node;
    }

    /// <summary>Adds a node that has no children.</summary>
    public int Add(int symbol, int line, int column)
    {
        if (NodeCount == _nodes.Length)
            Array.Resize(ref _nodes, NodeCount * 2);

        int node = NodeCount++;
        _nodes[node] = new ElementNode { Symbol = symbol, End = node + 1, Line = line, Column = column };
        return node;
    }

    /// <summary>Ends the node that was opened last.</summary>
    public void Close()
    {
        ref ElementNode node = ref _nodes[_open[--Depth]];
        node.End = NodeCount;
        if (node.ValueLength > 0 && node.ValueStart >= 0)
            Trim(ref node);
    }

    /// <summary>Ends what is open, because the message breaks off or something wants to look at it.</summary>
    public void CloseAll()
    {
        for (int i = 0; i < Depth; i++)
            _nodes[_open[i]].End = NodeCount;
    }

    /// <summary>Gets the node that is open.</summary>
    public int Current => _open[Depth - 1];

    /// <summary>Adds a piece of the value of a node; text between children is joined.</summary>
    /// <param name="node">The node.</param>
    /// <param name="text">The piece; a pair of surrogates is never divided.</param>
    /// <param name="line">The line of its first character.</param>
    /// <param name="column">The column of its first character.</param>
    public void AddValue(int node, ReadOnlySpan<char> text, int line, int column)
    {
        Span<byte> room = RoomFor(node, text.Length * 3, line, column);
        Written(node, Encoding.UTF8.GetBytes(text, room));
    }

    /// <summary>Adds the value of a node.</summary>
    public void AddValue(int node, ReadOnlySpan<byte> value, int line, int column)
    {
        value.CopyTo(RoomFor(node, value.Length, line, column));
        Written(node, value.Length);
    }

    /// <summary>Sets the value of a node to bytes as they stand in those that are kept, white space around them left out.</summary>
    public void SetValue(int node, int start, int length)
    {
        ref ElementNode at = ref _nodes[node];
        (at.ValueStart, at.ValueLength, at.ValueLine, at.ValueColumn) = (~start, length, 0, start);
    }

    /// <summary>Tells whether a node has a value.</summary>
    public bool HasValue(int node) => _nodes[node].ValueLength > 0;

    /// <summary>Makes room for a value that the caller writes itself.</summary>
    public Span<byte> RoomFor(int node, int bytes, int line, int column)
    {
        ref ElementNode at = ref _nodes[node];
        int begun = at.ValueLength > 0 && at.ValueStart + at.ValueLength != _valueEnd ? at.ValueLength : 0;
        if (_valueEnd + begun + bytes > _values.Length)
            Array.Resize(ref _values, Math.Max(_values.Length * 2, _valueEnd + begun + bytes));

        if (at.ValueLength == 0)
        {
            (at.ValueStart, at.ValueLine, at.ValueColumn) = (_valueEnd, line, column);
        }
        else if (begun > 0)
        {
            _values.AsSpan(at.ValueStart, begun).CopyTo(_values.AsSpan(_valueEnd));
            at.ValueStart = _valueEnd;
            _valueEnd += begun;
        }

        return _values.AsSpan(_valueEnd);
    }

    /// <summary>Tells how much was written into the room.</summary>
    public void Written(int node, int bytes)
    {
        _nodes[node].ValueLength += bytes;
        _valueEnd += bytes;
    }

    /// <summary>Takes the value of a node away.</summary>
    public void DropValue(int node) => _nodes[node].ValueLength = 0;

    public override int Symbol(int node) => _nodes[node].Symbol;

    public override int End(int node) => _nodes[node].End;

    public override ReadOnlySpan<byte> Value(int node, Place place) =>
        place == default ? Value(node) : default;

    /// <summary>Gets the value of a node.</summary>
    public ReadOnlySpan<byte> Value(int node)
    {
        ref readonly ElementNode at = ref _nodes[node];
        return at.ValueStart < 0 ? Trail.Bytes.AsSpan(~at.ValueStart, at.ValueLength) : _values.AsSpan(at.ValueStart, at.ValueLength);
    }

    public override int ElementCount(int node) => _nodes[node].ValueLength > 0 ? 1 : 0;

    public override SourcePosition PositionOf(int node, Place? place = null, int plus = 0)
    {
        ref readonly ElementNode at = ref _nodes[node];
        if (place is null || at.ValueLength == 0)
            return PositionAt(at.Line, at.Column, 0);

        return PositionAt(at.ValueLine, at.ValueColumn, plus == 0 ? 0 : Codec.CountChars(Value(node)[..Math.Min(plus, at.ValueLength)]));
    }

    public override NodeLine LineOf(int node)
    {
        ref readonly ElementNode at = ref _nodes[node];
        return at.Line > 0 ? base.LineOf(node) : new NodeLine(Trail.PlaceAt(at.Column).Line, 0, Trail.OffsetAt(at.Column));
    }

    public override (long Offset, int Length) BytesOf(int node, Place place)
    {
        ref readonly ElementNode at = ref _nodes[node];
        long offset = at.ValueLength == 0 ? -1 : at.ValueLine > 0 ? Trail.OffsetOf(at.ValueLine, at.ValueColumn) : Trail.OffsetAt(at.ValueColumn);
        if (offset < 0)
            return (-1, 0);

        ReadOnlySpan<byte> raw = Trail.From(offset);
        int end = Length(raw, offset == 0 ? (byte)0 : Trail.From(offset - 1)[0]);
        return (offset, end < 0 ? raw.Length : end);
    }

    /// <summary>Gets or sets how long the value is that bytes of the file begin with.</summary>
    public required RawLength Length { get; init; }

    private SourcePosition PositionAt(int line, int column, int plus)
    {
        if (line == 0)
            (line, column) = Trail.PlaceAt(column);
        return new SourcePosition(File, line, column + plus, Offset: Trail.OffsetOf(line, column + plus));
    }

    private void Trim(ref ElementNode node)
    {
        Span<byte> value = _values.AsSpan(node.ValueStart, node.ValueLength);
        if (value[0] > ' ' && value[^1] > ' ')
            return;

        int from = 0;
        for (; from < value.Length && value[from] <= ' '; from++)
        {
            if (value[from] == '\n')
                (node.ValueLine, node.ValueColumn) = (node.ValueLine + 1, 1);
            else
                node.ValueColumn++;
        }

        int to = value.Length;
        while (to > from && value[to - 1] <= ' ')
            to--;
        (node.ValueStart, node.ValueLength) = (node.ValueStart + from, to - from);
    }
}

/// <summary>Tells how many bytes of the file a value takes.</summary>
/// <param name="raw">The bytes that it begins with.</param>
/// <param name="before">The byte before them.</param>
/// <returns>The number; -1: all.</returns>
internal delegate int RawLength(ReadOnlySpan<byte> raw, byte before);

/// <summary>A node of a message of elements.</summary>
internal struct ElementNode
{
    /// <summary>The number of its name.</summary>
    public int Symbol;

    /// <summary>The node behind the last one below it.</summary>
    public int End;

    /// <summary>The first byte of its value; where it stands among the bytes that are kept, the complement of its index there.</summary>
    public int ValueStart;

    /// <summary>The bytes of its value; 0: it has none.</summary>
    public int ValueLength;

    /// <summary>Its line; 0: the column is the index of its first byte in those that are kept.</summary>
    public int Line;

    /// <summary>Its column.</summary>
    public int Column;

    /// <summary>The line of its value; 0: the column is the index of its first byte in those that are kept.</summary>
    public int ValueLine;

    /// <summary>The column of its value.</summary>
    public int ValueColumn;
}
