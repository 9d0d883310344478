using System.Text.Json;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>What a family of documents asks of its elements, as data: which children an element has, must have, has once; which codes a value may be.</summary>
/// <param name="Elements">By the local name of the element; an element without an entry is not looked at.</param>
/// <param name="Codes">By the local name of the element that holds the code.</param>
/// <param name="Skip">Elements whose content is somebody else's.</param>
internal sealed record ElementRules(
    IReadOnlyDictionary<string, ElementRule> Elements, IReadOnlyDictionary<string, IReadOnlyList<string>> Codes, IReadOnlyList<string> Skip)
{
    /// <summary>Reads rules that come with the engine.</summary>
    /// <param name="name">The name of the resource.</param>
    public static ElementRules Load(string name)
    {
        using Stream stream = typeof(ElementRules).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The rules {name} are not in the assembly.");
        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement;
        return new ElementRules(
            root.GetProperty("elements").EnumerateObject().ToDictionary(e => e.Name, e => new ElementRule(Texts(e.Value, "only"), Texts(e.Value, "must"), Texts(e.Value, "once"))),
            root.GetProperty("codes").EnumerateObject().ToDictionary(c => c.Name, c => (IReadOnlyList<string>)[.. c.Value.EnumerateArray().Select(v => v.GetString()!)]),
            Texts(root, "skip"));
    }

    private static string[] Texts(JsonElement at, string property) =>
        at.TryGetProperty(property, out JsonElement list) ? [.. list.EnumerateArray().Select(v => v.GetString()!)] : [];
}

/// <summary>What is asked of one element.</summary>
/// <param name="Only">The children that it may have; empty: any.</param>
/// <param name="Must">The children that must be there.</param>
/// <param name="Once">The children that may not be repeated.</param>
internal sealed record ElementRule(IReadOnlyList<string> Only, IReadOnlyList<string> Must, IReadOnlyList<string> Once);
