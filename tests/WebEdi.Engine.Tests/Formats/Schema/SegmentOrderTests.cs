using WebEdi.Engine.Formats.Schema;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Schema;

/// <summary>Every order of segments that a version of the standards allows is placed without a fault.</summary>
public sealed class SegmentOrderTests
{
    public static TheoryData<int> Lines => [.. Enumerable.Range(0, Orders.Length)];

    private static string[] Orders { get; } =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Formats", "Schema", "segment-orders.tsv")).Where(l => !l.StartsWith('#')),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void An_order_of_the_standard_is_silent(int line)
    {
        string[] order = Orders[line].Split('\t');
        EdiDirectory directory = order[0] == "x12" ? EdiDirectories.X12 : EdiDirectories.Edifact;
        Listener listener = new();
        StructureWalker walker = new(listener);

        walker.Begin(directory.FindMessage(order[1], order[2]));
        string[] tags = order[3].Split(' ');
        for (int i = 0; i < tags.Length; i++)
            walker.Place(SegmentTag.Pack(tags[i]), tags[i], i + 1);
        walker.Complete(tags.Length + 1);

        Assert.Equal([], listener.Faults);
        Assert.All(tags, t => Assert.NotNull(directory.FindSegment(t)));
    }

    private sealed class Listener : IStructureSink
    {
        public List<string> Faults { get; } = [];

        public void NotInMessage(int node, string tag) => Faults.Add($"{node} {tag} is not in the message");

        public void Misplaced(int node, string tag) => Faults.Add($"{node} {tag} is misplaced");

        public void Late(int node, string tag) => Faults.Add($"{node} {tag} is late");

        public void TooMany(int node, string tag, int max) => Faults.Add($"{node} {tag} comes more often than {max}");

        public void Missing(int node, int group, string tag) => Faults.Add($"{node} {tag} is missing");

        public void Absent(int node, int group, string tag) => Faults.Add($"{node} {tag} is absent");

        public bool Comes(string tag, int node) => false;

        public int ParentOf(int node, int otherwise) => otherwise;
    }
}
