using System.Text;

using WebEdi.Engine.Formats;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.FixedLength;

public sealed class HostNumberTests
{
    [Theory]
    [InlineData("12345C", 2, "123.45")]
    [InlineData("12345D", 2, "-123.45")]
    [InlineData("12345F", 0, "12345")]
    [InlineData("00000C", 0, "00000")]
    [InlineData("12345A", 0, "12345")]
    [InlineData("12345B", 0, "-12345")]
    [InlineData("12345E", 0, "12345")]
    [InlineData("5C", 2, "0.05")]
    [InlineData("0D", 0, "-0")]
    [InlineData("0123456789012345678F", 2, "12345678901234567.8")]
    public void Packed_numbers_are_read(string hex, int decimals, string expected)
    {
        byte[] raw = Convert.FromHexString(hex);
        LayoutField field = new("数量", 0, raw.Length) { Usage = FieldUsage.Packed, Decimals = hex.Length == 20 ? 1 : decimals, Sign = FieldSign.Trailing };

        Assert.Equal(expected, Decode(field, raw));
    }

    [Theory]
    [InlineData("123450")]
    [InlineData("1234A0")]
    [InlineData("A2345C")]
    [InlineData("12B45C")]
    [InlineData("000000")]
    [InlineData("202020")]
    [InlineData("404040")]
    public void What_is_no_packed_number_is_told(string hex)
    {
        byte[] raw = Convert.FromHexString(hex);

        Assert.Null(Decode(new LayoutField("数量", 0, raw.Length) { Usage = FieldUsage.Packed }, raw));
    }

    [Theory]
    [InlineData("00123", "00123")]
    [InlineData("0012{", "00120")]
    [InlineData("0012A", "00121")]
    [InlineData("0012I", "00129")]
    [InlineData("0012}", "-00120")]
    [InlineData("0012J", "-00121")]
    [InlineData("0012R", "-00129")]
    [InlineData("0012p", "-00120")]
    [InlineData("0012y", "-00129")]
    [InlineData("  12C", "123")]
    [InlineData("     ", "")]
    [InlineData("\0\0\0\0\0", "")]
    [InlineData("0012@", null)]
    [InlineData("0012P", "-00127")]
    [InlineData("0012Z", null)]
    [InlineData("00 23", null)]
    [InlineData("0A123", null)]
    public void Zoned_numbers_in_ascii_are_read(string text, string? expected)
    {
        Assert.Equal(expected, Decode(Zoned(FieldSign.Trailing), Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("0012@", "00120")]
    [InlineData("0012I", "00129")]
    [InlineData("0012P", "-00120")]
    [InlineData("0012Y", "-00129")]
    [InlineData("00123", "00123")]
    [InlineData("0012{", null)]
    [InlineData("0012J", null)]
    public void Zoned_numbers_of_netcobol_are_read(string text, string? expected)
    {
        Assert.Equal(expected, Decode(Zoned(FieldSign.Trailing) with { NetCobol = true }, Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("F0F0F1F2C3", "00123")]
    [InlineData("F0F0F1F2D3", "-00123")]
    [InlineData("F0F0F1F2F3", "00123")]
    [InlineData("4040404040", "")]
    [InlineData("F0F0F1F233", null)]
    [InlineData("F0F0F1C2F3", null)]
    public void Zoned_numbers_in_ebcdic_are_read(string hex, string? expected)
    {
        Assert.Equal(expected, Decode(Zoned(FieldSign.Trailing), Convert.FromHexString(hex), isEbcdic: true));
    }

    [Theory]
    [InlineData("-0012", (int)FieldSign.SeparateLeading, "-0012")]
    [InlineData("+0012", (int)FieldSign.SeparateLeading, "0012")]
    [InlineData(" 0012", (int)FieldSign.SeparateLeading, "0012")]
    [InlineData("0012-", (int)FieldSign.SeparateTrailing, "-0012")]
    [InlineData("0012x", (int)FieldSign.SeparateTrailing, null)]
    [InlineData("J0012", (int)FieldSign.Leading, "-10012")]
    [InlineData("0012J", (int)FieldSign.None, null)]
    [InlineData("00120", (int)FieldSign.None, "00120")]
    public void The_sign_stands_where_the_layout_says(string text, int sign, string? expected)
    {
        Assert.Equal(expected, Decode(Zoned((FieldSign)sign), Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("04D2", true, 0, "1234")]
    [InlineData("FB2E", true, 0, "-1234")]
    [InlineData("FB2E", false, 0, "64302")]
    [InlineData("000000007FFFFFFF", true, 2, "21474836.47")]
    [InlineData("8000000000000000", true, 0, "-9223372036854775808")]
    [InlineData("0000", true, 2, "0.00")]
    public void Binary_numbers_are_read(string hex, bool signed, int decimals, string expected)
    {
        byte[] raw = Convert.FromHexString(hex);

        Assert.Equal(expected, Decode(new LayoutField("数量", 0, raw.Length) { Usage = FieldUsage.Binary, Decimals = decimals, Sign = signed ? FieldSign.Trailing : FieldSign.None }, raw));
    }

    [Fact]
    public void A_number_that_the_record_cuts_off_is_none_and_one_behind_its_end_is_blank()
    {
        LayoutField field = Zoned(FieldSign.Trailing);

        Assert.Null(Decode(field, "001"u8.ToArray()));
        Assert.Equal("", Decode(field, []));
    }

    [Fact]
    public void Any_bytes_make_a_number_or_none_but_no_exception()
    {
        Random random = new(3);
        byte[] raw = new byte[16];
        foreach (FieldUsage usage in (FieldUsage[])[FieldUsage.Zoned, FieldUsage.Packed, FieldUsage.Binary])
        {
            for (int i = 0; i < 2000; i++)
            {
                random.NextBytes(raw);
                LayoutField field = new("f", 0, usage == FieldUsage.Binary ? 8 : 16) { Usage = usage, Decimals = random.Next(19), Sign = (FieldSign)random.Next(5) };
                string? text = Decode(field, raw[..field.Length], random.Next(2) == 0);

                Assert.True(text is null || text.All(c => char.IsAsciiDigit(c) || c is '-' or '.'), text);
            }
        }
    }

    private static LayoutField Zoned(FieldSign sign) => new("数量", 0, 5) { Usage = FieldUsage.Zoned, Sign = sign };

    private static string? Decode(LayoutField field, byte[] raw, bool isEbcdic = false) =>
        HostNumber.TryDecode(field, raw, isEbcdic, out ReadOnlySpan<byte> text) ? Encoding.ASCII.GetString(text) : null;
}
