using WebEdi.Engine.Text;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>The values of the message that is being written, by their places. Used again for the next line and the next message.</summary>
internal sealed class SlotSheet(WriteNode root)
{
    private readonly int[] _start = new int[root.EndSlot];
    private readonly int[] _length = new int[root.EndSlot];
    private readonly bool[] _filled = new bool[root.EndIndex];
    private byte[] _bytes = new byte[4096];

    /// <summary>Gets or sets how many bytes are in use.</summary>
    public int Used { get; set; }

    /// <summary>Gets bytes to write a value to; they begin at <see cref="Used"/>.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Used < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Used + bytes));

        return _bytes.AsSpan(Used);
    }

    /// <summary>Gets bytes that were written.</summary>
    public ReadOnlySpan<byte> Bytes(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Encodes a text behind the bytes in use.</summary>
    /// <returns>The index of the first character that the encoding does not have; -1: it has all.</returns>
    public int Encode(ReadOnlySpan<char> text, TextCodec codec, out int length) => codec.Encode(text, Room((text.Length * 3) + 4), out length);

    /// <summary>Gets a value; empty: there is none.</summary>
    public ReadOnlySpan<byte> this[WriteSlot slot] => _bytes.AsSpan(_start[slot.Index], _length[slot.Index]);

    /// <summary>Tells where the value of a place stands; a length of 0: there is none.</summary>
    public (int Start, int Length) Where(WriteSlot slot) => (_start[slot.Index], _length[slot.Index]);

    /// <summary>Tells whether a place has a value of its own.</summary>
    public bool Has(WriteSlot slot) => _length[slot.Index] > 0;

    /// <summary>Tells whether a segment, or one below it, has a value.</summary>
    public bool IsFilled(WriteNode node) => _filled[node.Index];

    /// <summary>Gets what will stand at a place, a constant among others.</summary>
    public ReadOnlySpan<byte> Standing(WriteSlot slot)
    {
        if (_length[slot.Index] > 0)
            return this[slot];

        return slot.Constant is { } constant && (slot.ConstantWhen is null || Has(slot.ConstantWhen)) ? constant : default;
    }

    /// <summary>Gets what stands at a place and cannot give way: a value, or what the segment is chosen by.</summary>
    public ReadOnlySpan<byte> Settled(WriteSlot slot) => slot is { IsFixed: true, Constant: { } constant } ? constant : this[slot];

    /// <summary>Puts a value, that has been written to <see cref="Room"/>, to its place.</summary>
    public void Put(WriteSlot slot, int start, int length)
    {
        (_start[slot.Index], _length[slot.Index]) = (start, length);
        Fill(slot.Node);
    }

    /// <summary>Puts a value to its place.</summary>
    public void Put(WriteSlot slot, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        Put(slot, Used, value.Length);
        Used += value.Length;
    }

    /// <summary>Says that a segment is to be written.</summary>
    public void Fill(WriteNode node)
    {
        for (WriteNode? at = node; at is not null && !_filled[at.Index]; at = at.Parent)
            _filled[at.Index] = true;
    }

    /// <summary>Forgets the values of a segment and of those below it.</summary>
    public void Clear(WriteNode node)
    {
        Array.Clear(_length, node.FirstSlot, node.EndSlot - node.FirstSlot);
        Array.Clear(_filled, node.Index, node.EndIndex - node.Index);
    }

    /// <summary>Forgets the values of a segment only.</summary>
    public void ClearOwn(WriteNode node) => Array.Clear(_length, node.FirstSlot, node.Slots.Count);
}
