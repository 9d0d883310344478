namespace WebEdi.Host.Demo;

/// <summary>The maps of the demo, also good as a beginning for one's own.</summary>
internal static class DemoMaps
{
    /// <summary>Reads the sample files.</summary>
    public const string Orders = """
        {
          "description": "注文データ（1行1明細） / purchase orders, one row per order line",
          "read": "csv",
          "order": {
            "number": "注文番号",
            "issueDate": "発注日",
            "supplier": "取引先コード",
            "supplierName": "取引先名",
            "shipToName": "納入先",
            "shipTo": "納入先コード",
            "note": "備考"
          },
          "line": {
            "number": "行番号",
            "item": "品番",
            "itemName": "品名",
            "spec": "仕様",
            "quantity": "数量",
            "unit": "単位",
            "price": "単価",
            "due": "納期"
          }
        }
        """;

    /// <summary>Writes replies for the buyer's system.</summary>
    public const string Replies = """
        {
          "description": "納期回答 / replies",
          "write": "csv",
          "encoding": "cp932",
          "columns": [
            { "header": "注文番号", "field": "orderNumber" },
            { "header": "行番号", "field": "lineNumber" },
            { "header": "回答区分", "field": "kind", "codes": { "accepted": "承諾", "changed": "変更", "refused": "拒否", "onHold": "保留" } },
            { "header": "分納枝番", "field": "split" },
            { "header": "回答納期", "field": "date", "date": "yyyyMMdd" },
            { "header": "回答数量", "field": "quantity" },
            { "header": "残数", "field": "remainder" },
            { "header": "理由", "field": "reason" },
            { "header": "取引先コード", "field": "supplier" }
          ]
        }
        """;
}
