using WebEdi.Documents;

namespace WebEdi.Engine.Rendering;

/// <summary>Consumption tax of one document: per category and rate, rounded once, never per line.</summary>
/// <remarks>
/// Source: 消費税法施行令 70条の10, インボイス通達 1-8-15. Three lines of 105 yen at 10 %, rounded down, are 31 yen of tax; per line it would be 30.
/// Negative sums (returns) mirror positive ones: <see cref="RoundingRule.Down"/> goes towards zero (-1.5 becomes -1, not -2),
/// <see cref="RoundingRule.HalfUp"/> and <see cref="RoundingRule.Up"/> away from it, so that a return cancels its delivery exactly.
/// </remarks>
internal static class TaxCalculator
{
    /// <summary>Adds up the lines of one document.</summary>
    /// <param name="lines">Category, rate in percent and amount of each line.</param>
    /// <param name="taxIncluded">Whether the amounts include the tax (内税): then tax = sum x rate / (100 + rate).</param>
    /// <param name="rule">The rounding.</param>
    /// <param name="decimals">Decimals of the currency's smallest unit, 0-3.</param>
    /// <returns>The taxes, highest rate first; <see cref="TaxSubtotal.TaxableAmount"/> is the sum of the amounts as given, with tax when they include it.</returns>
    public static TaxTotals Calculate(IEnumerable<TaxableAmount> lines, bool taxIncluded, RoundingRule rule, int decimals)
    {
        ArgumentNullException.ThrowIfNull(lines);

        TaxSubtotal[] taxes =
        [
            .. lines
                .GroupBy(line => (line.Category, line.Rate))
                .Select(group => Subtotal(group.Key.Category, group.Key.Rate, group.Sum(line => line.Amount), taxIncluded, rule, decimals))
                .OrderByDescending(tax => tax.Rate)
                .ThenBy(tax => tax.Category),
        ];
        decimal sum = taxes.Sum(tax => tax.TaxableAmount);
        decimal total = taxes.Sum(tax => tax.TaxAmount);

        return taxIncluded
            ? new TaxTotals(taxes, sum - total, total, sum)
            : new TaxTotals(taxes, sum, total, sum + total);
    }

    /// <summary>Rounds an amount.</summary>
    /// <param name="amount">The exact amount.</param>
    /// <param name="rule">The rounding.</param>
    /// <param name="decimals">Decimals that stay, 0-28.</param>
    /// <returns>The rounded amount.</returns>
    public static decimal Round(decimal amount, RoundingRule rule, int decimals) => rule switch
    {
        RoundingRule.HalfUp => decimal.Round(amount, decimals, MidpointRounding.AwayFromZero),
        RoundingRule.Up => decimal.Round(amount, decimals, amount < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity),
        _ => decimal.Round(amount, decimals, MidpointRounding.ToZero),
    };

    /// <summary>Returns how many decimals the smallest unit of a currency has.</summary>
    /// <param name="currency">ISO 4217.</param>
    /// <returns>0, 2 or 3; 2 for a code that is not listed.</returns>
    public static int DecimalsOf(string currency) => currency switch
    {
        "JPY" or "KRW" or "VND" or "CLP" or "ISK" or "PYG" or "UGX" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    private static TaxSubtotal Subtotal(TaxCategory category, decimal rate, decimal amount, bool taxIncluded, RoundingRule rule, int decimals)
    {
        decimal exact = taxIncluded ? amount * rate / (100 + rate) : amount * rate / 100;
        return new TaxSubtotal(category, rate, amount, Round(exact, rule, decimals));
    }
}

/// <summary>What a line contributes to the tax of its document.</summary>
/// <param name="Category">The category.</param>
/// <param name="Rate">Percent.</param>
/// <param name="Amount">The rounded amount of the line.</param>
internal readonly record struct TaxableAmount(TaxCategory Category, decimal Rate, decimal Amount);

/// <summary>The sums of a document.</summary>
/// <param name="Taxes">Per category and rate.</param>
/// <param name="Net">Without tax.</param>
/// <param name="Tax">The taxes.</param>
/// <param name="Gross">With tax.</param>
internal sealed record TaxTotals(IReadOnlyList<TaxSubtotal> Taxes, decimal Net, decimal Tax, decimal Gross);
