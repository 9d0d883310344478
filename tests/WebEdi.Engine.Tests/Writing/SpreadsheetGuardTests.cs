using WebEdi.Engine.Writing;

using Xunit;

namespace WebEdi.Engine.Tests.Writing;

public sealed class SpreadsheetGuardTests
{
    public static TheoryData<string> Payloads =>
    [
        "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "＝1+1", "＋1", "－1+1",
        "＠SUM(A1)", " =1+1", "\u3000=1+1", "'=1+1", "-2+3+cmd|' /C calc'!A0", "%0A=1", "|calc", "\u2212" + "1",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void S10_a_formula_is_neutralised_and_comes_back_exactly(string payload)
    {
        string cell = SpreadsheetGuard.Protect(payload);

        Assert.Equal('\'' + payload, cell);
        Assert.Equal(payload, SpreadsheetGuard.Remove(cell));
    }

    [Theory]
    [InlineData("0012")]
    [InlineData("1-2")]
    [InlineData("3E5")]
    [InlineData("1/2")]
    [InlineData("12:30")]
    [InlineData("1234567890123456")]
    [InlineData("2026/12/1")]
    [InlineData("MAR1")]
    [InlineData("1-Dec")]
    [InlineData(".5")]
    public void S10_a_code_that_a_spreadsheet_would_change_survives(string code)
    {
        string cell = SpreadsheetGuard.Protect(code);

        Assert.Equal('\'' + code, cell);
        Assert.Equal(code, SpreadsheetGuard.Remove(cell));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A-100")]
    [InlineData("ボルト M6×20")]
    [InlineData("12")]
    [InlineData("PO-0001")]
    [InlineData("3/8 BOLT")]
    [InlineData("株式会社")]
    public void S10_other_texts_stay_as_they_are(string text)
    {
        Assert.Equal(text, SpreadsheetGuard.Protect(text));
        Assert.Equal(text, SpreadsheetGuard.Remove(text));
    }

    [Fact]
    public void S10_every_text_comes_back_and_what_was_never_protected_stays()
    {
        Random random = new(5);
        const string Alphabet = "'=+-@ \t019AEe/.,:年髙";
        for (int i = 0; i < 20_000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            Assert.Equal(text, SpreadsheetGuard.Remove(SpreadsheetGuard.Protect(text)));
        }

        Assert.Equal("'quoted", SpreadsheetGuard.Remove("'quoted"));
    }
}
