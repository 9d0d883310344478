using System.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Fuzz;

/// <summary>What a reading of a file told, entry by entry, to be compared with another reading. Entries become words only when they differ.</summary>
internal sealed class Account
{
    private readonly List<Entry> _entries = [];

    /// <summary>Adds words, or what becomes words: a diagnostic, an origin.</summary>
    public void Add(object thing) => _entries.Add(new Entry(thing, default, default, default));

    /// <summary>Adds an origin.</summary>
    public void Add(FieldOrigin origin) => Add(origin.Inputs.Count == 0 ? origin : (object)origin.ToString());

    /// <summary>Adds a node.</summary>
    public void Add(string name, int end, int elements, SourcePosition position) => _entries.Add(new Entry(name, (end, elements), default, position));

    /// <summary>Adds a value.</summary>
    public void Add(ReadOnlySpan<byte> value, (long Offset, int Length) bytes, SourcePosition position) =>
        _entries.Add(new Entry(null, bytes, (Hash(value), value.Length, value[0]), position));

    /// <summary>Tells where another account differs.</summary>
    /// <returns>Null: nowhere.</returns>
    public string? FirstDifference(Account other)
    {
        for (int i = 0; i < Math.Max(_entries.Count, other._entries.Count); i++)
        {
            Entry? one = i < _entries.Count ? _entries[i] : null, two = i < other._entries.Count ? other._entries[i] : null;
            if (one != two)
                return $"entry {i} is {one?.ToString() ?? "nothing"}, then {two?.ToString() ?? "nothing"}";
        }

        return null;
    }

    private static int Hash(ReadOnlySpan<byte> value)
    {
        HashCode hash = default;
        hash.AddBytes(value);
        return hash.ToHashCode();
    }

    private readonly record struct Entry(object? Thing, (long One, int Two) Numbers, (int Hash, int Length, byte First) Value, SourcePosition Position)
    {
        private bool PrintMembers(StringBuilder text)
        {
            text.Append(Thing is Diagnostic diagnostic ? Targets.Words.Describe(diagnostic) : Thing).Append(' ').Append(Numbers).Append(' ').Append(Value).Append(' ').Append(Position).Append(" @").Append(Position.Offset)
                .Append(' ').Append(Position.Segment).Append('/').Append(Position.Element).Append('/').Append(Position.Component);
            return true;
        }
    }
}
