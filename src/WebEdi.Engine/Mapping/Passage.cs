namespace WebEdi.Engine.Mapping;

/// <summary>What a map does at a node: the values it takes there, the ways that go on from it, the parts that begin with it.</summary>
internal sealed class Passage
{
    private Passage(TakeSet takes, TreeWays[] onward, TreeWays.Start[] starts) => (Takes, Onward, Starts) = (takes, onward, starts);

    /// <summary>Gets the values.</summary>
    public TakeSet Takes { get; }

    /// <summary>Gets the ways on.</summary>
    public TreeWays[] Onward { get; }

    /// <summary>Gets the parts.</summary>
    public TreeWays.Start[] Starts { get; }

    /// <summary>Gets a value indicating whether anything is done but values taken.</summary>
    public bool GoesOn => Onward.Length + Starts.Length > 0;

    /// <summary>Makes one of several ways through the same node.</summary>
    public static Passage Of(TreeWays.Edge[] edges)
    {
        List<TreeWays.Take> takes = [];
        List<TreeWays> onward = [];
        List<TreeWays.Start> starts = [];
        foreach (TreeWays.Edge edge in edges)
        {
            takes.AddRange(edge.Next.Laid);
            if (edge.Next.GoesOn)
                onward.Add(edge.Next);
            if (edge.Next.Starts is { } start)
                starts.Add(start);
        }

        return new Passage(TakeSet.Of(takes), [.. onward], [.. starts]);
    }
}
