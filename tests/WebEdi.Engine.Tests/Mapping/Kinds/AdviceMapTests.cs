using WebEdi.Diagnostics;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Kinds;

/// <summary>What was sent and what came, from senders that leave the packages out.</summary>
public sealed class AdviceMapTests
{
    [Theory]
    [InlineData("DESADV", "351", "12")]
    [InlineData("RECADV", "632", "194")]
    public async Task Lines_that_stand_in_no_package_are_read_and_what_they_lack_is_told_once(string type, string code, string quantity)
    {
        string file = $"""
            UNB+UNOC:3+A:14+B:14+261101:0915+7'
            UNH+1+{type}:D:96A:UN'
            BGM+{code}+ADV-1+9'
            DTM+137:20261101:102'
            RFF+ON:PO-4711'
            NAD+SU+S1::92'
            LIN+10++4900000000017:EN'
            QTY+{quantity}:98:PCE'
            LIN+20++4900000000024:EN'
            QTY+{quantity}:5:PCE'
            UNT+10+1'
            UNZ+1+7'

            """;

        EdiMessage message = await OrderResponseMapTests.ReadAsync(file);

        Diagnostic fault = Assert.Single(message.Diagnostics);
        Assert.Equal((DiagnosticCodes.SegmentMissing, "CPS", 7), (fault.Code, fault.Path, fault.Position.Line));
        Assert.Equal((2, new EdiFirstLine("4900000000017", 98, "PCE", null)), (message.LineCount, message.FirstLine));
    }
}
