using System.Text;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Documents that say the same fields as an earlier one are written by what was learnt from it; the file is the same as if nobody had learnt.</summary>
public sealed class LevelScriptTests
{
    private static readonly string[] Texts =
        ["A", "PO-1", "x + y", "it's", "a:b?c*d", "~tilde^", "六角ボルト", " blank", "blank ", "tab\tbed", new('w', 36), new('w', 71), "Müller", "??", "BUYER", "9", "1"];

    [Theory]
    [InlineData("edifact-orders", "UNOW")]
    [InlineData("edifact-orders", "UNOC")]
    [InlineData("edifact-orders", "UNOA")]
    [InlineData("x12-850", "UNOW")]
    public async Task What_was_learnt_from_earlier_documents_changes_nothing(string map, string syntax)
    {
        Random random = new(11);
        EdiWriteOptions options = OrderCopies.Options(map) with { Syntax = syntax, HasLineBreaks = true, MaxLosses = 1_000_000 };
        Order[] orders = [.. Enumerable.Range(0, 600).Select(_ => Change(random, Orders.Full(map)))];

        await Same(options, orders);
    }

    [Theory]
    [InlineData("edifact-orders", "edifact-orders", "UNOC")]
    [InlineData("x12-850", "edifact-orders", "UNOC")]
    [InlineData("x12-850", "edifact-orders", "UNOB")]
    [InlineData("edifact-orders", "x12-850", "UNOC")]
    [InlineData("x12-850", "x12-850", "UNOC")]
    public async Task Lines_whose_texts_are_still_bytes_are_written_as_others(string from, string to, string syntax)
    {
        Random random = new(12);
        Order[] orders = [.. Enumerable.Range(0, 600).Select(_ => Choose(random, Change(random, Plain())))];
        (byte[] file, _) = await OrderCopies.WriteAsync(OrderCopies.Options(from) with { Syntax = "UNOW" }, orders);
        EdiWriteOptions options = OrderCopies.Options(to) with { Syntax = syntax, HasLineBreaks = true, MaxLosses = 1_000_000 };

        await Same(options, [.. (await OrderCopies.ReadAsync(file)).Select(m => Assert.IsType<Order>(m.Document))]);
        await Same(options, orders);
    }

    /// <summary>Writes orders together, in which lines learn from one another, and each alone.</summary>
    private static async Task Same(EdiWriteOptions options, Order[] orders)
    {
        (byte[] together, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(options, orders);

        List<string> bodies = [];
        List<string> told = [];
        foreach (Order order in orders)
        {
            (byte[] alone, IReadOnlyList<WriteLoss> own) = await OrderCopies.WriteAsync(options, order);
            bodies.AddRange(Body(alone));
            told.AddRange(own.Select(l => (l with { Document = 0 }).ToString()));
        }

        Assert.Equal(told, losses.Select(l => (l with { Document = 0 }).ToString()));
        Assert.Equal(bodies, Body(together));
    }

    /// <summary>Makes an order that says nothing of what few lines say.</summary>
    private static Order Plain()
    {
        Order order = Orders.Simple(1);
        return order with
        {
            Lines =
            [
                order.Lines[0] with
                {
                    SupplierItemCode = "SKU-1", Gtin = "4901234567894", ItemName = "hexagon bolt M8, zinc plated", Amount = 1250.00m, Note = "in two deliveries",
                },
            ],
        };
    }

    /// <summary>Makes the choices of a line otherwise.</summary>
    private static Order Choose(Random random, Order order) => order with
    {
        Lines =
        [
            order.Lines[0] with
            {
                Unit = random.Next(3) == 0 ? "KGM" : order.Lines[0].Unit,
                PriceType = (PriceType)random.Next(2),
                TaxCategory = (TaxCategory)random.Next(2),
                TaxRate = random.Next(9) == 0 ? 8 : null,
                PackageCount = random.Next(5) == 0 ? 12 : null,
                DueDateUndecided = order.Lines[0].DueDate is null && random.Next(2) == 0,
            },
        ],
    };

    /// <summary>One line an order: the first of everything goes the long way.</summary>
    private static Order Change(Random random, Order full)
    {
        OrderLine line = full.Lines[0];
        return full with
        {
            Number = Text(random, full.Number) ?? "N",
            Buyer = random.Next(3) == 0 ? null : full.Buyer! with { Code = Text(random, "B") ?? "B", Name = Text(random, full.Buyer.Name), GlobalCode = Text(random, full.Buyer.GlobalCode) },
            Supplier = full.Supplier with { Code = Text(random, "S") ?? "S", Name = Text(random, full.Supplier.Name) },
            ShipTo = random.Next(2) == 0 ? null : full.ShipTo,
            Note = Text(random, full.Note),
            ContractNumber = Text(random, full.ContractNumber),
            NetAmount = Number(random, full.NetAmount),
            Lines =
            [
                line with
                {
                    ItemCode = Text(random, line.ItemCode),
                    SupplierItemCode = Text(random, line.SupplierItemCode),
                    Gtin = Text(random, line.Gtin),
                    ItemName = Text(random, line.ItemName),
                    Unit = Text(random, line.Unit),
                    Quantity = Number(random, line.Quantity) ?? 0,
                    UnitPrice = Number(random, line.UnitPrice),
                    DueDate = random.Next(3) == 0 ? null : line.DueDate,
                    Note = Text(random, line.Note),
                },
            ],
        };
    }

    private static string? Text(Random random, string? usual) => random.Next(12) switch
    {
        0 => null,
        1 => Texts[random.Next(Texts.Length)],
        _ => usual,
    };

    private static decimal? Number(Random random, decimal? usual) => random.Next(8) switch
    {
        0 => null,
        1 => random.Next() / 1000m,
        2 => 12345678901234567890.12345m,
        _ => usual,
    };

    private static IEnumerable<string> Body(byte[] file) => Encoding.UTF8.GetString(file).Split("\r\n")
        .Where(s => s.Length > 3 && s[..3] is not ("UNA" or "UNB" or "UNH" or "UNZ" or "ISA" or "GS*" or "GE*" or "IEA" or "ST*" or "SE*"))
        .Select(s => s.StartsWith("UNT", StringComparison.Ordinal) ? s[..s.LastIndexOf('+')] : s);
}
