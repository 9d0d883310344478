using System.Text.Json;

using WebEdi.Documents;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Kinds;

public sealed class OrderLineTests
{
    private static readonly OrderLine Full = new()
    {
        Number = "0010",
        Change = LineChange.Changed,
        ItemCode = "A-1",
        SupplierItemCode = "S-1",
        ManufacturerItemCode = "M-1",
        Gtin = "4901234567894",
        ItemName = "ボルト",
        Specification = "M8",
        DrawingNumber = "D-1",
        DrawingRevision = "B",
        Lot = "L-1",
        Quantity = 12.50m,
        Unit = "PCE",
        QuantityPerPackage = 10,
        PackageCount = 2,
        PackageType = "BX",
        PriceType = PriceType.Provisional,
        UnitPrice = -0.0125m,
        PriceBasisQuantity = 100,
        Amount = 1562.5m,
        TaxCategory = TaxCategory.Reduced,
        TaxRate = 8,
        DueDate = new DateOnly(2025, 6, 30),
        DueTime = new TimeOnly(9, 30),
        DeliveryInstruction = "J",
        ShipTo = new Party { Code = "W1" },
        ReceivingPlace = "Gate 3",
        SuppliedMaterial = "X",
        Note = "fragile",
        Extensions = new Dictionary<string, string> { ["color"] = "red" },
    };

    [Fact]
    public void Every_property_comes_back_from_its_json()
    {
        OrderLine back = JsonSerializer.Deserialize(JsonSerializer.Serialize(Full, DocumentJson.OrderLine), DocumentJson.OrderLine)!;

        Assert.Equal(Full with { Extensions = back.Extensions }, back);
        Assert.Equal("red", back.Extensions["color"]);
    }

    [Fact]
    public void A_copy_that_says_something_else_leaves_the_original_as_it_is()
    {
        OrderLine other = Full with { Note = "new", Quantity = 3, Specification = null };

        Assert.Equal(("fragile", 12.50m, "M8"), (Full.Note, Full.Quantity, Full.Specification));
        Assert.Equal(("new", 3m, null), (other.Note, other.Quantity, other.Specification));
        Assert.NotEqual(Full, other);
        Assert.Equal(Full, other with { Note = "fragile", Quantity = 12.5m, Specification = "M8" });
    }

    [Fact]
    public void Lines_that_say_nothing_rare_are_equal_however_they_were_made()
    {
        OrderLine plain = new() { Number = "1", Quantity = 1 };

        OrderLine again = (plain with { Note = "x", PriceBasisQuantity = 7 }) with { Note = null, PriceBasisQuantity = 1 };

        Assert.Equal(plain, again);
        Assert.Equal(plain.GetHashCode(), again.GetHashCode());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.000")]
    [InlineData("-12.5")]
    [InlineData("36028797018963967")]
    [InlineData("36028797018963968")]
    [InlineData("-36028797018963968.5")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    public void Numbers_keep_every_digit_and_their_scale(string text)
    {
        decimal number = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        OrderLine line = new() { Number = "1", Quantity = number, UnitPrice = number, Amount = number, PackageCount = number, PriceBasisQuantity = number };

        Assert.All([line.Quantity, line.UnitPrice, line.Amount, line.PackageCount, line.PriceBasisQuantity], n => Assert.Equal(decimal.GetBits(number), decimal.GetBits(n!.Value)));
        Assert.Equal(number + 0m, (line with { Amount = null }).Quantity);
    }

    [Fact]
    public void What_is_not_said_is_null_or_usual()
    {
        OrderLine line = new() { Number = "1" };

        Assert.Equal((0m, 1m), (line.Quantity, line.PriceBasisQuantity));
        Assert.All([line.UnitPrice, line.Amount, line.PackageCount, line.QuantityPerPackage, line.TaxRate], n => Assert.Null(n));
        Assert.Equal((null, null, null), (line.DueDate, line.DueTime, line.Change));
        Assert.Empty(line.Extensions);
    }
}
