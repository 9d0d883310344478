using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Kinds;

/// <summary>What senders write otherwise than most, and the ready-made maps take nevertheless.</summary>
public sealed class SenderCustomsTests
{
    private const string X12Header = "ISA*00*          *00*          *ZZ*BUYERCO        *ZZ*SUPPLIERCO     *250301*1130*U*00401*000000007*0*P*>~GS*PO*BUYERAPP*SUPPAPP*20250301*1130*5*X*004010~";

    [Fact]
    public async Task A_date_with_its_time_zone_is_read()
    {
        EdiMessage message = await ReadAsync(
            "edifact-ordchg",
            "UNB+UNOC:3+BUYER+SUPPLIER+261101:0915+1'UNH+1+ORDCHG:D:20B:UN'BGM+230+C-1+1'DTM+137:202611010915?+00:303'RFF+ON:PO-7'NAD+BY+B1'NAD+SU+S1'UNS+S'UNT+8+1'UNZ+1+1'");

        Assert.Empty(message.Diagnostics);
        Order order = Assert.IsType<Order>(message.Document);
        Assert.Equal(("PO-7", new DateOnly(2026, 11, 1)), (order.Number, order.RevisionDate!.Value));
    }

    [Fact]
    public async Task The_currency_of_an_order_is_the_one_that_its_prices_refer_to()
    {
        EdiMessage message = await ReadAsync(
            "edifact-orders",
            "UNB+UNOC:3+BUYER+SUPPLIER+261101:0915+1'UNH+1+ORDERS:D:96A:UN'BGM+220+PO-7+9'DTM+137:20261101:102'NAD+BY+B1'NAD+SU+S1'CUX+2:GBP:9+3:EUR:4+1.67'LIN+1++A:IN'QTY+21:1'UNS+S'UNT+10+1'UNZ+1+1'");

        Assert.Empty(message.Diagnostics);
        Assert.Equal("GBP", Assert.IsType<Order>(message.Document).Currency);
    }

    [Theory]
    [InlineData("RFF+CR:PO-7'")]
    [InlineData("RFF+CO:PO-7'")]
    [InlineData("RFF+ON:PO-7'RFF+CR:LOCAL-1'")]
    public async Task A_response_names_its_order_by_one_of_several_references(string references)
    {
        int count = 9 + references.Count(c => c == '\'');
        EdiMessage message = await ReadAsync(
            "edifact-ordrsp",
            $"UNB+UNOC:3+SUPPLIER+BUYER+261101:0915+1'UNH+1+ORDRSP:D:93A:UN'BGM+231+R-1+4'DTM+137:20261101:102'{references}NAD+BY+B1'NAD+SU+S1'LIN+1++A:IN'QTY+21:1'UNS+S'UNT+{count}+1'UNZ+1+1'");

        Assert.Empty(message.Diagnostics);
        Assert.Equal("PO-7", Assert.IsType<OrderResponse>(message.Document).OrderNumber);
    }

    [Fact]
    public async Task What_is_said_of_an_item_beside_its_number_is_not_taken_for_the_number()
    {
        EdiMessage message = await ReadAsync(
            "x12-850",
            X12Header + "ST*850*0001~BEG*00*SA*PO1**20250301~N1*SU*SUPPLIER*92*S1~PO1*1*120*EA*9.25**CB*065322-117*PR*RO*VN*AB3542*SN*00017~PO1*2*5*EA*1**TP*KITCHEN*VN*AB3543~SE*6*0001~GE*1*5~IEA*1*000000007~");

        Assert.Empty(message.Diagnostics);
        OrderLine[] lines = [.. Assert.IsType<Order>(message.Document).Lines];
        Assert.Equal(("065322-117", "AB3542"), (lines[0].ItemCode, lines[0].SupplierItemCode));
        Assert.Equal((null, "AB3543"), (lines[1].ItemCode, lines[1].SupplierItemCode));
    }

    [Fact]
    public async Task The_place_that_goods_leave_from_is_not_where_they_go()
    {
        EdiMessage message = await ReadAsync(
            "x12-850",
            X12Header + "ST*850*0001~BEG*00*DS*PO1**20250301~N1*SF*WAREHOUSE*92*WHSE~N1*ST*Jennifer Smith~N1*SU*SUPPLIER*92*S1~PO1*1*1*EA*2.41**SK*1092189~SE*7*0001~GE*1*5~IEA*1*000000007~");

        Assert.Empty(message.Diagnostics);
        Party place = Assert.IsType<Order>(message.Document).ShipTo!;
        Assert.Equal(("", "Jennifer Smith"), (place.Code, place.Name));
    }

    [Theory]
    [InlineData("DTM+137:20261101:102'DTM+11:20261102:102'", 1)]
    [InlineData("DTM+11:20261102:102'", 2)]
    public async Task An_advice_that_says_no_date_of_its_own_has_that_of_the_despatch(string dates, int day)
    {
        EdiMessage message = await ReadAdviceAsync(dates);

        Assert.Empty(message.Diagnostics);
        Assert.Equal(new DateOnly(2026, 11, day), Assert.IsType<DespatchAdvice>(message.Document).IssueDate);
    }

    [Fact]
    public async Task An_advice_without_any_date_is_told_and_not_dated_to_the_year_1_in_silence()
    {
        EdiMessage message = await ReadAdviceAsync("DTM+2:20261105:102'");

        Diagnostic fault = Assert.Single(message.Diagnostics);
        Assert.Equal((DiagnosticCodes.ValueMissing, "despatchAdvice.issueDate", Severity.Error), (fault.Code, fault.Path, fault.Severity));
    }

    [Theory]
    [InlineData("CPS+1'PAC+3++201'CPS+2+1'PAC+1++201'PCI+33E'GIN+BJ+354107380000001051'PAC+20++CT'", 3)]
    [InlineData("CPS+1'CPS+2+1'PAC+1++201'PCI+33E'GIN+BJ+354107380000001051'PAC+20++CT'", 1)]
    [InlineData("CPS+1'PAC+1++201'PCI+33E'GIN+BJ+354107380000001051'", 1)]
    public async Task An_advice_counts_the_packages_of_its_top_level_and_a_line_lies_in_the_outer_one(string packages, int count)
    {
        EdiMessage message = await ReadAdviceAsync("DTM+137:20261101:102'", packages);

        Assert.Equal(count == 1 && packages.Contains("CT", StringComparison.Ordinal) ? [DiagnosticCodes.ValueRepeated] : [], message.Diagnostics.Select(d => d.Code));
        DespatchAdvice advice = Assert.IsType<DespatchAdvice>(message.Document);
        DespatchLine line = Assert.Single(advice.Lines);
        Assert.Equal((count, "354107380000001051", "edifact:201"), (advice.PackageCount, line.PackageId, line.PackageType));
    }

    [Fact]
    public async Task A_batch_and_a_package_named_at_the_line_itself_are_read()
    {
        EdiMessage message = await ReadAdviceAsync("DTM+137:20261101:102'", "CPS+1'", "GIN+BX+LOT-77'GIN+BJ+340123450000000017'");

        Assert.Empty(message.Diagnostics);
        DespatchLine line = Assert.Single(Assert.IsType<DespatchAdvice>(message.Document).Lines);
        Assert.Equal(("LOT-77", "340123450000000017"), (line.Lot, line.PackageId));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("MOA+203:12.50:EUR'", "EUR")]
    public async Task An_advice_has_the_currency_of_its_amounts_and_none_where_it_names_none(string amount, string? currency)
    {
        EdiMessage message = await ReadAdviceAsync("DTM+137:20261101:102'", ofLine: amount);

        Assert.Empty(message.Diagnostics);
        Assert.Equal(currency, Assert.IsType<DespatchAdvice>(message.Document).Currency);
    }

    [Theory]
    [InlineData("862", "BSS*05*REL-1*20260901*DL*20260901*20260930", "UIT*EA~FST*100*C*C*20260902", SchedulePeriod.Day)]
    [InlineData("862", "BSS*05*REL-1*20260901*DL*20260901*20260930", "UIT*EA~FST*100*C*F*20260902*20260905", SchedulePeriod.Other)]
    [InlineData("830", "BFR*00**REL-1*DL*A*20260901*20260930*20260901", "UIT*EA~FST*100*C*C*20260902", SchedulePeriod.Day)]
    public async Task A_daily_quantity_is_one_of_a_day(string type, string head, string line, SchedulePeriod period)
    {
        string text = X12Header.Replace("GS*PO", type == "830" ? "GS*PS" : "GS*SS", StringComparison.Ordinal) + $"ST*{type}*0001~{head}~N1*SU*SUPPLIER*92*S1~LIN**BP*A-1~{line}~SE*7*0001~GE*1*5~IEA*1*000000007~";

        EdiMessage message = await ReadAsync("x12-" + type, text);

        Assert.Empty(message.Diagnostics);
        ScheduledQuantity quantity = Assert.Single(Assert.Single(Assert.IsType<DeliverySchedule>(message.Document).Lines).Schedule);
        Assert.Equal((new DateOnly(2026, 9, 2), 100m, period), (quantity.Date, quantity.Quantity, quantity.Period));
    }

    [Theory]
    [InlineData("HL*1**S~LIN*1*VN*A-1~SN1**5*EA~HL*2**O~LIN*2*VN*A-2~SN1**3*EA~", "A-1 5, A-2 3")]
    [InlineData("HL*1**S~HL*2*1*O~LIN*1*VN*A-1~SN1**5*EA~PRF*PO-7~HL*3*1*O~LIN*2*VN*A-2~SN1**3*EA~PRF*PO-8~", "A-1 5, A-2 3")]
    [InlineData("HL*1**S~HL*2*1*O~PRF*PO-7~HL*3*2*P~LIN*1*VN*A-1~SN1**5*EA~", "A-1 5")]
    [InlineData("HL*1**S~SN1**8*EA~HL*2*1*O~SN1**8*EA~HL*3*2*I~LIN*1*VN*A-1~SN1**5*EA~HL*4*3*P~SN1**5*EA~HL*5*2*I~LIN*2*VN*A-2~SN1**3*EA~", "A-1 5, A-2 3")]
    public async Task What_a_shipment_or_order_says_of_goods_is_a_line_where_no_item_stands_above_or_below(string levels, string lines)
    {
        EdiMessage message = await ReadShipNoticeAsync(levels);

        Assert.Empty(message.Diagnostics);
        DespatchAdvice advice = Assert.IsType<DespatchAdvice>(message.Document);
        Assert.Equal(lines, string.Join(", ", advice.Lines.Select(l => $"{l.SupplierItemCode} {l.Quantity}")));
    }

    [Fact]
    public async Task A_ship_notice_that_names_no_goods_is_told()
    {
        EdiMessage message = await ReadShipNoticeAsync("HL*1**S~TD5*B*2*UPSN~HL*2*1*O~PRF*PO-7~");

        Diagnostic fault = Assert.Single(message.Diagnostics);
        Assert.Equal((DiagnosticCodes.ValueMissing, Severity.Error, "at least one line"), (fault.Code, fault.Severity, fault.Expected?.English));
    }

    [Theory]
    [InlineData("9", 1)]
    [InlineData("1", 0)]
    public async Task A_schedule_that_asks_for_nothing_is_told_but_one_that_is_called_off(string function, int faults)
    {
        EdiMessage message = await ReadAsync(
            "edifact-delfor",
            $"UNB+UNOC:3+BUYER+SUPPLIER+261101:0915+1'UNH+1+DELFOR:D:96A:UN'BGM+241+F-1+{function}'DTM+137:20261101:102'NAD+BY+B1'NAD+SE+S1'UNT+6+1'UNZ+1+1'");

        Assert.Equal(faults, message.Diagnostics.Count(d => d.Code == DiagnosticCodes.ValueMissing && d.Severity == Severity.Error));
        Assert.Equal(faults == 0, message.Document is DeliverySchedule { Purpose: DocumentPurpose.Cancellation });
    }

    private static Task<EdiMessage> ReadShipNoticeAsync(string levels)
    {
        int count = 3 + levels.Count(c => c == '~');
        return ReadAsync("x12-856", X12Header.Replace("GS*PO", "GS*SH", StringComparison.Ordinal) + $"ST*856*0001~BSN*00*SHIP-1*20250301*1330~{levels}SE*{count}*0001~GE*1*5~IEA*1*000000007~");
    }

    private static Task<EdiMessage> ReadAdviceAsync(string dates, string packages = "CPS+1'", string ofLine = "")
    {
        int count = 7 + (dates + packages + ofLine).Count(c => c == '\'');
        return ReadAsync("edifact-desadv", $"UNB+UNOC:3+SUPPLIER+BUYER+261101:0915+1'UNH+1+DESADV:D:96A:UN'BGM+351+D-1+9'{dates}NAD+BY+B1'NAD+SU+S1'{packages}LIN+1++A:IN'QTY+12:1'{ofLine}UNT+{count}+1'UNZ+1+1'");
    }

    /// <summary>Reads a file with a map that was asked for, so that what the map finds is told.</summary>
    private static async Task<EdiMessage> ReadAsync(string map, string text)
    {
        EdiFileReader reader = new(new EdiReadOptions { MapJson = ReadyMadeMap.Find(map), MapName = map });
        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in reader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken))
            messages.Add(message);

        return Assert.Single(messages);
    }
}
