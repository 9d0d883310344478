namespace WebEdi.Engine.Formats;

/// <summary>An element, attribute (@) or property of a message that is written.</summary>
/// <param name="name">Its name.</param>
internal sealed class ElementOut(string name)
{
    /// <summary>Gets its name.</summary>
    public string Name => name;

    /// <summary>Gets or sets its value; null: it has none.</summary>
    public string? Text { get; set; }

    /// <summary>Gets or sets a value indicating whether the value is a number, or true or false, where the format tells them from texts.</summary>
    public bool IsBare { get; set; }

    /// <summary>Gets or sets a value indicating whether it is one of a list, however many there are.</summary>
    public bool IsListed { get; set; }

    /// <summary>Gets what stands in it.</summary>
    public List<ElementOut> Children { get; } = [];

    /// <summary>Finds the first child at the end of a way.</summary>
    public ElementOut? Find(IReadOnlyList<string> names)
    {
        ElementOut? at = this;
        foreach (string step in names)
            at = at?.Children.Find(c => c.Name == step);

        return at;
    }
}
