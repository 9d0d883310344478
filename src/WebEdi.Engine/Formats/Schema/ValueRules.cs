namespace WebEdi.Engine.Formats.Schema;

/// <summary>A segment's schema laid flat for checking: no list and no interface on the way.</summary>
internal sealed class ValueRules
{
    /// <summary>Initializes a new instance.</summary>
    public ValueRules(SegmentSchema segment)
    {
        Parts = new PartRule[segment.Parts.Count];
        List<ValueRule> values = [];
        for (int i = 0; i < Parts.Length; i++)
        {
            PartSchema part = segment.Parts[i];
            int leastComponents = 0;
            for (int c = 0; c < part.Components.Count; c++)
            {
                bool needed = part.IsComposite && part.Components[c].Mandatory;
                if (needed)
                    leastComponents = c + 1;
                values.Add(new ValueRule(part.Components[c].Element, needed));
            }

            Parts[i] = new PartRule(values.Count - part.Components.Count, part.Components.Count, part.Mandatory, leastComponents, part.Repeats);
            if (part.Mandatory)
                LeastElements = i + 1;
        }

        Values = [.. values];
    }

    /// <summary>Gets the elements, from left to right.</summary>
    public PartRule[] Parts { get; }

    /// <summary>Gets the components of all elements.</summary>
    public ValueRule[] Values { get; }

    /// <summary>Gets the number of elements up to the last mandatory one.</summary>
    public int LeastElements { get; }
}

/// <summary>An element.</summary>
/// <param name="First">Its first component in the values.</param>
/// <param name="Count">How many it has.</param>
/// <param name="Mandatory">Whether it must be there.</param>
/// <param name="LeastComponents">Its components up to the last mandatory one.</param>
/// <param name="Repeats">How often it may be repeated in place.</param>
internal readonly record struct PartRule(int First, int Count, bool Mandatory, int LeastComponents, int Repeats);

/// <summary>A component.</summary>
internal readonly struct ValueRule(ElementSchema element, bool mandatory)
{
    /// <summary>Up to so many bytes any value of a text fits, because a character takes at least one; -1: look at every value.</summary>
    public readonly int FreeUpTo = element is { Kind: ElementKind.Text or ElementKind.Code, MinLength: 1, Codes: null } ? element.MaxLength : -1;

    /// <summary>Whether it must be there when its composite is.</summary>
    public readonly bool Mandatory = mandatory;

    /// <summary>The element.</summary>
    public readonly ElementSchema Element = element;
}
