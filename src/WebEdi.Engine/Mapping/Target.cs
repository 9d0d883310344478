using System.Collections.Frozen;

using WebEdi.Documents;

namespace WebEdi.Engine.Mapping;

/// <summary>Puts a value into a draft.</summary>
internal delegate void Setter<in TDraft>(TDraft draft, in Value value);

/// <summary>Takes a value out of a document: the way back of a <see cref="Setter{TDraft}"/>.</summary>
internal delegate Presence Getter<in TDocument>(TDocument document, out Value value);

/// <summary>Whether a document says something.</summary>
internal enum Presence
{
    /// <summary>It says nothing.</summary>
    None = 0,

    /// <summary>It says what is so anyway, where nothing is said.</summary>
    Usual = 1,

    /// <summary>It says something of its own.</summary>
    Stated = 2,
}

/// <summary>A place in a document that a map can fill.</summary>
/// <param name="Name">Its short name in maps.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="MaxLength">The longest text, in characters.</param>
/// <param name="Set">Fills it.</param>
/// <param name="Get">Takes out what <paramref name="Set"/> has put in.</param>
internal sealed record Target<TDraft, TDocument>(string Name, ValueKind Kind, int MaxLength, Setter<TDraft> Set, Getter<TDocument> Get)
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
    public static FrozenDictionary<string, Target<OrderDraft, Order>> Order { get; } = Index<OrderDraft, Order>(
    [
        Text<OrderDraft, Order>("number", 35, static (d, in v) => d.Number = v.Text, static d => d.Number) with { Required = true },
        new("revision", ValueKind.Integer, 0, static (d, in v) => d.Revision = v.Integer, static (d, out v) => Whole(d.Revision, isUsual: d.Revision == 0, out v)),
        new("revisionDate", ValueKind.Date, 0, static (d, in v) => d.RevisionDate = v.Date, static (d, out v) => Date(d.RevisionDate, out v)),
        new("purpose", ValueKind.Name, 0, static (d, in v) => d.Purpose = (DocumentPurpose)v.Integer, static (d, out v) => Whole((int)d.Purpose, d.Purpose == DocumentPurpose.Original, out v)) { Names = PurposeNames },
        Text<OrderDraft, Order>("type", Code, static (d, in v) => d.TypeCode = v.Text, static d => d.TypeCode),
        new("issueDate", ValueKind.Date, 0, static (d, in v) => d.IssueDate = v.Date, static (d, out v) => Date(d.IssueDate, out v)),
        .. Party<OrderDraft, Order>("buyer", part => (d, in v) => PartyDraft.Set(ref d.Buyer, part, v.Text!), static d => d.Buyer),
        .. Party<OrderDraft, Order>("supplier", part => (d, in v) => PartyDraft.Set(ref d.Supplier, part, v.Text!), static d => d.Supplier),
        .. Party<OrderDraft, Order>("shipTo", part => (d, in v) => PartyDraft.Set(ref d.ShipTo, part, v.Text!), static d => d.ShipTo),
        Text<OrderDraft, Order>("receivingPlace", 200, static (d, in v) => d.ReceivingPlace = v.Text, static d => d.ReceivingPlace),
        Text<OrderDraft, Order>("quotationNumber", Code, static (d, in v) => d.QuotationNumber = v.Text, static d => d.QuotationNumber),
        Text<OrderDraft, Order>("salesOrderNumber", Code, static (d, in v) => d.SalesOrderNumber = v.Text, static d => d.SalesOrderNumber),
        Text<OrderDraft, Order>("contractNumber", Code, static (d, in v) => d.ContractNumber = v.Text, static d => d.ContractNumber),
        Text<OrderDraft, Order>("projectNumber", Code, static (d, in v) => d.ProjectNumber = v.Text, static d => d.ProjectNumber),
        Text<OrderDraft, Order>("currency", 3, static (d, in v) => d.Currency = v.Text!, static d => d.Currency),
        new("taxIncluded", ValueKind.Flag, 0, static (d, in v) => d.TaxIncluded = v.Integer == 1, static (d, out v) => Whole(d.TaxIncluded ? 1 : 0, !d.TaxIncluded, out v)) { Names = FlagNames },
        Number<OrderDraft, Order>("netAmount", static (d, in v) => d.NetAmount = v.Number, static d => d.NetAmount),
        Number<OrderDraft, Order>("taxAmount", static (d, in v) => d.TaxAmount = v.Number, static d => d.TaxAmount),
        Number<OrderDraft, Order>("grossAmount", static (d, in v) => d.GrossAmount = v.Number, static d => d.GrossAmount),
        Text<OrderDraft, Order>("paymentTerms", 400, static (d, in v) => d.PaymentTerms = v.Text, static d => d.PaymentTerms),
        new("paymentDueDate", ValueKind.Date, 0, static (d, in v) => d.PaymentDueDate = v.Date, static (d, out v) => Date(d.PaymentDueDate, out v)),
        Text<OrderDraft, Order>("inspectionTerms", 400, static (d, in v) => d.InspectionTerms = v.Text, static d => d.InspectionTerms),
        Text<OrderDraft, Order>("note", Long, static (d, in v) => d.Note = v.Text, static d => d.Note),
    ]);

    /// <summary>Gets the places of a line.</summary>
    public static FrozenDictionary<string, Target<LineDraft, OrderLine>> Line { get; } = Index<LineDraft, OrderLine>(
    [
        Text<LineDraft, OrderLine>("number", 35, static (d, in v) => d.Number = v.Text, static d => d.Number) with { Required = true },
        Text<LineDraft, OrderLine>("item", Code, static (d, in v) => d.ItemCode = v.Text, static d => d.ItemCode),
        Text<LineDraft, OrderLine>("supplierItem", Code, static (d, in v) => d.SupplierItemCode = v.Text, static d => d.SupplierItemCode),
        Text<LineDraft, OrderLine>("manufacturerItem", Code, static (d, in v) => d.ManufacturerItemCode = v.Text, static d => d.ManufacturerItemCode),
        Text<LineDraft, OrderLine>("gtin", 14, static (d, in v) => d.Gtin = v.Text, static d => d.Gtin),
        Text<LineDraft, OrderLine>("itemName", 400, static (d, in v) => d.ItemName = v.Text, static d => d.ItemName),
        Text<LineDraft, OrderLine>("spec", 400, static (d, in v) => d.Specification = v.Text, static d => d.Specification),
        Text<LineDraft, OrderLine>("drawingNumber", Code, static (d, in v) => d.DrawingNumber = v.Text, static d => d.DrawingNumber),
        Text<LineDraft, OrderLine>("drawingRevision", Code, static (d, in v) => d.DrawingRevision = v.Text, static d => d.DrawingRevision),
        Text<LineDraft, OrderLine>("lot", Code, static (d, in v) => d.Lot = v.Text, static d => d.Lot),
        Number<LineDraft, OrderLine>("quantity", static (d, in v) => d.Quantity = v.Number, static d => d.Quantity) with { Required = true },
        Text<LineDraft, OrderLine>("unit", 20, static (d, in v) => d.Unit = v.Text, static d => d.Unit),
        Number<LineDraft, OrderLine>("quantityPerPackage", static (d, in v) => d.QuantityPerPackage = v.Number, static d => d.QuantityPerPackage),
        Number<LineDraft, OrderLine>("packageCount", static (d, in v) => d.PackageCount = v.Number, static d => d.PackageCount),
        Text<LineDraft, OrderLine>("packageType", Code, static (d, in v) => d.PackageType = v.Text, static d => d.PackageType),
        new("priceType", ValueKind.Name, 0, static (d, in v) => d.PriceType = (PriceType)v.Integer, static (d, out v) => Whole((int)d.PriceType, d.PriceType == default, out v)) { Names = PriceTypeNames },
        Number<LineDraft, OrderLine>("price", static (d, in v) => d.UnitPrice = v.Number, static d => d.UnitPrice),
        new("priceBasis", ValueKind.Number, 0, static (d, in v) => d.PriceBasisQuantity = v.Number, static (d, out v) =>
        {
            v = new Value { Number = d.PriceBasisQuantity };
            return d.PriceBasisQuantity == 1 ? Presence.Usual : Presence.Stated;
        }),
        Number<LineDraft, OrderLine>("amount", static (d, in v) => d.Amount = v.Number, static d => d.Amount),
        new("taxCategory", ValueKind.Name, 0, static (d, in v) => d.TaxCategory = (TaxCategory)v.Integer, static (d, out v) => Whole((int)d.TaxCategory, d.TaxCategory == default, out v)) { Names = TaxCategoryNames },
        Number<LineDraft, OrderLine>("taxRate", static (d, in v) => d.TaxRate = v.Number, static d => d.TaxRate),
        new("due", ValueKind.DueDate, 0, static (d, in v) => { d.DueDate = v.Date; d.DueDateUndecided = v.Date is null; }, static (d, out v) =>
        {
            v = new Value { Date = d.DueDate };
            return d.DueDate is null && !d.DueDateUndecided ? Presence.None : Presence.Stated;
        }),
        new("dueTime", ValueKind.Time, 0, static (d, in v) => d.DueTime = v.Time, static (d, out v) =>
        {
            v = new Value { Time = d.DueTime ?? default };
            return d.DueTime is null ? Presence.None : Presence.Stated;
        }),
        Text<LineDraft, OrderLine>("deliveryInstruction", Code, static (d, in v) => d.DeliveryInstruction = v.Text, static d => d.DeliveryInstruction),
        .. Party<LineDraft, OrderLine>("shipTo", part => (d, in v) => PartyDraft.Set(ref d.ShipTo, part, v.Text!), static d => d.ShipTo),
        Text<LineDraft, OrderLine>("receivingPlace", 200, static (d, in v) => d.ReceivingPlace = v.Text, static d => d.ReceivingPlace),
        Text<LineDraft, OrderLine>("suppliedMaterial", Code, static (d, in v) => d.SuppliedMaterial = v.Text, static d => d.SuppliedMaterial),
        Text<LineDraft, OrderLine>("note", Long, static (d, in v) => d.Note = v.Text, static d => d.Note),
    ]);

    private static Target<T, TDocument> Text<T, TDocument>(string name, int maxLength, Setter<T> set, Func<TDocument, string?> get) =>
        new(name, ValueKind.Text, maxLength, set, (TDocument d, out Value v) => Words(get(d), out v));

    private static Target<T, TDocument> Number<T, TDocument>(string name, Setter<T> set, Func<TDocument, decimal?> get) =>
        new(name, ValueKind.Number, 0, set, (TDocument d, out Value v) =>
        {
            decimal? number = get(d);
            v = new Value { Number = number.GetValueOrDefault() };
            return number is null ? Presence.None : Presence.Stated;
        });

    private static IEnumerable<Target<T, TDocument>> Party<T, TDocument>(string prefix, Func<int, Setter<T>> set, Func<TDocument, Party?> get) =>
        PartyParts.Select((part, i) =>
            Text<T, TDocument>(prefix + part.Suffix, part.MaxLength, set(i), d => get(d) is { } party ? PartOf(party, i) : null) with { Required = prefix == "supplier" && i == 0 });

    private static string? PartOf(Party party, int part) => part switch
    {
        0 => party.Code,
        1 => party.GlobalCode,
        2 => party.Name,
        3 => party.Department,
        4 => party.ContactName,
        5 => party.Telephone,
        6 => party.Fax,
        7 => party.Postcode,
        8 => party.Address,
        _ => party.RegistrationNumber,
    };

    private static Presence Words(string? text, out Value value)
    {
        value = new Value { Text = text };
        return string.IsNullOrEmpty(text) ? Presence.None : Presence.Stated;
    }

    private static Presence Date(DateOnly? date, out Value value)
    {
        value = new Value { Date = date };
        return date is null ? Presence.None : Presence.Stated;
    }

    private static Presence Whole(int number, bool isUsual, out Value value)
    {
        value = new Value { Integer = number, Number = number };
        return isUsual ? Presence.Usual : Presence.Stated;
    }

    private static FrozenDictionary<string, Target<T, TDocument>> Index<T, TDocument>(IEnumerable<Target<T, TDocument>> targets) =>
        targets.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Words(params (string Word, int Value)[] words) =>
        words.ToFrozenDictionary(w => w.Word, w => w.Value, StringComparer.OrdinalIgnoreCase);
}
