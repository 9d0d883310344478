using WebEdi.Diagnostics;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Steps;

/// <summary>Fields that are made of others: expressions, tables, units, scripts, conditions; in rows and in messages.</summary>
public sealed class FieldStepTests
{
    private const string Csv = "注文番号,取引先,行,品番,数量,単価,入数,区分,単位\r\nP1,0012,1,A-1,2,100,12,X,ダース\r\n";

    private const string Orders =
        "UNB+UNOW:3+S:14+R:14+260101:0000+1'UNH+1+ORDERS:D:96A:UN'BGM+220+P1+9'DTM+137:20261124:102'NAD+BY+B'NAD+SU+0012'LIN+1++A-1:SA'QTY+21:2'PRI+AAA:100'" +
        "LIN+2++A-2:SA'QTY+21:5'PRI+AAA:0.5'UNS+S'UNT+13+1'UNZ+1+1'";

    private static string Messages(string line, string order = "") =>
        $$"""
        { "read": "edifact", "message": "ORDERS", "lines": "LIN",
          "order": { "number": "BGM/1004", "supplier": "NAD+SU/3039"{{(order.Length > 0 ? ", " : "")}}{{order}} },
          "line": { "number": "LIN/1082", "quantity": "QTY+21/6060"{{(line.Length > 0 ? ", " : "")}}{{line}} } }
        """;

    [Fact]
    public void A_row_is_calculated_from_fields_columns_and_its_head()
    {
        OrderLine line = WordFile.Line(WordFile.Rows("""
            "price": "単価", "amount": { "value": "round(quantity * price * 1.1, 0, '切捨て')" }, "packageCount": { "value": "quantity / [入数]", "required": false },
            "note": { "value": "concat(order.number, '/', number, ' ', text(amount))" }, "item": { "column": "品番", "value": "replace(this, '-', '')" }
            """), Csv);

        Assert.Equal((220m, "P1/1 220", "A1"), (line.Amount, line.Note, line.ItemCode));
        Assert.Equal(2m / 12, line.PackageCount);
    }

    [Fact]
    public void What_a_conversion_made_is_explained_with_the_bytes_that_it_was_made_of()
    {
        string map = WordFile.Rows("\"price\": \"単価\", \"unit\": \"単位\"", rest: "\"units\": { \"convert\": { \"ダース\": { \"to\": \"C62\", \"factor\": 12 } } }");
        string csv = Csv.Replace("2,100,", "2,1200,", StringComparison.Ordinal);

        EdiMessage message = Assert.Single(WordFile.Read(map, csv, explain: true));

        FieldOrigin quantity = message.Origins.Single(o => o.Path == "lines[0].quantity");
        Assert.Equal(("24", "ダース -> C62 (12)"), (quantity.Value, quantity.Source));
        FieldOrigin before = Assert.Single(quantity.Inputs);
        Assert.Equal(("2", "数量", quantity.Position, 1), (before.Value, before.Source, before.Position, before.Length));
        FieldOrigin unit = message.Origins.Single(o => o.Path == "lines[0].unit");
        FieldOrigin price = message.Origins.Single(o => o.Path == "lines[0].price");
        Assert.Equal(("C62", "ダース", "100", "1200"), (unit.Value, unit.Inputs[0].Value, price.Value, price.Inputs[0].Value));
        Assert.DoesNotContain(message.Origins, o => o.Path == "lines[0].priceBasis");
    }

    [Fact]
    public void A_price_that_cannot_be_divided_keeps_its_bytes_and_its_basis_is_explained()
    {
        string map = WordFile.Rows("\"price\": \"単価\", \"unit\": \"単位\"", rest: "\"units\": { \"convert\": { \"ダース\": { \"to\": \"C62\", \"factor\": 12 } } }");

        EdiMessage message = Assert.Single(WordFile.Read(map, Csv, explain: true));

        FieldOrigin price = message.Origins.Single(o => o.Path == "lines[0].price");
        FieldOrigin basis = message.Origins.Single(o => o.Path == "lines[0].priceBasis");
        Assert.Equal(("100", "単価", "12", "ダース -> C62 (12)"), (price.Value, price.Source, basis.Value, basis.Source));
    }

    [Fact]
    public void A_message_is_calculated_in_the_same_way()
    {
        Order order = WordFile.Order(Messages(
            """
            "price": "PRI+AAA/5118", "amount": { "value": "quantity * price" }, "note": { "value": "concat(order.number, '-', [LIN/1082])" },
            "supplierItem": { "path": "LIN/7140[7143=SA]", "value": "lower(this)" }
            """, "\"issueDate\": \"DTM+137/2380\", \"note\": { \"value\": \"concat(supplier, ' ', text(issueDate, 'yyyy/MM/dd'))\" }"), Orders);

        Assert.Equal([(200m, "P1-1", "a-1"), (2.5m, "P1-2", "a-2")], order.Lines.Select(l => (l.Amount!.Value, l.Note!, l.SupplierItemCode!)));
        Assert.Equal("0012 2026/11/24", order.Note);
    }

    [Fact]
    public void A_head_of_rows_is_made_when_all_of_them_have_come()
    {
        string map = WordFile.Rows("", "\"currency\": \"通貨\", \"note\": { \"value\": \"concat(currency, ' ', supplier)\" }");

        Order order = WordFile.Order(map, "注文番号,取引先,行,数量,通貨\r\nP1,0012,1,2,\r\nP1,0012,2,2,USD\r\n");

        Assert.Equal("USD 0012", order.Note);
    }

    [Fact]
    public void An_order_number_may_be_made_of_two_columns_and_rows_are_told_apart_by_both()
    {
        string map = """
            { "read": "csv", "order": { "number": { "value": "concat([部門], '-', [番号])" }, "supplier": "取引先" }, "line": { "number": "行", "quantity": "数量" } }
            """;

        List<EdiMessage> read = WordFile.Read(map, "部門,番号,取引先,行,数量\r\nA,1,S,1,1\r\nA,1,S,2,1\r\nB,1,S,1,1\r\n");

        Assert.Equal([("A-1", 2), ("B-1", 1)], read.Select(m => (Order)m.Document!).Select(o => (o.Number, o.Lines.Count)));
    }

    [Fact]
    public void A_value_is_looked_up_by_one_key_and_by_two()
    {
        string map = WordFile.Rows("""
            "item": { "lookup": { "table": "items", "key": { "取引先": "order.supplier", "先方品番": "supplierItem" }, "value": "自社品番" } },
            "supplierItem": { "column": "品番" }, "packageType": { "column": "区分", "lookup": { "table": "kinds", "value": "荷姿", "else": "keep" } },
            "quantityPerPackage": { "column": "区分", "lookup": { "table": "kinds", "key": "区分", "value": "数", "else": "1" } }
            """);
        (string, string)[] tables = [("items", WordFile.Items), ("kinds", "区分,荷姿,数\nY,箱,\"1,000\"\n")];

        OrderLine first = WordFile.Line(map, Csv, tables);
        OrderLine second = WordFile.Line(map, Csv.Replace(",X,", ",Y,", StringComparison.Ordinal), tables);

        Assert.Equal(("1001", "A-1", "X", 1m), (first.ItemCode, first.SupplierItemCode, first.PackageType, first.QuantityPerPackage));
        Assert.Equal(("箱", 1000m), (second.PackageType, second.QuantityPerPackage));
    }

    [Fact]
    public void What_a_table_does_not_have_is_a_fault_at_the_place_of_the_value()
    {
        Diagnostic fault = Assert.Single(WordFile.Faults(
            WordFile.Rows("\"item\": { \"column\": \"品番\", \"lookup\": { \"table\": \"items\", \"key\": \"自社品番\", \"value\": \"入数\" } }"), Csv, ("items", WordFile.Items)));

        Assert.Equal((DiagnosticCodes.LookupUnknown, "line.item", "A-1", 2, 11), (fault.Code, fault.Path, fault.Found, fault.Position.Line, fault.Position.Column));
    }

    [Theory]
    [InlineData("\"amount\": { \"value\": \"quantity / [零]\" }", DiagnosticCodes.ExpressionFailed, 2, "2 / 0")]
    [InlineData("\"amount\": { \"value\": \"[区分] * 2\" }", DiagnosticCodes.ExpressionFailed, 2, "'X'")]
    [InlineData("\"taxRate\": { \"value\": \"quantity\", \"number\": { \"max\": 1 } }", DiagnosticCodes.NumberOutOfRange, 2, "2")]
    [InlineData("\"item\": { \"value\": \"[品番]\", \"pattern\": \"[0-9]+\" }", DiagnosticCodes.PatternMismatch, 2, "A-1")]
    [InlineData("\"amount\": { \"value\": \"[空] * 2\", \"required\": true }", DiagnosticCodes.ValueMissing, 2, null)]
    public void What_cannot_be_made_is_told_with_its_place(string line, string code, int row, string? found)
    {
        Diagnostic fault = Assert.Single(WordFile.Faults(WordFile.Rows(line), "注文番号,取引先,行,品番,数量,零,空,区分\r\nP1,0012,1,A-1,2,0,,X\r\n"));

        Assert.Equal((code, row, found), (fault.Code, fault.Position.Line, fault.Found));
    }

    [Fact]
    public void A_fault_of_a_value_is_not_told_again_for_what_is_made_of_it()
    {
        Diagnostic fault = Assert.Single(WordFile.Faults(WordFile.Rows("\"amount\": { \"value\": \"quantity * 2\", \"required\": true }"), Csv.Replace(",2,", ",two,", StringComparison.Ordinal)));

        Assert.Equal(DiagnosticCodes.NumberInvalid, fault.Code);
    }

    [Theory]
    [InlineData("\"amount\": { \"value\": \"quantty * 2\" }", "line.amount.value")]
    [InlineData("\"amount\": { \"value\": \"quantity\" , \"scriban\": \"x\" }", "line.amount")]
    [InlineData("\"amount\": { \"value\": \"price\" }, \"price\": { \"value\": \"amount\" }", "line.amount")]
    [InlineData("\"amount\": { \"value\": \"this\" }", "line.amount.value")]
    [InlineData("\"due\": { \"value\": \"quantity\" }", "line.due")]
    [InlineData("\"item\": { \"column\": \"品番\", \"lookup\": { \"table\": \"itms\", \"value\": \"自社品番\" } }", "line.item.lookup.table")]
    [InlineData("\"item\": { \"column\": \"品番\", \"lookup\": { \"table\": \"items\", \"value\": \"自社品\" } }", "line.item.lookup.value")]
    [InlineData("\"item\": { \"column\": \"品番\", \"lookup\": { \"table\": \"items\", \"key\": \"品番\", \"value\": \"自社品番\" } }", "line.item.lookup.key")]
    [InlineData("\"item\": { \"column\": \"品番\", \"lookup\": { \"table\": \"items\", \"key\": \"先方品番\", \"value\": \"自社品番\" } }", "line.item.lookup")]
    [InlineData("\"item\": { \"lookup\": { \"table\": \"items\", \"value\": \"自社品番\" } }", "line.item.lookup.key")]
    [InlineData("\"item\": { \"lookup\": { \"table\": \"items\", \"key\": { \"先方品番\": \"itm\", \"取引先\": \"order.supplier\" }, \"value\": \"自社品番\" } }", "line.item.lookup.key.先方品番")]
    [InlineData("\"item\": { \"value\": \"number\", \"when\": \"quantity\" }", "line.item.when")]
    [InlineData("\"item\": { \"value\": \"number\", \"when\": \"1 = 1\" }", "line.item.when")]
    [InlineData("\"item\": { \"scriban\": \"{{ quantty }}\" }", "line.item.scriban")]
    [InlineData("\"item\": { \"scriban\": \"{{ if }}\" }", "line.item.scriban")]
    [InlineData("\"item\": { \"scriban\": \"{{ {a:1} }}\" }", "line.item.scriban")]
    [InlineData("\"item\": { \"constant\": \"x\", \"value\": \"number\" }", "line.item.constant")]
    public void What_is_wrong_with_the_words_is_found_when_the_map_is_loaded(string line, string path)
    {
        IReadOnlyList<Diagnostic> faults = WordFile.MapFaults(WordFile.Rows(line), ("items", WordFile.Items));

        Assert.Contains(faults, f => f.Path == path && f.Position.Line == 3);
    }

    [Fact]
    public void Two_values_for_a_key_are_told_with_their_lines_in_the_table()
    {
        Diagnostic fault = Assert.Single(WordFile.MapFaults(
            WordFile.Rows("\"item\": { \"column\": \"品番\", \"lookup\": { \"table\": \"items\", \"key\": \"先方品番\", \"value\": \"自社品番\" } }"), ("items", WordFile.Items)));

        Assert.Contains("2", fault.Expected!.English, StringComparison.Ordinal);
        Assert.Contains("4", fault.Expected.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_decides_whether_a_field_is_taken()
    {
        string map = WordFile.Rows("""
            "item": { "column": "品番", "when": "[区分] = 'X'", "default": "none" }, "note": { "value": "'big'", "when": "quantity > 1" },
            "lot": { "column": "品番", "when": "[区分] <> 'X'" }
            """);

        OrderLine line = WordFile.Line(map, Csv);
        OrderLine other = WordFile.Line(map, Csv.Replace(",X,", ",,", StringComparison.Ordinal).Replace(",2,", ",1,", StringComparison.Ordinal));

        Assert.Equal(("A-1", "big", null), (line.ItemCode, line.Note, line.Lot));
        Assert.Equal(("none", null, null), (other.ItemCode, other.Note, other.Lot));
    }

    [Fact]
    public void A_condition_works_in_messages()
    {
        Order order = WordFile.Order(Messages("\"item\": { \"path\": \"LIN/7140\", \"when\": \"quantity > 2 and order.number = 'P1'\" }"), Orders);

        Assert.Equal([null, "A-2"], order.Lines.Select(l => l.ItemCode));
    }

    [Theory]
    [InlineData("{ \"words\": true }", "ダース", 2, 100, 1, "DZN", 2, 100, 1)]
    [InlineData("{ \"words\": true }", "㎏", 2, 100, 1, "KGM", 2, 100, 1)]
    [InlineData("{ \"words\": { \"ダース\": \"X1\" } }", "ダース", 2, 100, 1, "X1", 2, 100, 1)]
    [InlineData("{ \"words\": { \"*\": \"*\" } }", "未知", 2, 100, 1, "未知", 2, 100, 1)]
    [InlineData("{ \"words\": true, \"convert\": { \"DZN\": { \"to\": \"C62\", \"factor\": 12 } } }", "ダース", 2, 120, 1, "C62", 24, 10, 1)]
    [InlineData("{ \"words\": true, \"convert\": { \"DZN\": { \"to\": \"C62\", \"factor\": 12 } } }", "ダース", 2, 100, 1, "C62", 24, 100, 12)]
    [InlineData("{ \"words\": true, \"convert\": { \"DZN\": { \"to\": \"C62\", \"factor\": 12 } } }", "個", 2, 100, 1, "C62", 2, 100, 1)]
    [InlineData("{ \"words\": true, \"convert\": { \"XCS\": { \"to\": \"C62\", \"factor\": \"[入数]\" } } }", "ケース", 3, 100, 1, "C62", 36, 100, 12)]
    [InlineData("{ \"convert\": { \"t\": { \"to\": \"KGM\", \"factor\": 1000 } } }", "t", 1.5, 100, 1, "KGM", 1500, 0.1, 1)]
    [InlineData("{ \"convert\": { \"table\": \"units\", \"unit\": \"from\", \"to\": \"to\", \"factor\": \"f\" } }", "CT", 2, 100, 1, "EA", 40, 5, 1)]
    public void Quantity_unit_and_price_agree_after_a_conversion(
        string units, string unit, double quantity, double price, double basis, string toUnit, double toQuantity, double toPrice, double toBasis)
    {
        string csv = $"注文番号,取引先,行,数量,単価,基準,入数,単位\r\nP1,0012,1,{quantity},{price},{basis},12,{unit}\r\n";

        OrderLine line = WordFile.Line(WordFile.Rows("\"price\": \"単価\", \"priceBasis\": \"基準\", \"unit\": \"単位\"", rest: $"\"units\": {units}"), csv, ("units", "from,to,f\nCT,EA,20\n"));

        Assert.Equal((toUnit, (decimal)toQuantity, (decimal)toPrice, (decimal)toBasis), (line.Unit, line.Quantity, line.UnitPrice!.Value, line.PriceBasisQuantity));
        Assert.Equal((decimal)quantity * (decimal)price / (decimal)basis, line.Quantity * line.UnitPrice!.Value / line.PriceBasisQuantity);
    }

    [Fact]
    public void A_factor_that_is_missing_or_zero_is_a_fault()
    {
        string map = WordFile.Rows("\"unit\": \"単位\"", rest: "\"units\": { \"convert\": { \"ダース\": { \"to\": \"C62\", \"factor\": \"[入数]\" } } }");

        Diagnostic fault = Assert.Single(WordFile.Faults(map, Csv.Replace(",12,", ",0,", StringComparison.Ordinal)));

        Assert.Equal((DiagnosticCodes.UnitNotConverted, 2, "ダース * 0"), (fault.Code, fault.Position.Line, fault.Found));
    }

    [Fact]
    public void A_script_goes_on_where_the_words_end()
    {
        OrderLine line = WordFile.Line(WordFile.Rows("""
            "price": "単価", "item": { "column": "品番", "scriban": "{{ own | string.split '-' | array.join '' }}" },
            "amount": { "scriban": "{{ x = quantity * price }}{{ x + 0.5 }}" }, "note": { "scriban": "{{ if order.supplier == '0012' }}yes{{ end }}" },
            "lot": { "scriban": "{{ if quantity > 100 }}big{{ end }}", "default": "small" }
            """), Csv);

        Assert.Equal(("A1", 200.5m, "yes", "small"), (line.ItemCode, line.Amount, line.Note, line.Lot));
    }

    [Theory]
    [InlineData("{{ for i in 1..100000 }}x{{ end }}")]
    [InlineData("{{ func f; f; end; f }}")]
    [InlineData("{{ 'a' * 100000 }}")]
    [InlineData("{{ number.foo.bar }}")]
    public void A_script_that_does_too_much_costs_its_field_and_names_its_place(string script)
    {
        Diagnostic fault = Assert.Single(WordFile.Faults(WordFile.Rows($"\"item\": {{ \"scriban\": \"{script}\" }}"), Csv));

        Assert.Equal((DiagnosticCodes.ExpressionFailed, "line.item", 2), (fault.Code, fault.Path, fault.Position.Line));
    }

    [Fact]
    public void The_account_of_origins_names_the_bytes_of_every_input_and_the_row_of_the_table()
    {
        string map = WordFile.Rows("""
            "price": "単価", "amount": { "value": "quantity * price" },
            "item": { "lookup": { "table": "items", "key": { "取引先": "order.supplier", "先方品番": "[品番]" }, "value": "自社品番" } }
            """);

        IReadOnlyList<FieldOrigin> origins = WordFile.Read(map, Csv, explain: true, ("items", WordFile.Items))[0].Origins;
        FieldOrigin amount = origins.Single(o => o.Path == "lines[0].amount");
        FieldOrigin item = origins.Single(o => o.Path == "lines[0].item");

        Assert.Equal(("200", "quantity * price"), (amount.Value, amount.Source));
        Assert.Equal([("quantity", "2", "数量", 1), ("price", "100", "単価", 3)], amount.Inputs.Select(i => (i.Path, i.Value, i.Source, i.Length)));
        Assert.Equal(("1001", "items/自社品番", 2), (item.Value, item.Source, item.TableLine));
        Assert.Equal([("order.supplier", "0012", "取引先", 4), ("[品番]", "A-1", "品番", 3)], item.Inputs.Select(i => (i.Path, i.Value, i.Source, i.Length)));
        Assert.DoesNotContain(origins, o => o.Path.Contains('[', StringComparison.Ordinal) && o.Source == "品番");
    }

    [Fact]
    public void The_account_of_origins_works_in_messages()
    {
        IReadOnlyList<FieldOrigin> origins = WordFile.Read(Messages("\"price\": \"PRI+AAA/5118\", \"amount\": { \"value\": \"quantity * price\" }, \"note\": { \"value\": \"order.number\" }"), Orders, explain: true)[0].Origins;

        FieldOrigin amount = origins.Single(o => o.Path == "lines[1].amount");
        Assert.Equal(["QTY+21/6060", "PRI+AAA/5118"], amount.Inputs.Select(i => i.Source));
        Assert.All(amount.Inputs, i => Assert.Equal(i.Value, Orders.Substring((int)i.Position.Offset, i.Length)));
        FieldOrigin note = Assert.Single(origins.Single(o => o.Path == "lines[1].note").Inputs);
        Assert.Equal(("P1", Orders.IndexOf("P1", StringComparison.Ordinal)), (note.Value, (int)note.Position.Offset));
    }
}
