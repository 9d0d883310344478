using System.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Numbers for the names in one file: segment tags, record types, elements, attributes, properties. Not thread-safe.</summary>
/// <remarks>A map asks for its names once and compares numbers afterwards. Ours is bounded, because a file may bring any number of names.</remarks>
internal sealed class SymbolTable
{
    /// <summary>The number of every name beyond <see cref="MaxNames"/>; no rule has it.</summary>
    public const int Overflow = 0;

    /// <summary>The most different names in one file.</summary>
    public const int MaxNames = 20_000;

    private const int MaxPacked = 8;

    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<string> _names = ["?"];
    private ulong[] _packed = new ulong[256];
    private int[] _packedSymbols = new int[256];
    private int _packedCount;

    /// <summary>Gets a name.</summary>
    public string this[int symbol] => _names[symbol];

    /// <summary>Gets the number of names.</summary>
    public int Count => _names.Count;

    /// <summary>Gets a value indicating whether names were left out.</summary>
    public bool IsFull => _names.Count > MaxNames;

    /// <summary>Finds or gives the number of a name.</summary>
    public int Of(string name)
    {
        if (_byName.TryGetValue(name, out int symbol))
            return symbol;

        if (IsFull)
            return Overflow;

        symbol = _names.Count;
        _names.Add(name);
        _byName.Add(name, symbol);
        return symbol;
    }

    /// <summary>Finds or gives the number of a name in ASCII bytes; a tag of at most eight bytes costs one look.</summary>
    public int Of(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > MaxPacked)
            return Of(Encoding.Latin1.GetString(name));

        ulong packed = 0;
        foreach (byte b in name)
            packed = (packed << 8) | b;

        int slot = Find(packed);
        if (_packed[slot] == packed)
            return _packedSymbols[slot];

        int symbol = Of(Encoding.Latin1.GetString(name));
        if (symbol == Overflow || packed == 0)
            return symbol;

        if (++_packedCount * 2 > _packed.Length)
        {
            Grow();
            slot = Find(packed);
        }

        (_packed[slot], _packedSymbols[slot]) = (packed, symbol);
        return symbol;
    }

    private int Find(ulong packed)
    {
        int mask = _packed.Length - 1;
        int slot = (int)((packed * 0x9E3779B97F4A7C15UL) >> 40) & mask;
        while (_packed[slot] != 0 && _packed[slot] != packed)
            slot = (slot + 1) & mask;

        return slot;
    }

    private void Grow()
    {
        (ulong[] packed, int[] symbols) = (_packed, _packedSymbols);
        _packed = new ulong[packed.Length * 2];
        _packedSymbols = new int[packed.Length * 2];
        for (int i = 0; i < packed.Length; i++)
        {
            if (packed[i] == 0)
                continue;

            int slot = Find(packed[i]);
            (_packed[slot], _packedSymbols[slot]) = (packed[i], symbols[i]);
        }
    }
}
