using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.FixedLength;
using WebEdi.Formats;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.FixedLength;

public sealed class FixedLengthReaderTests
{
    private static readonly RecordLayout Layout = new([new LayoutField("A", 0, 2), new LayoutField("B", 2, 3)], 5);

    private static readonly RecordLayout Packed = new([new LayoutField("A", 0, 2), new LayoutField("B", 2, 3) { Usage = FieldUsage.Packed }], 5);

    public static TheoryData<string, int, string> Files => new()
    {
        { "aabbbccddd", 5, "aa|bbb cc|ddd" },
        { "aabbb\r\nccddd\r\n", 5, "aa|bbb cc|ddd" },
        { "aabbb\nccddd", 5, "aa|bbb cc|ddd" },
        { "aabbb\rccddd\r", 5, "aa|bbb cc|ddd" },
        { "aabbb\r\n\r\nccddd\r\n\u001A", 5, "aa|bbb cc|ddd" },
        { "aabbbccddd\u001A", 5, "aa|bbb cc|ddd" },
        { "aabbbccddd\r\n", 5, "aa|bbb cc|ddd" },
        { "aabbbccddd\0\0", 5, "aa|bbb cc|ddd" },
        { "aabbbccd", 5, "aa|bbb !WE2402(3,5)" },
        { "aabbb\nccd\nccddd\n", 5, "aa|bbb !WE2401(3,5) cc|ddd" },
        { "aabb\nccddd\neefff\n", 5, "!WE2401(4,5) cc|ddd ee|fff" },
        { "aabbbx\nccddd\n", 5, "!WE2401(6,5) cc|ddd" },
        { "a\nb\nc\nd\nccddd\n", 5, "!WE2401(1,5) !WE2401(1,5) !WE2401(1,5) !WE2401(1,5) cc|ddd" },
        { "aabbb\ncc\n\naabbb", 5, "aa|bbb !WE2401(2,5) aa|bbb" },
        { "aabbbzzz\ncc\na\n", 0, "aa|bbb cc| a|" },
        { "aa", 5, "!WE2402(2,5)" },
        { "aa\n", 5, "!WE2401(2,5)" },
        { "\u001A", 5, "" },
        { "\r\n\r\n", 5, "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Records_are_cut_however_the_bytes_arrive(string text, int recordLength, string expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        foreach (int block in (int[])[1, 2, 3, 5, 6, 7, 64])
            Assert.Equal(expected, await ReadAsync(bytes, new FixedLengthOptions { Layout = Layout, RecordLength = recordLength, BlockBytes = block }));
    }

    [Fact]
    public async Task Packed_numbers_may_hold_bytes_that_look_like_line_ends()
    {
        byte[] bytes = [.. "aa"u8, 0x12, 0x34, 0x0D, 0x0D, 0x0A, .. "bb"u8, 0x12, 0x34, 0x0A, 0x0D, 0x0A];
        foreach (int block in (int[])[1, 3, 7, 8, 64])
            Assert.Equal("aa|-12340 bb|12340", await ReadAsync(bytes, new FixedLengthOptions { Layout = Packed, RecordLength = 5, BlockBytes = block }));
    }

    [Fact]
    public async Task Records_without_line_ends_hold_any_bytes()
    {
        byte[] bytes = [.. "aa"u8, 0x12, 0x34, 0x0D, .. "\n\n"u8, 0x00, 0x0A, 0x0C];

        Assert.Equal("aa|-12340 \n\n|!", await ReadAsync(bytes, new FixedLengthOptions { Layout = Packed, RecordLength = 5, LineEnds = LineEnds.None }));
    }

    [Fact]
    public async Task Ebcdic_lines_end_with_nel()
    {
        byte[] bytes = [0xC1, 0xC1, 0xC2, 0xC2, 0xC2, 0x15, 0xC3, 0xC3, 0xC4, 0xC4, 0xC4, 0x0D, 0x25];

        string read = await ReadAsync(bytes, new FixedLengthOptions { Layout = Layout, RecordLength = 5, IsEbcdic = true });

        Assert.Equal("ÁÁ|ÂÂÂ ÃÃ|ÄÄÄ", read);
    }

    [Fact]
    public async Task Records_at_the_start_are_passed_over_and_numbers_count_them()
    {
        FixedLengthReader reader = Open("head!aabbbccddd"u8.ToArray(), new FixedLengthOptions { Layout = Layout, RecordLength = 5, SkipRecords = 1 });

        SegmentBlock block = (await reader.ReadAsync(int.MaxValue, CancellationToken.None))!;

        Assert.Equal((2, 2, 5L), (block.Count, block.NumberOf(0), block.OffsetOf(0)));
        SourcePosition position = block.PositionOf(1, 1);
        Assert.Equal((3, 3, 3, 2, 12L), (position.Line, position.Column, position.Segment, position.Element, position.Offset));
    }

    [Fact]
    public async Task A_line_without_end_is_one_fault()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)'x', 5000), .. "\naabbb\n"u8];

        string read = await ReadAsync(bytes, new FixedLengthOptions { Layout = Layout, MaxRecordBytes = 1000, BlockBytes = 100 });

        Assert.Equal("!WE2008(0,1000) aa|bbb", read);
    }

    [Theory]
    [InlineData("0123456789\n0123456789\n", 40)]
    [InlineData("0123456789\r\n0123456789\r\n0123", 40)]
    [InlineData("0123456789\n012345678\n", 0)]
    [InlineData("012345678901234567890123456789", 0)]
    [InlineData("a\nb\n", 0)]
    public void Lines_of_equal_length_are_recognised(string text, int confidence)
    {
        FormatMatch match = new FixedLengthDetector().Match(Encoding.ASCII.GetBytes(text));

        Assert.Equal(confidence, match.Confidence);
    }

    [Fact]
    public async Task Any_bytes_are_read_to_the_end_without_an_exception_and_the_same_in_every_block_size()
    {
        Random random = new(11);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(3) == 0 ? (byte)"\r\n\0\u001Aab"[random.Next(6)] : bytes[i];
            FixedLengthOptions options = new() { Layout = random.Next(2) == 0 ? Layout : Packed, RecordLength = random.Next(2) * 5, LineEnds = (LineEnds)random.Next(3), MaxRecordBytes = 300 };

            string whole = await ReadAsync(bytes, options with { BlockBytes = 4096 });

            Assert.Equal(whole, await ReadAsync(bytes, options with { BlockBytes = 1 }));
            Assert.Equal(whole, await ReadAsync(bytes, options with { BlockBytes = 13 }));
        }
    }

    private static FixedLengthReader Open(byte[] bytes, FixedLengthOptions options) => new(new MemoryStream(bytes), "f", options) { Codec = WebEdi.Engine.Text.TextCodec.Cp932 };

    private static async Task<string> ReadAsync(byte[] bytes, FixedLengthOptions options)
    {
        FixedLengthReader reader = Open(bytes, options);
        List<string> records = [];
        while (await reader.ReadAsync(int.MaxValue, CancellationToken.None) is { } block)
        {
            for (int i = 0; i < block.Count; i++)
                records.Add(block.FaultOf(i) is { } fault ? $"!{fault.Code}({fault.Found ?? "0"},{fault.Expected})" : string.Join('|', Enumerable.Range(0, 2).Select(e => Show(block, i, e))));
        }

        return string.Join(' ', records);
    }

    private static string Show(SegmentBlock block, int segment, int element) =>
        block.TryElement(segment, element, out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : "!";
}
