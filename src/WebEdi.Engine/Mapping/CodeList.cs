namespace WebEdi.Engine.Mapping;

/// <summary>The codes of a field: texts received and their values, in the order of the map, where the first text of a value is the one that is written.</summary>
internal sealed class CodeList
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private Value[] _values = new Value[8];

    /// <summary>Gets the texts.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Adds a text, unless it is there.</summary>
    /// <returns>False: it is there.</returns>
    public bool Add(string text, in Value value)
    {
        if (!_places.TryAdd(text, _texts.Count))
            return false;

        if (_texts.Count == _values.Length)
        {
            Value[] more = new Value[_values.Length * 2];
            Array.Copy(_values, more, _values.Length);
            _values = more;
        }

        _values[_texts.Count] = value;
        _texts.Add(text);
        return true;
    }

    /// <summary>Finds the value of a text.</summary>
    public bool TryGetValue(string text, out Value value)
    {
        bool isThere = _places.TryGetValue(text, out int place);
        value = isThere ? _values[place] : default;
        return isThere;
    }

    /// <summary>Gets the value of the text at a place.</summary>
    public ref readonly Value ValueAt(int place) => ref _values[place];
}
