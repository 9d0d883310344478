using System.Text.Json;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Numbers for the names of properties; a name that came before costs no string.</summary>
internal sealed class JsonNames(SymbolTable symbols)
{
    /// <summary>The longest name, in bytes as written.</summary>
    public const int MaxLength = 1024;

    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly char[] _chars = new char[MaxLength];

    /// <summary>Finds or gives the number of the reader's property.</summary>
    /// <exception cref="TooMuchException">The name is too long.</exception>
    /// <exception cref="TooManyNamesException">The file has too many names.</exception>
    public int Of(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > MaxLength)
            throw new TooMuchException();

        ReadOnlySpan<char> name = _chars.AsSpan(0, json.CopyString(_chars));
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out int symbol))
            return symbol;

        if (symbols.IsFull)
            throw new TooManyNamesException();

        string text = name.ToString();
        symbol = symbols.Of(text);
        _known.Add(text, symbol);
        return symbol;
    }
}
