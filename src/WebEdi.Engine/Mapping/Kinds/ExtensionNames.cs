namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>The tenant's own fields that a map fills in parts of one level. Complete when the map is compiled; then safe for concurrent use.</summary>
internal sealed class ExtensionNames
{
    private readonly List<string> _names = [];
    private int[]? _order;
    private string[] _last = [];

    /// <summary>Gets how many there are.</summary>
    public int Count => _names.Count;

    /// <summary>Adds one.</summary>
    /// <returns>Its number.</returns>
    public int Add(string name)
    {
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>Makes the fields of a part. Parts that say the same fields share their names.</summary>
    /// <param name="texts">What is said, by the numbers of the fields; null: nothing.</param>
    /// <param name="count">How many fields are said.</param>
    public ExtensionBag Bag(string?[] texts, int count)
    {
        int[] order = _order ??= [.. Enumerable.Range(0, _names.Count).OrderBy(i => _names[i], StringComparer.Ordinal)];
        string[] last = _last;
        string[] values = new string[count];
        bool isLast = last.Length == count;
        int at = 0;
        foreach (int field in order)
        {
            if (texts[field] is not { } text)
                continue;

            isLast = isLast && ReferenceEquals(last[at], _names[field]);
            values[at++] = text;
        }

        if (!isLast)
            _last = last = [.. order.Where(f => texts[f] is not null).Select(f => _names[f])];
        return new ExtensionBag(last, values);
    }
}
