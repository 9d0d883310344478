using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private const int Size = 1024;

    // Tags of at most this many bytes are looked up in one step.
    private const int Packed = 4;

    private const int Longest = 8;

    private readonly Entry[] _entries = new Entry[Size];

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

        uint key = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), start)) & (uint.MaxValue >> (32 - (8 * length)));
        ref Entry entry = ref _entries[(key * 0x9E3779B1u) >> 22];
        if (entry.Key != key)
            Learn(ref entry, key, bytes.AsSpan(start, length));

        kind = entry.Kind;
        return entry.Symbol;
    }

    /// <summary>Gets those tags that were found before and stand in messages.</summary>
    public Ordinary OfMessages => new(_entries);

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
        entry = new Entry { Key = key, OrdinaryKey = kind == TagKind.Ordinary ? key + 1UL : 0, Kind = kind, Symbol = symbols.Of(tag) };
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
    internal readonly ref struct Ordinary(Entry[] entries)
    {
        private readonly ref Entry _entries = ref MemoryMarshal.GetArrayDataReference(entries);

        /// <summary>Finds a tag.</summary>
        /// <param name="bytes">Its first byte; the buffer goes on for four bytes behind the tag.</param>
        /// <param name="length">Its length.</param>
        /// <returns>Its number; -1: it is none of them, or was not found before.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Find(ref byte bytes, int length)
        {
            if ((uint)(length - 1) >= Packed)
                return -1;

            uint key = Unsafe.ReadUnaligned<uint>(ref bytes) & (uint.MaxValue >> (32 - (8 * length)));
            ref Entry entry = ref Unsafe.Add(ref _entries, key * 0x9E3779B1u >> 22);
            return entry.OrdinaryKey == key + 1UL ? entry.Symbol : -1;
        }
    }

    internal struct Entry
    {
        public uint Key;
        public ulong OrdinaryKey;
        public int Symbol;
        public TagKind Kind;
    }
}
