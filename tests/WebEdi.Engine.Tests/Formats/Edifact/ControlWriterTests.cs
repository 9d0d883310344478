using System.Text;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Edifact;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Edifact;

public sealed class ControlWriterTests
{
    private const string Good = "UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO1+9'DTM+137:20250301:102'LIN+1++A:SA'QTY+21:5'UNS+S'UNT+7+1'";

    [Fact]
    public async Task A_sound_interchange_is_acknowledged_message_by_message()
    {
        Assert.Equal(
            ["UCI+77+SENDER:14+RECEIVER:ZZ+7", "UCM+1+ORDERS:D:96A:UN:EAN008+7"],
            await ReportAsync("UNB+UNOC:3+SENDER:14+RECEIVER:ZZ+250301:0900+77'" + Good + "UNZ+1+77'"));
    }

    [Fact]
    public async Task Faults_of_a_message_are_told_with_segment_element_and_component()
    {
        string bad = "UNH+2+ORDERS:D:96A:UN'DTM+137:20250301:102'XYZ+1'LIN+1'QTY+21:5O'PRI+:7'UNS+S'UNT+8+2'";

        Assert.Equal(
            [
                "UCI+77+S?+1+R+7", "UCM+1+ORDERS:D:96A:UN:EAN008+7", "UCM+2+ORDERS:D:96A:UN+4",
                "UCS+2+13", "UCS+3+15", "UCS+5", "UCD+37+2:2", "UCS+6", "UCD+13+2",
            ],
            await ReportAsync("UNB+UNOC:3+S?+1+R+250301:0900+77'" + Good + bad + "UNZ+2+77'"));
    }

    [Fact]
    public async Task Wrong_counts_are_told_with_the_service_segment()
    {
        Assert.Equal(
            ["UCI+77+S+R+4+29+UNZ", "UCM+1+ORDERS:D:96A:UN:EAN008+4+29+UNT"],
            await ReportAsync("UNB+UNOC:3+S+R+250301:0900+77'" + Good.Replace("UNT+7", "UNT+9", StringComparison.Ordinal) + "UNZ+5+77'"));
    }

    [Fact]
    public async Task An_interchange_with_a_fault_of_which_messages_are_taken_is_received()
    {
        Assert.Equal(
            ["UCI+77+S+R+8+29+UNZ", "UCM+1+ORDERS:D:96A:UN:EAN008+7"],
            await ReportAsync("UNB+UNOC:3+S+R+250301:0900+77'" + Good + "UNZ+5+77'"));
    }

    [Fact]
    public async Task A_name_that_the_report_cannot_hold_breaks_nothing()
    {
        Assert.Equal(["UCI+77+S?'1+....+7", "UCM+1+ORDERS:D:96A:UN:EAN008+7"], await ReportAsync("UNB+UNOW:4+S?'1+会社東京+20250301:0900+77'" + Good + "UNZ+1+77'"));
    }

    [Fact]
    public async Task Messages_of_a_group_stand_below_it()
    {
        Assert.Equal(
            ["UCI+77+S+R+7", "UCF+5+APP1+APP2+7", "UCM+1+ORDERS:D:96A:UN:EAN008+7"],
            await ReportAsync("UNB+UNOC:3+S+R+250301:0900+77'UNG+ORDERS+APP1+APP2+250301:0900+5+UN+D:96A'" + Good + "UNE+1+5'UNZ+1+77'"));
    }

    [Fact]
    public async Task Every_interchange_of_a_file_gets_a_report_of_its_own()
    {
        string one = "UNB+UNOC:3+S+R+250301:0900+77'" + Good + "UNZ+1+77'";
        IReadOnlyList<InterchangeOutcome> outcomes = await Outcomes.OfAsync("edifact", one + one.Replace("77'", "78'", StringComparison.Ordinal).Replace("UNZ+1", "UNZ+2", StringComparison.Ordinal));

        Assert.Equal(["77", "78"], outcomes.Select(o => o.Envelope.InterchangeReference));
        Assert.Equal([0, 1], outcomes.Select(o => o.Diagnostics.Count));
    }

    private static async Task<string[]> ReportAsync(string text)
    {
        byte[] report = ControlWriter.Write(Assert.Single(await Outcomes.OfAsync("edifact", text)), "900", Outcomes.Now);

        Assert.Empty(await Outcomes.FaultsAsync("edifact", report));
        string[] segments = Encoding.Latin1.GetString(report).Replace("?'", "\0", StringComparison.Ordinal).Split('\'', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Replace("\0", "?'", StringComparison.Ordinal)).ToArray();
        Assert.EndsWith("+250301:0930+900", segments[0], StringComparison.Ordinal);
        Assert.Equal("UNH+1+CONTRL:D:3:UN", segments[1]);
        return segments[2..^2];
    }
}
