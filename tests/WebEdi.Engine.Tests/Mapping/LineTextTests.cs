using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>Texts of lines are made of the bytes of the file when somebody asks for them; nobody sees a difference.</summary>
public sealed class LineTextTests
{
    [Fact]
    public async Task Lines_that_were_read_twice_are_equal()
    {
        Order one = await ReadAsync(Line("1", "bolt"), Line("2", "nut"));
        Order other = await ReadAsync(Line("1", "bolt"), Line("2", "nut"));

        // One of them has been asked for all of its texts, the other for none.
        Assert.Equal("1 bolt 4012345678901 A1 PCE", Tell(one.Lines[0]));
        Assert.Equal(one.Lines[0], other.Lines[0]);
        Assert.Equal(one.Lines[1].GetHashCode(), other.Lines[1].GetHashCode());
        Assert.NotEqual(one.Lines[0], other.Lines[1]);
    }

    [Fact]
    public async Task A_copy_with_another_text_leaves_the_line_as_it_was()
    {
        OrderLine line = (await ReadAsync(Line("1", "bolt"))).Lines[0];
        OrderLine changed = line with { ItemName = "nut", Gtin = null, Number = "7" };

        Assert.Equal("7 nut  A1 PCE", Tell(changed));
        Assert.Equal("1 bolt 4012345678901 A1 PCE", Tell(line));
        Assert.Equal(line, changed with { ItemName = "bolt", Gtin = "4012345678901", Number = "1" });
    }

    [Fact]
    public async Task Many_lines_with_long_texts_keep_theirs()
    {
        string[] names = [.. Enumerable.Range(0, 400).Select(i => new string((char)('a' + (i % 26)), 1 + (i * 37 % 250)))];
        Order order = await ReadAsync([.. names.Select((n, i) => Line($"{i + 1}", n))]);

        Assert.Equal(names, order.Lines.Select(l => l.ItemName));
        Assert.Equal(Enumerable.Range(1, 400).Select(i => $"{i}"), order.Lines.Select(l => l.Number));
    }

    [Fact]
    public async Task Texts_that_do_not_stand_in_the_file_as_they_are_are_read_too()
    {
        OrderLine line = (await ReadAsync(Line("1", "a?+b?'c"))).Lines[0];

        Assert.Equal("1 a+b'c 4012345678901 A1 PCE", Tell(line));
    }

    [Fact]
    public async Task A_value_of_nothing_but_a_line_break_is_none()
    {
        OrderLine line = (await ReadAsync(Line("1", "\n").Replace("A1", "\r\n", StringComparison.Ordinal))).Lines[0];

        Assert.Equal("1  4012345678901  PCE", Tell(line));
    }

    [Fact]
    public async Task Several_may_ask_at_once()
    {
        Order order = await ReadAsync([.. Enumerable.Range(1, 300).Select(i => Line($"{i}", $"item {i}"))]);

        string[][] told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => order.Lines.Select(Tell).ToArray(), TestContext.Current.CancellationToken)));

        Assert.All(told, t => Assert.Equal(Enumerable.Range(1, 300).Select(i => $"{i} item {i} 4012345678901 A1 PCE"), t));
    }

    [Theory]
    [InlineData("10", "0010", false)]
    [InlineData("10", "10", true)]
    [InlineData("0010", "0010", true)]
    [InlineData("2", "1", false)]
    [InlineData("A1", "A1", true)]
    [InlineData("123456789", "123456789", true)]
    public async Task A_number_that_comes_again_is_told(string first, string second, bool isTold)
    {
        List<EdiMessage> messages = await MessagesAsync(new EdiReadOptions { MapJson = new ReadyMadeMaps().Find("edifact-orders") }, Line(first, "a"), Line("5", "b"), Line(second, "c"));

        Assert.Equal(isTold, messages[0].Diagnostics.Any(d => d.Code == DiagnosticCodes.LineDuplicate));
    }

    [Fact]
    public async Task Lines_of_the_same_form_say_what_their_qualifiers_say()
    {
        string line = Line("1", "bolt");

        Order order = await ReadAsync(
            line,
            line.Replace("+1++", "+2++", StringComparison.Ordinal).Replace("A1:SA", "A1:IN", StringComparison.Ordinal),
            line.Replace("+1++", "+3++", StringComparison.Ordinal).Replace("QTY+21:5:PCE", "QTY+59:5:PCE", StringComparison.Ordinal) + "QTY+21:7:MTR'",
            line.Replace("+1++", "+4++", StringComparison.Ordinal).Replace("QTY+21:5:PCE", "QTY+59:6:PCE", StringComparison.Ordinal) + "QTY+21:8:PCE'");

        Assert.Equal(["A1", null, "A1", "A1"], order.Lines.Select(l => l.SupplierItemCode));
        Assert.Equal([null, "A1", null, null], order.Lines.Select(l => l.ItemCode));
        Assert.Equal([5, 5, 7, 8], order.Lines.Select(l => l.Quantity));
        Assert.Equal([null, null, 5, 6], order.Lines.Select(l => l.QuantityPerPackage));
    }

    [Fact]
    public async Task Names_in_several_segments_are_joined_in_every_line()
    {
        Order order = await ReadAsync([.. Enumerable.Range(1, 3).Select(i => Line($"{i}", $"bolt {i}") + "IMD+F++:::long'")]);

        Assert.Equal(["bolt 1 long", "bolt 2 long", "bolt 3 long"], order.Lines.Select(l => l.ItemName));
    }

    [Fact]
    public async Task A_line_keeps_its_texts_when_it_is_given_fields_of_the_tenant()
    {
        OrderLine line = (await ReadAsync(Line("1", "bolt"))).Lines[0];
        OrderLine changed = line with { Extensions = new Dictionary<string, string> { ["colour"] = "red" }, DueDateUndecided = true, TaxCategory = TaxCategory.OutOfScope, PriceType = PriceType.FreeOfCharge, Change = LineChange.Unchanged };

        Assert.Equal("1 bolt 4012345678901 A1 PCE", Tell(changed));
        Assert.Equal("red", changed.Extensions["colour"]);
        Assert.Equal((true, TaxCategory.OutOfScope, PriceType.FreeOfCharge, LineChange.Unchanged), (changed.DueDateUndecided, changed.TaxCategory, changed.PriceType, changed.Change));
        Assert.Empty((changed with { Extensions = new Dictionary<string, string>() }).Extensions);
        Assert.Empty(line.Extensions);
        Assert.Equal((false, null), (line.DueDateUndecided, line.Change));
    }

    private static string Tell(OrderLine line) => $"{line.Number} {line.ItemName} {line.Gtin} {line.SupplierItemCode} {line.Unit}";

    private static string Line(string number, string name) => $"LIN+{number}++4012345678901:EN'PIA+1+A1:SA'IMD+F++:::{name}'QTY+21:5:PCE'";

    private static async Task<Order> ReadAsync(params string[] lines) => Assert.IsType<Order>((await MessagesAsync(new EdiReadOptions(), lines))[0].Document);

    private static async Task<List<EdiMessage>> MessagesAsync(EdiReadOptions options, params string[] lines)
    {
        string body = string.Concat(lines);
        int segments = body.Replace("?'", "", StringComparison.Ordinal).Count(c => c == '\'') + 5;
        string file = $"UNB+UNOC:3+A:14+B:14+260101:1200+1'UNH+1+ORDERS:D:96A:UN'BGM+220+P1+9'NAD+SU+S1'{body}UNS+S'UNT+{segments}+1'UNZ+1+1'";
        return await new EdiFileReader(options).ReadAsync(new MemoryStream(Encoding.ASCII.GetBytes(file)), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }
}
