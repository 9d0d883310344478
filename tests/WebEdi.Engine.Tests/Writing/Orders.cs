using WebEdi.Documents;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Orders to write.</summary>
internal static class Orders
{
    public static Order Simple(int lines) => new()
    {
        Number = "PO-1",
        TypeCode = "220",
        IssueDate = new DateOnly(2026, 11, 24),
        Buyer = new Party { Code = "BUYER" },
        Supplier = new Party { Code = "SUP-01" },
        Currency = "JPY",
        Lines = [.. Enumerable.Range(1, lines).Select(i => new OrderLine
        {
            Number = $"{i}",
            ItemCode = $"ITEM-{i}",
            Quantity = i,
            Unit = "EA",
            UnitPrice = 12.50m,
            DueDate = new DateOnly(2026, 12, 1),
        })],
    };

    /// <summary>Makes an order with every field that a ready-made map has a place for.</summary>
    public static Order Full(string map)
    {
        bool isEdifact = map == "edifact-orders";
        return Simple(2) with
        {
            Purpose = DocumentPurpose.Change,
            Buyer = Party("4912345000008", isEdifact) with { Department = isEdifact ? "購買部" : null, Fax = "03-1111-2222" },
            Supplier = Party("4912345000015", isEdifact) with { Fax = isEdifact ? "03-3333-4444" : null },
            ShipTo = Party("4912345000022", isEdifact),
            ReceivingPlace = "第2工場 3番ゲート",
            QuotationNumber = "Q-77",
            SalesOrderNumber = "S-88",
            ContractNumber = "C-99",
            ProjectNumber = "PRJ-1",
            Currency = "USD",
            NetAmount = isEdifact ? 1000.10m : null,
            TaxAmount = isEdifact ? 100 : null,
            GrossAmount = 1100.10m,
            PaymentTerms = "月末締め 翌月末払い",
            PaymentDueDate = isEdifact ? new DateOnly(2027, 1, 31) : null,
            Note = "急ぎです",
            Lines =
            [
                new OrderLine
                {
                    Number = "0010",
                    ItemCode = "B-1",
                    SupplierItemCode = "S-1",
                    ManufacturerItemCode = "M-1",
                    Gtin = "4901234567894",
                    ItemName = "六角ボルト",
                    DrawingNumber = "D-1",
                    DrawingRevision = isEdifact ? null : "R2",
                    Lot = "L-1",
                    Quantity = 1234.5m,
                    Unit = "EA",
                    QuantityPerPackage = isEdifact ? 100 : null,
                    PackageCount = 13,
                    PackageType = isEdifact ? "CT" : null,
                    UnitPrice = -0.05m,
                    PriceBasisQuantity = isEdifact ? 1000 : 1,
                    Amount = 123456789.01m,
                    TaxRate = isEdifact ? 10 : null,
                    DueDate = new DateOnly(2026, 12, 31),
                    ShipTo = new Party { Code = "DP-7", Name = "東工場" },
                    ReceivingPlace = isEdifact ? "G-5" : null,
                    Note = "分納 可",
                },
                new OrderLine { Number = "0020", SupplierItemCode = "S-2", Quantity = 0, DueDate = null },
            ],
        };
    }

    private static Party Party(string code, bool isEdifact) => new()
    {
        Code = code,
        GlobalCode = code,
        Name = "株式会社 髙橋製作所",
        ContactName = "山田 太郎",
        Telephone = "03-1234-5678",
        Postcode = "100-0001",
        Address = isEdifact ? "東京都 千代田区 1-2-3" : "東京都 千代田区",
    };
}
