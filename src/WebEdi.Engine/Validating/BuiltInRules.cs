using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Rules;

namespace WebEdi.Engine.Validating;

/// <summary>What holds for every order of every tenant. Pure.</summary>
/// <remarks>
/// Items that the act on subcontract payments (取適法) wants stated when ordering, article 4, are named but never refuse an order: whether the
/// act applies to a deal is not in the file.
/// </remarks>
internal sealed class BuiltInRules : IOrderRule
{
    private const int MaxNumber = 35;
    private const int MaxCode = 80;

    public IEnumerable<Diagnostic> Check(Order order, OrderRuleContext context)
    {
        List<Diagnostic> found = [];
        CheckHead(order, context, found);
        HashSet<string>? numbers = order.Lines.Count > 1 ? new(order.Lines.Count, StringComparer.Ordinal) : null;
        for (int i = 0; i < order.Lines.Count; i++)
        {
            OrderLine line = order.Lines[i];
            if (numbers is not null && !numbers.Add(line.Number))
                found.Add(At(DiagnosticCodes.LineNumberDuplicate, i, "number", line.Number));

            CheckLine(order, line, i);
        }

        return found;

        Diagnostic At(string code, int index, string field, string? value = null, Expectation? expected = null) =>
            Diagnostic.Create(code, context.PositionOf(index), Path(order.Lines[index].Number, field), value, expected);

        void CheckLine(Order order, OrderLine line, int i)
        {
            if (line.Number.Length is 0 or > MaxNumber)
                found.Add(At(DiagnosticCodes.NumberTooLong, i, "number", line.Number, Expect.Value(MaxNumber)));

            if (line.Quantity < 0 || (line.Quantity == 0 && order.Purpose != DocumentPurpose.Cancellation))
                found.Add(At(DiagnosticCodes.QuantityNotPositive, i, "quantity", Text(line.Quantity)));

            if (line.DueDate is { } due && order.IssueDate is { } issued && due < issued)
                found.Add(At(DiagnosticCodes.DueBeforeIssue, i, "dueDate", Text(due), Expect.Value(Text(issued))));

            if (line is { Amount: { } amount, UnitPrice: { } price } && Expected(line, price) is { } product && !IsRounded(amount, product))
                found.Add(At(DiagnosticCodes.AmountMismatch, i, "amount", Text(amount), Expect.Value(Text(product))));

            if (line.TaxRate is < 0 or > 100)
                found.Add(At(DiagnosticCodes.TaxRateOutOfRange, i, "taxRate", Text(line.TaxRate.Value)));

            if (order.Purpose == DocumentPurpose.Cancellation)
                return;

            if (line.ItemCode is null && line.ItemName is null && line.SupplierItemCode is null && line.Gtin is null)
                found.Add(At(DiagnosticCodes.ItemUnnamed, i, "itemCode"));
        }
    }

    private static void CheckHead(Order order, OrderRuleContext context, List<Diagnostic> found)
    {
        if (order.Number.Length is 0 or > MaxNumber)
            Add(DiagnosticCodes.NumberTooLong, "number", order.Number, Expect.Value(MaxNumber));
        if (order.Supplier.Code.Length is 0 or > MaxCode)
            Add(DiagnosticCodes.NumberTooLong, "supplier.code", order.Supplier.Code, Expect.Value(MaxCode));
        if (order.Lines.Count == 0)
            Add(DiagnosticCodes.LinesMissing, "lines");
        if (!Currencies.Contains(order.Currency))
            Add(DiagnosticCodes.CurrencyUnknown, "currency", order.Currency);
        if (order.Supplier.RegistrationNumber is { } supplier && RegistrationNumber.Check(supplier) is { } expected)
            Add(DiagnosticCodes.RegistrationNumberInvalid, "supplier.registrationNumber", supplier, expected);
        if (order.Buyer?.RegistrationNumber is { } buyer && RegistrationNumber.Check(buyer) is { } right)
            Add(DiagnosticCodes.RegistrationNumberInvalid, "buyer.registrationNumber", buyer, right);

        void Add(string code, string path, string? value = null, Expectation? expected = null) =>
            found.Add(Diagnostic.Create(code, context.PositionOf(-1), path, value, expected));
    }

    /// <summary>Null when the product does not fit a decimal: then nothing can be compared.</summary>
    private static decimal? Expected(OrderLine line, decimal price)
    {
        if (line.PriceBasisQuantity <= 0)
            return null;

        try
        {
            return line.Quantity * price / line.PriceBasisQuantity;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Buyers round down, half up or up: an amount less than one unit away is right by one of them.</summary>
    private static bool IsRounded(decimal amount, decimal product) => Math.Abs(amount - product) < 1;

    private static string Path(string line, string field) => $"lines[{line}].{field}";

    private static string Text(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
