using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Kinds;

/// <summary>Delivery schedules in the two structures that DELFOR has had.</summary>
public sealed class DeliveryScheduleMapTests
{
    private const string Old = """
        UNB+UNOC:3+BUYER+SUPPLIER+261101:0915+1'
        UNH+1+DELFOR:D:96A:UN'
        BGM+241+FC-7'
        DTM+137:20261101:102'
        NAD+BY+B1'
        NAD+SE+S1'
        UNS+D'
        NAD+CN+PLANT2'
        LIN+1++BOLT-M6:IN'
        QTY+113:100:PCE'
        SCC+1'
        DTM+2:20261120:102'
        QTY+113:900:PCE'
        SCC+4++M'
        DTM+2:20261201:102'
        QTY+70:5000'
        UNS+S'
        UNT+17+1'
        UNZ+1+1'

        """;

    private const string New = """
        UNB+UNOC:3+BUYER+SUPPLIER+261101:0915+1'
        UNH+1+DELFOR:D:97A:UN'
        BGM+241+FC-7'
        DTM+137:20261101:102'
        NAD+BY+B1'
        NAD+SE+S1'
        UNS+D'
        NAD+CN+PLANT2'
        LIN+1++BOLT-M6:IN'
        QTY+70:5000'
        SCC+1'
        QTY+113:100:PCE'
        DTM+2:20261120:102'
        SCC+4++M'
        QTY+113:900:PCE'
        DTM+2:20261201:102'
        UNS+S'
        UNT+17+1'
        UNZ+1+1'

        """;

    [Theory]
    [InlineData(Old)]
    [InlineData(New)]
    public async Task The_status_of_a_quantity_stands_before_or_behind_it(string text)
    {
        EdiMessage message = await OrderResponseMapTests.ReadAsync(text);

        Assert.Empty(message.Diagnostics);
        DeliverySchedule schedule = Assert.IsType<DeliverySchedule>(message.Document);
        DeliveryScheduleLine line = Assert.Single(schedule.Lines);
        Assert.Equal(("BOLT-M6", "PCE", "PLANT2", 5000m), (line.ItemCode, line.Unit, line.ShipTo?.Code, line.CumulativeQuantity!.Value));
        Assert.Equal(
            [
                new ScheduledQuantity { Date = new DateOnly(2026, 11, 20), Quantity = 100 },
                new ScheduledQuantity { Date = new DateOnly(2026, 12, 1), Quantity = 900, Kind = ScheduleKind.Forecast, Period = SchedulePeriod.Month },
            ],
            line.Schedule);
    }

    /// <summary>A quantity that is due and that no SCC says anything of; the line's own number has a code that nobody knows.</summary>
    [Theory]
    [InlineData("D:96A", "UNS+D'NAD+CN+PLANT2'", "UNS+S'", 15)]
    [InlineData("D:97A", "GIS+37'NAD+CN+PLANT2'", "", 14)]
    [InlineData("D:04A", "GEI+6+:::37'NAD+CN+PLANT2'", "", 14)]
    public async Task A_quantity_without_status_is_firm_and_the_item_is_the_buyers(string directory, string place, string summary, int count)
    {
        string text = $"UNB+UNOC:3+BUYER+SUPPLIER+261101:0915+1'UNH+1+DELFOR:{directory}:UN'BGM+241+FC-7'DTM+137:20261101:102'NAD+BY+B1'NAD+SE+S1'{place}"
            + $"LIN+1++4711-X:ZZZ'PIA+1+B-77:IN+S-9:SA'QTY+1:100:PCE'DTM+2:20261120:102'QTY+1:50:PCE'DTM+2:20261127:102'{summary}UNT+{count}+1'UNZ+1+1'";

        EdiMessage message = await OrderResponseMapTests.ReadAsync(text);

        Assert.Empty(message.Diagnostics);
        DeliveryScheduleLine line = Assert.Single(Assert.IsType<DeliverySchedule>(message.Document).Lines);
        Assert.Equal(("B-77", "S-9", "PCE", "PLANT2"), (line.ItemCode, line.SupplierItemCode, line.Unit, line.ShipTo?.Code));
        Assert.Equal(
            [
                new ScheduledQuantity { Date = new DateOnly(2026, 11, 20), Quantity = 100 },
                new ScheduledQuantity { Date = new DateOnly(2026, 11, 27), Quantity = 50 },
            ],
            line.Schedule);
    }
}
