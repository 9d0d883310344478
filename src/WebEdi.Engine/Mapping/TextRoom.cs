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
        (line.Bytes, line.At) = (_bytes, _used);
        _used += Slices;
    }

    /// <summary>Lets the room go that lines have.</summary>
    public void Clear() => (_bytes, _used) = ([], 0);

    /// <summary>Puts a text of a line there.</summary>
    /// <param name="line">The line that was begun last.</param>
    /// <param name="which">Which text it is.</param>
    /// <param name="first">The first of its bytes; they go on for fifteen more than count.</param>
    /// <param name="length">How many, at least one.</param>
    /// <returns>False: there is no room for it, or it is no plain text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPut(ref OrderLineFields line, LineText which, ref byte first, int length)
    {
        int used = _used;
        if (used + length + Vector128<byte>.Count > _bytes.Length)
            return false;

        ref byte room = ref MemoryMarshal.GetArrayDataReference(_bytes);
        ref byte to = ref Unsafe.Add(ref room, used);
        int at = 0;
        for (; at + Vector128<byte>.Count < length; at += Vector128<byte>.Count)
        {
            Vector128<byte> whole = Vector128.LoadUnsafe(ref first, (nuint)at);
            whole.StoreUnsafe(ref to, (nuint)at);
            if (OddIn(whole) != 0)
                return false;
        }

        Vector128<byte> last = Vector128.LoadUnsafe(ref first, (nuint)at);
        last.StoreUnsafe(ref to, (nuint)at);
        if ((OddIn(last) & ((2u << (length - at - 1)) - 1)) != 0)
            return false;

        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(line.At + ((int)which * sizeof(uint))), ((uint)used << OrderLineFields.StartShift) | (uint)length);
        line.Unmade |= (byte)(1 << (int)which);
        _used = used + length;
        return true;
    }

    /// <summary>Gets a bit for every byte that is no ASCII, is below the space or is DEL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OddIn(Vector128<byte> bytes) =>
        (Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)' ')) | Vector128.Equals(bytes.AsSByte(), Vector128.Create((sbyte)0x7F))).ExtractMostSignificantBits();
}
