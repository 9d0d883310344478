using System.Globalization;
using System.Text;

using WebEdi.Engine.Text;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Edifact;
using WebEdi.Engine.Writing.Tree;

using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>What is written several characters or digits at a time is what is written one by one.</summary>
public sealed class PlainTextTests
{
    private const string Special = "+:'?*\u007F";

    [Theory]
    [InlineData("UNOA")]
    [InlineData("UNOB")]
    [InlineData("UNOC")]
    [InlineData("UNOY")]
    public void Every_character_at_every_place(string syntax)
    {
        EnvelopeText text = new() { MessageType = "ORDERS", Version = "D96A", Sender = "A", Receiver = "B", Reference = "1", PreparedAt = default };
        EdifactWriter envelope = new(text, syntax, 4, advice: false, newLines: false);
        PlainText plain = new(Special, envelope);
        byte[] to = new byte[64];
        byte[] bytes = new byte[64];
        for (int length = 1; length <= 40; length++)
        {
            for (int at = 0; at < length; at++)
            {
                foreach (char c in Enumerable.Range(0, 130).Select(i => (char)i).Concat("é\u3000ｱ日\ud83d\uffff\u8041"))
                {
                    string words = new string('A', at) + c + new string('Z', length - at - 1);
                    bool isPlain = c is >= ' ' and < '\u007F' && !Special.Contains(c, StringComparison.Ordinal) && (envelope.Allowed.Length == 0 || envelope.Allowed.Contains(c, StringComparison.Ordinal))
                        && !words.StartsWith(' ') && !words.EndsWith(' ');

                    Assert.Equal(isPlain, plain.TryWrite(words, to));
                    if (c < 0x80)
                    {
                        byte[] from = Encoding.ASCII.GetBytes(new string('?', length) + words + new string('?', 15));
                        Assert.Equal(isPlain, plain.TryWrite(from, length, length, bytes));
                        Assert.False(plain.TryWrite(from, length, length, bytes.AsSpan(0, length - 1)));
                        if (isPlain)
                            Assert.Equal(words, Encoding.ASCII.GetString(bytes, 0, length));
                    }

                    if (isPlain)
                        Assert.Equal(words, Encoding.ASCII.GetString(to, 0, length));
                }
            }
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("-0.05")]
    [InlineData("9")]
    [InlineData("10")]
    [InlineData("99999")]
    [InlineData("100000")]
    [InlineData("-4294967295")]
    [InlineData("4294967296.5")]
    [InlineData("1234567.8901234")]
    [InlineData("36028797018963967")]
    [InlineData("-36028797018963.967")]
    [InlineData("0.0000000000000000000000000001")]
    public void Digits(string number)
    {
        byte[] to = new byte[ValueText.MaxLength];

        int length = ValueText.Number(NumberFormat.Default, decimal.Parse(number, CultureInfo.InvariantCulture), to);

        Assert.Equal(number, Encoding.ASCII.GetString(to, 0, length));
    }
}
