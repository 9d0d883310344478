namespace WebEdi.Engine.Formats.Schema;

/// <summary>What a simple data element may hold.</summary>
internal enum ElementKind
{
    /// <summary>Any characters (an, AN).</summary>
    Text = 0,

    /// <summary>Anything but digits (a).</summary>
    Letters = 1,

    /// <summary>A number with an optional sign and decimal mark, which do not count in its length (n, R).</summary>
    Number = 2,

    /// <summary>A whole number, decimals implied by the element (N0 to N9); the sign does not count.</summary>
    Implied = 3,

    /// <summary>A code (ID).</summary>
    Code = 4,

    /// <summary>A date, yyMMdd or yyyyMMdd (DT).</summary>
    Date = 5,

    /// <summary>A time of day, HHmm with seconds and fractions (TM).</summary>
    Time = 6,

    /// <summary>Bytes of any value whose number another element tells (B).</summary>
    Binary = 7,

    /// <summary>A date, time or period; the component behind it names its form (p).</summary>
    PeriodThenForm = 8,

    /// <summary>A date, time or period; the element in front of it names its form (P).</summary>
    FormThenPeriod = 9,
}

/// <summary>A simple data element of a directory.</summary>
/// <param name="Code">Its number: 1004, 234.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="MinLength">The fewest characters of a value that is there.</param>
/// <param name="MaxLength">The most characters.</param>
/// <param name="Codes">The codes that it may hold; null: it is no code list, or ours does not keep the list.</param>
internal sealed record ElementSchema(string Code, ElementKind Kind, int MinLength, int MaxLength, string[]? Codes = null)
{
    /// <summary>Gets the codes as numbers, first byte highest; longer ones than eight bytes are left out. None when there is no list.</summary>
    public ulong[] PackedCodes { get; } = Pack(Codes ?? []);

    private static ulong[] Pack(string[] codes)
    {
        ulong[] packed = new ulong[codes.Length];
        int count = 0;
        foreach (string code in codes)
        {
            ulong number = 0;
            foreach (char c in code)
                number = (number << 8) | c;
            if (code.Length <= sizeof(ulong))
                packed[count++] = number;
        }

        return count == packed.Length ? packed : packed[..count];
    }
}

/// <summary>An element of a segment: simple, or a composite of several.</summary>
/// <param name="Code">Its number: 1004, C507.</param>
/// <param name="Mandatory">Whether it must be there.</param>
/// <param name="Components">Its components; a simple element is its own only one.</param>
/// <param name="IsComposite">Whether it is a composite.</param>
/// <param name="Repeats">How often it may be repeated in place; 1: not.</param>
internal sealed record PartSchema(string Code, bool Mandatory, ComponentSchema[] Components, bool IsComposite, int Repeats = 1);

/// <summary>A component of a composite.</summary>
/// <param name="Element">The simple element.</param>
/// <param name="Mandatory">Whether it must be there when the composite is.</param>
internal sealed record ComponentSchema(ElementSchema Element, bool Mandatory);

/// <summary>A segment of a directory.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Parts">Its elements, from left to right.</param>
internal sealed record SegmentSchema(string Tag, PartSchema[] Parts)
{
    /// <summary>Gets which elements need or exclude others.</summary>
    public ElementCondition[] Conditions { get; init; } = [];

    // Made when first asked for: a process that reads one order asks for few. Two threads may make the same, which does no harm.

    /// <summary>Gets where its data elements stand.</summary>
    public SegmentPlaces Places => field ??= new SegmentPlaces(Parts);

    /// <summary>Gets what its values are checked against.</summary>
    public ValueRules Rules => field ??= new ValueRules(this);
}
