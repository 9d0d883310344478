using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Schema;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Schema;

public sealed class DirectoryTextTests
{
    private const string Small = "e 1 an ..3\ne 2 n 2..4\n";

    [Fact]
    public void Elements_composites_and_segments_become_what_the_text_says()
    {
        SegmentSchema segment = DirectoryText.Parse("d", "# remark\n" + Small + "v 1 A B\nv 1 C\nc C1 1! 2\n\ns SEG C1! 2*5 # more\n")["SEG"];

        Assert.Equal(("C1", true, 1), (segment.Parts[0].Code, segment.Parts[0].Mandatory, segment.Parts[0].Repeats));
        Assert.Equal([true, false], segment.Parts[0].Components.Select(c => c.Mandatory));
        Assert.Equal(("2", false, 5), (segment.Parts[1].Code, segment.Parts[1].Mandatory, segment.Parts[1].Repeats));
        Assert.Equal((ElementKind.Number, 2, 4), (segment.Parts[1].Components[0].Element.Kind, segment.Parts[1].Components[0].Element.MinLength, segment.Parts[1].Components[0].Element.MaxLength));
        Assert.Equal(["A", "B", "C"], segment.Parts[0].Components[0].Element.Codes!);
    }

    [Theory]
    [InlineData("x 1 an ..3", 1, "none of e, c, s, v")]
    [InlineData("r S R0102", 1, "not known")]
    [InlineData("e 1 an ..3\ns S 1 1\nr S X0102", 3, "no condition")]
    [InlineData("e 1 an ..3\ns S 1 1\nr S P01", 3, "no condition")]
    [InlineData("e 1 an ..3\ns S 1 1\nr S P0103", 3, "no condition")]
    [InlineData("e", 1, "a code")]
    [InlineData("e 1 xx ..3", 1, "no kind")]
    [InlineData("e 1 an", 1, "length")]
    [InlineData("e 1 an 3..", 1, "length")]
    [InlineData("e 1 an ..0", 1, "length")]
    [InlineData("e 1 an 4..3", 1, "length")]
    [InlineData("e 1 an ..3 9", 1, "length")]
    [InlineData("e 1 an ..3\n\ne 1 an ..3", 3, "twice")]
    [InlineData("v 1 A", 1, "not known")]
    [InlineData("e 1 an ..3\ns S 1\nv 1 A", 3, "before the first")]
    [InlineData("c C1", 1, "empty")]
    [InlineData("c C1 9", 1, "element 9 is not known")]
    [InlineData("e 1 an ..3\nc C1 1*2", 2, "repeated in place")]
    [InlineData("e 1 an ..3\ns S 1*x", 2, "behind its *")]
    [InlineData("e 1 an ..3\ns S 1*0", 2, "behind its *")]
    [InlineData("e 1 an ..3\ns S 1\ns S 1", 3, "twice")]
    public void A_fault_in_a_directory_names_file_and_line(string text, int line, string what)
    {
        EdiSetupException fault = Assert.Throws<EdiSetupException>(() => DirectoryText.Parse("Edifact/segments.txt", text));

        Assert.Contains("Edifact/segments.txt", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"line {line}:", fault.Message, StringComparison.Ordinal);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Indented_lines_become_the_group_that_the_segment_above_opens()
    {
        GroupSchema body = Message("AAA! 1\nBBB 9\n  CCC! 2\n    AAA >1\n  AAA 1\nCCC~ 1\n").Body;

        Assert.Equal(["AAA", "BBB", "CCC"], body.Entries.Select(e => e.Tag));
        Assert.Equal(["BBB", "CCC", "AAA"], body.Entries[1].Group!.Entries.Select(e => e.Tag));
        Assert.Equal((SegmentNeed.Mandatory, 1), (body.Entries[1].Group!.Entries[0].Need, body.Entries[1].Group!.Entries[0].Max));
        Assert.Equal([SegmentNeed.Mandatory, SegmentNeed.Optional, SegmentNeed.Expected], body.Entries.Select(e => e.Need));
        Assert.Equal(int.MaxValue, body.Entries[1].Group!.Entries[1].Group!.Entries[1].Max);
        Assert.Null(body.Entries[2].Group);
    }

    [Theory]
    [InlineData("", 0, "first segment")]
    [InlineData("  AAA 1", 1, "without indentation")]
    [InlineData("AAA 1\nZZZ 1", 2, "ZZZ is not known")]
    [InlineData("AAA 1\nBBB", 2, "how often")]
    [InlineData("AAA 1\nBBB 0", 2, "how often")]
    [InlineData("AAA 1\nBBB 1 x", 2, "nothing else")]
    [InlineData("AAA 1\n    BBB 1\n  CCC 1", 3, "indentation")]
    public void A_fault_in_a_message_names_file_and_line(string text, int line, string what)
    {
        EdiSetupException fault = Assert.Throws<EdiSetupException>(() => Message(text));

        Assert.Contains($"ORDERS is at fault in line {line}:", fault.Message, StringComparison.Ordinal);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_lie_too_deep_are_a_fault()
    {
        string text = string.Join('\n', Enumerable.Range(0, 20).Select(i => new string(' ', i) + "AAA 1"));

        Assert.Contains("deeper than", Assert.Throws<EdiSetupException>(() => Message(text)).Message, StringComparison.Ordinal);
    }

    private static MessageSchema Message(string text) =>
        MessageText.Parse("ORDERS", text, DirectoryText.Parse("d", Small + "s AAA 1\ns BBB 1\ns CCC 1\n"));
}
