using System.Text;

using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Text;

public sealed class JapaneseCodecTests
{
    private static readonly string[] Names = ["utf-8", "cp932", "cp932-nec", "euc-jp", "iso-2022-jp", "utf-16le", "utf-16be", "jis-x-0201", "iso-8859-1", "ibm290", "jef", "keis", "jips-j", "cp932-ibm", "ibm930", "ibm939"];

    public static TheoryData<string> All => [.. Names];

    [Theory]
    [InlineData("euc-jp", "ABC注文", "414243C3EDCAB8")]
    [InlineData("euc-jp", "ｱﾞ", "8EB18EDE")]
    [InlineData("euc-jp", "①㈱髙", "ADA1ADEAFCE2")]
    [InlineData("euc-jp", "丂鷗", "8FB0A18FECBF")]
    [InlineData("euc-jp", "～－", "A1C1A1DD")]
    [InlineData("iso-2022-jp", "A注文B", "411B2442436D4A381B284242")]
    [InlineData("iso-2022-jp", "ｱ", "1B2849311B2842")]
    [InlineData("iso-2022-jp", "丂", "1B24284430211B2842")]
    [InlineData("utf-16le", "A注𠮷", "4100E86C42D8B7DF")]
    [InlineData("utf-16be", "A注𠮷", "00416CE8D842DFB7")]
    [InlineData("jis-x-0201", "A¥‾ｱﾝ", "415C7EB1DD")]
    [InlineData("ibm290", "AZaｱﾝ09¥", "C1E96281BDF0F95B")]
    [InlineData("jef", "A注文1", "C128C3EDCAB829F1")]
    [InlineData("keis", "A注文1", "C10A42C3EDCAB80A41F1")]
    [InlineData("jips-j", "A注文1", "411A70436D4A381A7131")]
    [InlineData("ibm930", "PO1注文ｱa", "D7D6F10E494445CA0F8162")]
    [InlineData("ibm939", "PO1注文ｱa", "D7D6F10E494445CA0F5981")]
    [InlineData("ibm930", "～－―￤", "0E43A14260444A426A0F")]
    [InlineData("ibm939", "髙㈱\uE000\uF111", "0E676B446D69417FFE0F")]
    public void A_text_has_its_bytes_and_they_come_back(string encoding, string text, string hex)
    {
        TextCodec codec = TextCodec.Find(encoding)!;

        Assert.Equal(hex, Convert.ToHexString(Encode(codec, text)));
        Assert.Equal(text, Decode(codec, Convert.FromHexString(hex)));
    }

    [Theory]
    [InlineData("euc-jp", "41C3", 1)]
    [InlineData("euc-jp", "C3ED8EE0", 2)]
    [InlineData("euc-jp", "8FB0", 0)]
    [InlineData("euc-jp", "C341", 0)]
    [InlineData("euc-jp", "FFA1", 0)]
    [InlineData("euc-jp", "A9A1", 0)]
    [InlineData("iso-2022-jp", "411B2443", 1)]
    [InlineData("iso-2022-jp", "1B244243", 3)]
    [InlineData("iso-2022-jp", "4180", 1)]
    [InlineData("utf-16le", "410042D8", 2)]
    [InlineData("utf-16le", "410042", 2)]
    [InlineData("utf-16be", "DFB70041", 0)]
    [InlineData("jis-x-0201", "41E0", 1)]
    [InlineData("ibm290", "C1CA", 1)]
    [InlineData("jef", "C128C3", 2)]
    [InlineData("jef", "28C3EDFFFF29", 3)]
    public void An_invalid_byte_is_told_by_its_index(string encoding, string hex, int index)
    {
        byte[] bytes = Convert.FromHexString(hex);

        Assert.Equal(index, TextCodec.Find(encoding)!.Decode(bytes, new char[bytes.Length], out _));
    }

    [Theory]
    [InlineData("euc-jp", "a𠮷", 1)]
    [InlineData("iso-2022-jp", "注𠮷", 1)]
    [InlineData("jis-x-0201", "a\\", 1)]
    [InlineData("jis-x-0201", "注", 0)]
    [InlineData("ibm290", "a注", 1)]
    [InlineData("jef", "a注𠮷", 2)]
    public void A_character_without_a_code_is_told_by_its_index(string encoding, string text, int index)
    {
        TextCodec codec = TextCodec.Find(encoding)!;

        Assert.Equal(index, codec.Encode(text, new byte[(text.Length * codec.MaxBytesPerChar) + 8], out _));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_character_that_can_be_written_is_read_back(string encoding)
    {
        TextCodec codec = TextCodec.Find(encoding)!;
        Assert.Equal(encoding, codec.Name);
        byte[] bytes = new byte[16];
        int written = 0;
        for (int c = 1; c < 0x10000; c++)
        {
            if (char.IsSurrogate((char)c) || codec.Encode([(char)c], bytes, out int length) >= 0)
                continue;

            written++;
            Assert.Equal(((char)c).ToString(), Decode(codec, bytes[..length]));
        }

        Assert.True(written > 100, $"{written}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Any_bytes_are_decoded_or_told_and_never_throw(string encoding)
    {
        TextCodec codec = TextCodec.Find(encoding)!;
        Random random = new(9);
        byte[] bytes = new byte[40];
        char[] chars = new char[40];
        for (int i = 0; i < 5000; i++)
        {
            random.NextBytes(bytes);
            int length = random.Next(41);
            int invalid = codec.Decode(bytes.AsSpan(0, length), chars, out int written);

            Assert.InRange(invalid, -1, length - 1);
            Assert.InRange(written, 0, length);
        }
    }

    [Fact]
    public void Euc_says_what_the_platform_says_where_both_have_a_character()
    {
        Encoding platform = CodePagesEncodingProvider.Instance.GetEncoding(20932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        int basic = 0, supplement = 0;
        for (int row = 0xA1; row <= 0xFE; row++)
        {
            for (int cell = 0xA1; cell <= 0xFE; cell++)
            {
                string? three = Decode(TextCodec.EucJp, [0x8F, (byte)row, (byte)cell]);
                if (three is not null)
                {
                    supplement++;
                    Assert.Equal(platform.GetString([(byte)row, (byte)(cell & 0x7F)]), three);
                }

                // The NEC rows are not in the platform's page; 〜 and its like have two readings.
                bool isStandard = row is <= 0xA8 or (>= 0xB0 and <= 0xF4);
                if (isStandard && Decode(TextCodec.EucJp, [(byte)row, (byte)cell]) is { } two && row > 0xA2)
                {
                    basic++;
                    Assert.Equal(platform.GetString([(byte)row, (byte)cell]), two);
                }
            }
        }

        Assert.Equal((6732, 6157), (basic, supplement));
    }

    [Fact]
    public void Half_a_pair_cannot_be_written_in_utf16()
    {
        Assert.Equal(1, TextCodec.Utf16Le.Encode(['a', '\uD842', 'b'], new byte[20], out int written));
        Assert.Equal(2, written);
    }

    [Theory]
    [InlineData("ibm930")]
    [InlineData("ibm939")]
    public void Ibm_has_7265_characters_of_two_bytes_and_4370_user_defined_ones_each_with_one_code(string encoding)
    {
        TextCodec wide = TextCodec.Find(encoding)!.WideForm;
        string[] all = [.. from high in Enumerable.Range(0x40, 0xBF) from low in Enumerable.Range(0x40, 0xBF) let text = Decode(wide, [(byte)high, (byte)low]) where text is not null select text];

        Assert.Equal((7265 + 4370, 4370), (all.Length, all.Count(t => t[0] is >= '\uE000' and <= '\uF8FF')));
        Assert.Equal(all.Length, all.Distinct().Count());

        // Whatever a host can say, a PC file can carry: all but user-defined characters behind the 1,880 of CP932.
        Assert.All(all.Where(t => t[0] is < '\uE758' or > '\uF111'), t => Assert.Equal(-1, TextCodec.Cp932.Encode(t, new byte[4], out _)));
    }

    [Theory]
    [InlineData("ibm930", 0x62, 0x8B, 0x9B, 0xAB)]
    [InlineData("ibm939", 0x81, 0x98, 0x99, 0xA2)]
    public void Small_letters_of_ibm_hosts_differ(string encoding, byte a, byte q, byte r, byte s)
    {
        Assert.Equal("aqrs", Decode(TextCodec.Find(encoding)!, [a, q, r, s]));
    }

    [Fact]
    public void Fields_of_double_bytes_need_no_shifts()
    {
        TextCodec wide = TextCodec.Find("jef")!.WideForm;

        Assert.Equal("注文　", Decode(wide, Convert.FromHexString("C3EDCAB84040")));
        Assert.Equal("C3EDCAB8", Convert.ToHexString(Encode(wide, "注文")));
    }

    [Fact]
    public void A_table_describes_a_host_with_rules_runs_and_shifts()
    {
        HostTable table = HostTable.Parse("""
            # the test's own host
            name host
            single ibm290
            wide 0E
            narrow 0F
            double jis
            FC21-FC23 U+E000   # user-defined characters
            4A U+00A6
            4040 U+3000
            """);
        HostCodec codec = new(table);

        Assert.True(codec.IsEbcdic);
        Assert.Equal("C14A0E436DFC2221210FF1", Convert.ToHexString(Encode(codec, "A¦注\uE001　1")));
        Assert.Equal("A¦注\uE001　1", Decode(codec, Convert.FromHexString("C14A0E436DFC2240400FF1")));
    }

    [Theory]
    [InlineData("name x\nsingle ebcdic", "line 2")]
    [InlineData("name x\nA1A1 3000", "line 2")]
    [InlineData("name x\nA1A1-A1 U+3000", "line 2")]
    [InlineData("name x\nA1A5-A1A1 U+3000", "line 2")]
    [InlineData("name x\nwide 0", "line 2")]
    [InlineData("name x\nwide 0E", "shifts in both directions")]
    [InlineData("single ibm290", "has a name")]
    public void A_wrong_table_is_refused_with_its_line(string text, string words)
    {
        Assert.Contains(words, Assert.Throws<FormatException>(() => HostTable.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("iso-2022-jp")]
    public async Task A_stream_is_shown_as_utf8_wherever_its_reads_end(string encoding)
    {
        TextCodec codec = TextCodec.Find(encoding)!;
        StringBuilder text = new();
        for (int i = 0; text.Length < 50_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"PO-{i},六角ボルト{(encoding[0] == 'u' ? "𠮷" : "髙")},ｱ\r\n");
        using TranscodingStream stream = new(new MemoryStream(Encode(codec, text.ToString())), codec);
        using MemoryStream copy = new();

        await stream.CopyToAsync(copy, 777, TestContext.Current.CancellationToken);

        Assert.Equal(text.ToString(), Encoding.UTF8.GetString(copy.ToArray()));
    }

    [Fact]
    public async Task What_is_no_character_stays_none_in_the_shown_stream()
    {
        using TranscodingStream stream = new(new MemoryStream([0x41, 0, 0x42, 0xD8, 0x43, 0, 0x44]), TextCodec.Utf16Le);
        using MemoryStream copy = new();

        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);

        Assert.Equal("41FF43FF", Convert.ToHexString(copy.ToArray()));
    }

    private static byte[] Encode(TextCodec codec, string text)
    {
        byte[] bytes = new byte[(text.Length * codec.MaxBytesPerChar) + 8];
        Assert.Equal(-1, codec.Encode(text, bytes, out int written));
        return bytes[..written];
    }

    private static string? Decode(TextCodec codec, byte[] bytes)
    {
        char[] chars = new char[bytes.Length];
        return codec.Decode(bytes, chars, out int written) < 0 ? new string(chars, 0, written) : null;
    }
}
