using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Tables;
using WebEdi.Engine.Text;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Tables;

public sealed class TableReaderTests
{
    private const string Items = "先方品番,我社品番,品名\r\nA-1,1001,\"六角ボルト, M8\"\r\nA-2,1002,\"二行\n目\"\r\n\r\nA-3,1003,\"\"\"丸\"\"\"";

    [Fact]
    public void Rows_cells_and_lines_are_those_of_the_text()
    {
        LookupTable table = Read(Items);

        Assert.Equal(["先方品番", "我社品番", "品名"], table.Columns);
        Assert.Equal(["六角ボルト, M8", "二行\n目", "\"丸\""], Enumerable.Range(0, table.RowCount).Select(r => table[r, 2].ToString()));
        Assert.Equal([2, 3, 6], Enumerable.Range(0, table.RowCount).Select(table.LineOf));
    }

    [Fact]
    public void Utf_8_with_its_mark_and_cp932_give_the_same_table()
    {
        byte[] utf8 = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Items)];
        byte[] cp932 = new byte[Items.Length * 3];
        TextCodec.Cp932.Encode(Items, cp932, out int written);

        Assert.Equal(Items, TableText.Decode("items", utf8).Value);
        Assert.Equal(Items, TableText.Decode("items", cp932.AsSpan(0, written)).Value);
        Diagnostic fault = Assert.Single(TableText.Decode("items", [(byte)'a', (byte)'\n', 0xFF, 0x20]).Diagnostics);
        Assert.Equal((DiagnosticCodes.TableInvalid, 2, 2L, "FF20"), (fault.Code, fault.Position.Line, fault.Position.Offset, fault.Found));
    }

    [Fact]
    public void Json_and_tabs_are_tables_too()
    {
        LookupTable json = Read("""[ { "a": "x", "b": 1.50, "c": true }, { "b": 2, "a": "y" } ]""");
        LookupTable tabs = Read("a\tb\nx\t1,5\n");

        Assert.Equal(["x", "1.50", "True", "y", "2", ""], Enumerable.Range(0, 6).Select(i => json[i / 3, i % 3].ToString()));
        Assert.Equal("1,5", tabs[0, 1].ToString());
    }

    [Theory]
    [InlineData("", 1, "column 1")]
    [InlineData("a,a\n", 1, "column 2")]
    [InlineData("a,\n", 1, "column 2")]
    [InlineData("a,b\n1,2\n1\n", 3, "a")]
    [InlineData("a,b\n1,\"2\n3,4\n", 2, "b")]
    [InlineData("a,b\n1,\"2\"x\n", 2, "b")]
    [InlineData("[]", 1, "column 1")]
    [InlineData("[{\"a\":{}}]", 1, "a")]
    [InlineData("[{\"a\":1},{\"b\":1}]", 2, "column 1")]
    [InlineData("[{\"a\":1}\n,]", 2, "column 1")]
    [InlineData("[1]", 1, "column 1")]
    public void What_is_wrong_is_told_with_its_line(string text, int line, string path)
    {
        Diagnostic fault = Assert.Single(TableReader.Read("t", text).Diagnostics);

        Assert.Equal((DiagnosticCodes.TableInvalid, line, path), (fault.Code, fault.Position.Line, fault.Path));
    }

    [Fact]
    public void Limits_are_told()
    {
        Assert.Contains("200000", Fault("a\n" + string.Concat(Enumerable.Repeat("1\n", LookupTable.MaxRows + 1))), StringComparison.Ordinal);
        Assert.Equal(LookupTable.MaxRows, Read("a\n" + string.Concat(Enumerable.Repeat("1\n", LookupTable.MaxRows))).RowCount);
        Assert.Contains("60", Fault(string.Join(',', Enumerable.Range(0, 61))), StringComparison.Ordinal);
        Assert.Contains("2000", Fault("a\n" + new string('x', 2001)), StringComparison.Ordinal);
        Assert.Contains("16777216", Fault(new string('x', LookupTable.MaxLength + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_found_by_one_key_and_by_two()
    {
        LookupTable table = Read("supplier,item,ours\n0012,A,1\n0012,B,2\n0034,A,3\nab,c,4\na,bc,5\n");
        TableIndex two = table.Index([0, 1], 2);

        Assert.Equal(["1", "2", "3", "4", "5"], new[] { ("0012", "A"), ("0012", "B"), ("0034", "A"), ("ab", "c"), ("a", "bc") }.Select(k => two.ValueOf(two.Find([k.Item1, k.Item2]))));
        Assert.Equal(-1, two.Find(["0034", "B"]));
        Assert.Null(two.Conflict);
        Assert.Equal((0, 2), table.Index([1], 2).Conflict);
        Assert.Null(table.Index([0], 0).Conflict);
        Assert.Same(two, table.Index([0, 1], 2));
    }

    [Fact]
    public void The_way_back_is_known_where_there_is_one()
    {
        LookupTable table = Read("word,code\n個,C62\nコ,C62\n本,H87\n");
        TableIndex index = table.Index([0], 1);

        Assert.Equal((2, -2, -1), (index.FindKeyOf("H87"), index.FindKeyOf("C62"), index.FindKeyOf("KGM")));
    }

    [Fact]
    public void Two_hundred_thousand_keys_are_all_found()
    {
        StringBuilder text = new("k,v\n");
        for (int i = 0; i < LookupTable.MaxRows; i++)
            text.Append('K').Append(i).Append(",V").Append(i).Append('\n');
        TableIndex index = Read(text.ToString()).Index([0], 1);

        for (int i = 0; i < LookupTable.MaxRows; i++)
            Assert.Equal(i, index.Find([$"K{i}"]));
    }

    private static LookupTable Read(string text) => TableReader.Read("t", text).GetValueOrThrow();

    private static string Fault(string text) => Assert.Single(TableReader.Read("t", text).Diagnostics).ToString();
}
