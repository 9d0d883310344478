using System.Numerics;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>A set of small numbers: a bit for each.</summary>
internal sealed class NumberSet
{
    private const int WordBits = 64;

    private ulong[] _bits = new ulong[16];

    /// <summary>Gets how many numbers it has.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a number that it does not have.</summary>
    public void Add(int number)
    {
        int word = number / WordBits;
        if (word >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(_bits.Length * 2, word + 1));
        _bits[word] |= 1UL << number;
        Count++;
    }

    public bool Has(int number)
    {
        int word = number / WordBits;
        return word < _bits.Length && (_bits[word] & (1UL << number)) != 0;
    }

    /// <summary>Sets a bit in the mark of every number.</summary>
    public void Mark(Span<byte> marks, byte mark)
    {
        for (int word = 0; word < _bits.Length; word++)
        {
            for (ulong rest = _bits[word]; rest != 0; rest &= rest - 1)
                marks[(word * WordBits) + BitOperations.TrailingZeroCount(rest)] |= mark;
        }
    }
}
