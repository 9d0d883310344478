using System.Globalization;
using System.Text;

using WebEdi.Documents;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

public sealed class SharedExtensionsTests
{
    private const string Map = """
        { "read": "csv",
          "order": { "number": "n", "supplier": "s" },
          "line": { "number": "l", "quantity": "q", "extensions": { "a": "a", "b": "b", "ratio": "r" } },
          "extensionSchema": { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string", "maxLength": 40 }, "ratio": { "type": "number" } } } }
        """;

    [Fact]
    public void Rows_that_say_the_same_have_the_same_fields_and_others_have_their_own()
    {
        Mapped mapped = Read("x,y,1.50", "x,y,1.5", "x,y,1.50", "xy,,1.50", ",xy,1.50", "x, y ,1.50", ",,", "x,y,1.50", ",,", "東京,大阪,2", "東京,大阪,2");

        Assert.Empty(mapped.Issues);
        Assert.Equal(
            ["a=x b=y ratio=1.5", "a=x b=y ratio=1.5", "a=x b=y ratio=1.5", "a=xy ratio=1.5", "b=xy ratio=1.5", "a=x b=y ratio=1.5", "", "a=x b=y ratio=1.5", "", "a=東京 b=大阪 ratio=2", "a=東京 b=大阪 ratio=2"],
            mapped.Orders[0].Lines.Select(Show));
        Assert.Same(mapped.Orders[0].Lines[0].Extensions, mapped.Orders[0].Lines[2].Extensions);
        Assert.NotSame(mapped.Orders[0].Lines[0].Extensions, mapped.Orders[0].Lines[1].Extensions);
    }

    [Fact]
    public void What_is_wrong_is_told_in_every_row_that_says_it()
    {
        Mapped mapped = Read("x,y,1o", "x,y,1", "x,y,1o");

        Assert.Equal([("WE2041", 2), ("WE2041", 4)], mapped.Issues.Select(i => (i.Code, i.Position.Line)));
    }

    [Fact]
    public void Long_values_and_values_that_never_come_again_are_all_there()
    {
        string[] rows = [.. Enumerable.Range(0, 5000).Select(i => i % 7 == 0 ? $"{new string('x', 70)}{i},y,1" : string.Create(CultureInfo.InvariantCulture, $"x{i},y{i % 3},{i}"))];

        Mapped mapped = Read(rows);

        Assert.Empty(mapped.Issues);
        Assert.Equal(rows, mapped.Orders[0].Lines.Select(l => string.Join(',', l.Extensions.Values)));
    }

    private static Mapped Read(params string[] rows)
    {
        StringBuilder text = new("n,s,l,q,a,b,r\r\n");
        for (int i = 0; i < rows.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"PO-1,S1,{i + 1},1,{rows[i]}\r\n");
        return OrderFile.Read(Map, text.ToString());
    }

    private static string Show(OrderLine line) => string.Join(' ', line.Extensions.Select(e => $"{e.Key}={e.Value}"));
}
