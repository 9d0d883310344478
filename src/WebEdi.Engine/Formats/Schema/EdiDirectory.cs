using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>The segments and messages of one syntax. Thread-safe; a message's structure is parsed when it is first asked for.</summary>
internal sealed class EdiDirectory
{
    private readonly IReadOnlyDictionary<string, SegmentSchema> _segments;
    private readonly Func<string, string?> _text;
    private readonly string? _since;
    private readonly List<string> _older = [];
    private readonly List<string> _types = [];
    private readonly Dictionary<string, MessageSchema?> _messages = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance.</summary>
    /// <param name="segments">By tag.</param>
    /// <param name="text">Gives the text of a message's structure by its name; null: there is none.</param>
    /// <param name="names">The names of the texts: a type, or a type and the last directory that the text is for (DELFOR.D96A).</param>
    /// <param name="since">The oldest version that the texts are for, where versions can be compared as texts; null: all.</param>
    public EdiDirectory(IReadOnlyDictionary<string, SegmentSchema> segments, Func<string, string?> text, IReadOnlyList<string> names, string? since = null)
    {
        _segments = segments;
        _text = text;
        _since = since;
        foreach (string name in names)
            (SchemaLines.Find(name, '.') < 0 ? _types : _older).Add(name);
    }

    /// <summary>Gets the segments.</summary>
    public IEnumerable<SegmentSchema> Segments => _segments.Values;

    /// <summary>Gets the types of messages whose structure is known.</summary>
    public IReadOnlyList<string> MessageTypes => _types;

    /// <summary>Finds a segment.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns>The segment; null when the directory does not have it.</returns>
    public SegmentSchema? FindSegment(string tag) => _segments.GetValueOrDefault(tag);

    /// <summary>Finds the structure of a message.</summary>
    /// <param name="type">Its type: ORDERS, 850.</param>
    /// <param name="version">Its directory, where it says one: D96A. One structure serves all versions but where a later one turned groups round; those before 003040 have none.</param>
    /// <returns>The structure; null when it is not known.</returns>
    /// <exception cref="EdiSetupException">The data of the structure is at fault.</exception>
    public MessageSchema? FindMessage(string type, string? version = null)
    {
        if (!_types.Contains(type) || (_since is not null && version is not null && IsBefore(version, _since)))
            return null;

        // A file may name any number of versions; what is kept is by the names of the texts.
        string name = type;
        foreach (string older in _older)
        {
            int dot = SchemaLines.Find(older, '.');
            if (SchemaLines.Is(older.AsSpan(0, dot), type) && version is not null && YearOf(version) <= YearOf(older[(dot + 1)..]))
                name = older;
        }

        lock (_messages)
        {
            if (!_messages.TryGetValue(name, out MessageSchema? schema))
                _messages.Add(name, schema = _text(name) is { } text ? MessageText.Parse(name, text, _segments) : null);
            return schema;
        }
    }

    /// <summary>Finds all structures that a message has had, the one of today first.</summary>
    /// <param name="type">Its type.</param>
    public IEnumerable<MessageSchema> FindStructures(string type)
    {
        if (FindMessage(type) is { } today)
            yield return today;

        foreach (string older in _older)
        {
            int dot = SchemaLines.Find(older, '.');
            if (SchemaLines.Is(older.AsSpan(0, dot), type) && FindMessage(type, older[(dot + 1)..]) is { } then)
                yield return then;
        }
    }

    /// <summary>Puts directories in the order of their years: D96A before D96B before D01B.</summary>
    private static int YearOf(string version) =>
        version.Length >= 4 && SchemaLines.NumberOf(version.AsSpan(1, 2)) is >= 0 and int year
            ? ((year < 80 ? year + 100 : year) * 256) + char.ToUpperInvariant(version[3])
            : int.MaxValue;

    /// <summary>Compares versions, character by character: what compares texts in blocks is compiled when it first runs.</summary>
    private static bool IsBefore(string version, string since)
    {
        for (int i = 0; i < version.Length && i < since.Length; i++)
        {
            if (version[i] != since[i])
                return version[i] < since[i];
        }

        return version.Length < since.Length;
    }
}
