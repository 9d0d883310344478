using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Validating;
using WebEdi.Rules;

using Xunit;

namespace WebEdi.Engine.Tests.Validating;

public sealed class OrderValidatorTests
{
    private static readonly OrderLine Line = new() { Number = "1", ItemCode = "A", Quantity = 10 };

    [Fact]
    public void A_sound_order_has_no_faults()
    {
        Assert.Empty(Check(Sound()));
    }

    [Fact]
    public void A_quantity_of_zero_is_allowed_in_a_cancellation_only()
    {
        Order zero = Sound(Line with { Quantity = 0 });

        Assert.Equal([DiagnosticCodes.QuantityNotPositive], Check(zero));
        Assert.Empty(Check(zero with { Purpose = DocumentPurpose.Cancellation }));
        Assert.Equal([DiagnosticCodes.QuantityNotPositive], Check(Sound(Line with { Quantity = -1 }) with { Purpose = DocumentPurpose.Cancellation }));
    }

    [Fact]
    public void Line_numbers_are_compared_as_text()
    {
        Assert.Equal([DiagnosticCodes.LineNumberDuplicate], Check(Sound(Line, Line)));
        Assert.Empty(Check(Sound(Line, Line with { Number = "01" })));
    }

    [Fact]
    public void A_date_before_the_order_date_is_a_warning()
    {
        Order order = Sound(Line with { DueDate = new DateOnly(2026, 11, 23) }) with { IssueDate = new DateOnly(2026, 11, 24) };

        Diagnostic warning = Assert.Single(new OrderValidator([]).Validate(order, "t", Position));

        Assert.Equal((DiagnosticCodes.DueBeforeIssue, Severity.Warning, 12), (warning.Code, warning.Severity, warning.Position.Line));
        Assert.Equal("lines[1].dueDate", warning.Path);
    }

    [Theory]
    [InlineData(10, 12.34, 1, 123, true)]
    [InlineData(10, 12.34, 1, 124, true)]
    [InlineData(10, 12.34, 1, 125, false)]
    [InlineData(1000, 250, 100, 2500, true)]
    public void The_amount_may_be_rounded_in_any_way(decimal quantity, decimal price, decimal basis, decimal amount, bool sound)
    {
        Order order = Sound(Line with { Quantity = quantity, UnitPrice = price, PriceBasisQuantity = basis, Amount = amount });

        Assert.Equal(sound ? [] : [DiagnosticCodes.AmountMismatch], Check(order));
    }

    [Fact]
    public void A_product_that_no_decimal_holds_is_not_compared()
    {
        Assert.Empty(Check(Sound(Line with { Quantity = 999_999_999_999_999_999m, UnitPrice = 999_999_999_999_999_999m, Amount = 1 })));
    }

    [Theory]
    [InlineData("JPY", true)]
    [InlineData("EUR", true)]
    [InlineData("YEN", false)]
    [InlineData("jpy", false)]
    [InlineData("", false)]
    public void Currencies_are_those_of_iso_4217(string currency, bool sound)
    {
        Assert.Equal(sound ? [] : [DiagnosticCodes.CurrencyUnknown], Check(Sound() with { Currency = currency }));
    }

    [Theory]
    [InlineData("T7010401022916", null)]
    [InlineData("T1010401022916", "check digit 7")]
    [InlineData("7010401022916", "T and 13 digits")]
    [InlineData("T701040102291", "T and 13 digits")]
    [InlineData("T７010401022916", "T and 13 digits")]
    public void The_check_digit_of_a_registration_number_is_checked(string number, string? expected)
    {
        Assert.Equal(expected, RegistrationNumber.Check(number)?.English);
        Assert.Equal(
            expected is null ? [] : [DiagnosticCodes.RegistrationNumberInvalid], Check(Sound() with { Supplier = new Party { Code = "S", RegistrationNumber = number } }));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(100, true)]
    [InlineData(-1, false)]
    [InlineData(101, false)]
    public void A_tax_rate_is_0_to_100_percent(decimal rate, bool sound)
    {
        Assert.Equal(sound ? [] : [DiagnosticCodes.TaxRateOutOfRange], Check(Sound(Line with { TaxRate = rate })));
    }

    [Fact]
    public void A_line_that_names_no_item_is_a_warning()
    {
        Assert.Equal([DiagnosticCodes.ItemUnnamed], Check(Sound(Line with { ItemCode = null })));
    }

    [Fact]
    public void Registered_rules_are_asked_after_the_built_in_ones()
    {
        IReadOnlyList<Diagnostic> found = new OrderValidator([new Always()]).Validate(Sound(Line with { Quantity = 0 }), "t", Position);

        Assert.Equal([DiagnosticCodes.QuantityNotPositive, DiagnosticCodes.SupplierUnknown], found.Select(d => d.Code));
    }

    private static Order Sound(params OrderLine[] lines) => new() { Number = "PO-1", Supplier = new Party { Code = "S1" }, Lines = lines.Length == 0 ? [Line] : lines };

    private static IEnumerable<string> Check(Order order) => new OrderValidator([]).Validate(order, "t", Position).Select(d => d.Code);

    private static SourcePosition Position(int index) => new("f.csv", index < 0 ? 2 : 12 + index, 0);

    private sealed class Always : IOrderRule
    {
        public IEnumerable<Diagnostic> Check(Order order, OrderRuleContext context) =>
            [Diagnostic.Create(DiagnosticCodes.SupplierUnknown, context.PositionOf(-1), found: context.Tenant)];
    }
}
