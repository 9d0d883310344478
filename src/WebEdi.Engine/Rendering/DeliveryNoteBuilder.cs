using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Rendering;

/// <summary>Makes the delivery note of an order: what is still to be delivered, with amounts and taxes. Pure.</summary>
internal static class DeliveryNoteBuilder
{
    /// <summary>Above this an amount is taken as a mistake and left out, so that no sum can overflow.</summary>
    private const decimal AmountLimit = 1_000_000_000_000_000_000m;

    /// <summary>Builds the note.</summary>
    /// <param name="order">The order.</param>
    /// <param name="states">The states of its lines; null: nothing was answered, as for an order that is not stored.</param>
    /// <param name="tenant">The buyer: name, rounding, tax rates.</param>
    /// <param name="supplier">The supplier as registered; null: as the order names it.</param>
    /// <param name="number">The note's number; see <see cref="DeliveryNoteNumber"/>.</param>
    /// <param name="today">The issue date, in the tenant's time zone.</param>
    /// <param name="delivered">Quantities on earlier notes, by line number; null: none.</param>
    /// <returns>
    /// The note. Lines that are refused, cancelled or wholly delivered are left out; <see cref="DespatchAdvice.Lines"/> is empty when nothing is
    /// left to deliver, and the caller decides what that means. A line without a price has no amount and is in no sum.
    /// </returns>
    public static DespatchAdvice Build(
        Order order,
        IReadOnlyList<OrderLineState>? states,
        TenantProfile tenant,
        SupplierProfile? supplier,
        string number,
        DateOnly today,
        IReadOnlyDictionary<string, decimal>? delivered = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(tenant);

        Dictionary<string, OrderLineState> stateOf = (states ?? []).ToDictionary(state => state.LineNumber, StringComparer.Ordinal);
        int decimals = TaxCalculator.DecimalsOf(order.Currency);
        (OrderLine Line, OrderLineState? State, decimal Open)[] open =
        [
            .. from line in order.Purpose == DocumentPurpose.Cancellation ? [] : order.Lines
               let state = stateOf.GetValueOrDefault(line.Number)
               where state?.Status is not (LineStatus.Refused or LineStatus.Cancelled)
               let quantity = OpenQuantity(line, state, delivered?.GetValueOrDefault(line.Number) ?? 0)
               where quantity != 0
               select (line, state, quantity),
        ];
        Party? shipTo = order.ShipTo ?? Common(open.Select(entry => entry.Line.ShipTo));
        DespatchLine[] lines = [.. open.Select(entry => ToLine(entry.Line, entry.Open, tenant, shipTo, decimals))];
        TaxTotals totals = TaxCalculator.Calculate(
            lines.Where(line => line.Amount is not null).Select(line => new TaxableAmount(line.TaxCategory, line.TaxRate, line.Amount!.Value)),
            order.TaxIncluded, tenant.Rounding, decimals);

        return new DespatchAdvice
        {
            Number = number,
            IssueDate = today,
            DeliveryDate = open.Min(entry => DeliveryDate(entry.Line, entry.State)),
            OrderNumber = order.Number,
            OrderRevision = order.Revision,
            OrderDate = order.IssueDate,
            Buyer = BuyerOf(order, tenant),
            Supplier = supplier is null ? order.Supplier : FillIn(supplier.Party, order.Supplier),
            ShipTo = shipTo,
            ReceivingPlace = order.ReceivingPlace ?? Common(open.Select(entry => entry.Line.ReceivingPlace)),
            Currency = order.Currency,
            TaxIncluded = order.TaxIncluded,
            Note = order.Note,
            Lines = lines,
            Taxes = totals.Taxes,
            NetAmount = totals.Net,
            TaxAmount = totals.Tax,
            GrossAmount = totals.Gross,
        };
    }

    /// <summary>Ordered, less what will not come, less what came. Never turns a delivery into a return: over-delivery leaves nothing open.</summary>
    private static decimal OpenQuantity(OrderLine line, OrderLineState? state, decimal delivered)
    {
        decimal open = line.Quantity - (AgreedReply(state)?.Remainder ?? 0) - delivered;
        return Math.Sign(open) == Math.Sign(line.Quantity) ? open : 0;
    }

    /// <summary>A reply counts only while it answers what the buyer now asks for.</summary>
    private static ResponseLine? AgreedReply(OrderLineState? state) =>
        state?.Status is LineStatus.AnsweredWithChange or LineStatus.Accepted ? state.Reply : null;

    private static DateOnly? DeliveryDate(OrderLine line, OrderLineState? state) =>
        AgreedReply(state) is { Schedule.Count: > 0 } reply ? reply.Schedule.Min(delivery => delivery.Date) : line.DueDate;

    private static DespatchLine ToLine(OrderLine line, decimal quantity, TenantProfile tenant, Party? shipTo, int decimals)
    {
        decimal? price = UnitPrice(line);
        return new DespatchLine
        {
            LineNumber = line.Number,
            ItemCode = line.ItemCode,
            ItemName = line.ItemName,
            Specification = line.Specification,
            Quantity = quantity,
            Unit = line.Unit,
            UnitPrice = price,
            Amount = Amount(line, quantity, tenant.Rounding, decimals),
            TaxCategory = line.TaxCategory,
            TaxRate = TaxRate(line, tenant),
            DueDate = line.DueDate,
            Note = line.ShipTo is { } place && place != shipTo ? $"→{place.Name ?? place.Code} {line.Note}".TrimEnd() : line.Note,
        };
    }

    private static decimal? UnitPrice(OrderLine line) =>
        line.PriceType == PriceType.FreeOfCharge ? 0
        : line.UnitPrice is { } price && line.PriceBasisQuantity > 0 ? price / line.PriceBasisQuantity
        : null;

    /// <summary>Quantity x price / basis, rounded once; a price of 1 yen per 3 pieces makes exactly 100 yen for 300.</summary>
    private static decimal? Amount(OrderLine line, decimal quantity, RoundingRule rule, int decimals)
    {
        if (line.PriceType == PriceType.FreeOfCharge)
            return 0;
        if (line.UnitPrice is not { } price || line.PriceBasisQuantity <= 0)
            return null;

        // Sized in floating point first: decimal would throw at 7.9e28.
        if (Math.Abs((double)quantity * (double)price) >= (double)AmountLimit || Math.Abs((double)quantity * (double)price / (double)line.PriceBasisQuantity) >= (double)AmountLimit)
            return null;

        return TaxCalculator.Round(quantity * price / line.PriceBasisQuantity, rule, decimals);
    }

    private static decimal TaxRate(OrderLine line, TenantProfile tenant) => line.TaxCategory switch
    {
        TaxCategory.Standard => line.TaxRate ?? tenant.StandardTaxRate,
        TaxCategory.Reduced => line.TaxRate ?? tenant.ReducedTaxRate,
        _ => 0,
    };

    private static Party BuyerOf(Order order, TenantProfile tenant) =>
        order.Buyer is not { } buyer ? tenant.Buyer
        : buyer.Code.Length == 0 || buyer.Code == tenant.Buyer.Code ? FillIn(buyer with { Code = tenant.Buyer.Code }, tenant.Buyer)
        : buyer;

    private static Party FillIn(Party first, Party second) => first with
    {
        GlobalCode = first.GlobalCode ?? second.GlobalCode,
        Name = first.Name ?? second.Name,
        Department = first.Department ?? second.Department,
        ContactName = first.ContactName ?? second.ContactName,
        Telephone = first.Telephone ?? second.Telephone,
        Fax = first.Fax ?? second.Fax,
        Postcode = first.Postcode ?? second.Postcode,
        Address = first.Address ?? second.Address,
        RegistrationNumber = first.RegistrationNumber ?? second.RegistrationNumber,
    };

    private static T? Common<T>(IEnumerable<T?> values)
        where T : class
    {
        T?[] different = [.. values.Distinct().Take(2)];
        return different.Length == 1 ? different[0] : null;
    }
}
