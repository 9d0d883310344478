using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Keeps the names of a file as they stand in its bytes, prefix and all, each with its number.</summary>
internal sealed class ScannedNames(SymbolTable symbols)
{
    /// <summary>The most names; a file that brings more is no ordinary one.</summary>
    private const int MaxNames = 2000;

    private const int MaxNameBytes = 200;
    private const ulong Odd = 0x9E3779B97F4A7C15UL;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."u8);

    private readonly ulong _seed = (ulong)Random.Shared.NextInt64() | 1;
    private readonly List<ScannedPrefix> _prefixes = [new ScannedPrefix("") { Space = "" }, new ScannedPrefix("xml") { Space = "http://www.w3.org/XML/1998/namespace" }];
    private ScannedName?[] _names = new ScannedName?[256];
    private int _count;

    /// <summary>Gets everything that a parser would have counted as a name.</summary>
    public IEnumerable<string> All =>
        _names.Where(n => n is not null).SelectMany(n => (string[])[n!.LocalName, n.QualifiedName]).Concat(_prefixes.SelectMany(p => p.Spaces.Append(p.Name)));

    /// <summary>Finds or keeps a name.</summary>
    /// <param name="bytes">The name with its prefix.</param>
    /// <returns>Null: it is no plain name, or there are too many of them.</returns>
    public ScannedName? Of(ReadOnlySpan<byte> bytes)
    {
        int slot = Find(bytes);
        return _names[slot] ?? Add(bytes, slot);
    }

    private ScannedPrefix PrefixOf(string name)
    {
        foreach (ScannedPrefix prefix in _prefixes)
        {
            if (prefix.Name == name)
                return prefix;
        }

        _prefixes.Add(new ScannedPrefix(name));
        return _prefixes[^1];
    }

    private ScannedName? Add(ReadOnlySpan<byte> bytes, int slot)
    {
        int colon = bytes.IndexOf((byte)':');
        ReadOnlySpan<byte> local = bytes[(colon + 1)..];
        if (_count == MaxNames || bytes.Length > MaxNameBytes || colon == 0 || !IsPlain(local) || (colon > 0 && !IsPlain(bytes[..colon])))
            return null;

        if (++_count * 2 > _names.Length)
        {
            Grow();
            slot = Find(bytes);
        }

        string prefix = colon < 0 ? "" : Encoding.Latin1.GetString(bytes[..colon]);
        string name = Encoding.Latin1.GetString(local);
        ScannedPrefix? declared = prefix == "xmlns" ? PrefixOf(name) : prefix.Length == 0 && name == "xmlns" ? _prefixes[0] : null;
        return _names[slot] = new ScannedName(symbols, bytes.ToArray(), name, PrefixOf(prefix), declared);
    }

    private static bool IsPlain(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && !name.ContainsAnyExcept(NameBytes) && name[0] is not ((byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'));

    private int Find(ReadOnlySpan<byte> bytes)
    {
        int mask = _names.Length - 1;
        int slot = (int)(Hash(bytes) >> 32) & mask;
        while (_names[slot] is { } known && !bytes.SequenceEqual(known.Bytes))
            slot = (slot + 1) & mask;

        return slot;
    }

    /// <summary>Eight bytes at a time, mixed with a number that nobody outside knows.</summary>
    private ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = _seed ^ ((ulong)bytes.Length * Odd);
        if (bytes.Length >= sizeof(ulong))
        {
            for (int i = 0; i < bytes.Length - sizeof(ulong); i += sizeof(ulong))
                hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes[i..]));
            return Mix(hash ^ MemoryMarshal.Read<ulong>(bytes[^sizeof(ulong)..]));
        }

        ulong rest = 0;
        foreach (byte b in bytes)
            rest = (rest << 8) | b;
        return Mix(hash ^ rest);
    }

    private ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, _seed * Odd, out ulong low);
        return high ^ low;
    }

    private void Grow()
    {
        ScannedName?[] names = _names;
        _names = new ScannedName?[names.Length * 2];
        foreach (ScannedName? name in names)
        {
            if (name is not null)
                _names[Find(name.Bytes)] = name;
        }
    }
}

/// <summary>A name as it stands in the bytes of a file.</summary>
/// <param name="symbols">The numbers of the file.</param>
/// <param name="bytes">The name with its prefix.</param>
/// <param name="local">The name without it.</param>
/// <param name="prefix">The prefix.</param>
/// <param name="declared">The prefix for which attributes of the name declare a namespace; null: they declare none.</param>
internal sealed class ScannedName(SymbolTable symbols, byte[] bytes, string local, ScannedPrefix prefix, ScannedPrefix? declared)
{
    private int _element = -1;
    private int _attribute = -1;

    /// <summary>The name with its prefix.</summary>
    public readonly byte[] Bytes = bytes;

    /// <summary>The prefix.</summary>
    public readonly ScannedPrefix Prefix = prefix;

    /// <summary>The prefix for which attributes of the name declare a namespace.</summary>
    public readonly ScannedPrefix? Declared = declared;

    /// <summary>Gets or sets the name of the element that began behind the last one of this name.</summary>
    public ScannedName? Following { get; set; }

    /// <summary>Gets the name without its prefix.</summary>
    public string LocalName => local;

    /// <summary>Gets the name with its prefix.</summary>
    public string QualifiedName => Prefix.Name.Length == 0 ? local : Prefix.Name + ":" + local;

    /// <summary>Gets the number of elements of the name.</summary>
    public int Element => _element >= 0 ? _element : _element = symbols.Of(local);

    /// <summary>Gets the number of attributes of the name.</summary>
    public int Attribute => _attribute >= 0 ? _attribute : _attribute = symbols.Of("@" + local);
}

/// <summary>A prefix and what it stands for at the place that was reached.</summary>
/// <param name="name">The prefix; empty: that of elements without one.</param>
internal sealed class ScannedPrefix(string name)
{
    private const int MaxSpaces = 50;

    private readonly List<string> _spaces = [];

    /// <summary>Gets the prefix.</summary>
    public string Name => name;

    /// <summary>Gets or sets the namespace; null: none is declared.</summary>
    public string? Space { get; set; }

    /// <summary>Gets the namespaces that it has stood for.</summary>
    public IReadOnlyList<string> Spaces => _spaces;

    /// <summary>Finds or keeps a namespace.</summary>
    /// <param name="bytes">It in ASCII.</param>
    /// <returns>Null: there are too many of them.</returns>
    public string? SpaceOf(ReadOnlySpan<byte> bytes)
    {
        foreach (string known in _spaces)
        {
            if (Ascii.Equals(bytes, known))
                return known;
        }

        if (_spaces.Count == MaxSpaces)
            return null;

        _spaces.Add(Encoding.ASCII.GetString(bytes));
        return _spaces[^1];
    }
}
