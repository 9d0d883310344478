namespace WebEdi.Engine.Formats.Schema;

/// <summary>A segment's schema laid flat for checking: no list and no interface on the way.</summary>
internal sealed class ValueRules
{
    /// <summary>Initializes a new instance.</summary>
    public ValueRules(SegmentSchema segment)
    {
        Parts = new PartRule[segment.Parts.Length];
        int count = 0;
        for (int i = 0; i < Parts.Length; i++)
            count += segment.Parts[i].Components.Length;
        Values = new ValueRule[count];
        count = 0;
        for (int i = 0; i < Parts.Length; i++)
        {
            PartSchema part = segment.Parts[i];
            int least = 0;
            for (int c = 0; c < part.Components.Length; c++)
            {
                bool needed = part.Components[c].Mandatory || !part.IsComposite;
                if (needed && part.IsComposite)
                    least = c + 1;
                ValueNeed need = !needed ? ValueNeed.None : part.Mandatory ? ValueNeed.Always : part.IsComposite ? ValueNeed.WithOthers : ValueNeed.None;
                Values[count++] = new ValueRule(part.Components[c].Element, need);
            }

            Parts[i] = new PartRule(count - part.Components.Length, part.Components.Length, part.Mandatory, least, part.Repeats);
            if (part.Mandatory)
                LeastElements = i + 1;
        }

        Conditions = segment.Conditions;
    }

    /// <summary>Gets the elements, from left to right.</summary>
    public PartRule[] Parts { get; }

    /// <summary>Gets the components of all elements.</summary>
    public ValueRule[] Values { get; }

    /// <summary>Gets which elements need or exclude others.</summary>
    public ElementCondition[] Conditions { get; }

    /// <summary>Gets the number of elements up to the last mandatory one.</summary>
    public int LeastElements { get; }

    /// <summary>Tells whether elements that are there need or exclude no others.</summary>
    /// <param name="present">The elements that are there: bit 0 is the first.</param>
    public bool AllHold(ulong present)
    {
        foreach (ElementCondition condition in Conditions)
        {
            if (!condition.Holds(present))
                return false;
        }

        return true;
    }
}

/// <summary>An element.</summary>
/// <param name="First">Its first component in the values.</param>
/// <param name="Count">How many it has.</param>
/// <param name="Mandatory">Whether it must be there.</param>
/// <param name="LeastComponents">Its components up to the last mandatory one.</param>
/// <param name="Repeats">How often it may be repeated in place.</param>
internal readonly record struct PartRule(int First, int Count, bool Mandatory, int LeastComponents, int Repeats);

/// <summary>When a component must be there.</summary>
internal enum ValueNeed : byte
{
    /// <summary>Never.</summary>
    None,

    /// <summary>When something else of its composite is.</summary>
    WithOthers,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>A component.</summary>
internal readonly struct ValueRule(ElementSchema element, ValueNeed need)
{
    private readonly int _min = element.MinLength;

    // What can be judged by its length alone; 0 and no minimum that is ever met: nothing can.
    private readonly uint _range = element is { Kind: ElementKind.Text or ElementKind.Code, Codes: null } ? (uint)(element.MaxLength - element.MinLength) + 1 : 0;

    /// <summary>Whether it must be there.</summary>
    public readonly ValueNeed Need = need;

    /// <summary>Whether its length in bytes says that it fits.</summary>
    public readonly bool IsJudgedByLength = element is { Kind: ElementKind.Text or ElementKind.Code, Codes: null };

    /// <summary>The element.</summary>
    public readonly ElementSchema Element = element;

    /// <summary>Tells whether a text of so many bytes surely fits. Shortness is judged by bytes too: codes are not written in Japanese.</summary>
    public bool FitsBytes(int length) => (uint)(length - _min) < _range;
}
