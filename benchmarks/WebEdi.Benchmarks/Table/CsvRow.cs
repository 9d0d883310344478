using CsvHelper;

namespace WebEdi.Benchmarks.Table;

/// <summary>A row of the generator's CSV as a program would type it, for the library that is compared with.</summary>
[CsvRecord]
internal sealed partial class CsvRow
{
    public string OrderNo { get; set; } = "";

    public DateOnly OrderDate { get; set; }

    public string BuyerCode { get; set; } = "";

    public string BuyerName { get; set; } = "";

    public string SupplierCode { get; set; } = "";

    public string SupplierName { get; set; } = "";

    public string ShipToCode { get; set; } = "";

    public string ShipToName { get; set; } = "";

    public string ShipToAddress { get; set; } = "";

    public string Currency { get; set; } = "";

    public int LineNo { get; set; }

    public string Gtin { get; set; } = "";

    public string SupplierSku { get; set; } = "";

    public string BuyerSku { get; set; } = "";

    public string Description { get; set; } = "";

    public decimal Quantity { get; set; }

    public string Unit { get; set; } = "";

    public decimal UnitPrice { get; set; }

    public decimal LineAmount { get; set; }

    public decimal TaxRate { get; set; }

    public DateOnly RequestedDate { get; set; }

    public string Warehouse { get; set; } = "";

    public int Priority { get; set; }

    public bool IsSample { get; set; }

    public string Remark { get; set; } = "";
}
