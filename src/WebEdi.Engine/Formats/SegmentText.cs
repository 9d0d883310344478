using System.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Puts segments together: values escaped, empty elements at the end left out.</summary>
/// <param name="element">What divides elements.</param>
/// <param name="component">What divides components.</param>
/// <param name="terminator">What ends a segment.</param>
/// <param name="release">What makes the next character ordinary; null: there is nothing, delimiters in values become blanks.</param>
internal sealed class SegmentText(char element, char component, char terminator, char? release)
{
    private readonly StringBuilder _text = new();

    /// <summary>Gets how many segments there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a segment.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="elements">Its elements from left to right.</param>
    public void Add(string tag, params ReadOnlySpan<SegmentValue> elements)
    {
        _text.Append(tag);
        int last = elements.Length;
        while (last > 0 && elements[last - 1].IsEmpty)
            last--;

        foreach (SegmentValue value in elements[..last])
        {
            _text.Append(element);
            Append(value);
        }

        _text.Append(terminator);
        Count++;
    }

    /// <summary>Returns the segments.</summary>
    public override string ToString() => _text.ToString();

    private void Append(SegmentValue value)
    {
        for (int i = 0; i < value.Count; i++)
        {
            if (i > 0)
                _text.Append(component);
            foreach (char c in value[i])
            {
                bool special = c == element || c == component || c == terminator || c == release;
                if (special && release is { } mark)
                    _text.Append(mark).Append(c);
                else
                    _text.Append(special ? ' ' : c);
            }
        }
    }
}

/// <summary>The value of an element: text, or the components of a composite.</summary>
internal readonly struct SegmentValue
{
    private readonly string?[]? _components;

    private SegmentValue(string?[] components) => _components = components;

    /// <summary>Gets the number of components up to the last one that is there.</summary>
    public int Count
    {
        get
        {
            int count = _components?.Length ?? 0;
            while (count > 0 && string.IsNullOrEmpty(_components![count - 1]))
                count--;
            return count;
        }
    }

    /// <summary>Gets a value indicating whether nothing is there.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Gets a component.</summary>
    public string this[int component] => _components![component] ?? "";

    public static implicit operator SegmentValue(string? text) => new([text]);

    /// <summary>Makes a composite.</summary>
    public static SegmentValue Of(params string?[] components) => new(components);
}
