using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace WebEdi.Engine.Formats;

/// <summary>What a segment does.</summary>
internal enum TagKind : byte
{
    /// <summary>It stands in a message.</summary>
    Ordinary = 0,

    /// <summary>Its tag is no tag.</summary>
    Invalid = 1,

    /// <summary>Nothing stands there.</summary>
    Blank = 2,

    /// <summary>It tells the delimiters (UNA).</summary>
    Advice = 3,

    /// <summary>It begins an interchange (UNB, UIB, ISA).</summary>
    Interchange = 4,

    /// <summary>It ends one.</summary>
    InterchangeEnd = 5,

    /// <summary>It begins a group (UNG, GS).</summary>
    Group = 6,

    /// <summary>It ends one.</summary>
    GroupEnd = 7,

    /// <summary>It begins a message (UNH, UIH, ST).</summary>
    Message = 8,

    /// <summary>It ends one.</summary>
    MessageEnd = 9,

    /// <summary>It stands between the interchange and its groups (TA1, ISB, ISE).</summary>
    Control = 10,

    /// <summary>It holds counted bytes (BIN, BDS).</summary>
    Binary = 11,
}

/// <summary>Finds the number and the kind of a tag: one look for a tag that came before.</summary>
/// <param name="symbols">The numbers.</param>
/// <param name="classify">Tells the kind of a tag of at most four bytes that is new.</param>
internal sealed class TagTable(SymbolTable symbols, TagTable.Classify classify)
{
    private const int SizeBits = 10;
    private const int Size = 1 << SizeBits;

    // Tags of at most this many bytes are looked up in one step.
    private const int Packed = 4;

    private const int Longest = 8;

    private readonly Entry[] _entries = new Entry[Size];

    // Of the tags that stand in messages the bytes below, the number above.
    private readonly ulong[] _ordinary = Empty();

    public delegate TagKind Classify(ReadOnlySpan<byte> tag);

    /// <summary>Finds a tag.</summary>
    /// <param name="bytes">The buffer; it goes on for four bytes behind the tag.</param>
    /// <param name="start">Where the tag begins.</param>
    /// <param name="length">Its length.</param>
    /// <param name="kind">What it does.</param>
    /// <returns>Its number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(byte[] bytes, int start, int length, out TagKind kind)
    {
        if ((uint)(length - 1) >= Packed)
            return FindOdd(bytes, start, length, out kind);

        uint key = KeyOf(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), start), length);
        ref Entry entry = ref _entries[SlotOf(key)];
        if (entry.Key != key)
            Learn(ref entry, key, bytes.AsSpan(start, length));

        kind = entry.Kind;
        return entry.Symbol;
    }

    /// <summary>Gets those tags that were found before and stand in messages.</summary>
    public Ordinary OfMessages => new(_ordinary);

    private int FindOdd(byte[] bytes, int start, int length, out TagKind kind)
    {
        kind = TagKind.Blank;
        if (length == 0)
            return SymbolTable.Overflow;

        // A file wrapped at a fixed width breaks tags too.
        Span<byte> tag = stackalloc byte[Longest];
        int clean = length > Longest ? 0 : Unwrap(bytes.AsSpan(start, length), tag);
        kind = clean is > 0 and <= Packed ? classify(tag[..clean]) : TagKind.Invalid;
        return clean == 0 ? SymbolTable.Overflow : symbols.Of(tag[..clean]);
    }

    private void Learn(ref Entry entry, uint key, ReadOnlySpan<byte> raw)
    {
        Span<byte> tag = stackalloc byte[Packed];
        tag = tag[..Unwrap(raw, tag)];
        TagKind kind = classify(tag);
        entry = new Entry { Key = key, Kind = kind, Symbol = symbols.Of(tag) };
        _ordinary[SlotOf(key)] = kind == TagKind.Ordinary ? key | ((ulong)entry.Symbol << 32) : NoKeyOf(SlotOf(key));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint KeyOf(ref byte tag, int length)
    {
        uint word = Unsafe.ReadUnaligned<uint>(ref tag);
        return Bmi2.IsSupported ? Bmi2.ZeroHighBits(word, (uint)length * 8) : word & (uint.MaxValue >> (32 - (8 * length)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SlotOf(uint key) => (key * 0x9E3779B1u) >> (32 - SizeBits);

    /// <summary>Gets what no tag has that is looked up at a place: the key 0 belongs to the first one only.</summary>
    private static ulong NoKeyOf(uint slot) => slot == 0 ? uint.MaxValue : 0;

    private static ulong[] Empty()
    {
        ulong[] none = new ulong[Size];
        none[0] = NoKeyOf(0);
        return none;
    }

    private static int Unwrap(ReadOnlySpan<byte> raw, Span<byte> tag)
    {
        int length = 0;
        foreach (byte b in raw)
        {
            if (b is not ((byte)'\r' or (byte)'\n'))
                tag[length++] = b;
        }

        return length;
    }

    /// <summary>Finds tags that stand in messages.</summary>
    internal readonly ref struct Ordinary(ulong[] entries)
    {
        private readonly ref ulong _entries = ref MemoryMarshal.GetArrayDataReference(entries);

        /// <summary>Finds a tag.</summary>
        /// <param name="bytes">Its first byte; the buffer goes on for four bytes behind the tag.</param>
        /// <param name="length">Its length.</param>
        /// <returns>Its number; -1: it is none of them, or was not found before.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Find(ref byte bytes, int length)
        {
            if ((uint)(length - 1) >= Packed)
                return -1;

            uint key = KeyOf(ref bytes, length);
            ulong entry = Unsafe.Add(ref _entries, (nuint)SlotOf(key));
            return (uint)entry == key ? (int)(entry >> 32) : -1;
        }
    }

    private struct Entry
    {
        public uint Key;
        public int Symbol;
        public TagKind Kind;
    }
}
