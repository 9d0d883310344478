using System.Runtime.CompilerServices;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Numbers for the names that the parser gives; it gives the same string for the same name, so a look costs no comparison of characters.</summary>
/// <param name="symbols">The numbers of the file.</param>
/// <param name="prefix">What is put in front of the names: @ for attributes.</param>
internal sealed class XmlSymbols(SymbolTable symbols, string prefix)
{
    private string?[] _names = new string?[256];
    private int[] _symbols = new int[256];
    private int _count;

    /// <summary>Finds or gives the number of a name.</summary>
    public int Of(string name)
    {
        int mask = _names.Length - 1;
        int slot = RuntimeHelpers.GetHashCode(name) & mask;
        while (_names[slot] is { } known)
        {
            if (ReferenceEquals(known, name))
                return _symbols[slot];
            slot = (slot + 1) & mask;
        }

        int symbol = symbols.Of(prefix.Length == 0 ? name : prefix + name);
        if (++_count * 2 > _names.Length)
            Grow();
        Put(name, symbol);
        return symbol;
    }

    private void Put(string name, int symbol)
    {
        int mask = _names.Length - 1;
        int slot = RuntimeHelpers.GetHashCode(name) & mask;
        while (_names[slot] is not null)
            slot = (slot + 1) & mask;
        (_names[slot], _symbols[slot]) = (name, symbol);
    }

    private void Grow()
    {
        (string?[] names, int[] numbers) = (_names, _symbols);
        _names = new string?[names.Length * 2];
        _symbols = new int[names.Length * 2];
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] is { } name)
                Put(name, numbers[i]);
        }
    }
}
