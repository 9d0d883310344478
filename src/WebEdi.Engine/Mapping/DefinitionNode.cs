using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>A value in the JSON of a map, a profile or a published schema.</summary>
/// <remarks>
/// Whether a text is sound the platform's parser has told before, or the tests of what comes with the engine have. The values are not asked of that parser too:
/// half of it is compiled only when it runs, which takes a fifth of the time of a process that reads one order.
/// </remarks>
internal sealed class DefinitionNode
{
    private readonly string _json;
    private readonly int _start;
    private readonly int _end;

    /// <summary>Makes one.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">The property whose value it is; empty: none.</param>
    /// <param name="json">The text that it stands in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="children">What it holds.</param>
    public DefinitionNode(NodeKind kind, string name, string json, int start, int end, DefinitionNode[] children) =>
        (Kind, Name, _json, _start, _end, Children) = (kind, name, json, start, end, children);

    /// <summary>Gets what it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>Gets the property whose value it is; empty for entries of arrays and the whole.</summary>
    public string Name { get; }

    /// <summary>Gets the values of its properties or its entries, in the order of the text.</summary>
    public DefinitionNode[] Children { get; }

    /// <summary>Reads a sound text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DefinitionNode Parse(string json) => new DefinitionParser(json).Read();

    /// <summary>Finds a property.</summary>
    /// <returns>False: there is none, or this is no object.</returns>
    public bool TryGetProperty(string name, [NotNullWhen(true)] out DefinitionNode? value)
    {
        foreach (DefinitionNode child in Children)
        {
            if (Kind == NodeKind.Object && child.Name == name)
            {
                value = child;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Finds a property that is there.</summary>
    /// <exception cref="KeyNotFoundException">It is not.</exception>
    public DefinitionNode GetProperty(string name) => TryGetProperty(name, out DefinitionNode? value) ? value : throw new KeyNotFoundException(name);

    /// <summary>Gets it as it stands there, with quotes and escapes.</summary>
    public string GetRawText() => _json[_start.._end];

    /// <summary>Gets a text; null where null stands.</summary>
    /// <exception cref="InvalidOperationException">It is neither.</exception>
    public string? GetString() => Kind switch
    {
        NodeKind.String => Unescape(_json.AsSpan(_start + 1, _end - _start - 2)),
        NodeKind.Null => null,
        _ => throw new InvalidOperationException($"{Kind} is no text."),
    };

    /// <summary>Tells whether it is a certain text.</summary>
    public bool ValueEquals(string text) => GetString() == text;

    /// <summary>Gets whether it is true.</summary>
    /// <exception cref="InvalidOperationException">It is neither true nor false.</exception>
    public bool GetBoolean() => Kind switch
    {
        NodeKind.True => true,
        NodeKind.False => false,
        _ => throw new InvalidOperationException($"{Kind} is neither true nor false."),
    };

    /// <summary>Gets a whole number.</summary>
    /// <returns>False: it is none, or too large.</returns>
    public bool TryGetInt32(out int value)
    {
        value = 0;
        return Kind == NodeKind.Number && int.TryParse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Gets a whole number.</summary>
    /// <exception cref="FormatException">It is none, or too large.</exception>
    public int GetInt32() => TryGetInt32(out int value) ? value : throw new FormatException($"{GetRawText()} is no whole number.");

    /// <summary>Gets a number.</summary>
    /// <returns>False: it is none, or too large.</returns>
    public bool TryGetDecimal(out decimal value)
    {
        value = 0;
        return Kind == NodeKind.Number && decimal.TryParse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Gets a number.</summary>
    /// <exception cref="FormatException">It is none, or too large.</exception>
    public decimal GetDecimal() => TryGetDecimal(out decimal value) ? value : throw new FormatException($"{GetRawText()} is no number.");

    /// <summary>Gets a number of any size, not exactly.</summary>
    public double GetDouble() => double.Parse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Takes the escapes out of a text.</summary>
    internal static string Unescape(ReadOnlySpan<char> text)
    {
        int escape = text.IndexOf('\\');
        if (escape < 0)
            return text.ToString();

        StringBuilder plain = new(text.Length);
        while (escape >= 0)
        {
            plain.Append(text[..escape]);
            char sign = text[escape + 1];
            plain.Append(sign switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(text.Slice(escape + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => sign,
            });
            text = text[(escape + (sign == 'u' ? 6 : 2))..];
            escape = text.IndexOf('\\');
        }

        return plain.Append(text).ToString();
    }

    private ReadOnlySpan<char> Raw => _json.AsSpan(_start, _end - _start);
}

/// <summary>What a value of JSON is.</summary>
internal enum NodeKind
{
    /// <summary>Nothing.</summary>
    Null = 0,

    /// <summary>Yes.</summary>
    True = 1,

    /// <summary>No.</summary>
    False = 2,

    /// <summary>A number.</summary>
    Number = 3,

    /// <summary>A text.</summary>
    String = 4,

    /// <summary>Entries in an order.</summary>
    Array = 5,

    /// <summary>Properties with names.</summary>
    Object = 6,
}
