using System.Text;
using System.Text.Json;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>Tells whether a text is JSON as maps and profiles are: not too deep, no property twice, comments allowed.</summary>
internal static class DefinitionCheck
{
    /// <summary>The deepest nesting.</summary>
    internal const int MaxDepth = 16;

    /// <summary>Gets how such a text is parsed.</summary>
    public static JsonDocumentOptions Strict { get; } = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>Checks a text.</summary>
    /// <param name="file">What positions call it.</param>
    /// <param name="json">The text.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="locator">Goes over it.</param>
    /// <returns>Why it is none; null: it is.</returns>
    public static Diagnostic? Check(string file, string json, DefinitionKind kind, JsonLocator locator)
    {
        try
        {
            locator.Walk();
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return null;
        }
        catch (HalfCharacterException e)
        {
            return Diagnostic.Create(kind.Invalid, JsonLocator.At(file, Encoding.UTF8.GetBytes(json), e.Offset), found: "\\u", expected: Expect.MapJson);
        }
        catch (JsonException e)
        {
            return Diagnostic.Create(kind.Invalid, PositionOf(e, file, json), found: Shorten(e.Message), expected: Expect.MapJson);
        }
    }

    private static SourcePosition PositionOf(JsonException e, string file, string json)
    {
        // The parser takes a CR alone for a line end where it stands in a comment.
        string[] lines = json.Split('\n');
        int line = (int)Math.Min(e.LineNumber ?? 0, lines.Length - 1);
        byte[] bytes = Encoding.UTF8.GetBytes(lines[line]);
        int column = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, (int)Math.Min(e.BytePositionInLine ?? 0, bytes.Length)));
        return new SourcePosition(file, line + 1, column + 1);
    }

    /// <summary>The platform's text without its own account of the place.</summary>
    private static string Shorten(string message)
    {
        int path = message.IndexOf(" Path: ", StringComparison.Ordinal);
        int line = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        int cut = path >= 0 ? path : line;
        return (cut >= 0 ? message[..cut] : message).TrimEnd('.');
    }
}
