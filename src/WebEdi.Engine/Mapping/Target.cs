using System.Collections.Frozen;

using WebEdi.Documents;

namespace WebEdi.Engine.Mapping;

/// <summary>Puts a value into a draft.</summary>
internal delegate void Setter<in TDraft>(TDraft draft, in Value value);

/// <summary>A place in a document that a map can fill.</summary>
/// <param name="Name">Its short name in maps.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="MaxLength">The longest text, in characters.</param>
/// <param name="Set">Fills it.</param>
internal sealed record Target<TDraft>(string Name, ValueKind Kind, int MaxLength, Setter<TDraft> Set)
{
    /// <summary>Gets a value indicating whether a map must fill it.</summary>
    public bool Required { get; init; }

    /// <summary>Gets the words for a <see cref="ValueKind.Name"/> or a <see cref="ValueKind.Flag"/>.</summary>
    public FrozenDictionary<string, int>? Names { get; init; }
}

/// <summary>All places, by their short names. The schema of maps and the documentation list the same.</summary>
internal static class Targets
{
    /// <summary>The longest code or number.</summary>
    private const int Code = 80;

    /// <summary>The longest text.</summary>
    private const int Long = 2000;

    private static readonly (string Suffix, int MaxLength)[] PartyParts =
    [
        ("", Code), ("GlobalCode", Code), ("Name", 200), ("Department", 200), ("Contact", 200), ("Telephone", 40), ("Fax", 40), ("Postcode", 20),
        ("Address", 400), ("RegistrationNumber", 20),
    ];

    /// <summary>Words for yes and no.</summary>
    public static FrozenDictionary<string, int> FlagNames { get; } = Words(
        ("true", 1), ("yes", 1), ("y", 1), ("1", 1), ("内税", 1), ("税込", 1), ("false", 0), ("no", 0), ("n", 0), ("0", 0), ("外税", 0), ("税抜", 0));

    private static readonly FrozenDictionary<string, int> PurposeNames = Words(
        ("original", 9), ("new", 9), ("9", 9), ("新規", 9), ("change", 4), ("4", 4), ("変更", 4), ("訂正", 4), ("cancel", 1), ("cancellation", 1), ("1", 1), ("取消", 1));

    private static readonly FrozenDictionary<string, int> PriceTypeNames = Words(
        ("firm", 0), ("確定", 0), ("provisional", 1), ("仮", 1), ("仮単価", 1), ("freeOfCharge", 2), ("free", 2), ("無償", 2));

    private static readonly FrozenDictionary<string, int> TaxCategoryNames = Words(
        ("standard", 0), ("標準", 0), ("標準税率", 0), ("課税", 0), ("reduced", 1), ("軽減", 1), ("軽減税率", 1), ("exempt", 2), ("非課税", 2), ("outOfScope", 3), ("不課税", 3), ("対象外", 3));

    /// <summary>Gets the places of the order's head.</summary>
    public static FrozenDictionary<string, Target<OrderDraft>> Order { get; } = Index<OrderDraft>(
    [
        Text<OrderDraft>("number", 35, static (d, in v) => d.Number = v.Text) with { Required = true },
        new("revision", ValueKind.Integer, 0, static (d, in v) => d.Revision = v.Integer),
        new("revisionDate", ValueKind.Date, 0, static (d, in v) => d.RevisionDate = v.Date),
        new("purpose", ValueKind.Name, 0, static (d, in v) => d.Purpose = (DocumentPurpose)v.Integer) { Names = PurposeNames },
        Text<OrderDraft>("type", Code, static (d, in v) => d.TypeCode = v.Text),
        new("issueDate", ValueKind.Date, 0, static (d, in v) => d.IssueDate = v.Date),
        .. Party<OrderDraft>("buyer", (part) => (d, in v) => PartyDraft.Set(ref d.Buyer, part, v.Text!)),
        .. Party<OrderDraft>("supplier", (part) => (d, in v) => PartyDraft.Set(ref d.Supplier, part, v.Text!)),
        .. Party<OrderDraft>("shipTo", (part) => (d, in v) => PartyDraft.Set(ref d.ShipTo, part, v.Text!)),
        Text<OrderDraft>("receivingPlace", 200, static (d, in v) => d.ReceivingPlace = v.Text),
        Text<OrderDraft>("quotationNumber", Code, static (d, in v) => d.QuotationNumber = v.Text),
        Text<OrderDraft>("salesOrderNumber", Code, static (d, in v) => d.SalesOrderNumber = v.Text),
        Text<OrderDraft>("contractNumber", Code, static (d, in v) => d.ContractNumber = v.Text),
        Text<OrderDraft>("projectNumber", Code, static (d, in v) => d.ProjectNumber = v.Text),
        Text<OrderDraft>("currency", 3, static (d, in v) => d.Currency = v.Text!),
        new("taxIncluded", ValueKind.Flag, 0, static (d, in v) => d.TaxIncluded = v.Integer == 1) { Names = FlagNames },
        Number<OrderDraft>("netAmount", static (d, in v) => d.NetAmount = v.Number),
        Number<OrderDraft>("taxAmount", static (d, in v) => d.TaxAmount = v.Number),
        Number<OrderDraft>("grossAmount", static (d, in v) => d.GrossAmount = v.Number),
        Text<OrderDraft>("paymentTerms", 400, static (d, in v) => d.PaymentTerms = v.Text),
        new("paymentDueDate", ValueKind.Date, 0, static (d, in v) => d.PaymentDueDate = v.Date),
        Text<OrderDraft>("inspectionTerms", 400, static (d, in v) => d.InspectionTerms = v.Text),
        Text<OrderDraft>("note", Long, static (d, in v) => d.Note = v.Text),
    ]);

    /// <summary>Gets the places of a line.</summary>
    public static FrozenDictionary<string, Target<LineDraft>> Line { get; } = Index<LineDraft>(
    [
        Text<LineDraft>("number", 35, static (d, in v) => d.Number = v.Text) with { Required = true },
        Text<LineDraft>("item", Code, static (d, in v) => d.ItemCode = v.Text),
        Text<LineDraft>("supplierItem", Code, static (d, in v) => d.SupplierItemCode = v.Text),
        Text<LineDraft>("manufacturerItem", Code, static (d, in v) => d.ManufacturerItemCode = v.Text),
        Text<LineDraft>("gtin", 14, static (d, in v) => d.Gtin = v.Text),
        Text<LineDraft>("itemName", 400, static (d, in v) => d.ItemName = v.Text),
        Text<LineDraft>("spec", 400, static (d, in v) => d.Specification = v.Text),
        Text<LineDraft>("drawingNumber", Code, static (d, in v) => d.DrawingNumber = v.Text),
        Text<LineDraft>("drawingRevision", Code, static (d, in v) => d.DrawingRevision = v.Text),
        Text<LineDraft>("lot", Code, static (d, in v) => d.Lot = v.Text),
        Number<LineDraft>("quantity", static (d, in v) => d.Quantity = v.Number) with { Required = true },
        Text<LineDraft>("unit", 20, static (d, in v) => d.Unit = v.Text),
        Number<LineDraft>("quantityPerPackage", static (d, in v) => d.QuantityPerPackage = v.Number),
        Number<LineDraft>("packageCount", static (d, in v) => d.PackageCount = v.Number),
        Text<LineDraft>("packageType", Code, static (d, in v) => d.PackageType = v.Text),
        new("priceType", ValueKind.Name, 0, static (d, in v) => d.PriceType = (PriceType)v.Integer) { Names = PriceTypeNames },
        Number<LineDraft>("price", static (d, in v) => d.UnitPrice = v.Number),
        Number<LineDraft>("priceBasis", static (d, in v) => d.PriceBasisQuantity = v.Number),
        Number<LineDraft>("amount", static (d, in v) => d.Amount = v.Number),
        new("taxCategory", ValueKind.Name, 0, static (d, in v) => d.TaxCategory = (TaxCategory)v.Integer) { Names = TaxCategoryNames },
        Number<LineDraft>("taxRate", static (d, in v) => d.TaxRate = v.Number),
        new("due", ValueKind.DueDate, 0, static (d, in v) => { d.DueDate = v.Date; d.DueDateUndecided = v.Date is null; }),
        new("dueTime", ValueKind.Time, 0, static (d, in v) => d.DueTime = v.Time),
        Text<LineDraft>("deliveryInstruction", Code, static (d, in v) => d.DeliveryInstruction = v.Text),
        .. Party<LineDraft>("shipTo", (part) => (d, in v) => PartyDraft.Set(ref d.ShipTo, part, v.Text!)),
        Text<LineDraft>("receivingPlace", 200, static (d, in v) => d.ReceivingPlace = v.Text),
        Text<LineDraft>("suppliedMaterial", Code, static (d, in v) => d.SuppliedMaterial = v.Text),
        Text<LineDraft>("note", Long, static (d, in v) => d.Note = v.Text),
    ]);

    private static Target<T> Text<T>(string name, int maxLength, Setter<T> set) => new(name, ValueKind.Text, maxLength, set);

    private static Target<T> Number<T>(string name, Setter<T> set) => new(name, ValueKind.Number, 0, set);

    private static IEnumerable<Target<T>> Party<T>(string prefix, Func<int, Setter<T>> set) =>
        PartyParts.Select((part, i) => Text(prefix + part.Suffix, part.MaxLength, set(i)) with { Required = prefix == "supplier" && i == 0 });

    private static FrozenDictionary<string, Target<T>> Index<T>(IEnumerable<Target<T>> targets) => targets.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Words(params (string Word, int Value)[] words) =>
        words.ToFrozenDictionary(w => w.Word, w => w.Value, StringComparer.OrdinalIgnoreCase);
}
