using FsCheck;
using FsCheck.Fluent;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Writing;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>Any order that is written is the same when it is read again, or every difference has been told.</summary>
public sealed class RoundTripProperties
{
    private const string Fields = """
        "order": { "number": "HEAD番号", "type": "HEAD種別", "issueDate": "HEAD発注日", "buyer": "HEAD発注者", "supplier": "HEAD取引先", "supplierName": "HEAD取引先名", "note": "HEAD備考" },
        "line": { "number": "LINE行", "item": "LINE品番", "itemName": "LINE品名", "note": "LINE摘要", "quantity": "LINE数量", "unit": "LINE単位", "price": "LINE単価", "due": "LINE納期" } }
        """;

    private const string HeadLayout = """
        { "name": "番号", "length": 16 }, { "name": "種別", "length": 2 }, { "name": "発注日", "length": 8 }, { "name": "発注者", "length": 16, "padding": "zero" },
        { "name": "取引先", "length": 8 }, { "name": "取引先名", "length": 24, "type": "KANJI" }, { "name": "備考", "length": 80 }
        """;

    private const string LineLayout = """
        { "name": "行", "length": 3 }, { "name": "品番", "length": 12 }, { "name": "品名", "length": 30 }, { "name": "摘要", "length": 40 },
        { "name": "数量", "length": 13, "type": "zoned", "decimals": 4 }, { "name": "単位", "length": 3 }, { "name": "単価", "length": 5, "type": "packed", "decimals": 2 }, { "name": "納期", "length": 10 }
        """;

    private static readonly Dictionary<string, string> Own = new()
    {
        ["csv"] = $$"""{ "read": "csv", "encoding": "utf-8", {{Fields.Replace("HEAD", "", StringComparison.Ordinal).Replace("LINE", "", StringComparison.Ordinal)}}""",
        ["fixed"] = Fixed("cp932", "text"),
        ["fixed-kanji"] = Fixed("cp932", "kanji"),
        ["fixed-host"] = Fixed("ibm939", "kanji"),
        ["fixed-kana"] = Fixed("ibm290", "text"),
        ["fixed-utf8"] = Fixed("utf-8", "text"),
        ["records"] = Records("cp932", "text", "present"),
        ["records-host"] = Records("ibm930", "kanji", "none"),
        ["records-csv"] = Columns("utf-8", ",", "\\\""),
        ["records-tsv"] = Columns("cp932", "\\t", "none"),
        ["records-bar"] = Columns("cp932", "|", "'"),
        ["records-utf16"] = Columns("utf-16le", ";", "\\\""),
    };

    /// <summary>Every format that orders are written in.</summary>
    public static TheoryData<string> Maps => ["edifact-orders", "x12-850", "json", .. Own.Keys];

    private static string Records(string encoding, string kanji, string lineEnds) => $$"""
        { "read": "records", "encoding": "{{encoding}}", "recordLength": 180, "lineEnds": "{{lineEnds}}", "lines": "D",
          "records": { "type": { "start": 1, "length": 1 }, "types": {
            "A": { "role": "fileHeader", "layout": [ { "name": "種別", "length": 1 }, { "name": "作成", "length": 4 } ] },
            "H": { "role": "order", "layout": [ { "name": "種別", "length": 1 }, {{HeadLayout.Replace("\"種別\"", "\"取引\"", StringComparison.Ordinal).Replace("KANJI", kanji, StringComparison.Ordinal)}} ] },
            "D": { "layout": [ { "name": "種別", "length": 1 }, {{LineLayout}} ] },
            "T": { "layout": [ { "name": "種別", "length": 1 }, { "name": "件数", "length": 5 }, { "name": "合計", "length": 18, "type": "zoned", "decimals": 4 } ], "count": { "field": "件数", "of": "D" }, "total": { "field": "合計", "of": "D/数量" } },
            "Z": { "role": "fileTrailer", "layout": [ { "name": "種別", "length": 1 }, { "name": "件数", "length": 6, "padding": "zero" } ], "count": { "field": "件数", "of": ["H", "D", "T"] } } } },
          "constants": { "A/作成": "#time" },
        {{OfRecords}}
        """;

    private static string Columns(string encoding, string separator, string quote) => $$"""
        { "read": "records", "encoding": "{{encoding}}", "separator": "{{separator}}", "quote": "{{quote}}", "lines": "D",
          "records": { "type": { "column": 2 }, "types": {
            "H": { "role": "order", "columns": ["番号", "区分", "取引", "発注日", "発注者", "取引先", "取引先名", "備考"] },
            "D": { "columns": ["", "区分", "行", "品番", "品名", "摘要", "数量", "単位", "単価", "納期"] },
            "T": { "columns": ["件数", "区分", "合計"], "count": { "field": "件数", "of": "D" }, "total": { "field": "合計", "of": "D/数量" } },
            "Z": { "role": "fileTrailer", "columns": ["", "区分", "件数"], "count": { "field": "件数", "of": ["H", "D", "T"] } } } },
        {{OfRecords}}
        """;

    private static string OfRecords => Fields.Replace("HEAD種別", "H/取引", StringComparison.Ordinal).Replace("HEAD", "H/", StringComparison.Ordinal).Replace("LINE", "D/", StringComparison.Ordinal);

    private static string Fixed(string encoding, string kanji) =>
        $$"""{ "read": "fixed", "encoding": "{{encoding}}", "recordLength": 280, "layout": [ {{HeadLayout.Replace("KANJI", kanji, StringComparison.Ordinal)}}, {{LineLayout}} ], {{Fields.Replace("HEAD", "", StringComparison.Ordinal).Replace("LINE", "", StringComparison.Ordinal)}}""";

    private static Gen<OrderLine> Line =>
        from item in Properties.Text(20)
        from name in Properties.Text(60)
        from note in Properties.Text(90)
        from quantity in Properties.Number
        from price in Properties.Number
        from due in Properties.Day
        from undecided in Gen.Choose(0, 3)
        select new OrderLine
        {
            Number = "1",
            ItemCode = item.Length == 0 ? null : item,
            ItemName = name.Length == 0 ? null : name,
            Note = note.Length == 0 ? null : note,
            Quantity = quantity,
            Unit = "EA",
            UnitPrice = price,
            DueDate = undecided == 0 ? null : due,
        };

    private static Gen<Order> Order =>
        from number in Properties.Text(30)
        from buyer in Properties.Text(15)
        from name in Properties.Text(30)
        from note in Properties.Text(200)
        from issued in Properties.Day
        from type in Gen.Elements("220", "SA")
        from lines in Line.ArrayOf()
        select new Order
        {
            Number = number.Length == 0 ? "1" : number,
            TypeCode = type,
            IssueDate = issued,
            Buyer = new Party { Code = buyer.Length == 0 ? "B" : buyer },
            Supplier = new Party { Code = "SUP-01", Name = name.Length == 0 ? null : name },
            Currency = "JPY",
            Note = note.Length == 0 ? null : note,
            Lines = [.. lines.DefaultIfEmpty(new OrderLine { Number = "1", Quantity = 1, ItemCode = "A" }).Select((l, i) => l with { Number = $"{i + 1}" })],
        };

    [Theory]
    [MemberData(nameof(Maps))]
    public void What_is_written_is_read_again_or_its_loss_is_told(string map) =>
        Properties.Hold(Order, order => CheckAsync(map, order).GetAwaiter().GetResult(), cases: 120);

    private static async Task CheckAsync(string map, Order order)
    {
        string? own = Own.GetValueOrDefault(map);
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(OrderCopies.Options(map) with { MapJson = own }, order);
        List<EdiMessage> read = await DocumentCopies.ReadAsync(written, own);
        if (losses.Any(l => l.Path == "order.number") && read.All(m => m.Document is null))
            return;

        EdiMessage again = Assert.Single(read);

        HashSet<string> told = [.. losses.Select(l => Last(l.Path))];
        string[] silent = [.. OrderCopies.Differences(order, again.Document as Order).Where(d => !told.Contains(Last(d[..d.IndexOf(':', StringComparison.Ordinal)])))];
        Assert.True(silent.Length == 0, $"{string.Join('\n', silent)}\ntold: {string.Join(", ", told)}\n{System.Text.Encoding.UTF8.GetString(written)}");
        Assert.True(losses.Count > 0 || !again.Diagnostics.Any(d => d.Severity == Severity.Error), string.Join('\n', again.Diagnostics));
    }

    /// <summary>Documents and maps name fields differently; what the names have in common is enough here.</summary>
    private static string Last(string path)
    {
        string name = path[(path.LastIndexOf('.') + 1)..];
        int index = name.IndexOf('[', StringComparison.Ordinal);
        return (index < 0 ? name : name[..index]).ToUpperInvariant() switch
        {
            "ITEMCODE" => "ITEM",
            "TYPECODE" => "TYPE",
            "UNITPRICE" => "PRICE",
            "DUEDATE" => "DUE",
            "CODE" => path.Contains("buyer", StringComparison.OrdinalIgnoreCase) ? "BUYER" : "SUPPLIER",
            "NAME" => "SUPPLIERNAME",
            var other => other,
        };
    }
}
