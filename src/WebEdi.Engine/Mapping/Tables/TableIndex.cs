namespace WebEdi.Engine.Mapping.Tables;

/// <summary>Finds the rows of a table by the texts of its key columns. Safe for concurrent use.</summary>
internal sealed class TableIndex
{
    private readonly LookupTable _table;
    private readonly int[] _keys;
    private readonly int _value;
    private readonly int[] _slots;
    private readonly string?[] _values;
    private readonly int _shift;
    private Dictionary<string, int>? _inverse;

    internal TableIndex(LookupTable table, int[] keys, int value)
    {
        (_table, _keys, _value) = (table, keys, value);
        int bits = 4;
        while (1 << bits < table.RowCount * 2)
            bits++;
        _shift = 64 - bits;
        _slots = new int[1 << bits];
        _values = new string?[table.RowCount];
        for (int row = 0; row < table.RowCount; row++)
            Add(row);
    }

    /// <summary>Gets two rows with the same key and different values; null: there are none.</summary>
    public (int First, int Second)? Conflict { get; private set; }

    /// <summary>Gets the column of the value.</summary>
    public int ValueColumn => _value;

    /// <summary>Gets the columns of the key.</summary>
    public IReadOnlyList<int> KeyColumns => _keys;

    /// <summary>Finds a row.</summary>
    /// <param name="keys">One text for every key column.</param>
    /// <returns>The row; -1: there is none.</returns>
    public int Find(ReadOnlySpan<string> keys)
    {
        ulong hash = Seed;
        foreach (string key in keys)
            hash = Mix(hash, key);
        for (int slot = Slot(hash); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            int row = _slots[slot] - 1;
            if (IsAt(row, keys))
                return row;
        }

        return -1;
    }

    /// <summary>Gets the value of a row; the same string every time.</summary>
    public string ValueOf(int row) => _values[row] ??= _table[row, _value].ToString();

    /// <summary>Finds the one key of a value, for a map that is turned round.</summary>
    /// <returns>The row; -1: there is none; -2: there are several, or the key has several columns.</returns>
    public int FindKeyOf(string value)
    {
        if (_keys.Length != 1)
            return -2;

        Dictionary<string, int> inverse = _inverse ??= Invert();
        return inverse.GetValueOrDefault(value, -1);
    }

    private const ulong Seed = 14695981039346656037;

    private Dictionary<string, int> Invert()
    {
        Dictionary<string, int> inverse = new(StringComparer.Ordinal);
        for (int row = 0; row < _table.RowCount; row++)
        {
            string value = _table[row, _value].ToString();
            if (!inverse.TryGetValue(value, out int known))
                inverse.Add(value, row);
            else if (known != -2 && !_table[known, _keys[0]].SequenceEqual(_table[row, _keys[0]]))
                inverse[value] = -2;
        }

        return inverse;
    }

    private void Add(int row)
    {
        ulong hash = Seed;
        foreach (int key in _keys)
            hash = Mix(hash, _table[row, key]);
        int slot = Slot(hash);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            int other = _slots[slot] - 1;
            if (!IsSame(other, row))
                continue;

            if (!_table[other, _value].SequenceEqual(_table[row, _value]))
                Conflict ??= (other, row);
            return;
        }

        _slots[slot] = row + 1;
    }

    private bool IsAt(int row, ReadOnlySpan<string> keys)
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            if (!_table[row, _keys[i]].SequenceEqual(keys[i]))
                return false;
        }

        return true;
    }

    private bool IsSame(int one, int other)
    {
        foreach (int key in _keys)
        {
            if (!_table[one, key].SequenceEqual(_table[other, key]))
                return false;
        }

        return true;
    }

    private int Slot(ulong hash) => (int)((hash * 0x9E3779B97F4A7C15) >> _shift);

    private static ulong Mix(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;

        // Between two keys: "ab", "c" is not "a", "bc".
        return (hash ^ 0xFFFF) * 1099511628211;
    }
}
