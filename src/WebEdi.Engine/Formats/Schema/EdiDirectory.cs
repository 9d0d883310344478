using System.Collections.Concurrent;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>The segments and messages of one syntax. Thread-safe; a message's structure is parsed when it is first asked for.</summary>
internal sealed class EdiDirectory
{
    private readonly IReadOnlyDictionary<string, SegmentSchema> _segments;
    private readonly Func<string, string?> _text;
    private readonly ConcurrentDictionary<string, MessageSchema?> _messages = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance.</summary>
    /// <param name="segments">By tag.</param>
    /// <param name="text">Gives the text of a message's structure by the message's type; null: the type is not known.</param>
    /// <param name="types">The types that have a text.</param>
    public EdiDirectory(IReadOnlyDictionary<string, SegmentSchema> segments, Func<string, string?> text, IReadOnlyList<string> types)
    {
        _segments = segments;
        _text = text;
        MessageTypes = types;
    }

    /// <summary>Gets the segments.</summary>
    public IEnumerable<SegmentSchema> Segments => _segments.Values;

    /// <summary>Gets the types of messages whose structure is known.</summary>
    public IReadOnlyList<string> MessageTypes { get; }

    /// <summary>Finds a segment.</summary>
    /// <param name="tag">Its tag.</param>
    /// <returns>The segment; null when the directory does not have it.</returns>
    public SegmentSchema? FindSegment(string tag) => _segments.GetValueOrDefault(tag);

    /// <summary>Finds the structure of a message.</summary>
    /// <param name="type">Its type: ORDERS, 850.</param>
    /// <returns>The structure; null when it is not known.</returns>
    /// <exception cref="EdiSetupException">The data of the structure is at fault.</exception>
    public MessageSchema? FindMessage(string type)
    {
        // A file may name any number of types; only those that we know are kept.
        if (_messages.TryGetValue(type, out MessageSchema? schema))
            return schema;

        return MessageTypes.Contains(type)
            ? _messages.GetOrAdd(type, static (t, self) => self._text(t) is { } text ? MessageText.Parse(t, text, self._segments) : null, this)
            : null;
    }
}
