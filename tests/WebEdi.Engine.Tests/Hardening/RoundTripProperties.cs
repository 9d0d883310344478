using FsCheck;
using FsCheck.Fluent;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Writing;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>Any order that is written is the same when it is read again, or every difference has been told.</summary>
public sealed class RoundTripProperties
{
    /// <summary>Every format that orders are written in.</summary>
    public static TheoryData<string> Maps => ["edifact-orders", "x12-850", "json"];

    private static Gen<OrderLine> Line =>
        from item in Properties.Text(20)
        from name in Properties.Text(60)
        from note in Properties.Text(90)
        from quantity in Properties.Number
        from price in Properties.Number
        from due in Properties.Day
        from undecided in Gen.Choose(0, 3)
        select new OrderLine
        {
            Number = "1",
            ItemCode = item.Length == 0 ? null : item,
            ItemName = name.Length == 0 ? null : name,
            Note = note.Length == 0 ? null : note,
            Quantity = quantity,
            Unit = "EA",
            UnitPrice = price,
            DueDate = undecided == 0 ? null : due,
        };

    private static Gen<Order> Order =>
        from number in Properties.Text(30)
        from buyer in Properties.Text(15)
        from name in Properties.Text(30)
        from note in Properties.Text(200)
        from issued in Properties.Day
        from lines in Line.ArrayOf()
        select new Order
        {
            Number = number.Length == 0 ? "1" : number,
            TypeCode = "SA",
            IssueDate = issued,
            Buyer = new Party { Code = buyer.Length == 0 ? "B" : buyer },
            Supplier = new Party { Code = "SUP-01", Name = name.Length == 0 ? null : name },
            Currency = "JPY",
            Note = note.Length == 0 ? null : note,
            Lines = [.. lines.DefaultIfEmpty(new OrderLine { Number = "1", Quantity = 1, ItemCode = "A" }).Select((l, i) => l with { Number = $"{i + 1}" })],
        };

    [Theory]
    [MemberData(nameof(Maps))]
    public void What_is_written_is_read_again_or_its_loss_is_told(string map) =>
        Properties.Hold(Order, order => CheckAsync(map, order).GetAwaiter().GetResult(), cases: 120);

    private static async Task CheckAsync(string map, Order order)
    {
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(map, order);
        EdiMessage again = Assert.Single(await OrderCopies.ReadAsync(written));

        HashSet<string> told = [.. losses.Select(l => Last(l.Path))];
        string[] silent = [.. OrderCopies.Differences(order, again.Document as Order).Where(d => !told.Contains(Last(d[..d.IndexOf(':', StringComparison.Ordinal)])))];
        Assert.True(silent.Length == 0, $"{string.Join('\n', silent)}\ntold: {string.Join(", ", told)}\n{System.Text.Encoding.UTF8.GetString(written)}");
        Assert.True(losses.Count > 0 || !again.Diagnostics.Any(d => d.Severity == Severity.Error), string.Join('\n', again.Diagnostics));
    }

    /// <summary>Documents and maps name fields differently; what the names have in common is enough here.</summary>
    private static string Last(string path)
    {
        string name = path[(path.LastIndexOf('.') + 1)..];
        int index = name.IndexOf('[', StringComparison.Ordinal);
        return (index < 0 ? name : name[..index]).ToUpperInvariant() switch
        {
            "ITEMCODE" => "ITEM",
            "UNITPRICE" => "PRICE",
            "DUEDATE" => "DUE",
            "CODE" => path.Contains("buyer", StringComparison.OrdinalIgnoreCase) ? "BUYER" : "SUPPLIER",
            "NAME" => "SUPPLIERNAME",
            var other => other,
        };
    }
}
