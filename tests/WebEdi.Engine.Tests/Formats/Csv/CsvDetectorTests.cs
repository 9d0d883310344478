using System.Text;

using WebEdi.Engine.Formats.Csv;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Csv;

public sealed class CsvDetectorTests
{
    [Theory]
    [InlineData("504B030414000600", "zip")]
    [InlineData("D0CF11E0A1B11AE1", "Office")]
    [InlineData("255044462D312E37", "PDF")]
    [InlineData("1F8B0800000000", "gzip")]
    [InlineData("89504E470D0A1A0A", "PNG")]
    [InlineData("4D5A900003000000", "program")]
    [InlineData("0000000000000000", "0x00")]
    [InlineData("612C62000D0A", "offset 3")]
    [InlineData("1B2442", "ISO-2022-JP")]
    [InlineData("3C3F786D6C", "XML")]
    public void What_is_no_text_is_refused_with_its_first_bytes(string hex, string evidence)
    {
        WebEdi.Formats.FormatMatch match = new CsvDetector().Match(Convert.FromHexString(hex));

        Assert.Equal(0, match.Confidence);
        Assert.Contains(evidence, match.Evidence, StringComparison.Ordinal);
        Assert.Contains(hex[..Math.Min(hex.Length, 16)], match.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("注文番号,品番\r\n1,2\r\n")]
    [InlineData("MZ,PK\r\n1,2\r\n")]
    [InlineData("a\tb\n")]
    [InlineData("one column\n")]
    public void Text_is_taken(string text)
    {
        Assert.NotEqual(0, new CsvDetector().Match(Encoding.UTF8.GetBytes(text)).Confidence);
    }
}
