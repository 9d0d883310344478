using WebEdi.Documents;
using WebEdi.Engine.Rendering;
using Xunit;

namespace WebEdi.Engine.Tests.Rendering;

public sealed class TaxCalculatorTests
{
    [Theory]
    [InlineData(RoundingRule.Down, 31)]
    [InlineData(RoundingRule.HalfUp, 32)]
    [InlineData(RoundingRule.Up, 32)]
    public void Three_lines_of_105_yen_are_rounded_once_not_per_line(RoundingRule rule, int expected)
    {
        TaxTotals totals = TaxCalculator.Calculate(Enumerable.Repeat(new TaxableAmount(TaxCategory.Standard, 10, 105), 3), taxIncluded: false, rule, decimals: 0);

        TaxSubtotal tax = Assert.Single(totals.Taxes);
        Assert.Equal((315m, (decimal)expected), (tax.TaxableAmount, tax.TaxAmount));
        Assert.Equal((315m, (decimal)expected, 315m + expected), (totals.Net, totals.Tax, totals.Gross));
    }

    [Theory]
    [InlineData("1.4", RoundingRule.Down, "1")]
    [InlineData("1.5", RoundingRule.Down, "1")]
    [InlineData("1.9999", RoundingRule.Down, "1")]
    [InlineData("1.4", RoundingRule.HalfUp, "1")]
    [InlineData("0.5", RoundingRule.HalfUp, "1")]
    [InlineData("2.5", RoundingRule.HalfUp, "3")]
    [InlineData("1.0001", RoundingRule.Up, "2")]
    [InlineData("2", RoundingRule.Up, "2")]
    [InlineData("-1.5", RoundingRule.Down, "-1")]
    [InlineData("-1.5", RoundingRule.HalfUp, "-2")]
    [InlineData("-1.4", RoundingRule.HalfUp, "-1")]
    [InlineData("-1.0001", RoundingRule.Up, "-2")]
    [InlineData("0", RoundingRule.Up, "0")]
    public void Rounding_mirrors_negative_amounts_and_never_goes_to_even(string amount, RoundingRule rule, string expected) =>
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            TaxCalculator.Round(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), rule, 0));

    [Fact]
    public void Each_rate_is_rounded_on_its_own_and_categories_stay_apart()
    {
        TaxTotals totals = TaxCalculator.Calculate(
            [new(TaxCategory.Reduced, 8, 99), new(TaxCategory.Standard, 10, 105), new(TaxCategory.Exempt, 0, 50), new(TaxCategory.Standard, 8, 99), new(TaxCategory.Standard, 10, 105)],
            taxIncluded: false, RoundingRule.Down, decimals: 0);

        Assert.Equal(
            [
                new TaxSubtotal(TaxCategory.Standard, 10, 210, 21),
                new TaxSubtotal(TaxCategory.Standard, 8, 99, 7),
                new TaxSubtotal(TaxCategory.Reduced, 8, 99, 7),
                new TaxSubtotal(TaxCategory.Exempt, 0, 50, 0),
            ],
            totals.Taxes);
        Assert.Equal((458m, 35m, 493m), (totals.Net, totals.Tax, totals.Gross));
    }

    [Fact]
    public void Included_tax_is_taken_out_of_the_sum_once()
    {
        TaxTotals totals = TaxCalculator.Calculate(
            [new(TaxCategory.Standard, 10, 105), new(TaxCategory.Standard, 10, 105), new(TaxCategory.Standard, 10, 105)], taxIncluded: true, RoundingRule.Down, decimals: 0);

        Assert.Equal(new TaxSubtotal(TaxCategory.Standard, 10, 315, 28), Assert.Single(totals.Taxes));
        Assert.Equal((287m, 28m, 315m), (totals.Net, totals.Tax, totals.Gross));
    }

    [Fact]
    public void A_return_cancels_its_delivery_exactly()
    {
        TaxTotals delivery = TaxCalculator.Calculate([new(TaxCategory.Standard, 10, 315)], taxIncluded: false, RoundingRule.Down, decimals: 0);
        TaxTotals back = TaxCalculator.Calculate([new(TaxCategory.Standard, 10, -315)], taxIncluded: false, RoundingRule.Down, decimals: 0);

        Assert.Equal(0, delivery.Gross + back.Gross);
        Assert.Equal(-31, back.Tax);
    }

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("USD", 2)]
    [InlineData("KWD", 3)]
    [InlineData("XXX", 2)]
    public void A_currency_has_its_decimals(string currency, int expected) => Assert.Equal(expected, TaxCalculator.DecimalsOf(currency));

    [Fact]
    public void No_lines_make_no_taxes()
    {
        TaxTotals totals = TaxCalculator.Calculate([], taxIncluded: false, RoundingRule.Up, decimals: 0);

        Assert.Empty(totals.Taxes);
        Assert.Equal(0, totals.Gross);
    }
}
