using System.Text;

using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Text;

public sealed class Cp932Tests
{
    private static readonly TextCodec Nec = Cp932Codec.NecSelected;
    private static readonly TextCodec Ibm = Cp932Codec.IbmExtensions;

    [Fact]
    public void The_table_has_9604_double_byte_codes()
    {
        Assert.Equal(9604, AllPairs().Count(p => Decode([p.Lead, p.Trail]) is not null));
    }

    [Fact]
    public void All_1880_user_defined_codes_come_back_as_the_same_bytes_whatever_rows_are_written()
    {
        byte[][] own = [.. Valid().Where(pair => pair[0] is >= 0xF0 and <= 0xF9)];

        Assert.Equal(1880, own.Length);
        Assert.Equal(Enumerable.Range(0xE000, 1880).Select(c => ((char)c).ToString()), own.Select(pair => Decode(pair)!));
        Assert.All(own, pair => Assert.All((TextCodec[])[TextCodec.Cp932, Nec, Ibm], codec => Assert.Equal(pair, Encode(codec, Decode(pair)!))));
    }

    [Fact]
    public void Every_character_has_one_code_in_each_choice_of_rows_and_the_choices_differ_in_vendor_rows_only()
    {
        // 9,604 codes, 398 of them second or third ones of a character.
        string[] characters = [.. Valid().Select(pair => Decode(pair)!).Distinct()];

        Assert.Equal(9604 - 398, characters.Length);
        Assert.Equal(373, characters.Count(c => Encode(Nec, c)[0] is 0xED or 0xEE));
        Assert.Equal(0, characters.Count(c => Encode(TextCodec.Cp932, c)[0] is 0xED or 0xEE));
        Assert.Equal(0, characters.Count(c => Encode(Ibm, c)[0] is 0xED or 0xEE));
        Assert.All(characters, c =>
        {
            byte[] windows = Encode(TextCodec.Cp932, c);
            byte[] other = Encode(Ibm, c);
            Assert.True(windows.SequenceEqual(other) || (windows[0] == 0x87 && other[0] == 0xFA), c);
            Assert.Equal(c, Decode(other));
        });
    }

    [Fact]
    public void All_codes_but_398_come_back_as_the_same_bytes()
    {
        byte[][] changed = [.. Valid().Where(pair => !Encode(TextCodec.Cp932, Decode(pair)!).SequenceEqual(pair))];

        Assert.Equal(398, changed.Length);
        Assert.Equal(374, changed.Count(pair => pair[0] is 0xED or 0xEE));
    }

    [Fact]
    public void With_the_nec_selected_rows_the_codes_of_older_hosts_come_back()
    {
        byte[][] selected = [.. Valid().Where(pair => pair[0] is 0xED or 0xEE)];

        // Two of the 374 are no extension there: ¬ has a JIS code, ∵ is not among them.
        Assert.All(selected, pair =>
        {
            string text = Decode(pair)!;
            byte[] back = Encode(Nec, text);
            Assert.True(back.SequenceEqual(pair) || back[0] < 0x89, Convert.ToHexString(pair));
        });
        Assert.True(selected.Count(pair => Encode(Nec, Decode(pair)!).SequenceEqual(pair)) >= 360);
    }

    [Fact]
    public void Every_code_comes_back_as_the_same_character_whatever_rows_are_written()
    {
        Assert.All(Valid(), pair =>
        {
            string text = Decode(pair)!;
            Assert.Equal(text, Decode(Encode(TextCodec.Cp932, text)));
            Assert.Equal(text, Decode(Encode(Nec, text)));
        });
    }

    [Theory]
    [InlineData("髙", "FBFC", "EEE0")]
    [InlineData("﨑", "FAB1", "ED95")]
    [InlineData("①", "8740", "8740")]
    [InlineData("㈱", "878A", "878A")]
    [InlineData("～", "8160", "8160")]
    [InlineData("－", "817C", "817C")]
    [InlineData("∵", "81E6", "81E6")]
    [InlineData("≒", "81E0", "81E0")]
    [InlineData("￢", "81CA", "81CA")]
    [InlineData("・", "8145", "8145")]
    [InlineData("ⅰ", "FA40", "EEEF")]
    [InlineData("Ⅰ", "8754", "8754")]
    [InlineData("表", "955C", "955C")]
    [InlineData("ｱ", "B1", "B1")]
    [InlineData("\uE000", "F040", "F040")]
    [InlineData("\uE757", "F9FC", "F9FC")]
    public void A_character_has_its_canonical_code(string text, string windows, string nec)
    {
        Assert.Equal(text is "Ⅰ" ? "FA4A" : text is "㈱" ? "FA58" : windows, Convert.ToHexString(Encode(Ibm, text)));
        Assert.Equal(windows, Convert.ToHexString(Encode(TextCodec.Cp932, text)));
        Assert.Equal(nec, Convert.ToHexString(Encode(Nec, text)));
    }

    [Theory]
    [InlineData("EEE0", "髙")]
    [InlineData("FBFC", "髙")]
    [InlineData("ED95", "﨑")]
    [InlineData("FAB1", "﨑")]
    [InlineData("879A", "∵")]
    [InlineData("5C7E", "\\~")]
    public void Both_codes_of_a_character_are_read(string bytes, string text)
    {
        Assert.Equal(text, Decode(Convert.FromHexString(bytes)));
    }

    [Theory]
    [InlineData("41428540", 2)]
    [InlineData("4180", 1)]
    [InlineData("A0", 0)]
    [InlineData("B1FD", 1)]
    [InlineData("82A0FF", 2)]
    [InlineData("82A082", 2)]
    [InlineData("827F", 0)]
    [InlineData("8120", 0)]
    public void An_invalid_byte_is_told_by_its_index(string bytes, int index)
    {
        byte[] input = Convert.FromHexString(bytes);

        Assert.Equal(index, TextCodec.Cp932.Decode(input, new char[input.Length], out _));
    }

    [Theory]
    [InlineData("a〜b", 1)]
    [InlineData("ab𠮷", 2)]
    [InlineData("か\u3099", 1)]
    [InlineData("−", 0)]
    [InlineData("é", 0)]
    [InlineData("¥", 0)]
    [InlineData("\0", 0)]
    public void A_character_without_a_code_is_told_by_its_index(string text, int index)
    {
        Assert.Equal(index, TextCodec.Cp932.Encode(text, new byte[text.Length * 3], out _));
    }

    [Fact]
    public void Where_the_platform_is_strict_it_says_the_same()
    {
        Encoding strict = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        int same = 0;
        foreach (byte[] pair in Valid())
        {
            try
            {
                string platform = strict.GetString(pair);
                Assert.Equal(platform, Decode(pair));
                same++;
            }
            catch (DecoderFallbackException)
            {
                Assert.True(pair[0] is 0xED or 0xEE or 0x87 or 0x81 or 0xFA, Convert.ToHexString(pair));
            }
        }

        Assert.Equal(9206, same);
    }

    private static IEnumerable<(byte Lead, byte Trail)> AllPairs() =>
        from lead in Enumerable.Range(0x80, 0x80)
        from trail in Enumerable.Range(0, 0x100)
        where lead is not (>= 0xA0 and <= 0xDF)
        select ((byte)lead, (byte)trail);

    private static IEnumerable<byte[]> Valid() => AllPairs().Select(p => new[] { p.Lead, p.Trail }).Where(p => Decode(p) is { Length: 1 });

    private static string? Decode(byte[] bytes)
    {
        char[] chars = new char[bytes.Length];
        return TextCodec.Cp932.Decode(bytes, chars, out int written) < 0 ? new string(chars, 0, written) : null;
    }

    private static byte[] Encode(TextCodec codec, string text)
    {
        byte[] bytes = new byte[text.Length * 3];
        Assert.Equal(-1, codec.Encode(text, bytes, out int written));
        return bytes[..written];
    }
}
