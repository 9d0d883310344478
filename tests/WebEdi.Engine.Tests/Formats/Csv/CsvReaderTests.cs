using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Csv;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Csv;

public sealed class CsvReaderTests
{
    private const string Tricky =
        "a,b,c\r\n" +
        "1,\"x,y\",3\r\n" +
        "\"he said \"\"no\"\"\",,\"\"\r\n" +
        "\"two\r\nlines\",\"and\nthree\n\",z\n" +
        "\r\n" +
        "髙,①,～\r" +
        "last,one,\"no newline\"";

    [Fact]
    public void Every_block_size_gives_the_same_records()
    {
        string expected = Show(Read(Tricky, 64 * 1024));

        for (int size = 1; size <= 120; size++)
            Assert.Equal(expected, Show(Read(Tricky, size)));
    }

    [Fact]
    public void Elements_are_what_csvhelper_reads()
    {
        string[][] expected = Oracle(Tricky);

        Assert.Equal(expected, Read(Tricky, 32).Select(r => r.Elements));
    }

    [Fact]
    public void Random_well_formed_files_are_what_csvhelper_reads()
    {
        Random random = new(42);
        for (int round = 0; round < 200; round++)
        {
            StringBuilder text = new();
            int columns = random.Next(1, 6);
            for (int row = random.Next(1, 12); row > 0; row--)
            {
                text.Append("r,");
                for (int i = 0; i < columns; i++)
                    text.Append(i == 0 ? "" : ",").Append(RandomElement(random));
                text.Append(random.Next(3) switch { 0 => "\r\n", 1 => "\n", _ => "\r\n" });
            }

            string csv = text.ToString();
            Assert.Equal(Oracle(csv), Read(csv, random.Next(1, 50)).Select(r => r.Elements));
        }
    }

    [Fact]
    public void Random_bytes_never_throw_and_do_not_depend_on_the_block_size()
    {
        Random random = new(4711);
        byte[] alphabet = "a,\"\r\n;\t0\u3042"u8.ToArray();
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = new byte[random.Next(0, 400)];
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(10) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];

            string whole = Show(Read(bytes, 4096));
            Assert.Equal(whole, Show(Read(bytes, random.Next(1, 64))));
        }
    }

    [Fact]
    public void Positions_name_line_character_element_and_byte()
    {
        SegmentBlock block = Blocks("品番,数量\r\n\"改\r\n行\",\"x\"\r\n"u8.ToArray(), new CsvOptions(), 0)[0];

        Assert.Equal(new SourcePosition("f.csv", 1, 4, 1, 2, 0, 7), block.PositionOf(0, 1));
        Assert.Equal(new SourcePosition("f.csv", 2, 1, 2, 1, 0, 15), block.PositionOf(1, 0));
        Assert.Equal(new SourcePosition("f.csv", 3, 4, 2, 2, 0, 26), block.PositionOf(1, 1));
        Assert.Equal(3, block.LastLineOf(1));
    }

    [Theory]
    [InlineData("a,b\n1,x\"y\n2,z\n", "WE2006", 2, 4, 2)]
    [InlineData("a,b\n1,\"x\"y\n2,z\n", "WE2006", 2, 6, 2)]
    [InlineData("a,b\n1,\"xy\n2,z\n", "WE2007", 2, 3, 2)]
    [InlineData("a,b\n1,\"xy\n2,\"z\"\n", "WE2006", 3, 4, 2)]
    [InlineData("a,b\n1\n2,z\n", "WE2005", 2, 1, 0)]
    [InlineData("a,b\n1,2,3\n2,z\n", "WE2005", 2, 1, 0)]
    public void A_broken_record_is_told_with_its_place_and_only_it_is_lost(string csv, string code, int line, int column, int element)
    {
        List<Record> records = Read(csv, 4096, expected: 2);

        Diagnostic fault = records[1].Fault!;
        Assert.Equal((code, line, column, element), (fault.Code, fault.Position.Line, fault.Position.Column, fault.Position.Element));
        Assert.Null(records[^1].Fault);
        Assert.Equal("2", records[^1].Elements[0]);
        Assert.Equal(3, records.Count);
        Assert.Equal(3, records[^1].Line);
    }

    [Fact]
    public void Separators_too_many_at_the_end_of_a_row_are_no_fault()
    {
        List<Record> records = Read("a,b\n1,2,,,\n,,\n3,4\n", 4096, expected: 2);

        Assert.All(records, r => Assert.Null(r.Fault));
        Assert.Equal(["a", "1", "3"], records.Select(r => r.Elements[0]));
        Assert.Equal(4, records[^1].Line);
    }

    [Fact]
    public void The_end_mark_of_dos_is_no_record()
    {
        Assert.Single(Read("a,b\r\n\u001A", 4096, expected: 2));
    }

    [Fact]
    public void Without_quotes_a_quote_is_an_ordinary_character()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("3/8\" BOLT;\"x\n");

        Record record = Assert.Single(Read(Blocks(bytes, new CsvOptions { Quote = 0, Separator = (byte)';' }, 0)));

        Assert.Equal(["3/8\" BOLT", "\"x"], record.Elements);
    }

    [Fact]
    public void A_line_longer_than_the_limit_is_one_fault_and_reading_goes_on()
    {
        string csv = "k1,b\nk2," + new string('x', 5000) + "\r\nk3,d\n";
        CsvOptions options = new() { MaxSegmentBytes = 1000, BlockBytes = 64 };

        List<Record> records = Read(Blocks(Encoding.UTF8.GetBytes(csv), options, 2));

        Assert.Equal(["k1", "k2", "k3"], records.Select(r => r.Elements[0]));
        Assert.Equal("WE2008", records[1].Fault!.Code);
        Assert.Equal((2, 3), (records[1].Line, records[2].Line));
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_one_record()
    {
        StringBuilder csv = new("a,b\n1,\"open\n");
        for (int i = 0; i < 2000; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{i},value\n");

        List<Record> records = Read(Blocks(Encoding.UTF8.GetBytes(csv.ToString()), new CsvOptions { MaxSegmentBytes = 2048, BlockBytes = 256 }, 2));

        Assert.Equal(2002, records.Count);
        Assert.Equal("WE2007", Assert.Single(records, r => r.Fault is not null).Fault!.Code);
        Assert.Equal(2002, records[^1].Line);
    }

    [Fact]
    public void More_columns_than_the_limit_are_one_fault()
    {
        string csv = string.Join(',', Enumerable.Repeat("x", 2000)) + "\n1,2\n";

        List<Record> records = Read(csv, 128);

        Assert.Equal(["WE2009", null], records.Select(r => r.Fault?.Code));
    }

    private static string RandomElement(Random random) => random.Next(6) switch
    {
        0 => "",
        1 => "\"\"",
        2 => "\"a\"\"b\"",
        3 => "\"x,\r\ny\"",
        4 => "髙①",
        _ => random.Next(100000).ToString(CultureInfo.InvariantCulture),
    };

    private static string[][] Oracle(string csv) => [.. CsvOracle.Read(Encoding.UTF8.GetBytes(csv)).Where(r => r.Any(v => v.Length > 0))];

    private static List<Record> Read(string csv, int blockBytes, int expected = 0) => Read(Encoding.UTF8.GetBytes(csv), blockBytes, expected);

    private static List<Record> Read(byte[] csv, int blockBytes, int expected = 0) => Read(Blocks(csv, new CsvOptions { BlockBytes = blockBytes }, expected));

    private static List<Record> Read(IEnumerable<SegmentBlock> blocks) =>
        [.. blocks.SelectMany(b => Enumerable.Range(0, b.Count).Select(i => new Record(
            b.LineOf(i), [.. Enumerable.Range(0, b.ElementCount(i)).Select(e => Encoding.UTF8.GetString(b.Element(i, e)))], b.FaultOf(i))))];

    private static List<SegmentBlock> Blocks(byte[] csv, CsvOptions options, int expected)
    {
        CsvReader reader = new(new MemoryStream(csv), "f.csv", options) { ExpectedElements = expected };
        List<SegmentBlock> blocks = [];
        while (reader.ReadAsync(int.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } block)
            blocks.Add(block);
        return blocks;
    }

    private static string Show(IEnumerable<Record> records) =>
        string.Join('\n', records.Select(r => $"{r.Line}|{string.Join('|', r.Elements)}|{r.Fault}"));

    private sealed record Record(int Line, string[] Elements, Diagnostic? Fault);
}
