using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("edifact", "ORDERS", "NAD", true)]
    [InlineData("edifact", "ORDERS", "NAD/CTA/COM", true)]
    [InlineData("edifact", "ORDERS", "LIN/NAD/LOC", true)]
    [InlineData("edifact", "ORDERS", "LIN/NAD/NAD", false)]
    [InlineData("edifact", "ORDERS", "NAD/NAD", false)]
    [InlineData("edifact", "ORDERS", "LIN/LIN", false)]
    [InlineData("edifact", "ORDERS", "LIN/BGM", false)]
    [InlineData("x12", "850", "PO1/PID", true)]
    [InlineData("x12", "850", "N1/N1", false)]
    [InlineData("x12", "850", "PO1/N1/PO1", false)]
    [InlineData("x12", "856", "HL/HL/HL/LIN", true)]
    [InlineData("x12", "856", "HL/LIN/LIN", false)]
    public void A_segment_stands_below_itself_in_a_hierarchy_only(string format, string type, string way, bool can) =>
        Assert.Equal(can, Vocabulary.Instance.CanHave(format, [type], way.Split('/')));
}
