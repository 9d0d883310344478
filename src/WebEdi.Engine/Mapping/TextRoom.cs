using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using WebEdi.Documents;

namespace WebEdi.Engine.Mapping;

/// <summary>Room for the texts of lines: plain bytes are put end to end, and become texts when somebody asks for them. Not safe for concurrent use.</summary>
/// <remarks>Lines share a piece of room, and each has all its texts in one; what finds no place in it becomes a text at once.</remarks>
internal sealed class TextRoom
{
    private const int First = 2 * 1024;
    private const int Largest = 16 * 1024;

    /// <summary>What is left for a line at least.</summary>
    private const int ForLine = 512;

    /// <summary>What tells where the texts of a line lie.</summary>
    private const int Slices = OrderLineFields.Texts * sizeof(uint);

    private byte[] _bytes = [];
    private int _used;

    /// <summary>Gets a value indicating whether a line would not have enough room.</summary>
    public bool IsFull => _used + ForLine > _bytes.Length;

    /// <summary>Begins a line.</summary>
    public void Begin(ref OrderLineFields line)
    {
        if (IsFull)
            (_bytes, _used) = (GC.AllocateUninitializedArray<byte>(Math.Clamp(_bytes.Length * 2, First, Largest)), 0);
        line.LayTexts(_bytes, _used);
        _used += Slices;
    }

    /// <summary>Lets the room go that lines have.</summary>
    public void Clear() => (_bytes, _used) = ([], 0);

    /// <summary>Puts a text of a line there.</summary>
    /// <param name="line">Where the line begins that was begun last.</param>
    /// <param name="which">Which text it is.</param>
    /// <param name="first">The first of its bytes; they go on for thirty-one more than count.</param>
    /// <param name="length">How many, at least one.</param>
    /// <returns>False: there is no room for it, it is no plain text, or blanks stand at its ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPut(int line, LineText which, ref byte first, int length)
    {
        if (_used + length + Vector256<byte>.Count > _bytes.Length)
            return false;
        if (length > Vector256<byte>.Count)
            return TryPutLong(line, which, ref first, length);

        Vector256<byte> bytes = Vector256.LoadUnsafe(ref first);
        bytes.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_bytes), (nuint)_used);
        uint last = 1u << (length - 1);
        if (((OddIn(bytes) & ((last << 1) - 1)) | (Blanks(bytes) & (last | 1))) != 0)
            return false;

        Note(line, which, length);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryPutLong(int line, LineText which, ref byte first, int length)
    {
        ref byte to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _used);
        int at = 0;
        for (; at + Vector256<byte>.Count < length; at += Vector256<byte>.Count)
        {
            Vector256<byte> whole = Vector256.LoadUnsafe(ref first, (nuint)at);
            whole.StoreUnsafe(ref to, (nuint)at);
            if (OddIn(whole) != 0)
                return false;
        }

        Vector256<byte> last = Vector256.LoadUnsafe(ref first, (nuint)at);
        last.StoreUnsafe(ref to, (nuint)at);
        if (first == (byte)' ' || Unsafe.Add(ref first, length - 1) == (byte)' ' || (OddIn(last) & ((2u << (length - at - 1)) - 1)) != 0)
            return false;

        Note(line, which, length);
        return true;
    }

    /// <summary>Puts a text of a line there that lies anywhere.</summary>
    /// <param name="line">Where the line begins that was begun last.</param>
    /// <param name="which">Which text it is.</param>
    /// <param name="text">Its bytes.</param>
    /// <returns>False: there is no room for it, or it is no plain text.</returns>
    public bool TryPut(int line, LineText which, ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > _bytes.Length || text.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            return false;

        text.CopyTo(_bytes.AsSpan(_used));
        Note(line, which, text.Length);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(int line, LineText which, int length)
    {
        uint slice = ((uint)_used << OrderLineFields.StartShift) | (uint)length;
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), line + ((int)which * sizeof(uint))), BitConverter.IsLittleEndian ? slice : BinaryPrimitives.ReverseEndianness(slice));
        _used += length;
    }

    /// <summary>Gets a bit for every byte that is no ASCII, is below the space or is DEL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OddIn(Vector256<byte> bytes) =>
        Vector256.LessThan((bytes + Vector256<byte>.One).AsSByte(), Vector256.Create((sbyte)(' ' + 1))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Blanks(Vector256<byte> bytes) => Vector256.Equals(bytes, Vector256.Create((byte)' ')).ExtractMostSignificantBits();
}
