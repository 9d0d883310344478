using System.Globalization;
using System.Text;
using System.Text.Json;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>Checks a map and makes it ready. Thread-safe.</summary>
internal static class MapCompiler
{
    /// <summary>The deepest nesting in a map.</summary>
    internal const int MaxDepth = 16;

    /// <summary>The longest map, in characters.</summary>
    private const int MaxLength = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>Checks a map against its schema and against itself, and compiles it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="json">The map, JSON with comments.</param>
    /// <param name="vocabulary">What the formats know about their names; null: elements are named by position only.</param>
    /// <returns>The map, or everything that is wrong with it, each with the property it is about.</returns>
    public static Result<CompiledMap> Compile(string name, int version, string json, IVocabulary? vocabulary = null)
    {
        ArgumentNullException.ThrowIfNull(json);

        string file = name + ".json";
        if (json.Length > MaxLength)
            return Refuse(Diagnostic.Create(DiagnosticCodes.MapInvalid, new SourcePosition(file, 0, 0), found: json.Length.ToString(CultureInfo.InvariantCulture), expected: Expect.AtMostCharacters(MaxLength)));

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException e)
        {
            return Refuse(Diagnostic.Create(DiagnosticCodes.MapInvalid, PositionOf(e, file, json), found: Shorten(e.Message), expected: Expect.MapJson));
        }

        using (document)
        {
            JsonLocator locator = new(file, json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Refuse(Diagnostic.Create(DiagnosticCodes.MapValue, locator.Find(""), "(root)", document.RootElement.ValueKind.ToString(), Expect.JsonObject));

            List<Diagnostic> faults = MapSchemaCheck.Check(document.RootElement, json, locator);
            if (faults.Count > 0)
                return new Result<CompiledMap>(faults);

            JsonElement root = document.RootElement;
            if (!root.TryGetProperty("read", out JsonElement format))
                return new OutboundMapBuilder(root, locator).Build(name, version);

            InboundMapBuilder builder = format.ValueEquals("csv") ? new RowMapBuilder(root, locator) : new TreeMapBuilder(root, locator, vocabulary ?? NoVocabulary.Instance);
            return builder.Build(name, version);
        }
    }

    private static Result<CompiledMap> Refuse(Diagnostic diagnostic) => new([diagnostic]);

    private static SourcePosition PositionOf(JsonException e, string file, string json)
    {
        int line = (int)(e.LineNumber ?? 0);
        string[] lines = json.Split('\n', line + 2);
        byte[] bytes = Encoding.UTF8.GetBytes(line < lines.Length ? lines[line] : "");
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
