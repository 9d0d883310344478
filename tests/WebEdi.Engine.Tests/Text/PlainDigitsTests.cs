using System.Text;

using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Text;

/// <summary>Sixteen bytes at a time say the same as one after the other.</summary>
public sealed class PlainDigitsTests
{
    private const string Signs = "0123456789012345678901234567890123456789..,-+E /:?\0\u00FF";

    [Theory]
    [InlineData("7", 7, 0)]
    [InlineData("0010", 10, 0)]
    [InlineData("12345678", 12345678, 0)]
    [InlineData("459.37", 45937, 2)]
    [InlineData("166291.94", 16629194, 2)]
    [InlineData("1.00000000", 100000000, 8)]
    [InlineData("1234567.25", 123456725, 2)]
    [InlineData("99999999.9999999", 999999999999999, 7)]
    [InlineData("123456789", 123456789, 0)]
    [InlineData("9999999999999999", 9999999999999999, 0)]
    [InlineData("1.23456789012345", 123456789012345, 14)]
    [InlineData("12345678901234.5", 123456789012345, 1)]
    public void Plain_numbers_are_read(string text, long digits, int decimals)
    {
        Assert.True(TryRead(text, out long found, out int foundDecimals));
        Assert.Equal((digits, decimals), (found, foundDecimals));
    }

    [Theory]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-5")]
    [InlineData("1.2.3")]
    [InlineData("12345678901234567")]
    [InlineData("12345678901234.56")]
    [InlineData("1 2")]
    [InlineData("1234567\u00B0")]
    public void Others_are_left_to_a_closer_look(string text) => Assert.False(TryRead(text, out _, out _));

    [Fact]
    public void What_is_read_is_what_one_digit_after_the_other_says()
    {
        Random random = new(1);
        int read = 0;
        for (int i = 0; i < 200_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Signs[random.Next(Signs.Length - (i % 2 == 0 ? 10 : 0))]));
            if (!TryRead(text, out long digits, out int decimals))
                continue;

            read++;
            Assert.True(NumberFormat.Default.TryParsePlain(Encoding.Latin1.GetBytes(text), out long expected, out int expectedDecimals), text);
            Assert.Equal((text, expected, expectedDecimals), (text, digits, decimals));
        }

        Assert.True(read > 10_000);
    }

    private static bool TryRead(string text, out long digits, out int decimals)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text + "'9999999999999999");
        bool isRead = PlainDigits.TryRead(ref bytes[0], text.Length, (byte)'.', out digits, out decimals);
        int whole = PlainDigits.ReadWhole(ref bytes[0], text.Length);
        Assert.Equal(isRead && decimals == 0 && text.Length <= 8 ? (int)digits : -1, whole);
        return isRead;
    }
}
