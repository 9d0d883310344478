using WebEdi.Documents.Pdf.Notes;
using WebEdi.Documents.Pdf.Symbols;

namespace WebEdi.Documents.Pdf.Tests;

public sealed class SymbolTests
{
    [Theory]
    [InlineData("A", 3)]
    [InlineData("12", 3)]
    [InlineData("123456", 5)]
    [InlineData("1234567", 7)]
    [InlineData("A123456", 7)]
    [InlineData("AB12", 6)]
    [InlineData("AB1234", 7)]
    [InlineData("N261124-7K3M9QX4", 17)]
    public void Digits_are_packed_where_that_is_shorter(string text, int symbols)
    {
        Symbol code = Code128.Encode(text);

        // Every symbol is 11 modules wide, the stop 13.
        Assert.Equal((symbols * 11) + 13 + (2 * Code128.QuietZone), code.Width);
    }

    [Fact]
    public void Symbols_do_not_overlap_and_stay_inside_their_quiet_zone()
    {
        foreach (Symbol code in (Symbol[])[Code128.Encode("ABC-1234567890-XYZ"), QrSymbol.Encode("WE1:N-1:PO-1:0:ABCD")])
        {
            Assert.All(code.Boxes, box => Assert.True(box.X >= 4 && box.X + box.Width <= code.Width - 4));
            Assert.Equal(code.Boxes.Count, code.Boxes.Select(box => (box.X, box.Y)).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("PO-1", "WE1:N-1:PO-1:3:")]
    [InlineData("注文:1%", "WE1:N-1:%E6%B3%A8%E6%96%87%3A1%25:3:")]
    [InlineData("a\nb", "WE1:N-1:a%0Ab:3:")]
    [InlineData("注文注文注文注文注文注文注文注文", "WE1:N-1::3:")]
    public void The_payload_is_printable_ascii_whatever_the_order_number_is(string order, string expected)
    {
        string payload = NotePayload.Write("N-1", order, 3);

        Assert.StartsWith(expected, payload, StringComparison.Ordinal);
        Assert.Equal(expected.Length + 4, payload.Length);
        Assert.All(payload, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void The_check_is_crc_16_ccitt_false() => Assert.EndsWith(":EFA3", NotePayload.Write("N261124-7K3M9QX4", "PO-2026-004512", 1), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 26, "0+0")]
    [InlineData(26, 26, "0+26")]
    [InlineData(27, 26, "0+25 25+2")]
    [InlineData(60, 26, "0+25 25+24 49+11")]
    [InlineData(50, 26, "0+25 25+25")]
    [InlineData(51, 26, "0+25 25+24 49+2")]
    public void Rows_are_divided_with_room_for_the_carried_sums(int rows, int capacity, string expected) =>
        Assert.Equal(expected, string.Join(' ', NotePages.Divide(rows, capacity).Select(page => $"{page.First}+{page.Count}")));

    [Theory]
    [InlineData("か\u3099き\u3099は\u309A", "がぎぱ")]
    [InlineData("\uFA19\uFA1B", "\uFA19\uFA1B")]
    [InlineData("葛\U000E0100", "葛")]
    [InlineData("a\tb\r\nc\u0000", "a b  c")]
    [InlineData("\uFEFF\u200B東\u200D京", "東京")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u3099", "\u3099")]
    [InlineData(null, "")]
    public void Texts_are_made_drawable_without_changing_what_they_say(string? text, string expected) => Assert.Equal(expected, PrintableText.Clean(text));

    [Fact]
    public void A_very_long_text_is_cut_with_a_mark_and_never_inside_a_character()
    {
        string clean = PrintableText.Clean(string.Concat(Enumerable.Repeat("𠮷", 2_000)));

        Assert.InRange(clean.Length, 990, 1_000);
        Assert.EndsWith("𠮷…", clean, StringComparison.Ordinal);
    }
}
