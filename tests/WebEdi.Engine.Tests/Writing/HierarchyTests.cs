using System.Text;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Ship notices of X12: levels below one another, numbered.</summary>
public sealed class HierarchyTests
{
    private static readonly DespatchAdvice Advice = new()
    {
        Number = "ASN-1",
        IssueDate = new DateOnly(2026, 11, 24),
        OrderNumber = "PO-1",
        OrderDate = new DateOnly(2026, 11, 1),
        Buyer = new Party { Code = "BUYER" },
        Supplier = new Party { Code = "SUPPLIER" },
        Lines = [],
    };

    [Fact]
    public async Task Orders_packs_and_items_are_levels_with_numbers_and_a_new_one_begins_where_a_line_says_another()
    {
        DespatchAdvice advice = Advice with { Lines = [Line("1", "PO-1", "P1"), Line("2", "PO-1", "P1"), Line("3", "PO-1", "P2"), Line("4", "PO-2", "P2"), Line("5", "PO-2", null)] };

        (string[] segments, EdiMessage again, IReadOnlyList<WriteLoss> losses) = await CopyAsync(advice);

        Assert.Equal(
            ["HL*1**S*1", "HL*2*1*O*1", "HL*3*2*P*1", "HL*4*3*I*0", "HL*5*3*I*0", "HL*6*2*P*1", "HL*7*6*I*0", "HL*8*1*O*1", "HL*9*8*P*1", "HL*10*9*I*0", "HL*11*8*I*0"],
            segments.Where(s => s.StartsWith("HL*", StringComparison.Ordinal)));
        Assert.Contains("CTT*11", segments);
        Assert.Contains("BSN*00*ASN-1*20261124*0930*0001", segments);
        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Empty(again.Diagnostics.Select(d => d.ToString()));
        Assert.Empty(DocumentCopies.Differences(advice, again.Document));
    }

    [Fact]
    public async Task The_order_of_the_head_stands_first_though_no_line_belongs_to_it()
    {
        DespatchAdvice advice = Advice with { Lines = [Line("1", "PO-2", null)] };

        (string[] segments, EdiMessage again, _) = await CopyAsync(advice);

        Assert.Equal(["PRF*PO-1***20261101", "PRF*PO-2"], segments.Where(s => s.StartsWith("PRF*", StringComparison.Ordinal)));
        Assert.Empty(DocumentCopies.Differences(advice, again.Document));
    }

    [Fact]
    public async Task A_notice_without_lines_has_its_shipment_and_its_order()
    {
        (string[] segments, _, IReadOnlyList<WriteLoss> losses) = await CopyAsync(Advice);

        Assert.Equal(["HL*1**S*0", "HL*2*1*O*0"], segments.Where(s => s.StartsWith("HL*", StringComparison.Ordinal)));
        Assert.DoesNotContain(losses, l => l.Value is not null);
    }

    private static DespatchLine Line(string number, string order, string? pack) => new() { LineNumber = number, ItemCode = "I" + number, Quantity = 2, Unit = "EA", OrderNumber = order, PackageId = pack };

    private static async Task<(string[] Segments, EdiMessage Again, IReadOnlyList<WriteLoss> Losses)> CopyAsync(DespatchAdvice advice)
    {
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("x12-856"), advice);
        return (Encoding.UTF8.GetString(written).Split('~'), Assert.Single(await DocumentCopies.ReadAsync(written, null)), losses);
    }
}
