namespace WebEdi.Engine.Formats.Schema;

/// <summary>What the presence of some elements of a segment says about others.</summary>
/// <remarks>Source: ASC X12.6, relational conditions.</remarks>
internal enum ConditionKind
{
    /// <summary>All or none of them (P).</summary>
    Paired = 'P',

    /// <summary>At least one of them (R).</summary>
    Required = 'R',

    /// <summary>At most one of them (E).</summary>
    Exclusion = 'E',

    /// <summary>Where the first is, all others (C).</summary>
    Conditional = 'C',

    /// <summary>Where the first is, at least one of the others (L).</summary>
    ListConditional = 'L',
}

/// <summary>A relational condition of a segment: P0304, C0302.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Elements">The elements, counted from 0, in the order of the condition.</param>
internal sealed record ElementCondition(ConditionKind Kind, IReadOnlyList<int> Elements)
{
    private readonly ulong _all = All(Elements);
    private readonly ulong _first = 1UL << Elements[0];

    private static ulong All(IReadOnlyList<int> elements)
    {
        ulong all = 0;
        for (int i = 0; i < elements.Count; i++)
            all |= 1UL << elements[i];
        return all;
    }

    /// <summary>Tells whether it holds.</summary>
    /// <param name="present">The elements that are there: bit 0 is the first.</param>
    public bool Holds(ulong present) => Kind switch
    {
        ConditionKind.Paired => (present & _all) is 0 || (present & _all) == _all,
        ConditionKind.Required => (present & _all) != 0,
        ConditionKind.Exclusion => ulong.PopCount(present & _all) <= 1,
        ConditionKind.Conditional => (present & _first) == 0 || (present & _all) == _all,
        _ => (present & _first) == 0 || (present & _all) != _first,
    };

    /// <summary>Reads a condition.</summary>
    /// <param name="word">Its letter, then two digits for each element.</param>
    /// <param name="elements">How many elements the segment has.</param>
    /// <returns>The condition; null when it is none.</returns>
    public static ElementCondition? Read(ReadOnlySpan<char> word, int elements)
    {
        if (word.Length < 5 || word.Length % 2 == 0 || SchemaLines.Find("PRECL", word[0]) < 0)
            return null;

        List<int> places = [];
        for (int i = 1; i < word.Length; i += 2)
        {
            int place = SchemaLines.NumberOf(word.Slice(i, 2));
            if (place < 1 || place > Math.Min(elements, 64))
                return null;
            places.Add(place - 1);
        }

        return new ElementCondition((ConditionKind)word[0], places);
    }
}
