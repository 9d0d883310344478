using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>What a file cannot say is told: the field, the value, what was written of it and why.</summary>
public sealed class WriteLossTests
{
    public static TheoryData<string, Order, string, string?, string?, WriteLossReason> Cases
    {
        get
        {
            Order one = Orders.Simple(1);
            OrderLine line = one.Lines[0];
            string word = new('x', 600);
            return new()
            {
                { "edifact-orders", one with { InspectionTerms = "3 days" }, "order.inspectionTerms", "3 days", null, WriteLossReason.NoPlaceInMap },
                { "edifact-orders", one with { TaxIncluded = true }, "order.taxIncluded", "true", null, WriteLossReason.NoPlaceInMap },
                { "edifact-orders", one with { Revision = 2 }, "order.revision", "2", null, WriteLossReason.NoPlaceInMap },
                { "edifact-orders", one with { Extensions = new Dictionary<string, string> { ["kanban"] = "K1" } }, "order.extensions.kanban", "K1", null, WriteLossReason.NoPlaceInMap },
                { "edifact-orders", Line(line with { Specification = "SUS304" }), "line.spec", "SUS304", null, WriteLossReason.NoPlaceInMap },
                { "edifact-orders", Line(line with { DueTime = new TimeOnly(9, 30) }), "line.dueTime", "09:30:00", null, WriteLossReason.NoPlaceInMap },
                { "edifact-orders", Line(line with { DueDate = null, DueDateUndecided = true }), "line.due", "undecided", null, WriteLossReason.Form },
                { "edifact-orders", Line(line with { Number = "12345678" }), "line.number", "12345678", null, WriteLossReason.TooLong },
                { "edifact-orders", Line(line with { ItemCode = new string('9', 36) }), "line.item", new string('9', 36), null, WriteLossReason.TooLong },
                { "edifact-orders", Line(line with { PriceBasisQuantity = 1_234_567_890 }), "line.priceBasis", "1234567890", null, WriteLossReason.TooLong },
                { "edifact-orders", Line(line with { ItemCode = "A\u0001B" }), "line.item", "A\u0001B", null, WriteLossReason.Character },
                { "edifact-orders", one with { Buyer = new Party { Code = "B1", GlobalCode = "4912345000008" } }, "order.buyerGlobalCode", "4912345000008", null, WriteLossReason.NoPlaceLeft },
                { "edifact-orders", one with { Note = "two\r\nlines" }, "order.note", "two\r\nlines", "two  lines", WriteLossReason.Character },
                { "x12-850", one with { Note = "5 * 3" }, "order.note", "5 * 3", "5   3", WriteLossReason.Character },
                { "x12-850", one with { Number = "PO*1" }, "order.number", "PO*1", null, WriteLossReason.Character },
                { "x12-850", one with { NetAmount = 10 }, "order.netAmount", "10", null, WriteLossReason.NoPlaceInMap },
                { "x12-850", one with { TypeCode = "222" }, "order.type", "222", "ZZ", WriteLossReason.Form },
                { "edifact-orders", one with { TypeCode = "x12:DS" }, "order.type", "x12:DS", "220", WriteLossReason.Form },
                { "edifact-orders", Line(line with { Unit = "x12:QQ" }), "line.unit", "x12:QQ", null, WriteLossReason.Form },
                { "x12-850", Line(line with { Unit = "PCE" }), "line.unit", "PCE", "PC", WriteLossReason.Form },
                { "x12-850", one with { IssueDate = null }, "BEG/05", null, null, WriteLossReason.Missing },
                { "x12-850", Line(line with { PackageCount = 1.5m }), "line.packageCount", "1.5", null, WriteLossReason.Form },
                { "x12-850", one with { Buyer = new Party { Code = "BUYER", Name = word[..100] } }, "order.buyerName", word[..100], word[..60], WriteLossReason.TooLong },
            };

            Order Line(OrderLine changed) => one with { Lines = [changed] };
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_a_file_cannot_say_is_told(string map, Order order, string path, string? value, string? written, WriteLossReason reason)
    {
        (_, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(map, Orders.Simple(1) with { Number = "PO-0" }, order);

        // A value that is left out may leave a place empty that the standard wants filled.
        WriteLoss loss = Assert.Single(losses, l => l.Reason != WriteLossReason.Missing || reason == WriteLossReason.Missing);
        Assert.Equal((2, order.Number, path, value, written, reason), (loss.Document, loss.DocumentNumber, loss.Path, loss.Value, loss.Written, loss.Reason));
        Assert.Equal(path.StartsWith("line.", StringComparison.Ordinal) ? order.Lines[0].Number : null, loss.Line);
    }

    [Theory]
    [InlineData("UNOC", "Straße 髙橋", "Straße")]
    [InlineData("UNOB", "Straße 1", "Stra e 1")]
    [InlineData("UNOA", "ROAD a", "ROAD")]
    public async Task A_character_that_the_set_does_not_have_becomes_a_blank_and_is_told(string syntax, string note, string written)
    {
        EdiWriteOptions options = OrderCopies.Options("edifact-orders") with { Syntax = syntax, SyntaxVersion = 3 };

        (_, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(options, Orders.Simple(1) with { Note = note });

        WriteLoss loss = Assert.Single(losses);
        Assert.Equal(("order.note", note, written, WriteLossReason.Character), (loss.Path, loss.Value, loss.Written, loss.Reason));
    }

    [Fact]
    public async Task More_losses_than_are_kept_are_counted()
    {
        EdiFileWriter writer = new(OrderCopies.Options("edifact-orders") with { MaxLosses = 3 });
        Order order = Orders.Simple(10);
        order = order with { Lines = [.. order.Lines.Select(l => l with { Specification = "SUS304" })] };

        await writer.WriteAsync([order], Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal((3, 10L, 1), (writer.Losses.Count, writer.LossCount, writer.Documents));
    }

    [Fact]
    public async Task What_the_map_fills_by_itself_and_what_is_usual_anyway_is_no_loss()
    {
        EdiWriteOptions options = OrderCopies.Options("own") with
        {
            MapJson = """
                { "read": "edifact", "message": "ORDERS", "lines": "LIN", "constants": { "UNS/0081": "S" },
                  "order": { "number": "BGM/1004", "issueDate": "DTM+137/2380", "supplier": { "envelope": "receiver" }, "currency": { "constant": "JPY" } },
                  "line": { "number": "LIN/1082", "quantity": "QTY+21/6060" } }
                """,
        };
        Order order = new() { Number = "1", IssueDate = new DateOnly(2026, 11, 24), Supplier = new Party { Code = "SUPPLIER" }, Lines = [new OrderLine { Number = "1", Quantity = 2 }] };

        (_, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(options, order);

        Assert.Empty(losses.Select(l => l.ToString()));
    }

    [Fact]
    public async Task A_segment_or_element_that_the_standard_wants_and_nothing_fills_is_told()
    {
        Order order = Orders.Simple(1) with { IssueDate = null, ShipTo = new Party { Code = "", Postcode = "100-0001" } };

        (_, IReadOnlyList<WriteLoss> edifact) = await OrderCopies.WriteAsync("edifact-orders", order);
        (_, IReadOnlyList<WriteLoss> x12) = await OrderCopies.WriteAsync("x12-850", order);

        Assert.Contains(edifact, l => l is { Path: "DTM", Value: null, Reason: WriteLossReason.Missing });
        Assert.Contains(x12, l => l is { Path: "N1/02", Value: null, Reason: WriteLossReason.Missing });
    }
}
