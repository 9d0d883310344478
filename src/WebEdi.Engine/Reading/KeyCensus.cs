using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Reading;

/// <summary>Finds keys whose segments do not stand together, in 12 bytes per key.</summary>
internal sealed class KeyCensus
{
    private readonly Dictionary<ulong, int> _scattered = [];
    private ulong[] _keys = new ulong[1024];
    private int[] _counts = new int[1024];
    private int _used;
    private ulong _current;
    private int _run;
    private byte[] _key = [];
    private int _keyLength;

    /// <summary>Gets the number of different keys whose first run has ended.</summary>
    public int Keys => _used;

    /// <summary>Counts a segment.</summary>
    /// <param name="key">Its key, not empty.</param>
    public void Add(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual(_key.AsSpan(0, _keyLength)))
        {
            _run++;
            return;
        }

        if (_key.Length < key.Length)
            _key = new byte[key.Length * 2];
        key.CopyTo(_key);
        _keyLength = key.Length;
        Add(SegmentKeys.Hash(key));
    }

    /// <summary>Counts a segment.</summary>
    /// <param name="hash">The hash of its key, not 0.</param>
    public void Add(ulong hash)
    {
        if (hash == _current)
        {
            _run++;
            return;
        }

        CloseRun();
        _current = hash;
        _run = 1;
    }

    /// <summary>Ends the file.</summary>
    /// <returns>The scattered keys with the number of their segments.</returns>
    public IReadOnlyDictionary<ulong, int> Complete()
    {
        CloseRun();
        foreach (ulong key in _scattered.Keys.ToArray())
            _scattered[key] = _counts[Find(key)];

        return _scattered;
    }

    private void CloseRun()
    {
        if (_run == 0)
            return;

        int slot = Find(_current);
        if (_keys[slot] == _current)
        {
            _scattered.TryAdd(_current, 0);
        }
        else
        {
            if ((_used + 1) * 4 > _keys.Length * 3)
            {
                Grow();
                slot = Find(_current);
            }

            _keys[slot] = _current;
            _used++;
        }

        _counts[slot] += _run;
        _run = 0;
    }

    private int Find(ulong key)
    {
        int mask = _keys.Length - 1;
        int slot = (int)(key & (uint)mask);
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & mask;

        return slot;
    }

    private void Grow()
    {
        ulong[] keys = _keys;
        int[] counts = _counts;
        _keys = new ulong[keys.Length * 2];
        _counts = new int[keys.Length * 2];
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0)
                continue;

            int slot = Find(keys[i]);
            _keys[slot] = keys[i];
            _counts[slot] = counts[i];
        }
    }
}
