using System.Runtime.InteropServices;
using System.Xml;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Keeps every name, prefix and namespace of a file once, up to a limit; a file cannot fill memory with names, nor slow it down with chosen ones.</summary>
internal sealed class BoundedNames : XmlNameTable
{
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64() | 1;
    private string?[] _names = new string?[512];
    private uint[] _hashes = new uint[512];
    private int _count;

    public override string Add(string array) => Add(array.AsSpan(), array);

    public override string Add(char[] array, int offset, int length) => Add(array.AsSpan(offset, length), null);

    public override string? Get(string array) => array.Length == 0 ? "" : _names[Find(array, Hash(array))];

    public override string? Get(char[] array, int offset, int length)
    {
        ReadOnlySpan<char> name = array.AsSpan(offset, length);
        return length == 0 ? "" : _names[Find(name, Hash(name))];
    }

    private string Add(ReadOnlySpan<char> name, string? known)
    {
        if (name.IsEmpty)
            return "";

        uint hash = Hash(name);
        int slot = Find(name, hash);
        if (_names[slot] is { } found)
            return found;

        if (name.Length > XmlConstants.MaxNameLength)
            throw new TooMuchException();
        if (_count == XmlConstants.MaxNames)
            throw new TooManyNamesException();

        if (++_count * 2 > _names.Length)
        {
            Grow();
            slot = Find(name, hash);
        }

        _hashes[slot] = hash;
        return _names[slot] = known ?? name.ToString();
    }

    private int Find(ReadOnlySpan<char> name, uint hash)
    {
        int mask = _names.Length - 1;
        int slot = (int)hash & mask;
        while (_names[slot] is { } known && !(_hashes[slot] == hash && name.SequenceEqual(known)))
            slot = (slot + 1) & mask;

        return slot;
    }

    /// <summary>Four characters at a time, mixed with a number that nobody outside knows.</summary>
    private uint Hash(ReadOnlySpan<char> name)
    {
        ulong hash = _seed ^ ((ulong)name.Length * 0x9E3779B97F4A7C15UL);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(name);
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));

        ulong rest = 0;
        foreach (byte b in bytes)
            rest = (rest << 8) | b;
        return (uint)Mix(hash ^ rest);
    }

    private ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, _seed * 0xD1342543DE82EF95UL, out ulong low);
        return high ^ low;
    }

    private void Grow()
    {
        (string?[] names, uint[] hashes) = (_names, _hashes);
        _names = new string?[names.Length * 2];
        _hashes = new uint[names.Length * 2];
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] is not { } name)
                continue;

            int slot = Find(name, hashes[i]);
            (_names[slot], _hashes[slot]) = (name, hashes[i]);
        }
    }
}
