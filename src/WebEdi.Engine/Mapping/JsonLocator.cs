using System.Text;
using System.Text.Json;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>Finds where in a JSON text a property stands.</summary>
internal sealed class JsonLocator
{
    private readonly byte[] _text;
    private readonly string _file;
    private readonly JsonLocator? _over;
    private readonly string _overAt = "";
    private Dictionary<string, long>? _offsets;

    /// <summary>Makes one for a text; it is gone over when something is looked for.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="json">The text.</param>
    public JsonLocator(string file, string json) => (_file, _text) = (file, Encoding.UTF8.GetBytes(json));

    private JsonLocator(JsonLocator under, JsonLocator over, string at)
    {
        (_offsets, _text, _file) = (under.Walk(), under._text, under._file);
        (_over, _overAt) = (over, at + ".");
    }

    /// <summary>Lays a patch over a text: what the patch says stands in the patch, everything else in the text.</summary>
    /// <param name="under">The text.</param>
    /// <param name="over">The text that holds the patch.</param>
    /// <param name="at">The property of it that is the patch.</param>
    public static JsonLocator Over(JsonLocator under, JsonLocator over, string at) => new(under, over, at);

    /// <summary>Tells where a property stands.</summary>
    /// <param name="path">order.number, columns[2].field; the nearest one above it is named when it is not there.</param>
    /// <returns>Line and column, counted in characters.</returns>
    public SourcePosition Find(string path)
    {
        Dictionary<string, long> offsets = Walk();
        if (_over is not null && _over.Walk().ContainsKey(_overAt + path))
            return _over.Find(_overAt + path);

        while (true)
        {
            if (offsets.TryGetValue(path, out long offset))
                return At(_file, _text, offset);

            int cut = path.LastIndexOfAny(['.', '[']);
            if (cut <= 0)
                return new SourcePosition(_file, 1, 1, Offset: 0);

            path = path[..cut];
        }
    }

    /// <summary>Goes over the text, once.</summary>
    /// <returns>Where properties and entries begin, by their paths.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="HalfCharacterException">An escape is half of a character.</exception>
    public Dictionary<string, long> Walk()
    {
        if (_offsets is not null)
            return _offsets;

        Dictionary<string, long> offsets = new(StringComparer.Ordinal);
        Utf8JsonReader reader = new(_text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = DefinitionCheck.MaxDepth });
        Walk(ref reader, offsets);
        return _offsets = offsets;
    }

    /// <summary>Tells the line and column of a byte.</summary>
    public static SourcePosition At(string file, ReadOnlySpan<byte> text, long offset)
    {
        ReadOnlySpan<byte> before = text[..(int)Math.Min(offset, text.Length)];
        int line = before.Count((byte)'\n') + 1;
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new SourcePosition(file, line, column, Offset: offset);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new HalfCharacterException(reader.TokenStartIndex);
        }
    }

    private static void Walk(ref Utf8JsonReader reader, Dictionary<string, long> offsets)
    {
        Stack<(string Path, int Index)> open = new();
        string name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    string parent = open.Peek().Path;
                    name = parent.Length == 0 ? Text(ref reader) : $"{parent}.{Text(ref reader)}";
                    offsets.TryAdd(name, reader.TokenStartIndex);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
                        Text(ref reader);
                    string path = name;
                    if (open.Count > 0 && open.Peek().Index >= 0)
                    {
                        (string Path, int Index) array = open.Pop();
                        path = $"{array.Path}[{array.Index}]";
                        offsets.TryAdd(path, reader.TokenStartIndex);
                        open.Push((array.Path, array.Index + 1));
                    }

                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        open.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    break;
            }
        }
    }
}

/// <summary>A text holds half of a character, as \ud800 alone is one.</summary>
/// <param name="offset">The byte at which the text begins.</param>
internal sealed class HalfCharacterException(long offset) : Exception
{
    /// <summary>Gets the byte at which the text begins.</summary>
    public long Offset => offset;
}
