using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>What is written behind bytes that are always the same.</summary>
internal enum StraightKind
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>A text as it is.</summary>
    Text = 1,

    /// <summary>A number with a point.</summary>
    Number = 2,

    /// <summary>A date of eight digits.</summary>
    Date = 3,

    /// <summary>The number of lines.</summary>
    Count = 4,

    /// <summary>A value that must be formed first.</summary>
    Other = 5,
}

/// <summary>Some bytes that are always the same and the value behind them, laid flat: every line of every order is written with them.</summary>
/// <param name="Before">The bytes, and blanks up to a whole number of <see cref="SegmentWriter.Block"/>.</param>
/// <param name="BeforeLength">How many of them count.</param>
/// <param name="Segments">How many segments begin in them.</param>
/// <param name="Kind">What follows.</param>
/// <param name="Field">Its field.</param>
/// <param name="Slot">Its place.</param>
/// <param name="Least">The fewest characters.</param>
/// <param name="Most">The most characters.</param>
internal readonly record struct StraightStep(byte[] Before, int BeforeLength, int Segments, StraightKind Kind, int Field, WriteSlot? Slot, int Least, int Most)
{
    /// <summary>Lays a step flat.</summary>
    public static StraightStep Of(in LevelScript.Step step, WriteSlot? slot, StraightKind kind)
    {
        byte[] before = new byte[(step.Before.Length + SegmentWriter.Block - 1) / SegmentWriter.Block * SegmentWriter.Block];
        step.Before.CopyTo(before, 0);
        return new StraightStep(
            before, step.Before.Length, step.Segments, step.IsCount ? StraightKind.Count : kind, step.Field, slot, slot?.MinLength ?? 0, slot?.MaxLength ?? 0);
    }
}
