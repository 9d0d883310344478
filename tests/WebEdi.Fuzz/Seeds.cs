using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Fuzz;

/// <summary>Small sound files to begin with.</summary>
internal static class Seeds
{
    /// <summary>The map for rows between separators.</summary>
    public const string CsvMap = """
        { "read": "csv",
          "order": { "number": "注文番号", "supplier": "取引先", "issueDate": { "column": "発注日", "default": "20261124" } },
          "line":  { "number": "行", "item": "品番", "quantity": { "column": "数量", "number": { "group": "," } }, "due": "納期" } }
        """;

    /// <summary>The map for rows whose columns have no names.</summary>
    public const string BareCsvMap = """
        { "read": "csv", "header": false, "separator": "\t",
          "order": { "number": { "position": 1 }, "supplier": { "position": 2 } },
          "line":  { "number": { "position": 3 }, "item": { "position": 4 }, "quantity": { "position": 5 } } }
        """;

    /// <summary>The map for records of one type.</summary>
    public const string FixedMap = """
        { "read": "fixed", "encoding": "cp932", "recordLength": 46,
          "layout": [
            { "name": "注文番号", "start": 1, "length": 8 }, { "name": "取引先", "length": 4 }, { "name": "行", "length": 3, "padding": "zero" },
            { "name": "品名", "length": 12 }, { "name": "数量", "length": 7, "decimals": 2 }, { "name": "単価", "length": 4, "type": "packed", "decimals": 2 },
            { "name": "納期", "length": 8 } ],
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "itemName": "品名", "quantity": "数量", "price": "単価", "due": "納期" } }
        """;

    /// <summary>The map for records of several types.</summary>
    public const string RecordMap = """
        { "read": "records", "encoding": "cp932", "recordLength": 24, "lines": "D",
          "records": {
            "type": { "start": 1, "length": 1 },
            "types": {
              "A": { "role": "fileHeader", "layout": [ { "name": "種別", "length": 1 }, { "name": "発注日", "length": 8 } ] },
              "H": { "role": "order", "layout": [ { "name": "種別", "length": 1 }, { "name": "注文番号", "length": 6 }, { "name": "取引先", "length": 4 } ] },
              "D": { "layout": [ { "name": "種別", "length": 1 }, { "name": "行", "length": 3 }, { "name": "品名", "length": 10 }, { "name": "数量", "length": 5, "decimals": 1, "type": "zoned" } ] },
              "T": { "copybook": ["01 T.", "05 FILLER PIC X.", "05 件数 PIC 9(3).", "05 合計 PIC S9(5)V9."], "count": { "field": "件数", "of": "D" }, "total": { "field": "合計", "of": "D/数量" } },
              "Z": { "role": "fileTrailer", "layout": [ { "name": "種別", "length": 1 }, { "name": "件数", "length": 5 } ], "count": { "field": "件数", "of": ["H", "D", "T"] } } } },
          "order": { "number": "H/注文番号", "supplier": "H/取引先", "issueDate": "A/発注日" },
          "line":  { "number": "D/行", "itemName": "D/品名", "quantity": "D/数量" } }
        """;

    /// <summary>The map for records of several types between separators.</summary>
    public const string ColumnRecordMap = """
        { "read": "records", "lines": "D", "separator": ";", "quote": "'",
          "records": {
            "type": { "column": 1 },
            "types": {
              "A": { "role": "fileHeader", "columns": ["種別", "発注日"] },
              "H": { "role": "order", "columns": ["種別", "注文番号", "取引先"] },
              "D": { "columns": ["種別", "行", "品名", "数量"] },
              "T": { "columns": ["種別", "件数", "合計"], "count": { "field": "件数", "of": "D" }, "total": { "field": "合計", "of": "D/数量" } },
              "Z": { "role": "fileTrailer", "columns": ["種別", "件数"], "count": { "field": "件数", "of": ["H", "D", "T"] } } } },
          "order": { "number": "H/注文番号", "supplier": "H/取引先", "issueDate": "A/発注日" },
          "line":  { "number": "D/行", "itemName": "D/品名", "quantity": "D/数量" } }
        """;

    /// <summary>A profile that says everything.</summary>
    public const string Profile = """
        { "map": "edifact-orders", "encoding": "cp932", "duplicates": { "policy": "refuse" }, "tolerances": ["wrong-control-count"],
          "overrides": { "line": { "item": "PIA/7140[7143=IN]", "note": null } } }
        """;

    private const string Edifact = """
        UNA:+.? 'UNB+UNOY:4+BUYER:14+SUPPLIER:14+20261124:0930+42'UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO?+1+9'DTM+137:20261124:102'FTX+AAI+++六角 ??:?'x'
        NAD+BY+4912345000008::9++高橋製作所'NAD+SU+S-1::92'CUX+2:JPY:9'LIN+1++4901234567894:EN'PIA+1+B-1:IN+S-1:SA'IMD+F++:::六角ボルト'QTY+21:100:PCE'DTM+2:20261201:102'PRI+AAA:12.5'
        LIN+2++X:SA'QTY+21:2,5'UNS+S'CNT+2:2'UNT+17+1'UNZ+1+42'
        """;

    private const string X12 = """
        ISA*00*          *00*          *ZZ*BUYER          *ZZ*SUPPLIER       *261124*0930*U*00401*000000042*0*P*>~GS*PO*BUYER*SUPPLIER*20261124*0930*42*X*004010~
        ST*850*0001~BEG*00*SA*PO-1**20261124~CUR*BY*USD~N1*BT*BUYER*92*B1~N1*SU*SUPPLIER*92*S1~PO1*1*100*EA*12.5**BP*ITEM-1*VP*V-1~PID*F****BOLT~DTM*002*20261201~PO1*2*3*EA*1**BP*ITEM-2~CTT*2~SE*11*0001~
        GE*1*42~IEA*1*000000042~
        """;

    private const string Binary = """
        ISA*00*          *00*          *ZZ*BUYER          *ZZ*SUPPLIER       *261124*0930*^*00501*000000042*0*P*>~GS*BI*BUYER*SUPPLIER*20261124*0930*42*X*005010~ST*102*0001~BIN*5*a~*~b~SE*3*0001~GE*1*42~IEA*1*000000042~
        """;

    private const string Ubl = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
          <cbc:ID>PO-1</cbc:ID><cbc:IssueDate>2026-11-24</cbc:IssueDate><cbc:Note><![CDATA[a<b]]> &amp; c</cbc:Note>
          <cac:BuyerCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID>B1</cbc:ID></cac:PartyIdentification></cac:Party></cac:BuyerCustomerParty>
          <cac:SellerSupplierParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID="0088">S1</cbc:ID></cac:PartyIdentification></cac:Party></cac:SellerSupplierParty>
          <cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Quantity unitCode="EA">10</cbc:Quantity><cac:Item><cbc:Name>六角ボルト</cbc:Name></cac:Item></cac:LineItem></cac:OrderLine>
        </Order>
        """;

    private const string Json = """
        { "type": "order", "number": "PO-1", "issueDate": "2026-11-24", "supplier": { "code": "S1", "name": "高橋\u88fd作所" }, "currency": "JPY",
          "lines": [ { "number": "1", "itemCode": "B-1", "quantity": 10, "unitPrice": 12.5, "dueDate": null }, { "number": "2", "itemCode": "B\n2", "quantity": 1e1 } ] }
        """;

    private const string CopybookText = """
        01 ORDER-REC.
           05 注文番号  PIC X(8).
           05 明細 OCCURS 3 TIMES.
              10 数量 PIC S9(5)V99 COMP-3.
              10 単価 PIC 9(4) BINARY.
           05 別 REDEFINES 明細.
              10 品名 PIC N(6).
           05 残高 PIC S9(7) SIGN LEADING SEPARATE.
           05 FILLER PIC X(3) VALUE SPACES.
           05 金額 PIC ZZZ,ZZ9.99-.
        """;

    private const string Table = """
        name mine
        single ibm290
        wide 28 38
        narrow 29
        double jis+8080
        4A U+00A3
        41A1-41FE U+E000
        """;

    private static readonly Dictionary<string, string[]> Texts = new(StringComparer.Ordinal)
    {
        ["edifact"] = [Edifact, "UNH+1+ORDERS:D:01B:UN'BGM+220+1'UNT+3+1'", "UNB+UNOA:1+A+B+1:1+1'UNG+ORDERS+A+B+1:1+7+UN+D:96A'UNH+1+ORDERS:D:96A:UN'BGM+220+1'UNT+3+1'UNE+1+7'UNZ+1+1'"],
        ["x12"] = [X12, Binary],
        ["csv"] = ["注文番号,取引先,発注日,行,品番,数量,納期\r\nPO-1,S1,2026/11/24,1,\"A,\"\"1\"\"\",\"1,000\",20261201\r\nPO-2,S1,R8.11.24,1,B,2,未定\nPO-1,S1,,2,C,3,999999\r\n"],
        ["csv-bare"] = ["PO-1\tS1\t1\tA\t10\nPO-1\tS1\t2\tB\t5\n"],
        ["fixed"] = ["PO-00001S001001六角ボルト  0010000@@@@20261201\r\nPO-00001S001002座金        0000250@@@L20261201\r\n"],
        ["records"] = ["A20261124               \r\nHPO-001S001             \r\nD001六角ボルト00100     \r\nT001000100              \r\nZ00003                  \r\n"],
        ["records-columns"] = ["A;20261124\r\nH;PO-1;S1\r\nD;1;'六角''ボルト;\n';1,000\r\nT;1;1000\r\nZ;3\r\n"],
        ["xml"] = [Ubl, "<a/><b x='1'>&#x30;</b>", "\uFEFF<Batch><Order><ID>1</ID></Order><Order/></Batch>"],
        ["json"] = [Json, "[{\"number\":\"1\",\"lines\":[]},{\"number\":\"2\"}]", "{\"number\":\"1\"}\n{\"number\":\"2\"}\n"],
        ["codecs"] = ["六角ボルト髙①ｱｲｳ~\\ ¥", "\u001b$B0l\u001b(B"],
        ["map"] = [CsvMap, BareCsvMap, FixedMap, RecordMap, ColumnRecordMap],
        ["partner"] = [Profile],
        ["path"] = ["NAD+BY|OB/3039", "PIA/7140[7143!=IN]", "/OrderLine/cac:LineItem/ID[@schemeID=0088]", "GRP/LIN/4.1", "#"],
        ["copybook"] = [CopybookText],
        ["table"] = [Table, "name x\nsingle jis-x-0201"],
        ["values"] = ["yyyy/M/d\n2026/11/24", "wareki\n令和8年11月24日", "\n1,234.50", "iso\n2026-11-24T10:15:00.5+09:00"],
    };

    /// <summary>Gets the first seed of a format.</summary>
    public static byte[] Of(string format) => All(format)[0];

    /// <summary>Gets all seeds of a target.</summary>
    public static IReadOnlyList<byte[]> All(string target) => [.. Texts.GetValueOrDefault(target, []).Select(t => Bytes(target, t))];

    private static byte[] Bytes(string target, string text)
    {
        TextCodec codec = target is "fixed" or "records" or "codecs" ? TextCodec.Cp932 : TextCodec.Utf8;
        byte[] bytes = new byte[(text.Length * 3) + 8];
        codec.Encode(text, bytes, out int written);
        return bytes[..written];
    }
}
