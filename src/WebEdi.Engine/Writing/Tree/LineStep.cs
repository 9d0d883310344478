using WebEdi.Engine.Mapping.Codes;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Bytes that are the same for all lines with the same fields, and the value behind them.</summary>
/// <param name="Start">Where the bytes begin among those of all steps.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Kind">What follows.</param>
/// <param name="Fact">Which value it is.</param>
/// <param name="Slot">Its place.</param>
/// <param name="Codes">What is written for a code; null: it is none.</param>
internal readonly record struct LineStep(int Start, int Length, StraightKind Kind, LineFact Fact, WriteSlot? Slot, WrittenCodes? Codes)
{
    /// <summary>The longest text that is written so, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>The most bytes of a character.</summary>
    private const int Widest = 4;

    /// <summary>The fewest characters.</summary>
    public readonly int Least = Slot?.MinLength ?? 0;

    /// <summary>The most characters.</summary>
    public readonly int Most = Math.Min(Slot?.MaxLength ?? 0, LongestText);

    /// <summary>Gets the most bytes of the value.</summary>
    public int MostBytes => Kind == StraightKind.Text && Codes is null ? Most * Widest : ValueText.MaxLength;
}

/// <summary>How the codes of a standard are written that were asked for before: most lines have one of a few. Not safe for concurrent use.</summary>
/// <param name="standard">The codes.</param>
/// <param name="slot">Their place.</param>
/// <param name="placer">Tells how they are written.</param>
internal sealed class WrittenCodes(StandardCodes standard, WriteSlot slot, FieldPlacer placer)
{
    private const int Places = 64;

    private readonly (string? Meant, byte[] Written)[] _known = new (string?, byte[])[Places];

    /// <summary>Finds the bytes of a code.</summary>
    /// <returns>Empty: there is none, or it does not fit its place.</returns>
    public ReadOnlySpan<byte> Of(string meant)
    {
        ref (string? Meant, byte[] Written) known = ref _known[(meant[0] + (meant[^1] * 5) + (meant.Length << 3)) % Places];
        if (!ReferenceEquals(known.Meant, meant) && known.Meant != meant)
            known = (meant, standard.Equal(meant) is { } code ? placer.Formed(code, slot, ValueText.MaxLength) : []);
        return known.Written;
    }
}
