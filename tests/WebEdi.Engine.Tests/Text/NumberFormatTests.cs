using System.Globalization;
using System.Text;

using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Text;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0012", "12")]
    [InlineData("1234.50", "1234.50")]
    [InlineData("1,234", "1234")]
    [InlineData("1,234,567.8", "1234567.8")]
    [InlineData("-12", "-12")]
    [InlineData("+12", "12")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("0.00000000000000001", "0.00000000000000001")]
    public void Numbers_are_read_exactly(string text, string expected)
    {
        Assert.True(NumberFormat.Default.TryParse(Encoding.ASCII.GetBytes(text), out decimal value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("1.2.3")]
    [InlineData("1,23")]
    [InlineData("12,34,567")]
    [InlineData(",123")]
    [InlineData("1,234,")]
    [InlineData("1234,567")]
    [InlineData("1.234,5")]
    [InlineData("1e5")]
    [InlineData("12-")]
    [InlineData("--1")]
    [InlineData(" 1")]
    [InlineData("1 000")]
    [InlineData("0x10")]
    [InlineData("1234567890123456789")]
    [InlineData("NaN")]
    public void Other_texts_are_no_numbers(string text)
    {
        Assert.False(NumberFormat.Default.TryParse(Encoding.ASCII.GetBytes(text), out _));
    }

    [Theory]
    [InlineData(2, "Leading", "0012345", "123.45")]
    [InlineData(3, "Trailing", "0001500-", "-1.5")]
    [InlineData(1, "None", "15", "1.5")]
    public void Decimals_may_be_implied_and_signs_stand_behind(int implied, string sign, string text, string expected)
    {
        NumberFormat format = new(Implied: implied, Sign: Enum.Parse<NumberSign>(sign));

        Assert.True(format.TryParse(Encoding.ASCII.GetBytes(text), out decimal value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Fact]
    public void The_decimal_mark_may_be_a_comma()
    {
        NumberFormat format = new(Decimal: (byte)',', Group: (byte)'.');

        Assert.True(format.TryParse("1.234,5"u8, out decimal value));
        Assert.Equal(1234.5m, value);
    }
}
