using System.Text;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Kinds;

/// <summary>Documents of every kind: written with a ready-made map and read again, they are the same, and nothing is lost.</summary>
public sealed class DocumentCopyTests
{
    private static readonly Party Buyer = new() { Code = "BUYER1", Name = "Buyer Ltd", Postcode = "100-0001", Address = "Chiyoda 1" };
    private static readonly Party Supplier = new() { Code = "SUPPL1", Name = "Supplier Co", Postcode = "530-0001", Address = "Umeda 2" };
    private static readonly DateOnly Day = new(2026, 11, 20);

    private static readonly Dictionary<string, IEdiDocument> Documents = new()
    {
        ["edifact-ordchg"] = new Order
        {
            Number = "PO-4711", Purpose = DocumentPurpose.Change, TypeCode = "230", Buyer = Buyer, Supplier = Supplier, RevisionDate = Day, Currency = "JPY",
            Lines =
            [
                new OrderLine { Number = "10", Change = LineChange.Changed, ItemCode = "BOLT-M6", Quantity = 120, Unit = "PCE", UnitPrice = 12.5m, DueDate = Day },
                new OrderLine { Number = "20", Change = LineChange.Deleted, ItemCode = "NUT-M6", Quantity = 5, Unit = "PCE" },
            ],
        },
        ["edifact-desadv"] = new DespatchAdvice
        {
            Number = "DN-1", IssueDate = Day, OrderNumber = "PO-4711", OrderDate = Day.AddDays(-20), DeliveryDate = Day.AddDays(1), DespatchDate = Day, Buyer = Buyer, Supplier = Supplier,
            ConsignmentNumber = "C-9", Carrier = "Kanto Express",
            Lines =
            [
                new DespatchLine { LineNumber = "10", ItemCode = "BOLT-M6", ItemName = "Bolt", Lot = "L1", Quantity = 100, Unit = "PCE", OrderedQuantity = 120, Remainder = 20 },
                new DespatchLine { LineNumber = "20", Gtin = "4900000000017", Quantity = 1.5m, Unit = "KGM" },
            ],
        },
        ["edifact-recadv"] = new ReceiptAdvice
        {
            Number = "RA-1", IssueDate = Day, ReceivedDate = Day, InspectedDate = Day.AddDays(2), DespatchNumber = "DN-1", OrderNumber = "PO-4711", Buyer = Buyer, Supplier = Supplier,
            Lines =
            [
                new ReceiptLine { LineNumber = "10", ItemCode = "BOLT-M6", Quantity = 100, Unit = "PCE", DespatchedQuantity = 102, AcceptedQuantity = 97, RejectedQuantity = 3, ShortQuantity = 2 },
                new ReceiptLine { LineNumber = "20", ItemCode = "NUT-M6", Quantity = 5, Unit = "PCE", OversupplyQuantity = 1 },
            ],
        },
        ["edifact-invoic"] = new Invoice
        {
            Number = "INV-1", IssueDate = Day, OrderNumber = "PO-4711", DespatchNumber = "DN-1", Buyer = Buyer,
            Supplier = Supplier with { RegistrationNumber = "T1234567890123" },
            Currency = "JPY", NetAmount = 1300, TaxAmount = 124, GrossAmount = 1424, PayableAmount = 1400, PaymentDueDate = Day.AddDays(30),
            Lines =
            [
                new InvoiceLine { LineNumber = "1", ItemCode = "BOLT-M6", ItemName = "Bolt", Quantity = 100, Unit = "PCE", UnitPrice = 10, Amount = 1000, TaxRate = 10, OrderNumber = "PO-4711", OrderLineNumber = "10", DeliveryDate = Day },
                new InvoiceLine { LineNumber = "2", ItemCode = "TEA", Quantity = 3, Unit = "PCE", UnitPrice = 100, Amount = 300, TaxRate = 8 },
            ],
            Taxes = [new TaxSubtotal(TaxCategory.Standard, 10, 1000, 100), new TaxSubtotal(TaxCategory.Standard, 8, 300, 24)],
        },
        ["edifact-delfor"] = new DeliverySchedule
        {
            Number = "FC-1", IssueDate = Day, Start = Day, End = Day.AddDays(90), Buyer = Buyer, Supplier = Supplier,
            Lines =
            [
                new DeliveryScheduleLine
                {
                    LineNumber = "1", ItemCode = "BOLT-M6", OrderNumber = "PO-4711", Unit = "PCE",
                    Schedule =
                    [
                        new ScheduledQuantity { Date = Day, Quantity = 100 },
                        new ScheduledQuantity { Date = Day.AddDays(7), Quantity = 200, Kind = ScheduleKind.Commitment, Period = SchedulePeriod.Week },
                        new ScheduledQuantity { Date = Day.AddDays(30), Quantity = 900, Kind = ScheduleKind.Forecast, Period = SchedulePeriod.Month },
                    ],
                },
            ],
        },
        ["x12-860"] = new Order
        {
            Number = "PO-4711", Revision = 2, Purpose = DocumentPurpose.Change, TypeCode = "220", Buyer = Buyer, Supplier = Supplier, IssueDate = Day, Currency = "USD",
            Lines =
            [
                new OrderLine { Number = "10", Change = LineChange.Changed, ItemCode = "BOLT-M6", Quantity = 120, Unit = "EA", UnitPrice = 12.5m },
                new OrderLine { Number = "20", Change = LineChange.Deleted, ItemCode = "NUT-M6", Quantity = 5, Unit = "EA" },
            ],
        },
        ["x12-855"] = Reply("EA"),
        ["x12-865"] = Reply("EA"),
        ["x12-861"] = new ReceiptAdvice
        {
            Number = "RA-1", IssueDate = Day, ReceivedDate = Day, DespatchNumber = "DN-1", OrderNumber = "PO-4711", Buyer = Buyer, Supplier = Supplier,
            Lines = [new ReceiptLine { LineNumber = "10", ItemCode = "BOLT-M6", Quantity = 100, Unit = "EA", RejectedQuantity = 3, ReasonCode = "x12:01" }],
        },
        ["x12-810"] = new Invoice
        {
            Number = "INV-1", IssueDate = Day, OrderNumber = "PO-4711", Buyer = Buyer, Supplier = Supplier, Currency = "USD", GrossAmount = 1424.50m, PaymentDueDate = Day.AddDays(30),
            Lines = [new InvoiceLine { LineNumber = "1", ItemCode = "BOLT-M6", ItemName = "Bolt", Quantity = 100, Unit = "EA", UnitPrice = 10, OrderNumber = "PO-4711" }],
            Taxes = [new TaxSubtotal(TaxCategory.Standard, 10, 1000, 100)],
        },
        ["x12-830"] = Schedule(),
        ["x12-862"] = Schedule(),
    };

    public static TheoryData<string> Maps => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(Maps))]
    public async Task A_document_that_was_written_is_read_as_the_same(string map)
    {
        IEdiDocument document = Documents[map];

        (string written, IReadOnlyList<WriteLoss> losses) = await OrderResponseMapTests.WriteAsync(map, document);
        EdiMessage again = await OrderResponseMapTests.ReadAsync(written);

        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Empty(again.Diagnostics);
        Assert.Equal(OrderResponseMapTests.Json(document), OrderResponseMapTests.Json(again.Document!));
    }

    private static OrderResponse Reply(string unit) => new()
    {
        Id = "PO-4711", OrderNumber = "PO-4711", OrderRevision = 0, OrderDate = Day.AddDays(-20), RespondedAt = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Kind = ResponseKind.Changed, Buyer = Buyer, Supplier = Supplier, SupplierCode = "SUPPL1", SalesOrderNumber = "SO-88",
        Lines =
        [
            new ResponseLine { LineNumber = "10", Kind = ResponseKind.Accepted, ItemCode = "BOLT-M6", Quantity = 100, Unit = unit, UnitPrice = 12.5m, Schedule = [new PromisedDelivery(Day, 60), new PromisedDelivery(Day.AddDays(7), 40)] },
        ],
    };

    private static DeliverySchedule Schedule() => new()
    {
        Number = "FC-1", IssueDate = Day, Start = Day, End = Day.AddDays(90), OrderNumber = "PO-4711", TypeCode = "DL", Buyer = Buyer, Supplier = Supplier,
        Lines =
        [
            new DeliveryScheduleLine
            {
                LineNumber = "1", ItemCode = "BOLT-M6", Unit = "EA",
                Schedule = [new ScheduledQuantity { Date = Day, Quantity = 100 }, new ScheduledQuantity { Date = Day.AddDays(7), Quantity = 900, Kind = ScheduleKind.Forecast, Period = SchedulePeriod.Week }],
            },
        ],
    };
}
