using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Schema;

public sealed class ValueCheckTests
{
    [Theory]
    [InlineData("BGM+220+PO1+9'")]
    [InlineData("BGM+220::9:Order+PO1+9+NA'")]
    [InlineData("BGM+220+PO1+9+++++'")]
    [InlineData("BGM+220+PO1::+9'")]
    [InlineData("BGM'")]
    [InlineData("DTM+137:20241001:102'")]
    [InlineData("DTM+137:202410010930:203'")]
    [InlineData("DTM+137:20240229:102'")]
    [InlineData("DTM+137:241001:101'")]
    [InlineData("DTM+137:202410010930Z:303'")]
    [InlineData("DTM+324:20241001-20241031:718'")]
    [InlineData("DTM+324:2024100120241031:718'")]
    [InlineData("DTM+2:202441:616'")]
    [InlineData("DTM+2:3:804'")]
    [InlineData("DTM+2:next week'")]
    [InlineData("DTM+2:next week:ZZZ'")]
    [InlineData("DTM+2::102'")]
    [InlineData("QTY+21:-12.5:PCE'")]
    [InlineData("QTY+21:12,5'")]
    [InlineData("QTY+21:.5'")]
    [InlineData("MOA+79:0'")]
    [InlineData("NAD+BY+++++++'")]
    [InlineData("PIA+5+1:SA+2:IN'")]
    [InlineData("PIA+5+1:SA*2:IN'")]
    [InlineData("ALI++9+1*2*3'")]
    [InlineData("IMD+F++:::花瓶'")]
    [InlineData("CTA+OC+:山田'")]
    [InlineData("LIN+1++4000:EN'")]
    [InlineData("CDI+1+:::packed in boxes that are closed with tape on all sides'")]
    [InlineData("DGS+IMD+3+1993:1+0:CEL+2'")]
    [InlineData("DGS++3++++++++3:6:8:9'")]
    [InlineData("HAN+:::This side up, and keep it away from anything that is warm, wet or in a hurry'")]
    [InlineData("RJL++1:::Stock'")]
    [InlineData("SEL+47+CA+1++AA'")]
    public void A_sound_segment_is_silent_and_costs_nothing(string text)
    {
        SegmentTree tree = SegmentTexts.Tree(text);
        SegmentShapes shapes = new(EdiDirectories.Edifact.FindSegment(text[..3])!);
        DiagnosticSink sink = new(10);
        ValueCheck check = new(sink);
        check.Check(tree, 1, shapes);
        check.Check(tree, 1, shapes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        check.Check(tree, 1, shapes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Empty(sink.Take());
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("DTM'", DiagnosticCodes.ElementMissing, "DTM/2005", 1, 1, null, "a value")]
    [InlineData("DTM+:20240101'", DiagnosticCodes.ElementMissing, "DTM/2005", 1, 1, null, "a value")]
    [InlineData("QTY+21'", DiagnosticCodes.ElementMissing, "QTY/6060", 1, 2, null, "a value")]
    [InlineData("NAD++PARTNER'", DiagnosticCodes.ElementMissing, "NAD/3035", 1, 1, null, "a value")]
    [InlineData("NAD+BY+:91'", DiagnosticCodes.ElementMissing, "NAD/3039", 2, 1, null, "a value")]
    [InlineData("NAD+BUYE'", DiagnosticCodes.ElementTooLong, "NAD/3035", 1, 1, "BUYE", "at most 3 characters")]
    [InlineData("NAD+買い手側'", DiagnosticCodes.ElementTooLong, "NAD/3035", 1, 1, "買い手側", "at most 3 characters")]
    [InlineData("UNB+UNO:3+A+B+200101:1200+1'", DiagnosticCodes.ElementTooShort, "UNB/0001", 1, 1, "UNO", "at least 4 characters")]
    [InlineData("QTY+21:10O'", DiagnosticCodes.ElementNotNumber, "QTY/6060", 1, 2, "10O", "a number")]
    [InlineData("QTY+21:1.2.3'", DiagnosticCodes.ElementNotNumber, "QTY/6060", 1, 2, "1.2.3", "a number")]
    [InlineData("QTY+21:--1'", DiagnosticCodes.ElementNotNumber, "QTY/6060", 1, 2, "--1", "a number")]
    [InlineData("QTY+21:-'", DiagnosticCodes.ElementNotNumber, "QTY/6060", 1, 2, "-", "a number")]
    [InlineData("QTY+21:１０'", DiagnosticCodes.ElementNotNumber, "QTY/6060", 1, 2, "１０", "a number")]
    [InlineData("CUX+2:EUR:9:12345'", DiagnosticCodes.ElementTooLong, "CUX/6348", 1, 4, "12345", "at most 4 characters")]
    [InlineData("DTM+137:20230901:203'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "20230901", "yyyyMMddHHmm")]
    [InlineData("DTM+137:202309010000:102'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "202309010000", "yyyyMMdd")]
    [InlineData("DTM+137:2023-09-01:102'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "2023-09-01", "yyyyMMdd")]
    [InlineData("DTM+137:20231301:102'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "20231301", "yyyyMMdd")]
    [InlineData("DTM+137:20230230:102'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "20230230", "yyyyMMdd")]
    [InlineData("DTM+137:20230931:102'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "20230931", "yyyyMMdd")]
    [InlineData("DTM+137:202309012560:203'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "202309012560", "yyyyMMddHHmm")]
    [InlineData("DTM+137:00000000:102'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "00000000", "yyyyMMdd")]
    [InlineData("DTM+324:20241001:718'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "20241001", "yyyyMMdd-yyyyMMdd")]
    [InlineData("DTM+2:202454:616'", DiagnosticCodes.PeriodInvalid, "DTM/2380", 1, 2, "202454", "yyyyww")]
    [InlineData("UNS+1'", DiagnosticCodes.ElementNotLetters, "UNS/0081", 1, 1, "1", "letters, no digits")]
    [InlineData("UNS+X'", DiagnosticCodes.CodeNotListed, "UNS/0081", 1, 1, "X", "one of: D, S")]
    [InlineData("UNS+D+more'", DiagnosticCodes.ElementsSurplus, "UNS/#2", 2, 1, "more", "1")]
    [InlineData("UNS+D++:x'", DiagnosticCodes.ElementsSurplus, "UNS/#3", 3, 1, null, "1")]
    [InlineData("DTM+137:20240101:102:9'", DiagnosticCodes.ComponentsSurplus, "DTM/C507", 1, 4, "9", "3")]
    [InlineData("UNS+D:D'", DiagnosticCodes.ComponentsSurplus, "UNS/0081", 1, 2, "D", "1")]
    [InlineData("UNS+D*S'", DiagnosticCodes.RepetitionsSurplus, "UNS/0081", 1, 1, "2", "1")]
    [InlineData("PIA+5+1*2*3*4*5*6'", DiagnosticCodes.RepetitionsSurplus, "PIA/7140", 2, 1, "6", "5")]
    public void A_fault_is_told_with_its_place(string text, string code, string path, int element, int component, string? found, string? expected) =>
        AssertFault(EdiDirectories.Edifact, text, code, path, element, component, found, expected);

    [Theory]
    [InlineData("BEG+00+SA+PO1++2024'", DiagnosticCodes.ElementTooShort, "BEG/373", 5, 1, "2024", "at least 6 characters")]
    [InlineData("BEG+00+SA+PO1++20241301'", DiagnosticCodes.ElementNotDate, "BEG/373", 5, 1, "20241301", "a date")]
    [InlineData("BEG+00+SA+PO1++200A0101'", DiagnosticCodes.ElementNotDate, "BEG/373", 5, 1, "200A0101", "a date")]
    [InlineData("BEG+00+SA+PO1'", DiagnosticCodes.ElementMissing, "BEG/373", 5, 1, null, "a value")]
    [InlineData("BEG+0+SA+PO1++20240101'", DiagnosticCodes.ElementTooShort, "BEG/353", 1, 1, "0", "at least 2 characters")]
    [InlineData("DTM+002+20240101+2460'", DiagnosticCodes.ElementNotTime, "DTM/337", 3, 1, "2460", "a time")]
    [InlineData("PO1+1+ten+EA'", DiagnosticCodes.ElementNotNumber, "PO1/330", 2, 1, "ten", "a number")]
    [InlineData("SAC+X+D240'", DiagnosticCodes.CodeNotListed, "SAC/248", 1, 1, "X", "one of: A, C, N, P, Q, R, S")]
    [InlineData("N1+ST++92'", DiagnosticCodes.ElementNeeded, "N1/67", 4, 1, null, "a value beside N103")]
    [InlineData("N1+ST+X++123'", DiagnosticCodes.ElementNeeded, "N1/66", 3, 1, null, "a value beside N104")]
    [InlineData("N1+ST'", DiagnosticCodes.ElementNeeded, "N1/93", 2, 1, null, "at least one of: N102, N103")]
    [InlineData("TD1+CTN25'", DiagnosticCodes.ElementNeeded, "TD1/80", 2, 1, null, "a value beside TD101")]
    [InlineData("PO4+1++++++++++++EA'", DiagnosticCodes.ElementNeeded, "PO4/82", 10, 1, null, "at least one of: PO410, PO411, PO412 beside PO413")]
    [InlineData("QTY+01+1++X'", DiagnosticCodes.ElementExcluded, "QTY/61", 4, 1, "X", "QTY02, QTY04")]
    [InlineData("BPR+I+100+C+CHK++01+123456789+DA+0001+++01'", DiagnosticCodes.ElementNeeded, "BPR/507", 13, 1, null, "a value beside BPR12")]
    [InlineData("DTM+002++++D8+20241301'", DiagnosticCodes.PeriodInvalid, "DTM/1251", 6, 1, "20241301", "yyyyMMdd")]
    [InlineData("DTM+002++++RD8+20240101'", DiagnosticCodes.PeriodInvalid, "DTM/1251", 6, 1, "20240101", "yyyyMMdd-yyyyMMdd")]
    [InlineData("DTP+011+D8+240101'", DiagnosticCodes.PeriodInvalid, "DTP/1251", 3, 1, "240101", "yyyyMMdd")]
    [InlineData("TDS+12.50'", DiagnosticCodes.ElementNotNumber, "TDS/610", 1, 1, "12.50", "a number")]
    public void A_fault_in_a_segment_of_x12_is_told_with_its_place(string text, string code, string path, int element, int component, string? found, string? expected) =>
        AssertFault(EdiDirectories.X12, text, code, path, element, component, found, expected);

    [Theory]
    [InlineData("BEG+00+SA+PO1++240101'")]
    [InlineData("BEG+00+SA+PO1++20240101'")]
    [InlineData("TDS+-1250'")]
    [InlineData("TD1+CTN+5++++G+100+LB'")]
    [InlineData("DD+1+65+++2++3+Y'")]
    [InlineData("ETD+A1+A+AE+123+02'")]
    [InlineData("BPR+C+1500+C+ACH+CTX+01+123456789+DA+0001234++987654321+01+987654320+DA+0009876+20240101'")]
    [InlineData("L7++TAR+ABC+1+ITEM+2+65+25+0001+20240101+A1+B+C+D+TOKYO'")]
    [InlineData("RCD+1+5+EA+1+EA+1+EA+01+++++++++++++3'")]
    [InlineData("PO1+1+1.5E3+EA'")]
    [InlineData("DTM+002+20240101+235959'")]
    [InlineData("DTM+002++++D8+20240101'")]
    [InlineData("DTM+002++++RD8+20240101-20240131'")]
    [InlineData("DTP+011+ZZ+soon'")]
    [InlineData("REF+DP+038'")]
    [InlineData("REF+DP+038++AB:1'")]
    public void A_sound_segment_of_x12_is_silent(string text)
    {
        Assert.Empty(Check(EdiDirectories.X12, SegmentTexts.Tree(text), text));
    }

    [Fact]
    public void A_decimal_mark_of_the_file_divides_numbers()
    {
        Assert.Empty(Check(EdiDirectories.Edifact, SegmentTexts.Tree("QTY+21:1;5'", (byte)';'), "QTY"));
        Assert.Single(Check(EdiDirectories.Edifact, SegmentTexts.Tree("QTY+21:1;5'"), "QTY"));
    }

    [Fact]
    public void Every_fault_of_a_segment_is_told()
    {
        IReadOnlyList<Diagnostic> found = Check(EdiDirectories.Edifact, SegmentTexts.Tree("CUX+:EURO:9:x+2+y'"), "CUX");

        Assert.Equal(["CUX/6345", "CUX/6348", "CUX/6347", "CUX/5402"], found.Select(d => d.Path));
    }

    [Fact]
    public void Beyond_the_limit_faults_are_only_counted()
    {
        DiagnosticSink sink = new(1);
        SegmentTree tree = SegmentTexts.Tree("CUX+2:EUR:9:x+2+y'");

        new ValueCheck(sink).Check(tree, 1, new SegmentShapes(EdiDirectories.Edifact.FindSegment("CUX")!));

        Assert.Equal(1, sink.LeftOut);
        Assert.Equal("CUX/6348", sink.Take()[0].Path);
    }

    private static void AssertFault(EdiDirectory directory, string text, string code, string path, int element, int component, string? found, string? expected)
    {
        Diagnostic fault = Assert.Single(Check(directory, SegmentTexts.Tree("UNH+1'" + text), text, 2));

        Assert.Equal((code, path, found, expected), (fault.Code, fault.Path, fault.Found, fault.Expected?.English));
        Assert.Equal((1, 2, element, component), (fault.Position.Line, fault.Position.Segment, fault.Position.Element, fault.Position.Component));
    }

    private static IReadOnlyList<Diagnostic> Check(EdiDirectory directory, SegmentTree tree, string text, int node = 1)
    {
        // The third time the shape of the segment is known; what is found must not depend on that.
        SegmentShapes shapes = new(directory.FindSegment(text.Split('+', '\'')[0])!);
        IReadOnlyList<Diagnostic>[] found = new IReadOnlyList<Diagnostic>[3];
        for (int i = 0; i < found.Length; i++)
        {
            DiagnosticSink sink = new(10);
            new ValueCheck(sink).Check(tree, node, shapes);
            found[i] = sink.Take();
        }

        Assert.Equal(found[0], found[1]);
        Assert.Equal(found[0], found[2]);
        return found[2];
    }
}
