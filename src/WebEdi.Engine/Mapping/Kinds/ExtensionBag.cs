using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>The tenant's own fields of one part of a document, in ordinal order. Small, because every line has one.</summary>
/// <param name="names">Their names, in order; other parts may have the same array.</param>
/// <param name="values">Their values.</param>
internal sealed class ExtensionBag(string[] names, string[] values) : IReadOnlyDictionary<string, string>
{
    public int Count => names.Length;

    public IEnumerable<string> Keys => names;

    public IEnumerable<string> Values => values;

    public string this[string key] => TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"There is no field {key}.");

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int at = Find(key);
        value = at < 0 ? null : values[at];
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < names.Length; i++)
            yield return new(names[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key) => Array.BinarySearch(names, key, StringComparer.Ordinal);
}
