using System.Text;

using WebEdi.Engine.Formats.X12;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.X12;

public sealed class AcknowledgementWriterTests
{
    private const string Good = "ST*850*0001~BEG*00*SA*PO1**20250301~PO1*1*5*EA*2.5**BP*A~CTT*1~SE*5*0001~";

    [Fact]
    public async Task A_sound_group_is_accepted()
    {
        Assert.Equal(["AK1*PO*7", "AK2*850*0001", "AK5*A", "AK9*A*1*1*1"], await BodyAsync(Interchange(Group(Good))));
    }

    [Fact]
    public async Task The_envelope_is_acknowledged_when_its_sender_asks_for_it()
    {
        string[] segments = await SegmentsAsync(Interchange(Group(Good), asks: "1"), "997");

        Assert.Equal("TA1*000000009*250301*0900*A*000", segments[1]);
        Assert.Equal("GS*FA*APP2*APP1*20250301*0930*1*X*004010", segments[2]);
    }

    [Fact]
    public async Task A_fault_of_the_envelope_is_told_unasked()
    {
        string[] segments = await SegmentsAsync(Interchange(Group(Good)).Replace("IEA*1*", "IEA*3*", StringComparison.Ordinal), "997");

        Assert.Equal("TA1*000000009*250301*0900*E*021", segments[1]);
    }

    [Fact]
    public async Task An_interchange_of_which_nothing_is_taken_is_rejected()
    {
        string bad = Group(Good.Replace("SE*5", "SE*6", StringComparison.Ordinal));
        string[] segments = await SegmentsAsync(Interchange(bad).Replace("IEA*1*", "IEA*3*", StringComparison.Ordinal), "997");

        Assert.Equal("TA1*000000009*250301*0900*R*021", segments[1]);
    }

    [Fact]
    public async Task An_acknowledgement_is_not_acknowledged()
    {
        string set = "ST*997*0001~AK1*PO*7~AK9*A*1*1*1~SE*4*0001~";

        Assert.Empty(await Outcomes.OfAsync("x12", Interchange(Group(set).Replace("GS*PO", "GS*FA", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task An_interchange_that_breaks_off_before_its_first_set_is_answered_with_its_fault()
    {
        string[] segments = await SegmentsAsync(Interchange("").Replace("IEA*1*000000009~", "", StringComparison.Ordinal), "997");

        Assert.Equal(["TA1*000000009*250301*0900*R*023", "IEA*0*000000055"], segments[1..]);
    }

    [Fact]
    public async Task Faults_of_a_set_are_told_with_segment_element_and_value()
    {
        string bad = "ST*850*0002~BEG*00*SA*PO2**20259901~XYZ*1~PO1*1*five*EA~SE*5*0002~";

        Assert.Equal(
            [
                "AK1*PO*7", "AK2*850*0001", "AK5*A", "AK2*850*0002",
                "AK3*BEG*2**8", "AK4*5*373*8*20259901", "AK3*XYZ*3**2", "AK3*PO1*4**8", "AK4*2*330*6*five",
                "AK5*R*5", "AK9*P*2*2*1",
            ],
            await BodyAsync(Interchange(Group(Good + bad, 2))));
    }

    [Fact]
    public async Task An_element_that_another_needs_or_excludes_has_its_own_code()
    {
        string bad = Good.Replace("CTT*1", "N1*BY**92~QTY*01*1**A~CTT*1", StringComparison.Ordinal).Replace("SE*5", "SE*7", StringComparison.Ordinal);

        Assert.Equal(
            ["AK1*PO*7", "AK2*850*0001", "AK3*N1*4**8", "AK4*4*67*2", "AK3*QTY*5**8", "AK4*4*61*10*A", "AK5*R*5", "AK9*R*1*1*0"],
            await BodyAsync(Interchange(Group(bad))));
    }

    [Fact]
    public async Task A_set_with_warnings_only_is_accepted_with_its_errors_noted()
    {
        Assert.Equal(
            ["AK1*PO*7", "AK2*850*0001", "AK3*PO1*3**8", "AK4*3*355*5*EACH", "AK5*E*5", "AK9*E*1*1*1"],
            await BodyAsync(Interchange(Group(Good.Replace("*EA*", "*EACH*", StringComparison.Ordinal)))));
    }

    [Fact]
    public async Task Wrong_counts_of_set_and_group_are_told_where_they_belong()
    {
        Assert.Equal(
            ["AK1*PO*7", "AK2*850*0001", "AK5*R*4", "AK9*R*1*1*0*5"],
            await BodyAsync(Interchange(Group(Good.Replace("SE*5", "SE*6", StringComparison.Ordinal), 4))));
    }

    [Fact]
    public async Task The_implementation_acknowledgement_has_its_own_segments()
    {
        string text = Interchange(Group(Good.Replace("*5*EA", "*five*EA", StringComparison.Ordinal))).Replace("004010", "005010", StringComparison.Ordinal);

        Assert.Equal(
            ["AK1*PO*7*005010", "AK2*850*0001", "IK3*PO1*3**8", "IK4*2*330*6*five", "IK5*R*5", "AK9*R*1*1*0"],
            await BodyAsync(text, "999"));
    }

    private static string Group(string sets, int count = 1) => $"GS*PO*APP1*APP2*20250301*0900*7*X*004010~{sets}GE*{count}*7~";

    private static string Interchange(string groups, string asks = "0") =>
        $"ISA*00*          *00*          *ZZ*SENDER         *01*RECEIVER       *250301*0900*U*00401*000000009*{asks}*P*>~{groups}IEA*1*000000009~";

    private static async Task<string[]> BodyAsync(string text, string set = "997")
    {
        string[] segments = await SegmentsAsync(text, set);
        int first = Array.FindIndex(segments, s => s.StartsWith("ST*", StringComparison.Ordinal));
        return segments[(first + 1)..^3];
    }

    private static async Task<string[]> SegmentsAsync(string text, string set)
    {
        byte[] written = AcknowledgementWriter.Write(Assert.Single(await Outcomes.OfAsync("x12", text)), set, 55, Outcomes.Now);

        Assert.Empty(await Outcomes.FaultsAsync("x12", written));
        string[] segments = Encoding.UTF8.GetString(written).Split('~', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("ISA*00*          *00*          *01*RECEIVER       *ZZ*SENDER         *250301*0930*", segments[0], StringComparison.Ordinal);
        Assert.Equal(105, segments[0].Length);
        return segments;
    }
}
