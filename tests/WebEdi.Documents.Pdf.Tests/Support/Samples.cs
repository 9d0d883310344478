namespace WebEdi.Documents.Pdf.Tests.Support;

/// <summary>Delivery notes as they come.</summary>
internal static class Samples
{
    public static DespatchAdvice Note(int lines = 4, string number = "N261124-7K3M9QX4", string order = "PO-2026-004512") => new()
    {
        Number = number,
        Currency = "JPY",
        IssueDate = new DateOnly(2026, 11, 24),
        DeliveryDate = new DateOnly(2026, 11, 30),
        OrderNumber = order,
        OrderRevision = 1,
        OrderDate = new DateOnly(2026, 11, 10),
        Buyer = new Party { Code = "B001", Name = "西新宿精密工業株式会社", Department = "資材部 購買第一課", ContactName = "髙橋 一郎", Postcode = "160-0023", Address = "東京都新宿区西新宿二丁目8番1号", Telephone = "03-1234-5678" },
        Supplier = new Party { Code = "S0012", Name = "株式会社𠮷野﨑製作所", Postcode = "144-0035", Address = "東京都大田区南蒲田一丁目20番20号", Telephone = "03-9876-5432", Fax = "03-9876-5433", RegistrationNumber = "T7010401022916" },
        ShipTo = new Party { Code = "F01", Name = "西新宿精密工業㈱ 川崎工場", Department = "第2倉庫" },
        ReceivingPlace = "A棟 1番受入口",
        Note = "午前中の納品をお願いします。受入口①へ。〜割れ物注意〜",
        Lines = [.. Enumerable.Range(1, lines).Select(Line)],
        Taxes = [new TaxSubtotal(TaxCategory.Standard, 10, 128_450, 12_845), new TaxSubtotal(TaxCategory.Reduced, 8, 3_240, 259)],
        NetAmount = 131_690,
        TaxAmount = 13_104,
        GrossAmount = 144_794,
    };

    private static DespatchLine Line(int number) => (number % 4) switch
    {
        1 => new() { LineNumber = $"{number:0000}", ItemCode = "A-10023-B", ItemName = "六角ボルト M8×30", Specification = "SUS304 / JIS B 1180", Quantity = 1_200, Unit = "H87", UnitPrice = 12.5m, Amount = 15_000, TaxRate = 10, DueDate = new DateOnly(2026, 11, 30) },
        2 => new() { LineNumber = $"{number:0000}", ItemCode = "0012", ItemName = "ﾍﾞｱﾘﾝｸﾞ 6204ZZ", Quantity = 24, Unit = "H87", UnitPrice = 385.1234m, Amount = 9_242, TaxRate = 10, DueDate = new DateOnly(2026, 12, 1) },
        3 => new() { LineNumber = $"{number:0000}", ItemCode = "KB-778-LONG-CODE-20261124-R03", ItemName = "制御盤用ケーブルアセンブリ（シールド付き・耐熱仕様）長さ指定品", Specification = "図番 K-20418-03 改訂C", Quantity = 3.5m, Unit = "MTR", UnitPrice = 29_773.7143m, Amount = 104_208, TaxRate = 10, DueDate = new DateOnly(2026, 12, 4), Note = "検査成績書添付" },
        _ => new() { LineNumber = $"{number:0000}", ItemCode = "FD-001", ItemName = "来客用緑茶 500mL", Quantity = 24, Unit = "本", UnitPrice = 135, Amount = 3_240, TaxCategory = TaxCategory.Reduced, TaxRate = 8, DueDate = new DateOnly(2026, 11, 30) },
    };
}
