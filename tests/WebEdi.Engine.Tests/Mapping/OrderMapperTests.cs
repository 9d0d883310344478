using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

public sealed class OrderMapperTests
{
    private const string Header = "注文番号,取引先,行,品番,数量,納期\r\n";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("cp932")]
    public void Rows_become_orders_in_both_encodings(string encoding)
    {
        string text = Header + "PO-1,S001,1,0012,10,20261201\r\nPO-1,S001,2,髙①～㈱,\"1,234.5\",2026/12/5\r\nPO-2,S002,1,ｱｲｳ,1,令和8年12月1日\r\n";

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, text, TextCodec.Find(encoding));

        Assert.Empty(mapped.Issues);
        Assert.Equal(encoding, mapped.Survey!.Codec.Name);
        Assert.Equal(["PO-1", "PO-2"], mapped.Orders.Select(o => o.Number));
        OrderLine second = mapped.Orders[0].Lines[1];
        Assert.Equal("髙①～㈱", second.ItemCode);
        Assert.Equal(1234.5m, second.Quantity);
        Assert.Equal(new DateOnly(2026, 12, 5), second.DueDate);
        Assert.Equal(new DateOnly(2026, 12, 1), mapped.Orders[1].Lines[0].DueDate);
        Assert.Equal("2-3", mapped.Results[0].SourceLines);
        Assert.Equal(new SourcePosition("orders.csv", 3, 0, 3, Offset: mapped.Results[0].PositionOf(1).Offset), mapped.Results[0].PositionOf(1));
    }

    [Fact]
    public void A_faulty_row_refuses_its_order_and_no_other()
    {
        string text = Header + "PO-1,S001,1,A,10,20261201\r\nPO-2,S001,1,B,１０個,20261301\r\nPO-2,S001,2,B,5,20261201\r\nPO-3,S001,1,C,1,20261201\r\n";

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, text);

        Assert.Equal(["PO-1", "PO-3"], mapped.Orders.Select(o => o.Number));
        Assert.Equal("PO-2", mapped.Results[1].Number);
        Assert.Equal(2, mapped.Issues.Count);
        Assert.StartsWith("orders.csv(3,15): WE2041 数量 '１０個' is not a number", mapped.Issues[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(("WE2042", 6), (mapped.Issues[1].Code, mapped.Issues[1].Position.Element));
    }

    [Theory]
    [InlineData("PO-2,S1,1,B,5\r\n", "WE2005", "PO-2")]
    [InlineData("PO-2,S1,1,B,5,20261201,x\r\n", "WE2005", "PO-2")]
    [InlineData("PO-2,S1,1,\"B,5,20261201\r\n", "WE2007", "PO-2")]
    [InlineData("PO-2,S1,1,B\"C,5,20261201\r\n", "WE2006", "PO-2")]
    [InlineData("\"PO-2,S1,1,B,5,20261201\r\n", "WE2007", null)]
    [InlineData(",S1,1,B,5,20261201\r\n", "WE2040", null)]
    [InlineData("PO-2,,1,B,5,20261201\r\n", "WE2040", "PO-2")]
    [InlineData("PO-2,S1,,B,5,20261201\r\n", "WE2040", "PO-2")]
    [InlineData("PO-2,S1,1,B,,20261201\r\n", "WE2040", "PO-2")]
    [InlineData("PO-2,S1,1,B\u0007,5,20261201\r\n", "WE2053", "PO-2")]
    [InlineData("PO-2-0123456789012345678901234567890123456789,S1,1,B,5,20261201\r\n", "WE2045", null)]
    public void A_broken_row_in_the_middle_loses_nothing_else(string row, string code, string? number)
    {
        string text = Header + "PO-1,S1,1,A,10,20261201\r\n" + row + "PO-3,S1,1,C,1,20261201\r\n";

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, text);

        Assert.Equal(["PO-1", "PO-3"], mapped.Orders.Select(o => o.Number));
        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((code, 3), (fault.Code, fault.Position.Line));
        Assert.Equal((number, "3"), (mapped.Results[1].Number, mapped.Results[1].SourceLines));
    }

    [Fact]
    public void A_row_without_a_number_between_rows_of_one_order_refuses_that_order()
    {
        string text = Header + "PO-1,S1,1,A,10,20261201\r\n,S1,2,B,5,20261201\r\nPO-1,S1,3,C,1,20261201\r\nPO-2,S1,1,D,1,20261201\r\n";

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, text);

        Assert.Equal(["PO-2"], mapped.Orders.Select(o => o.Number));
        Assert.Equal(("2-4", 3), (mapped.Results[0].SourceLines, mapped.Results[0].Rows));
    }

    [Fact]
    public void Scattered_rows_are_gathered_and_the_sequence_is_the_same_for_every_block_size()
    {
        StringBuilder text = new(Header);
        for (int line = 1; line <= 9; line++)
        {
            for (int order = 1; order <= 7; order++)
                text.Append(CultureInfo.InvariantCulture, $"PO-{order},S1,{line},A{line},{line},20261201\r\n");
        }

        text.Append("PO-9,S1,1,A,1,20261201\r\n");
        byte[] file = OrderFile.Bytes(text.ToString());

        Mapped whole = OrderFile.Read(OrderFile.SimpleMap, file);

        Assert.Equal(8, whole.Orders.Count);
        Assert.All(whole.Orders.Take(7), o => Assert.Equal(Enumerable.Range(1, 9).Select(i => i.ToString(CultureInfo.InvariantCulture)), o.Lines.Select(l => l.Number)));
        Assert.StartsWith("2,9,16,", whole.Results[0].SourceLines, StringComparison.Ordinal);
        for (int size = 1; size < 80; size += 3)
            Assert.Equal(whole.Orders.Select(o => o.Number), OrderFile.Read(OrderFile.SimpleMap, file, size).Orders.Select(o => o.Number));
    }

    [Fact]
    public void The_same_line_number_twice_in_an_order_is_a_fault_that_names_the_first()
    {
        StringBuilder text = new(Header);
        for (int line = 1; line <= 40; line++)
            text.Append(CultureInfo.InvariantCulture, $"PO-1,S1,{line},A,1,20261201\r\n");
        text.Append("PO-1,S1,3,A,1,20261201\r\nPO-1,S1,003,A,1,20261201\r\n");

        Diagnostic fault = Assert.Single(OrderFile.Read(OrderFile.SimpleMap, text.ToString()).Issues);

        Assert.Equal((DiagnosticCodes.LineDuplicate, "行", "3", "4", 42), (fault.Code, fault.Path, fault.Found, fault.Expected?.English, fault.Position.Line));
    }

    [Fact]
    public void Rows_of_one_order_that_contradict_one_another_are_told_with_both_values()
    {
        string text = Header + "PO-1,S001,1,A,10,20261201\r\nPO-1,S002,2,B,5,20261201\r\nPO-1,S001,3,B,5,20261201\r\n";

        Diagnostic fault = Assert.Single(OrderFile.Read(OrderFile.SimpleMap, text).Issues);

        Assert.StartsWith("orders.csv(3,6): WE2051 取引先 'S002' differs from 'S001'", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_stated_in_one_row_only_counts_for_the_order()
    {
        string json = """{"read":"csv","order":{"number":"n","supplier":"s","note":"memo","issueDate":"d"},"line":{"number":"l","quantity":"q"}}""";

        Mapped mapped = OrderFile.Read(json, "n,s,l,q,memo,d\nP,S,1,1,,\nP,S,2,1,急ぎ,2026/11/1\nP,S,3,1,,20261101\n");

        Assert.Empty(mapped.Issues);
        Assert.Equal(("急ぎ", new DateOnly(2026, 11, 1)), (mapped.Orders[0].Note, mapped.Orders[0].IssueDate));
    }

    [Fact]
    public void Two_revisions_of_one_order_are_two_orders()
    {
        string json = """{"read":"csv","order":{"number":"n","revision":"r","supplier":"s"},"line":{"number":"l","quantity":"q"}}""";

        Mapped mapped = OrderFile.Read(json, "n,r,s,l,q\nP,0,S,1,1\nP,1,S,1,2\nP,0,S,2,3\n");

        Assert.Equal([1, 0], mapped.Orders.Select(o => o.Revision));
        Assert.Equal([1, 2], mapped.Orders.Select(o => o.Lines.Count));
    }

    [Fact]
    public void An_order_with_more_lines_than_the_limit_is_refused()
    {
        StringBuilder text = new(Header);
        for (int line = 1; line <= 30; line++)
            text.Append(CultureInfo.InvariantCulture, $"PO-1,S1,{line},A,1,20261201\r\n");
        text.Append("PO-2,S1,1,A,1,20261201\r\n");

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, OrderFile.Bytes(text.ToString()), maxLines: 20);

        Assert.Equal("PO-2", Assert.Single(mapped.Orders).Number);
        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.OrderTooLong, "30", "20"), (fault.Code, fault.Found, fault.Expected?.English));
    }

    [Theory]
    [InlineData("99999999", true)]
    [InlineData("00000000", true)]
    [InlineData("未定", true)]
    [InlineData("", false)]
    public void An_undecided_date_is_a_statement_and_an_empty_one_is_not(string due, bool undecided)
    {
        string json = OrderFile.SimpleMap.Replace("\"due\": \"納期\"", "\"due\": {\"column\":\"納期\",\"undecided\":\"未定\"}", StringComparison.Ordinal);

        OrderLine line = OrderFile.Read(json, Header + $"PO-1,S1,1,A,1,{due}\r\n").Orders[0].Lines[0];

        Assert.Equal((null, undecided), (line.DueDate, line.DueDateUndecided));
    }

    [Fact]
    public void Full_width_digits_are_read_with_a_warning_unless_the_map_expects_them()
    {
        string text = Header + "PO-1,S1,1,Ａ１,１，２３４．５,２０２６／１２／１\r\n";

        Mapped warned = OrderFile.Read(OrderFile.SimpleMap, text);
        Mapped silent = OrderFile.Read(
            OrderFile.SimpleMap.Replace("\"数量\"", "{\"column\":\"数量\",\"fullWidth\":true}", StringComparison.Ordinal)
                .Replace("\"納期\"", "{\"column\":\"納期\",\"fullWidth\":true}", StringComparison.Ordinal), text);

        Assert.Equal([DiagnosticCodes.FullWidthDigits, DiagnosticCodes.FullWidthDigits], warned.Issues.Select(i => i.Code));
        Assert.Empty(silent.Issues);
        OrderLine line = warned.Orders[0].Lines[0];
        Assert.Equal(("Ａ１", 1234.5m, new DateOnly(2026, 12, 1)), (line.ItemCode, line.Quantity, line.DueDate!.Value));
        Assert.Equal(line, silent.Orders[0].Lines[0]);
    }

    [Fact]
    public void Values_come_from_codes_constants_defaults_and_conditions()
    {
        string json = """
            {
              "read": "csv",
              "order": {
                "number": "n", "supplier": "s", "currency": { "column": "cur", "default": "JPY" },
                "purpose": { "column": "区分", "codes": { "1": "new", "2": "change", "3": "cancel" } },
                "buyer": { "constant": "B01" }
              },
              "line": {
                "number": "l", "quantity": { "column": "q", "number": { "implied": 2, "sign": "trailing" } },
                "unit": { "column": "u", "codes": { "個": "C62", "本": "PCE", "*": "*" } },
                "taxCategory": { "column": "tax", "codes": { "08": "reduced", "*": "standard" } },
                "price": { "column": "p", "when": { "column": "fix", "is": ["1", "Y"] } },
                "dueTime": "t"
              }
            }
            """;

        Mapped mapped = OrderFile.Read(json, "n,s,cur,区分,l,q,u,tax,p,fix,t\nP,S,,2,1,0001050,個,08,99.5,1,0930\nP,S,,2,2,0001050-,m,10,99.5,0,\n");

        Assert.Empty(mapped.Issues);
        Order order = mapped.Orders[0];
        Assert.Equal((DocumentPurpose.Change, "JPY", "B01"), (order.Purpose, order.Currency, order.Buyer!.Code));
        Assert.Equal((10.5m, "C62", TaxCategory.Reduced, 99.5m), (order.Lines[0].Quantity, order.Lines[0].Unit, order.Lines[0].TaxCategory, order.Lines[0].UnitPrice!.Value));
        Assert.Equal(new TimeOnly(9, 30), order.Lines[0].DueTime);
        Assert.Equal((-10.5m, "m", TaxCategory.Standard, null), (order.Lines[1].Quantity, order.Lines[1].Unit, order.Lines[1].TaxCategory, order.Lines[1].UnitPrice));
    }

    [Theory]
    [InlineData("9", "WE2044")]
    [InlineData("", "WE2040")]
    public void A_code_that_is_not_in_the_list_is_a_fault(string code, string expected)
    {
        string json = """{"read":"csv","order":{"number":"n","supplier":"s","purpose":{"column":"k","required":true,"codes":{"1":"new"}}},"line":{"number":"l","quantity":"q"}}""";

        Assert.Equal(expected, Assert.Single(OrderFile.Read(json, $"n,s,k,l,q\nP,S,{code},1,1\n").Issues).Code);
    }

    [Fact]
    public void Every_target_of_a_map_can_be_filled()
    {
        string json = "{\"read\":\"csv\",\"order\":{" + Fields("o.", OrderKind.Kind.Head.Targets.Keys) + "},\"line\":{" + Fields("l.", OrderKind.Kind.Line.Targets.Keys) + "}}";
        List<(string Name, string Text)> cells =
            [.. OrderKind.Kind.Head.Targets.Values.Select(t => ("o." + t.Name, Sample(t.Kind, t.Name))), .. OrderKind.Kind.Line.Targets.Values.Select(t => ("l." + t.Name, Sample(t.Kind, t.Name)))];
        string csv = string.Join(',', cells.Select(c => c.Name)) + "\n" + string.Join(',', cells.Select(c => c.Text)) + "\n";

        Mapped mapped = OrderFile.Read(json, csv);

        Assert.Empty(mapped.Issues);
        AssertAllSet(mapped.Orders[0]);
        AssertAllSet(mapped.Orders[0].Lines[0]);
        AssertAllSet(mapped.Orders[0].Supplier);
        AssertAllSet(mapped.Orders[0].Buyer!);
        AssertAllSet(mapped.Orders[0].Lines[0].ShipTo!);

        static string Fields(string prefix, IEnumerable<string> names) => string.Join(',', names.Select(n => $"\"{n}\":\"{prefix}{n}\""));

        static string Sample(ValueKind kind, string name) => kind switch
        {
            ValueKind.Text => name == "currency" ? "USD" : "x",
            ValueKind.Number or ValueKind.Integer => "7",
            ValueKind.Time => "12:00",
            ValueKind.Flag => "内税",
            ValueKind.Name => name switch { "purpose" or "change" => "変更", "priceType" => "仮", _ => "軽減" },
            _ => "20261201",
        };
    }

    [Fact]
    public void Tenant_fields_are_typed_by_their_schema()
    {
        string json = """
            {
              "read": "csv",
              "order": { "number": "n", "supplier": "s", "extensions": { "plant": "工場", "since": "開始" } },
              "line": { "number": "l", "quantity": "q", "extensions": { "ratio": "率", "hot": "至急", "memo": "メモ" } },
              "extensionSchema": {
                "type": "object",
                "properties": {
                  "plant": { "type": "string", "enum": ["東京", "大阪"] }, "since": { "type": "string", "format": "date" },
                  "ratio": { "type": "number", "minimum": 0, "maximum": 1 }, "hot": { "type": "boolean" }, "memo": { "type": "string", "maxLength": 5 }
                },
                "required": ["plant"]
              }
            }
            """;

        Mapped good = OrderFile.Read(json, "n,s,工場,開始,l,q,率,至急,メモ\nP,S,東京,令和8年4月1日,1,1,0.250,Y,abc\n");
        Mapped bad = OrderFile.Read(json, "n,s,工場,開始,l,q,率,至急,メモ\nP,S,名古屋,明日,1,1,1.5,maybe,abcdef\nP2,S,,,1,1,,,\n");

        Assert.Empty(good.Issues);
        Assert.Equal([("plant", "東京"), ("since", "2026-04-01")], good.Orders[0].Extensions.Select(e => (e.Key, e.Value)));
        Assert.Equal([("hot", "true"), ("memo", "abc"), ("ratio", "0.25")], good.Orders[0].Lines[0].Extensions.Select(e => (e.Key, e.Value)));
        Assert.Equal(["WE2044", "WE2042", "WE2048", "WE2044", "WE2045", "WE2040"], bad.Issues.Select(i => i.Code));
    }

    [Fact]
    public void Rows_of_other_kinds_are_passed_over()
    {
        string json = """{"read":"csv","rows":{"column":"種","is":"D"},"order":{"number":"n","supplier":"s"},"line":{"number":"l","quantity":"q"}}""";

        Mapped mapped = OrderFile.Read(json, "種,n,s,l,q\nH,20261124\nD,P,S,1,1\nD,P,S,2,1\nT,2\n");

        Assert.Empty(mapped.Issues);
        Assert.Equal(2, Assert.Single(mapped.Orders).Lines.Count);
    }

    [Fact]
    public void Random_rows_never_throw_and_every_row_is_accounted_for()
    {
        Random random = new(99);
        string[] cells = ["PO-1", "PO-2", "S1", "1", "2", "", "x", "\"", "\"a\"", "20261201", "１", "髙", "-5", "1e9", "=cmd", "\u0001"];
        for (int round = 0; round < 300; round++)
        {
            StringBuilder text = new(Header);
            int rows = random.Next(1, 30);
            for (int row = 0; row < rows; row++)
                text.AppendJoin(',', Enumerable.Range(0, random.Next(5, 8)).Select(_ => cells[random.Next(cells.Length)])).Append("\r\n");

            byte[] file = OrderFile.Bytes(text.ToString());
            Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, file);
            Mapped small = OrderFile.Read(OrderFile.SimpleMap, file, blockBytes: 7);

            Assert.Equal(mapped.Lines, small.Lines);
            Assert.Equal(mapped.Survey?.Segments ?? 0, mapped.Results.Sum(r => r.Rows));
            Assert.All(mapped.Results, r => Assert.Equal(r.Document is null, r.Diagnostics.Any(d => d.Severity == Severity.Error)));
        }
    }

    private static void AssertAllSet(object document)
    {
        foreach (System.Reflection.PropertyInfo property in document.GetType().GetProperties())
        {
            if (property.Name is "Extensions" or "DueDateUndecided" or "EqualityContract")
                continue;

            object? value = property.GetValue(document);
            object? untouched = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
            Assert.False(Equals(value, untouched), $"{document.GetType().Name}.{property.Name} was not filled");
        }
    }
}
