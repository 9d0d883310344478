using System.Globalization;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>The JSON of a map or profile, read strictly: an object, bounded in length and depth, no property twice, comments allowed.</summary>
internal sealed class DefinitionText
{
    /// <summary>The longest text, in characters.</summary>
    private const int MaxLength = 256 * 1024;

    private DefinitionText(DefinitionNode root, string json, JsonLocator locator) => (Root, Json, Locator) = (root, json, locator);

    /// <summary>Gets the object.</summary>
    public DefinitionNode Root { get; }

    /// <summary>Gets the text.</summary>
    public string Json { get; }

    /// <summary>Gets where its properties stand.</summary>
    public JsonLocator Locator { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="file">What positions call it.</param>
    /// <param name="json">The text.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="isTrusted">Whether the text came with the engine: its tests have read it strictly.</param>
    /// <returns>The text, or why it is none.</returns>
    public static Result<DefinitionText> Read(string file, string json, DefinitionKind kind, bool isTrusted = false)
    {
        if (json.Length > MaxLength)
            return Refuse(Diagnostic.Create(kind.Invalid, new SourcePosition(file, 0, 0), found: json.Length.ToString(CultureInfo.InvariantCulture), expected: Expect.AtMostCharacters(MaxLength)));

        JsonLocator locator = new(file, json);
        if (!isTrusted && DefinitionCheck.Check(file, json, kind, locator) is { } refusal)
            return Refuse(refusal);

        DefinitionNode root = DefinitionNode.Parse(json);
        return root.Kind == NodeKind.Object
            ? new Result<DefinitionText>(new DefinitionText(root, json, locator))
            : Refuse(Diagnostic.Create(kind.Value, locator.Find(""), "(root)", root.Kind.ToString(), Expect.JsonObject));
    }

    private static Result<DefinitionText> Refuse(Diagnostic diagnostic) => new([diagnostic]);
}
