namespace WebEdi.Engine.Mapping;

/// <summary>What a map takes from a segment of the message itself, and from those below it, that are like some before.</summary>
/// <param name="pattern">What they are like; null: it is only what comes before the first one.</param>
/// <param name="takes">The values, in the order in which they are taken; null: such segments are walked.</param>
internal sealed class HeadPlan(GroupPattern? pattern, PlannedTake[]? takes)
{
    /// <summary>Gets what the segments are like.</summary>
    public GroupPattern Pattern => pattern!;

    /// <summary>Gets a value indicating whether such segments are walked one by one.</summary>
    public bool IsWalked => takes is null;

    /// <summary>Gets the values, in the order in which they are taken.</summary>
    public ReadOnlySpan<PlannedTake> Takes => takes;

    /// <summary>Gets or sets what came next the last time; null: nothing has.</summary>
    public HeadPlan? Next { get; set; }
}

/// <summary>A value that a map takes from segments alike.</summary>
/// <param name="take">The value.</param>
/// <param name="node">Its segment, counted from the first one.</param>
/// <param name="mark">The delimiter in front of it, counted from the first one of the first segment.</param>
internal readonly struct PlannedTake(TreeWays.Take take, int node, int mark)
{
    /// <summary>The value.</summary>
    public readonly TreeWays.Take Take = take;

    /// <summary>Its segment, counted from the first one.</summary>
    public readonly int Node = node;

    /// <summary>The delimiter in front of it, counted from the first one of the first segment.</summary>
    public readonly int Mark = mark;
}
