namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>A level of a kind of documents: the head, its lines, what stands below a line.</summary>
/// <param name="key">The property of maps that holds its fields: order, line, schedule.</param>
/// <param name="targets">The places that a map can fill.</param>
/// <param name="draft">Makes a draft of it.</param>
internal sealed class DocumentLevel(string key, Target[] targets, Func<Draft> draft)
{
    /// <summary>Gets the property of maps that holds its fields.</summary>
    public string Key => key;

    /// <summary>Gets the places that a map can fill, by their short names.</summary>
    public IReadOnlyDictionary<string, Target> Targets => field ??= ByName(targets);

    /// <summary>Gets the property of maps that tells where its parts begin: lines, schedules. Null: it is the head.</summary>
    public string? Ways { get; init; }

    /// <summary>Gets the property of the level above, in the document, that lists its parts.</summary>
    public string List { get; init; } = "";

    /// <summary>Gets the parts of a part of the level above, in the order of the document.</summary>
    public Func<object, IReadOnlyList<object>> Parts { get; init; } = static _ => [];

    /// <summary>Gets the tenant's own fields of a part; null: it has none.</summary>
    public Func<object, IReadOnlyDictionary<string, string>>? Extensions { get; init; }

    /// <summary>Gets the number of a part; null: it has none.</summary>
    public Func<object, string>? Number { get; init; }

    /// <summary>Gets a value indicating whether no two parts of a document may have the same number.</summary>
    public bool IsNumberUnique { get; init; }

    /// <summary>Gets the levels below.</summary>
    public DocumentLevel[] Below { get; init; } = [];

    /// <summary>Finds a place by its short name: those who ask for a few need no table of all.</summary>
    public Target? Find(string name)
    {
        foreach (Target target in targets)
        {
            if (target.Name == name)
                return target;
        }

        return null;
    }

    /// <summary>Makes a draft.</summary>
    public Draft NewDraft() => draft();

    /// <summary>Finds the place of a line of an order that a setter fills.</summary>
    public LineSlot SlotOf(Setter set)
    {
        foreach (Target target in targets)
        {
            if (target.Slot != LineSlot.None && target.Set == set)
                return target.Slot;
        }

        return LineSlot.None;
    }

    private static Dictionary<string, Target> ByName(Target[] targets)
    {
        Dictionary<string, Target> byName = new(64, StringComparer.Ordinal);
        foreach (Target target in targets)
            byName.Add(target.Name, target);
        return byName;
    }
}
