using System.Globalization;
using System.Text;
using System.Text.Json;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>The JSON of a map or profile, read strictly: an object, bounded in length and depth, no property twice, comments allowed.</summary>
internal sealed class DefinitionText : IDisposable
{
    /// <summary>The deepest nesting.</summary>
    internal const int MaxDepth = 16;

    /// <summary>The longest text, in characters.</summary>
    private const int MaxLength = 256 * 1024;

    private readonly JsonDocument _document;

    private DefinitionText(JsonDocument document, string json, JsonLocator locator) => (_document, Json, Locator) = (document, json, locator);

    /// <summary>Gets how such a text is parsed.</summary>
    public static JsonDocumentOptions Strict { get; } = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
        AllowDuplicateProperties = false,
    };

    private static JsonDocumentOptions Plain { get; } = Strict with { AllowDuplicateProperties = true };

    /// <summary>Gets the object.</summary>
    public JsonElement Root => _document.RootElement;

    /// <summary>Gets the text.</summary>
    public string Json { get; }

    /// <summary>Gets where its properties stand.</summary>
    public JsonLocator Locator { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="file">What positions call it.</param>
    /// <param name="json">The text.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="isTrusted">Whether the text came with the engine: its tests have read it strictly.</param>
    /// <returns>The text, to be disposed; or why it is none.</returns>
    public static Result<DefinitionText> Read(string file, string json, DefinitionKind kind, bool isTrusted = false)
    {
        if (json.Length > MaxLength)
            return Refuse(Diagnostic.Create(kind.Invalid, new SourcePosition(file, 0, 0), found: json.Length.ToString(CultureInfo.InvariantCulture), expected: Expect.AtMostCharacters(MaxLength)));

        JsonLocator locator;
        JsonDocument document;
        try
        {
            locator = new JsonLocator(file, json, isTrusted);
            document = JsonDocument.Parse(json, isTrusted ? Plain : Strict);
        }
        catch (HalfCharacterException e)
        {
            return Refuse(Diagnostic.Create(kind.Invalid, JsonLocator.At(file, Encoding.UTF8.GetBytes(json), e.Offset), found: "\\u", expected: Expect.MapJson));
        }
        catch (JsonException e)
        {
            return Refuse(Diagnostic.Create(kind.Invalid, PositionOf(e, file, json), found: Shorten(e.Message), expected: Expect.MapJson));
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return new Result<DefinitionText>(new DefinitionText(document, json, locator));

        Diagnostic fault = Diagnostic.Create(kind.Value, locator.Find(""), "(root)", document.RootElement.ValueKind.ToString(), Expect.JsonObject);
        document.Dispose();
        return Refuse(fault);
    }

    public void Dispose() => _document.Dispose();

    private static Result<DefinitionText> Refuse(Diagnostic diagnostic) => new([diagnostic]);

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
