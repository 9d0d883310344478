namespace WebEdi.Benchmarks.Table;

/// <summary>The maps for the files of the generator: 25 columns, with a header or at fixed places.</summary>
internal static class TableMaps
{
    /// <summary>Columns by name.</summary>
    public const string Csv = """
        { "read": "csv",
          "order": { "number": "OrderNo", "issueDate": "OrderDate", "buyer": "BuyerCode", "buyerName": "BuyerName", "supplier": "SupplierCode", "supplierName": "SupplierName",
                     "shipTo": "ShipToCode", "shipToName": "ShipToName", "shipToAddress": "ShipToAddress", "currency": "Currency" },
        """ + Line;

    /// <summary>Records of 360 bytes, numbers to the right.</summary>
    public const string Fixed = """
        { "read": "fixed", "encoding": "cp932", "recordLength": 360,
          "layout": [
            { "name": "OrderNo", "length": 12 }, { "name": "OrderDate", "length": 8 }, { "name": "BuyerCode", "length": 13 }, { "name": "BuyerName", "length": 24 },
            { "name": "SupplierCode", "length": 13 }, { "name": "SupplierName", "length": 24 }, { "name": "ShipToCode", "length": 13 }, { "name": "ShipToName", "length": 24 },
            { "name": "ShipToAddress", "length": 30 }, { "name": "Currency", "length": 3 }, { "name": "LineNo", "length": 5 }, { "name": "Gtin", "length": 13 },
            { "name": "SupplierSku", "length": 12 }, { "name": "BuyerSku", "length": 12 }, { "name": "Description", "length": 40 }, { "name": "Quantity", "length": 9 },
            { "name": "Unit", "length": 3 }, { "name": "UnitPrice", "length": 12 }, { "name": "LineAmount", "length": 14 }, { "name": "TaxRate", "length": 5 },
            { "name": "RequestedDate", "length": 8 }, { "name": "Warehouse", "length": 6 }, { "name": "Priority", "length": 1 }, { "name": "IsSample", "length": 1 },
            { "name": "Remark", "length": 55 } ],
          "order": { "number": "OrderNo", "issueDate": "OrderDate", "buyer": "BuyerCode", "buyerName": "BuyerName", "supplier": "SupplierCode", "supplierName": "SupplierName",
                     "shipTo": "ShipToCode", "shipToName": "ShipToName", "shipToAddress": "ShipToAddress", "currency": "Currency" },
        """ + Line;

    private const string Line = """
          "line": { "number": "LineNo", "gtin": "Gtin", "supplierItem": "SupplierSku", "item": "BuyerSku", "itemName": "Description", "quantity": "Quantity", "unit": "Unit",
                    "price": "UnitPrice", "amount": "LineAmount", "taxRate": "TaxRate", "due": "RequestedDate", "note": "Remark",
                    "extensions": { "warehouse": "Warehouse", "priority": "Priority", "isSample": "IsSample" } },
          "extensionSchema": { "type": "object", "properties": { "warehouse": { "type": "string" }, "priority": { "type": "string" }, "isSample": { "type": "string" } } } }
        """;
}
