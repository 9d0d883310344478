using System.Globalization;

namespace WebEdi.Engine.Mapping;

/// <summary>The way to a value in a message: <c>NAD+BY/3039</c>, <c>PO1/234[235=BP]</c>, <c>cac:LineItem/cbc:Quantity/@unitCode</c>.</summary>
/// <param name="Text">The path as it is written in the map.</param>
/// <param name="From">Where it begins.</param>
/// <param name="Steps">The names on the way, from node to node.</param>
/// <param name="Place">The element at its end; null: the node holds one value (XML, JSON), or the path leads to a node.</param>
internal sealed record TreePath(string Text, PathStart From, TreeStep[] Steps, PlaceReference? Place)
{
    /// <summary>The path of the running number of a line.</summary>
    public const string LineCount = "#";

    /// <summary>The constant for the number of levels (HL) of a message.</summary>
    public const string LevelCount = "#levels";

    /// <summary>The constant for the time at which the file is prepared.</summary>
    public const string PreparedTime = "#time";

    /// <summary>The way of parts that stand where the part above stands, where nothing else begins one.</summary>
    public const string Self = ".";

    /// <summary>Gets a value indicating whether it leads nowhere else.</summary>
    public bool IsSelf => Text == Self;

    /// <summary>Gets a value indicating whether it is the running number of the line, from 1.</summary>
    public bool IsLineCount => Text == LineCount;
}

/// <summary>Where a way begins.</summary>
internal enum PathStart
{
    /// <summary>At the part of the document that its field belongs to.</summary>
    Part = 0,

    /// <summary>At the part above (it begins with two dots): what is said there for the parts within one segment.</summary>
    Above = 1,

    /// <summary>At the message (it begins with a slash).</summary>
    Message = 2,
}

/// <summary>A name on the way, with what must hold there.</summary>
/// <param name="Name">The tag, or the local name: prefixes are the file's own business.</param>
/// <param name="Conditions">All must hold.</param>
/// <param name="IsRepeated">Whether it stands for any number of such names below one another, none among them.</param>
internal sealed record TreeStep(string Name, PathCondition[] Conditions, bool IsRepeated = false)
{
    /// <summary>Gets the step in one form, so that equal steps of several paths are walked once.</summary>
    public string Key { get; } = KeyOf(Name, Conditions, IsRepeated);

    private static string KeyOf(string name, PathCondition[] conditions, bool isRepeated)
    {
        string key = isRepeated ? name + "*" : name;
        foreach (PathCondition condition in conditions)
            key = string.Concat(key, string.Concat("[", condition.Of.ToString(), condition.Values.Count == 0 ? "" : condition.Holds ? "=" : "!="), string.Join('|', condition.Values), "]");
        return key;
    }
}

/// <summary>An element in a segment by its number in the directory, or by its position.</summary>
/// <param name="Code">The number of the data element, or the name of the field of a record; null: by position.</param>
/// <param name="Element">The element, from 0.</param>
/// <param name="Component">The component, from 0.</param>
/// <param name="Beside">What must stand beside it, in the same composite or before it; null: nothing.</param>
internal sealed record PlaceReference(string? Code, int Element, int Component, PathCondition? Beside)
{
    public override string ToString() => Code ?? string.Concat((Element + 1).ToString(CultureInfo.InvariantCulture), ".", (Component + 1).ToString(CultureInfo.InvariantCulture));
}

/// <summary>A condition in a path.</summary>
/// <param name="Of">What is looked at.</param>
/// <param name="Values">The texts; none: it is enough that it is there.</param>
/// <param name="Holds">Whether it must be one of them; otherwise none.</param>
internal sealed record PathCondition(PathSubject Of, IReadOnlyList<string> Values, bool Holds);

/// <summary>What a condition looks at: an element of the segment or of one below it, or an attribute or child of the element.</summary>
/// <param name="Place">The element; null: a child.</param>
/// <param name="Names">The names of the way to the child or to the segment below; a star as in ways.</param>
internal sealed record PathSubject(PlaceReference? Place, IReadOnlyList<string> Names)
{
    public override string ToString() => string.Join('/', Place is null ? Names : [.. Names, Place.ToString()]);
}
