using WebEdi.Engine.Formats.Schema;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Schema;

public sealed class StructureWalkerTests
{
    private const string Segments = "e 1 an ..3\ns UNH 1\ns BGM 1\ns DTM 1\ns NAD 1\ns RFF 1\ns LIN 1\ns CPS 1\ns QTY 1\ns UNS 1\ns MOA 1\ns UNT 1\ns HL 1\ns ALC 1\ns X 1\n";
    private const string Order = "UNH! 1\nBGM! 1\nDTM! 2\nNAD 9\n  RFF 2\n    DTM 1\nLIN 9\n  QTY! 1\n  MOA 1\n  RFF 9\n    DTM 1\n  NAD 9\n    RFF 1\n  ALC 1\n    MOA 1\nUNS~ 1\nMOA 1\nUNT! 1\n";

    [Theory]
    [InlineData("UNH BGM DTM UNS UNT", "0 0 0 0 0", "")]
    [InlineData("UNH BGM DTM NAD RFF DTM NAD UNS UNT", "0 0 0 0 4 5 0 0 0", "")]
    [InlineData("UNH BGM DTM LIN QTY RFF DTM RFF LIN QTY UNS MOA UNT", "0 0 0 0 4 4 6 4 0 9 0 0 0", "")]
    [InlineData("UNH BGM DTM LIN QTY NAD RFF UNS UNT", "0 0 0 0 4 4 6 0 0", "")]
    [InlineData("UNH BGM DTM LIN QTY ALC MOA UNS UNT", "0 0 0 0 4 4 6 0 0", "")]
    [InlineData("UNH DTM UNS UNT", "0 0 0 0", "missing BGM before 2 in 0")]
    [InlineData("UNH BGM UNS UNT", "0 0 0 0", "missing DTM before 3 in 0")]
    [InlineData("UNH BGM DTM UNT", "0 0 0 0", "expected UNS before 4 in 0")]
    [InlineData("UNH BGM DTM UNS", "0 0 0 0", "missing UNT before 5 in 0")]
    [InlineData("UNH BGM DTM LIN LIN QTY UNS UNT", "0 0 0 0 0 5 0 0", "missing QTY before 5 in 4")]
    [InlineData("UNH BGM DTM LIN UNS UNT", "0 0 0 0 0 0", "missing QTY before 5 in 4")]
    [InlineData("UNH BGM DTM DTM DTM DTM UNS UNT", "0 0 0 0 0 0 0 0", "too many DTM at 5 max 2")]
    [InlineData("UNH BGM DTM NAD RFF RFF RFF UNS UNT", "0 0 0 0 4 4 4 0 0", "too many RFF at 7 max 2")]
    [InlineData("UNH BGM DTM X UNS UNT", "0 0 0 0 0 0", "unknown X at 4")]
    [InlineData("UNH BGM DTM NAD X RFF UNS UNT", "0 0 0 0 4 4 0 0", "unknown X at 5")]
    [InlineData("UNH BGM DTM LIN QTY UNS NAD UNT", "0 0 0 0 4 0 0 0", "misplaced NAD at 7")]
    [InlineData("UNH DTM BGM UNS UNT", "0 0 0 0 0", "missing BGM before 2 in 0, late BGM at 3")]
    [InlineData("UNH BGM DTM LIN MOA QTY UNS UNT", "0 0 0 0 4 4 0 0", "missing QTY before 5 in 4, late QTY at 6")]
    // What would stand behind the UNS that still comes stands in the detail part, at the wrong place.
    [InlineData("UNH BGM DTM LIN QTY RFF MOA LIN QTY UNS MOA UNT", "0 0 0 0 4 4 4 0 8 0 0 0", "misplaced MOA at 7")]
    [InlineData("UNH BGM DTM LIN QTY RFF MOA UNT", "0 0 0 0 4 4 0 0", "expected UNS before 7 in 0")]
    public void Segments_find_their_places(string tags, string parents, string faults)
    {
        Listener listener = new([]);

        Assert.Equal(parents, Walk(Order, tags, listener));
        Assert.Equal(faults, string.Join(", ", listener.Faults));
    }

    [Theory]
    [InlineData("UNH CPS LIN QTY LIN QTY CPS LIN QTY UNT", "0 0 2 3 2 5 0 7 8 0", "")]
    [InlineData("UNH LIN QTY LIN QTY UNT", "0 0 2 0 4 0", "missing CPS before 2 in 0")]
    [InlineData("UNH LIN QTY CPS LIN QTY UNT", "0 0 0 0 4 5 0", "misplaced LIN at 2, misplaced QTY at 3")]
    [InlineData("UNH QTY UNT", "0 0 0", "misplaced QTY at 2")]
    public void A_group_that_lacks_its_first_segment_is_read_nevertheless(string tags, string parents, string faults)
    {
        Listener listener = new([]);

        Assert.Equal(parents, Walk("UNH! 1\nCPS 9\n  RFF 1\n  LIN 9\n    QTY 1\nUNT! 1\n", tags, listener));
        Assert.Equal(faults, string.Join(", ", listener.Faults));
    }

    [Fact]
    public void Levels_stand_below_one_another_as_their_own_elements_say()
    {
        Listener listener = new(new() { [3] = 2, [5] = 3, [6] = 3, [7] = 2 });

        Assert.Equal("0 0 2 3 3 3 2 7", Walk("UNH! 1\nHL 9 hl\n  QTY 2\nUNT 1", "UNH HL HL QTY HL HL HL QTY", listener));
        Assert.Empty(listener.Faults);
    }

    [Fact]
    public void A_group_of_one_segment_may_be_repeated()
    {
        Listener listener = new([]);

        Assert.Equal("0 0 0 0 0 0 0", Walk("UNH! 1\nBGM! 1\nDTM 2\nX 3\nUNT! 1", "UNH BGM DTM X X X UNT", listener));
        Assert.Empty(listener.Faults);
    }

    [Fact]
    public void A_message_of_unknown_structure_takes_every_segment()
    {
        Listener listener = new([]);
        StructureWalker walker = new(listener);
        walker.Begin(null);

        Assert.Equal(0, walker.Place(SegmentTag.Pack("ABC"), "ABC", 1));
        Assert.Equal(0, walker.Place(SegmentTag.Pack("DEF"), "DEF", 2));
        walker.Complete(3);
        Assert.Empty(listener.Faults);
    }

    [Fact]
    public void A_walker_begins_anew_with_every_message()
    {
        Listener listener = new([]);
        StructureWalker walker = new(listener);
        MessageSchema schema = Schema(Order);
        for (int round = 0; round < 2; round++)
        {
            walker.Begin(schema);
            walker.Place(SegmentTag.Pack("UNH"), "UNH", 1);
            walker.Complete(2);
        }

        Assert.Equal(8, listener.Faults.Count);
    }

    [Fact]
    public void A_walker_that_knows_the_way_goes_where_a_new_one_goes()
    {
        string[] tags = ["UNH", "BGM", "DTM", "NAD", "RFF", "LIN", "QTY", "MOA", "ALC", "UNS", "UNT", "X"];
        string[] sound = "UNH BGM DTM NAD RFF DTM NAD LIN QTY MOA RFF DTM RFF NAD RFF ALC MOA LIN QTY LIN QTY LIN QTY UNS MOA UNT".Split(' ');
        Random random = new(20);
        Listener knowing = new([]);
        StructureWalker walker = new(knowing);
        MessageSchema schema = Schema(Order);
        for (int round = 0; round < 4000; round++)
        {
            // Sound orders with something left out, put in or said again, so that known steps and new ones take turns.
            List<string> message = [.. sound];
            for (int change = random.Next(4); change > 0; change--)
            {
                int at = random.Next(message.Count);
                if (random.Next(2) == 0)
                    message.RemoveAt(at);
                else
                    message.InsertRange(at, Enumerable.Repeat(tags[random.Next(tags.Length)], 1 + random.Next(3)));
            }

            Listener fresh = new([]);
            string order = string.Join(' ', message);
            string expected = Walk(schema, order, new StructureWalker(fresh), fresh);
            knowing.Faults.Clear();

            Assert.Equal(expected, Walk(schema, order, walker, knowing));
            Assert.Equal(fresh.Faults, knowing.Faults);
        }
    }

    [Fact]
    public void A_long_message_is_placed_as_by_a_walker_that_remembers_nothing()
    {
        string[] tags = ["DTM", "NAD", "RFF", "LIN", "QTY", "MOA", "ALC", "UNS", "X"];
        Random random = new(23);
        MessageSchema schema = Schema(Order);
        for (int round = 0; round < 60; round++)
        {
            List<string> message = ["UNH", "BGM", "DTM", "NAD", "RFF"];
            for (int line = 0; line < 300; line++)
                message.AddRange(line % 3 == 0 ? ["LIN", "QTY", "MOA", "RFF"] : ["LIN", "QTY"]);
            for (int change = random.Next(30); change > 0; change--)
                message.Insert(random.Next(message.Count), tags[random.Next(tags.Length)]);
            string order = string.Join(' ', [.. message, "UNS", "MOA", "UNT"]);
            Listener forgetful = new([]);
            Listener knowing = new([]);
            StructureWalker walker = new(knowing);

            Assert.Equal(Walk(schema, order, new StructureWalker(forgetful, isForgetful: true), forgetful), Walk(schema, order, walker, knowing));
            Assert.Equal(forgetful.Faults, knowing.Faults);
            Assert.True(walker.Searches < message.Count, "nothing was remembered");
        }
    }

    private static MessageSchema Schema(string text) => MessageText.Parse("TEST", text, DirectoryText.Parse("d", Segments));

    private static string Walk(string schema, string tags, Listener listener) => Walk(Schema(schema), tags, new StructureWalker(listener), listener);

    private static string Walk(MessageSchema schema, string tags, StructureWalker walker, Listener listener)
    {
        listener.Tags = tags.Split(' ');
        walker.Begin(schema);
        List<int> parents = [];
        foreach (string tag in listener.Tags)
            parents.Add(walker.Place(SegmentTag.Pack(tag), tag, parents.Count + 1));
        walker.Complete(parents.Count + 1);
        return string.Join(' ', parents);
    }

    private sealed class Listener(Dictionary<int, int> levels) : IStructureSink
    {
        public List<string> Faults { get; } = [];

        public string[] Tags { get; set; } = [];

        public bool Comes(string tag, int node) => Array.LastIndexOf(Tags, tag) >= node;

        public void NotInMessage(int node, string tag) => Faults.Add($"unknown {tag} at {node}");

        public void Misplaced(int node, string tag) => Faults.Add($"misplaced {tag} at {node}");

        public void Late(int node, string tag) => Faults.Add($"late {tag} at {node}");

        public void Absent(int node, int group, string tag) => Faults.Add($"expected {tag} before {node} in {group}");

        public void TooMany(int node, string tag, int max) => Faults.Add($"too many {tag} at {node} max {max}");

        public void Missing(int node, int group, string tag) => Faults.Add($"missing {tag} before {node} in {group}");

        public int ParentOf(int node, int otherwise) => levels.GetValueOrDefault(node, otherwise);
    }
}
