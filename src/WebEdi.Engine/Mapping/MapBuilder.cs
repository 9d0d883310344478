using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>What builders of both directions share: reading a map that its schema has passed, and saying what is wrong with it.</summary>
internal abstract class MapBuilder(DefinitionNode root, JsonLocator locator)
{
    /// <summary>Gets what is wrong so far.</summary>
    protected List<Diagnostic> Faults { get; } = [];

    /// <summary>Gets the map.</summary>
    protected DefinitionNode Root => root;

    protected void Wrong(string path, string found, Expectation expected) =>
        Faults.Add(Diagnostic.Create(DiagnosticCodes.MapValue, locator.Find(path), path, found, expected));

    protected void Missing(string path, Expectation expected) =>
        Faults.Add(Diagnostic.Create(DiagnosticCodes.MapTarget, locator.Find(path), path, expected: expected));

    protected void Unknown(string path, string found, Expectation expected) =>
        Faults.Add(Diagnostic.Create(DiagnosticCodes.MapProperty, locator.Find(path), path, found, expected));

    /// <summary>Refuses properties that have no meaning in this direction: silence would let a typing error pass.</summary>
    protected void Refuse(string direction, params string[] properties)
    {
        foreach (string property in properties)
        {
            if (root.TryGetProperty(property, out _))
                Unknown(property, property, Expect.OnlyInMapsWith(direction));
        }
    }

    /// <summary>Refuses properties that have no meaning in this kind of map.</summary>
    protected void RefuseAs(Expectation expected, params string[] properties)
    {
        foreach (string property in properties)
        {
            if (root.TryGetProperty(property, out _))
                Unknown(property, property, expected);
        }
    }

    protected static string? Text(DefinitionNode at, string property) =>
        at.TryGetProperty(property, out DefinitionNode? value) && value.Kind == NodeKind.String ? value.GetString() : null;

    protected static bool Flag(DefinitionNode at, string property, bool otherwise) =>
        at.TryGetProperty(property, out DefinitionNode? value) ? value.GetBoolean() : otherwise;

    protected static int Number(DefinitionNode at, string property, int otherwise) =>
        at.TryGetProperty(property, out DefinitionNode? value) && value.TryGetInt32(out int number) ? number : otherwise;

    /// <summary>Reads one text or a list of texts.</summary>
    protected static string[] Texts(DefinitionNode at, string property)
    {
        if (!at.TryGetProperty(property, out DefinitionNode? value))
            return [];

        return TextsOf(value);
    }

    /// <summary>Reads one text or a list of texts.</summary>
    internal static string[] TextsOf(DefinitionNode value)
    {
        if (value.Kind != NodeKind.Array)
            return [value.GetString()!];

        string[] texts = new string[value.Children.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = value.Children[i].GetString()!;
        return texts;
    }
}
