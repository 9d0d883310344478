using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Schema;

public sealed class EdiDirectoriesTests
{
    public static TheoryData<string, string> Messages
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string type in EdiDirectories.Edifact.MessageTypes)
                data.Add("edifact", type);
            foreach (string type in EdiDirectories.X12.MessageTypes)
                data.Add("x12", type);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_loads_and_stands_between_its_header_and_trailer(string syntax, string type)
    {
        MessageSchema message = Of(syntax).FindMessage(type)!;

        Assert.Equal(type, message.Type);
        Assert.Same(message, Of(syntax).FindMessage(type));
        (string first, string last) = syntax == "edifact" ? ("UNH", "UNT") : type == "TA1" ? ("TA1", "TA1") : ("ST", "SE");
        Assert.Equal((first, SegmentNeed.Mandatory, 1), (message.Body.Entries[0].Tag, message.Body.Entries[0].Need, message.Body.Entries[0].Max));
        Assert.Equal((last, 1), (message.Body.Entries[^1].Tag, message.Body.Entries[^1].Max));
    }

    [Fact]
    public void The_purchasing_messages_are_there()
    {
        Assert.Equal(
            ["APERAK", "CONTRL", "DELFOR", "DESADV", "INVOIC", "ORDCHG", "ORDERS", "ORDRSP", "RECADV"],
            EdiDirectories.Edifact.MessageTypes.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["810", "820", "830", "850", "855", "856", "860", "861", "862", "865", "997", "999", "TA1"],
            EdiDirectories.X12.MessageTypes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("D93A", "QTY")]
    [InlineData("D96A", "QTY")]
    [InlineData("D96B", "LIN")]
    [InlineData("D97A", "LIN")]
    [InlineData("D01B", "LIN")]
    [InlineData("D20A:EAN008", "LIN")]
    [InlineData("2", "LIN")]
    [InlineData(null, "LIN")]
    public void Groups_that_a_later_directory_turned_round_have_a_structure_of_their_own(string? version, string above)
    {
        MessageSchema message = EdiDirectories.Edifact.FindMessage("DELFOR", version)!;
        GroupSchema line = message.Body.Entries.Last(e => e.Tag == "LIN").Group!;

        Assert.Equal("DELFOR", message.Type);
        Assert.Equal(above == "LIN", line.Entries.Any(e => e.Tag == "SCC"));
        Assert.Equal(above == "QTY", line.Entries.Single(e => e.Tag == "QTY").Group!.Entries.Any(e => e.Tag == "SCC"));
    }

    [Fact]
    public void Every_version_of_other_messages_has_the_same_structure()
    {
        Assert.Same(EdiDirectories.Edifact.FindMessage("ORDERS", "D93A"), EdiDirectories.Edifact.FindMessage("ORDERS", "D23A"));
        Assert.Same(EdiDirectories.X12.FindMessage("850", "003040"), EdiDirectories.X12.FindMessage("850", "008010"));
        Assert.Same(EdiDirectories.X12.FindMessage("850", null), EdiDirectories.X12.FindMessage("850", "004010X357"));
    }

    [Fact]
    public void Transaction_sets_of_older_versions_have_no_structure()
    {
        Assert.Null(EdiDirectories.X12.FindMessage("820", "003010"));
        Assert.Null(EdiDirectories.X12.FindMessage("830", "002001"));
    }

    [Fact]
    public void A_message_that_nobody_knows_has_no_structure()
    {
        Assert.Null(EdiDirectories.Edifact.FindMessage("QUOTES"));
        Assert.Null(EdiDirectories.Edifact.FindMessage("segments"));
        Assert.Null(EdiDirectories.X12.FindMessage("../850"));
    }

    [Theory]
    [InlineData("edifact", "NAD", "3039", 1, 1, 0)]
    [InlineData("edifact", "NAD", "3036", 5, 3, 4)]
    [InlineData("edifact", "LIN", "7140", 1, 2, 0)]
    [InlineData("edifact", "PIA", "7140", 2, 2, 0)]
    [InlineData("edifact", "PIA", "7143", 5, 5, 1)]
    [InlineData("edifact", "BGM", "1004", 1, 1, 0)]
    [InlineData("edifact", "DTM", "C507", 1, 0, 0)]
    [InlineData("edifact", "QTY", "6060", 1, 0, 1)]
    [InlineData("edifact", "PRI", "5118", 1, 0, 1)]
    [InlineData("edifact", "IMD", "7008", 2, 2, 4)]
    [InlineData("x12", "PO1", "234", 1, 6, 0)]
    [InlineData("x12", "PO1", "235", 10, 23, 0)]
    [InlineData("x12", "PO1", "212", 1, 3, 0)]
    [InlineData("x12", "BEG", "324", 1, 2, 0)]
    [InlineData("x12", "N1", "67", 1, 3, 0)]
    [InlineData("x12", "SAC", "610", 1, 4, 0)]
    [InlineData("x12", "SAC", "352", 1, 14, 0)]
    [InlineData("x12", "TD5", "387", 1, 4, 0)]
    [InlineData("x12", "SDQ", "310", 1, 22, 0)]
    [InlineData("x12", "SLN", "355", 1, 4, 0)]
    [InlineData("x12", "ISA", "I16", 1, 0, 0, false)]
    public void An_element_is_found_by_its_number(string syntax, string tag, string code, int occurrence, int element, int component, bool there = true)
    {
        Assert.Equal(there, Of(syntax).FindSegment(tag)!.Places.TryFind(code, occurrence, out Place place));
        Assert.Equal(there ? new Place(element, component) : default, place);
    }

    [Fact]
    public void All_places_of_an_element_come_from_left_to_right()
    {
        SegmentPlaces places = EdiDirectories.X12.FindSegment("PO1")!.Places;

        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => new Place(6 + (2 * i)))], places.Find("234").ToArray());
        Assert.Empty(places.Find("9999").ToArray());
        Assert.False(places.TryFind("234", 0, out _));
        Assert.False(places.TryFind("234", 11, out _));
    }

    private static EdiDirectory Of(string syntax) => syntax == "edifact" ? EdiDirectories.Edifact : EdiDirectories.X12;
}
