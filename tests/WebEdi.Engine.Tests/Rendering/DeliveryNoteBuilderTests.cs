using WebEdi.Documents;
using WebEdi.Engine.Rendering;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Rendering;

public sealed class DeliveryNoteBuilderTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly TenantProfile Tenant = new()
    {
        Id = "acme",
        Buyer = new Party { Code = "B1", Name = "西新宿精密工業株式会社", Address = "東京都新宿区", RegistrationNumber = "T7010401022916" },
    };

    [Fact]
    public void Amounts_are_quantity_times_price_over_basis_rounded_by_the_tenants_rule()
    {
        Order order = OrderOf(
            Line("1", 3, 33.35m),
            Line("2", 300, 1) with { PriceBasisQuantity = 3 },
            Line("3", 1.5m, 1.1m) with { TaxCategory = TaxCategory.Reduced });

        DespatchAdvice down = Build(order), up = DeliveryNoteBuilder.Build(order, null, Tenant with { Rounding = RoundingRule.Up }, null, "N-1", Today);

        Assert.Equal([100m, 100m, 1m], down.Lines.Select(line => line.Amount!.Value));
        Assert.Equal([101m, 100m, 2m], up.Lines.Select(line => line.Amount!.Value));
        Assert.Equal([10m, 10m, 8m], down.Lines.Select(line => line.TaxRate));
        Assert.Equal((201m, 20m, 221m), (down.NetAmount, down.TaxAmount, down.GrossAmount));
    }

    [Fact]
    public void Refused_cancelled_and_delivered_lines_are_left_out()
    {
        Order order = OrderOf(Line("1", 10, 1), Line("2", 10, 1), Line("3", 10, 1), Line("4", 10, 1), Line("5", 10, 1));
        OrderLineState[] states = [State("1", LineStatus.Refused), State("2", LineStatus.Cancelled), State("3", LineStatus.Accepted), State("4", LineStatus.Unread)];

        DespatchAdvice note = DeliveryNoteBuilder.Build(order, states, Tenant, null, "N-1", Today, new Dictionary<string, decimal> { ["3"] = 4, ["4"] = 10, ["5"] = 11 });

        DespatchLine line = Assert.Single(note.Lines);
        Assert.Equal(("3", 6m, (decimal?)6m), (line.LineNumber, line.Quantity, line.Amount));
    }

    [Fact]
    public void What_the_supplier_will_not_deliver_is_not_on_the_note_and_its_first_date_is_the_delivery_date()
    {
        Order order = OrderOf(Line("1", 10, 1));
        ResponseLine reply = new()
        {
            LineNumber = "1",
            Kind = ResponseKind.Changed,
            Remainder = 3,
            Schedule = [new(new DateOnly(2026, 12, 9), 4), new(new DateOnly(2026, 12, 5), 3)],
        };

        DespatchAdvice answered = DeliveryNoteBuilder.Build(order, [State("1", LineStatus.AnsweredWithChange, reply)], Tenant, null, "N-1", Today);
        DespatchAdvice changedSince = DeliveryNoteBuilder.Build(order, [State("1", LineStatus.ChangedByBuyer, reply)], Tenant, null, "N-1", Today);

        Assert.Equal((7m, new DateOnly(2026, 12, 5)), (answered.Lines[0].Quantity, answered.DeliveryDate));
        Assert.Equal((10m, new DateOnly(2026, 12, 1)), (changedSince.Lines[0].Quantity, changedSince.DeliveryDate));
    }

    [Fact]
    public void A_line_without_a_price_has_no_amount_and_a_free_one_has_nothing_to_pay()
    {
        DespatchAdvice note = Build(OrderOf(Line("1", 10, null), Line("2", 10, 5) with { PriceType = PriceType.FreeOfCharge }, Line("3", 10, 5)));

        Assert.Equal([null, 0m, 50m], note.Lines.Select(line => line.Amount));
        Assert.Equal([null, 0m, 5m], note.Lines.Select(line => line.UnitPrice));
        Assert.Equal(55, note.GrossAmount);
    }

    [Fact]
    public void Absurd_numbers_have_no_amount_instead_of_an_overflow()
    {
        DespatchAdvice note = Build(OrderOf(Line("1", decimal.MaxValue, decimal.MaxValue), Line("2", decimal.MaxValue, 1), Line("3", 1, 1) with { PriceBasisQuantity = 0.0000000000000000000000000001m }));

        Assert.All(note.Lines, line => Assert.Null(line.Amount));
    }

    [Fact]
    public void Parties_are_filled_in_from_what_is_registered()
    {
        Order order = OrderOf(Line("1", 1, 1)) with { Buyer = new Party { Code = "", Department = "購買課" } };
        SupplierProfile supplier = new() { Tenant = "acme", Party = new Party { Code = "S1", Name = "登録名", RegistrationNumber = "T1234567890123" } };

        DespatchAdvice note = DeliveryNoteBuilder.Build(order, null, Tenant, supplier, "N-1", Today);

        Assert.Equal(("B1", "西新宿精密工業株式会社", "購買課"), (note.Buyer.Code, note.Buyer.Name, note.Buyer.Department));
        Assert.Equal(("登録名", "T1234567890123", "大田区"), (note.Supplier.Name, note.Supplier.RegistrationNumber, note.Supplier.Address));
    }

    [Fact]
    public void A_place_of_one_line_is_named_on_that_line()
    {
        Party factory = new() { Code = "F1", Name = "川崎工場" }, store = new() { Code = "F2", Name = "横浜倉庫" };

        DespatchAdvice different = Build(OrderOf(Line("1", 1, 1) with { ShipTo = factory }, Line("2", 1, 1) with { ShipTo = store, Note = "急ぎ" }));
        DespatchAdvice same = Build(OrderOf(Line("1", 1, 1) with { ShipTo = factory }, Line("2", 1, 1) with { ShipTo = factory }));

        Assert.Equal((null, "→横浜倉庫 急ぎ"), (different.ShipTo, different.Lines[1].Note));
        Assert.Equal((factory, null), (same.ShipTo, same.Lines[1].Note));
    }

    [Fact]
    public void A_cancelled_order_has_nothing_to_deliver() =>
        Assert.Empty(Build(OrderOf(Line("1", 1, 1)) with { Purpose = DocumentPurpose.Cancellation }).Lines);

    [Fact]
    public void New_numbers_are_printable_and_differ()
    {
        string[] numbers = [.. Enumerable.Range(0, 1_000).Select(_ => DeliveryNoteNumber.Create(Today))];

        Assert.All(numbers, number => Assert.True(DeliveryNoteNumber.IsValid(number) && number.StartsWith("N261124-", StringComparison.Ordinal), number));
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Theory]
    [InlineData("PO-1", "P-PO-1-2")]
    [InlineData("注文1", null)]
    [InlineData("po-1", null)]
    [InlineData("PO-12345678901234567890", null)]
    public void Numbers_of_previews_come_from_the_order(string order, string? expected)
    {
        string number = DeliveryNoteNumber.Preview(order, 2);

        Assert.True(DeliveryNoteNumber.IsValid(number), number);
        Assert.Equal(expected ?? DeliveryNoteNumber.Preview(order, 2), number);
        Assert.NotEqual(DeliveryNoteNumber.Preview(order, 3), number);
    }

    private static DespatchAdvice Build(Order order) => DeliveryNoteBuilder.Build(order, null, Tenant, null, "N-1", Today);

    private static Order OrderOf(params OrderLine[] lines) => new()
    {
        Number = "PO-1",
        Supplier = new Party { Code = "S1", Name = "注文の名前", Address = "大田区" },
        Lines = lines,
    };

    private static OrderLine Line(string number, decimal quantity, decimal? price) =>
        new() { Number = number, ItemCode = "A", Quantity = quantity, UnitPrice = price, DueDate = new DateOnly(2026, 12, 1) };

    private static OrderLineState State(string line, LineStatus status, ResponseLine? reply = null) => new(line, status, reply is null ? 0 : 1, reply, 0, null);
}
