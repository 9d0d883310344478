using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.X12;

public sealed class X12ReaderTests
{
    private const string Header = "ISA*00*          *00*          *ZZ*BUYERCO        *ZZ*SUPPLIERCO     *250301*1130*U*00401*000000007*0*P*>~";
    private const string Group = "GS*PO*BUYERAPP*SUPPAPP*20250301*1130*5*X*004010~";
    private const string Set = "ST*850*0001~BEG*00*SA*PO1**20250301~SE*3*0001~";
    private const string Trailer = "GE*1*5~IEA*1*000000007~";
    private const string Whole = Header + Group + Set + Trailer;

    [Fact]
    public async Task A_transaction_set_comes_with_everything_that_stands_around_it()
    {
        ReadFile file = await ReadFile.X12Async(Whole.Replace("*0*P*", "*1*T*", StringComparison.Ordinal));

        Assert.Empty(file.Faults);
        Assert.Equal(
            new Envelope
            {
                Format = "x12",
                MessageType = "850",
                Version = "004010",
                InterchangeReference = "000000007",
                GroupReference = "5",
                MessageReference = "0001",
                Sender = "BUYERCO",
                SenderQualifier = "ZZ",
                Receiver = "SUPPLIERCO",
                ReceiverQualifier = "ZZ",
                GroupSender = "BUYERAPP",
                GroupReceiver = "SUPPAPP",
                GroupType = "PO",
                PreparedDate = "250301",
                PreparedTime = "1130",
                IsTest = true,
                WantsAcknowledgement = true,
            },
            Assert.Single(file.Messages).Envelope);
        Assert.Equal(new ReadingCounts(1, 1, 1), file.Counts);
    }

    [Theory]
    [InlineData('*', '>', "~")]
    [InlineData('|', '>', "~")]
    [InlineData('~', '^', "_")]
    [InlineData('*', '@', "!")]
    [InlineData('*', '{', "$")]
    [InlineData('*', '`', "\n")]
    [InlineData('*', '>', "\r\n")]
    [InlineData('\u001D', '\u001F', "\u001C")]
    [InlineData('\u001D', '\u001E', "\u001F")]
    [InlineData('\t', ':', "\n")]
    [InlineData('*', ':', "…")]
    [InlineData('*', ':', "Ö")]
    [InlineData('*', ':', "|")]
    public async Task Delimiters_come_from_the_places_in_the_header(char element, char component, string terminator)
    {
        string text = Whole.Replace("BEG*00*SA*PO1", "BEG*00*SA>X*PO1", StringComparison.Ordinal)
            .Replace('~', '\u0001').Replace('*', element).Replace('>', component).Replace("\u0001", terminator, StringComparison.Ordinal);

        ReadFile file = await ReadFile.X12Async(text);

        Assert.Empty(file.Faults);
        Assert.Equal("BEG|00|SA:X|PO1||20250301", Assert.Single(file.Messages).Segments[1]);
    }

    [Theory]
    [InlineData("U", "00401", "REF|1^2")]
    [InlineData("^", "00401", "REF|1^2")]
    [InlineData("^", "00402", "REF|1*2")]
    [InlineData("^", "00501", "REF|1*2")]
    [InlineData("U", "00501", "REF|1^2")]
    public async Task Elements_repeat_from_version_00402_on(string usage, string version, string expected)
    {
        ReadFile file = await ReadFile.X12Async(Whole.Replace("*U*00401", $"*{usage}*{version}", StringComparison.Ordinal).Replace("BEG*00*SA*PO1**20250301", "REF*1^2", StringComparison.Ordinal));

        Assert.Empty(file.Faults);
        Assert.Equal(expected, file.Messages[0].Segments[1]);
    }

    [Fact]
    public async Task A_second_interchange_may_have_other_delimiters()
    {
        string second = Whole.Replace('*', '|').Replace('~', '\n');
        ReadFile file = await ReadFile.X12Async(Whole + "\r\n" + second + Whole);

        Assert.Empty(file.Faults);
        Assert.Equal(new ReadingCounts(3, 3, 3), file.Counts);
        Assert.All(file.Messages, m => Assert.Equal("BEG|00|SA|PO1||20250301", m.Segments[1]));
    }

    [Theory]
    [InlineData("ISA*00**00**ZZ*BUYERCO*ZZ*SUPPLIERCO*250301*1130*U*00401*000000007*0*P*>~")]
    [InlineData("ISA*00* *00* *ZZ*BUYERCO *ZZ*SUPPLIERCO *250301*1130*U*00401*000000007*0*P*>~")]
    [InlineData("ISA*00*           *00*          *ZZ*BUYERCO        *ZZ*SUPPLIERCO     *250301*1130*U*00401*000000007*0*P*>~")]
    [InlineData("ISA*00*          *00*          *ZZ*BUYERCO        *ZZ*SUPPLIERCO     *250301*1130*U*00401*000000007*0*P*~")]
    public async Task A_header_whose_blanks_were_cut_off_is_read_by_its_separators_and_told(string header)
    {
        ReadFile file = await ReadFile.X12Async(header + "\n" + (Group + Set + Trailer).Replace("~", "~\n", StringComparison.Ordinal));

        Diagnostic fault = Assert.Single(file.All);
        Assert.Equal((DiagnosticCodes.HeaderMisaligned, "106", 0L), (fault.Code, fault.Expected?.English, fault.Position.Offset));
        Assert.Equal("BEG|00|SA|PO1||20250301", Assert.Single(file.Messages).Segments[1]);
        Assert.Equal("SUPPLIERCO", file.Messages[0].Envelope.Receiver);
    }

    [Fact]
    public async Task A_header_whose_elements_are_shifted_names_the_first_one_that_is()
    {
        ReadFile file = await ReadFile.X12Async("ISA*00*          *00*          *ZZ*BUYERCO       *ZZ*SUPPLIERCO      *250301*1130*U*00401*000000007*0*P*>~" + Group + Set + Trailer);

        Diagnostic fault = Assert.Single(file.All);
        Assert.Equal((DiagnosticCodes.HeaderMisaligned, "ISA/06", "14", "15"), (fault.Code, fault.Path, fault.Found, fault.Expected?.English));
        Assert.Equal((36, 35L, 6), (fault.Position.Column, fault.Position.Offset, fault.Position.Element));
    }

    [Fact]
    public async Task A_header_that_lacks_elements_is_read_up_to_the_group()
    {
        ReadFile file = await ReadFile.X12Async("ISA*00*          *00*          *ZZ*BUYERCO*000000007*0*P*>~" + Group + Set + Trailer);

        Assert.Equal(DiagnosticCodes.HeaderMisaligned, file.Outside[0].Code);
        Assert.Equal("BEG|00|SA|PO1||20250301", Assert.Single(file.Messages).Segments[1]);
        Assert.Empty(file.Messages[0].Diagnostics);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n    ")]
    [InlineData("\n\t\t")]
    [InlineData("     ")]
    public async Task Blanks_and_line_breaks_between_segments_are_no_fault(string padding)
    {
        ReadFile file = await ReadFile.X12Async("\uFEFF" + Whole.Replace("~", "~" + padding, StringComparison.Ordinal) + new string(' ', 3000));

        Assert.Empty(file.Faults);
        Assert.Equal(3, Assert.Single(file.Messages).Segments.Count);
    }

    [Fact]
    public async Task A_file_wrapped_at_80_columns_is_read()
    {
        string text = string.Join('\n', Whole.Chunk(80).Select(c => new string(c)));

        ReadFile file = await ReadFile.X12Async(text);

        Assert.Empty(file.Faults);
        Assert.Equal("BEG|00|SA|PO1||20250301", file.Messages[0].Segments[1]);
    }

    [Fact]
    public async Task Counted_bytes_may_hold_delimiters()
    {
        string set = "ST*000*0001~BIN*12*a~b*c>d~\r\nef~BDS*ASC*5*~~~~~~BIN*0*~SE*5*0001~";
        ReadFile file = await ReadFile.X12Async(Header + Group + set + Trailer);

        Assert.Empty(file.Faults);
        Assert.Equal(["BIN|12|a~b*c>d~\r\nef", "BDS|ASC|5|~~~~~", "BIN|0|"], file.Messages[0].Segments.Skip(1).Take(3));
    }

    [Theory]
    [InlineData("BIN*11a*BINARY~")]
    [InlineData("BIN*3*BINARY~")]
    [InlineData("BIN*999999999*BINARY~")]
    [InlineData("BIN*-1*BINARY~")]
    public async Task A_wrong_length_of_counted_bytes_is_told_and_the_segment_ends_at_its_terminator(string segment)
    {
        ReadFile file = await ReadFile.X12Async(Header + Group + "ST*000*0001~" + segment + "SE*3*0001~" + Trailer);

        Assert.Equal(DiagnosticCodes.BinaryLengthInvalid, Assert.Single(file.All).Code);
        Assert.Equal(3, file.Messages[0].Segments.Count);
    }

    [Fact]
    public async Task Control_segments_stand_between_the_interchange_and_its_groups()
    {
        ReadFile file = await ReadFile.X12Async(Header + "ISB*1~TA1*000000001*250301*1130*A*000~ISE*1~" + Group + Set + Trailer + Header + "TA1*000000001*250301*1130*A*000~IEA*1*000000007~");

        Assert.Equal([(DiagnosticCodes.InterchangeAcknowledged, Severity.Information, "000000001", "accepted (000)")], file.All.Select(d => (d.Code, d.Severity, d.Found!, d.Expected!.English)).Distinct());
        Assert.Equal(new ReadingCounts(2, 1, 1), file.Counts);
    }

    [Theory]
    [InlineData("SE*3*0001", "SE*9*0001", "WE2112")]
    [InlineData("SE*3*0001", "SE*3*0002", "WE2113")]
    [InlineData("GE*1*5", "GE*2*5", "WE2112")]
    [InlineData("GE*1*5", "GE*1*6", "WE2113")]
    [InlineData("IEA*1*", "IEA*2*", "WE2112")]
    [InlineData("IEA*1*000000007", "IEA*1*7", "WE2113")]
    [InlineData("SE*3*0001~", "", "WE2111")]
    [InlineData("GE*1*5~", "", "WE2111")]
    [InlineData("IEA*1*000000007~", "", "WE2111")]
    [InlineData("ST*850*0001~", "", "WE2120 WE2110 WE2112")]
    [InlineData(Group, "", "WE2110 WE2112 WE2110")]
    public async Task What_does_not_fit_around_a_set_is_told(string part, string instead, string codes)
    {
        ReadFile file = await ReadFile.X12Async(Whole.Replace(part, instead, StringComparison.Ordinal));

        Assert.Equal(codes, string.Join(' ', file.All.Select(d => d.Code)));
    }

    [Fact]
    public async Task Groups_are_read_though_the_interchange_header_is_missing()
    {
        ReadFile file = await ReadFile.X12Async((Group + Set + "GE*1*5~").Replace('~', '\n'));

        Assert.Equal(DiagnosticCodes.HeaderMissing, Assert.Single(file.All).Code);
        Assert.Single(file.Messages);
    }

    [Theory]
    [InlineData(" \n", 107)]
    [InlineData("   \r\n", 109)]
    public async Task Lines_that_were_filled_up_with_blanks_end_with_their_line_breaks(string end, int length)
    {
        ReadFile file = await ReadFile.X12Async(Whole.Replace("~", end, StringComparison.Ordinal));

        Diagnostic fault = Assert.Single(file.All);
        Assert.Equal(("WE2103 1,1 0/0/0", $"ISA is {length} bytes long; expected 106; it was read by its separators"), (ReadFile.Place(fault), fault.ToString().Split(": WE2103 ")[1]));
        Assert.Equal(["ST|850|0001", "BEG|00|SA|PO1||20250301", "SE|3|0001"], Assert.Single(file.Messages).Segments.Select(s => s.TrimEnd()));
    }

    [Fact]
    public async Task An_interchange_of_another_standard_in_the_same_file_is_an_error()
    {
        ReadFile file = await ReadFile.X12Async(Whole + "\nUNB+UNOC:3+4012345000009:14+5412345000013:14+250301:1130+REF1'UNH+1+ORDERS:D:96A:UN'UNT+2+1'UNZ+1+REF1'");

        Diagnostic foreign = Assert.Single(file.Outside);
        Assert.Equal(("WE2108", Severity.Error, 2, 1), (foreign.Code, foreign.Severity, foreign.Position.Line, foreign.Position.Column));
        Assert.Single(file.Messages);
    }

    [Theory]
    [InlineData("*250301*1130*U", "*251301*1130*U", "WE2214 1,71 1/9/1", "ISA/09 '251301' is no date or time of the form that is said; expected yyMMdd")]
    [InlineData("*250301*1130*U", "*250301*2430*U")]
    [InlineData("*250301*1130*U", "*250301*1160*U", "WE2214 1,78 1/10/1", "ISA/10 '1160' is no date or time of the form that is said; expected HHmm")]
    [InlineData("*20250301*1130*5", "*250301*1130*5")]
    [InlineData("*20250301*1130*5", "*20250230*1130*5", "WE2214 1,130 2/4/1", "GS/04 '20250230' is no date or time of the form that is said; expected yyyyMMdd")]
    public async Task A_day_or_time_of_an_envelope_that_does_not_exist_is_a_warning(string right, string wrong, string? place = null, string? text = null)
    {
        ReadFile file = await ReadFile.X12Async(Whole.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(place is null ? [] : [place], file.Faults);
        Assert.All(file.All, d => Assert.Equal((Severity.Warning, text), (d.Severity, d.ToString().Split(": WE2214 ")[1])));
    }

    [Fact]
    public async Task A_reference_that_the_set_before_has_too_is_told_within_a_group()
    {
        ReadFile file = await ReadFile.X12Async(Header + Group + Set + Set + "GE*2*5~" + Group.Replace("*5*", "*6*", StringComparison.Ordinal) + Set + "GE*1*6~IEA*2*000000007~");

        Diagnostic repeated = Assert.Single(file.All);
        Assert.Equal(("WE2114 1,208 1/2/1", Severity.Warning), (ReadFile.Place(repeated), repeated.Severity));
        Assert.Equal("ST/02 '0001' is the reference of the message before it too; expected another one", repeated.ToString().Split(": WE2114 ")[1]);
    }

    [Theory]
    [InlineData("PO", "850")]
    [InlineData("PR", "855")]
    [InlineData("FA", "997")]
    [InlineData("FA", "999")]
    [InlineData("QM", "214")]
    [InlineData("PO", "214")]
    [InlineData("PO", "855", "ST/01 '855' stands in a group of another type than PR")]
    [InlineData("SH", "830", "ST/01 '830' stands in a group of another type than PS")]
    [InlineData("1", "860", "ST/01 '860' stands in a group of another type than PC")]
    public async Task A_set_in_a_group_of_another_type_is_told_once_for_the_group(string group, string type, params string[] texts)
    {
        string set = Set.Replace("ST*850", "ST*" + type, StringComparison.Ordinal);
        ReadFile file = await ReadFile.X12Async(
            Header + Group.Replace("GS*PO", "GS*" + group, StringComparison.Ordinal) + set + set.Replace("0001~", "0002~", StringComparison.Ordinal).Replace("*0001", "*0002", StringComparison.Ordinal) + "GE*2*5~IEA*1*000000007~");

        Diagnostic[] told = [.. file.All.Where(d => d.Code == DiagnosticCodes.GroupTypeWrong)];
        Assert.Equal(texts, told.Select(d => d.ToString().Split(": WE2115 ")[1]));
        Assert.All(told, d => Assert.Equal((Severity.Warning, 1, 1), (d.Severity, d.Position.Segment, d.Position.Element)));
    }

    [Fact]
    public async Task A_header_without_a_terminator_is_refused()
    {
        ReadFile file = await ReadFile.X12Async((Header + Group + Set).Replace("~", "", StringComparison.Ordinal));

        Assert.Equal(DiagnosticCodes.DelimiterInvalid, file.Outside[0].Code);
        Assert.Empty(file.Messages);
    }

    [Fact]
    public async Task Text_before_the_header_is_passed_over()
    {
        ReadFile file = await ReadFile.X12Async("THIS IS A FILE\r\n" + Whole);

        Assert.Equal(DiagnosticCodes.TextOutside, Assert.Single(file.All).Code);
        Assert.Single(file.Messages);
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused()
    {
        ReadFile file = await ReadFile.X12Async("Tk9OIEVESSBGSUxFISAasadsdfs");

        Assert.Equal(DiagnosticCodes.InterchangeMissing, Assert.Single(file.All).Code);
    }

    [Fact]
    public async Task Second_bytes_of_CP932_are_no_delimiters()
    {
        // ミ is 0x83 0x7E, and 0x7E is ~; ポ is 0x83 0x7C, and 0x7C is |.
        byte[] text = new byte[400];
        Assert.Equal(-1, TextCodec.Cp932.Encode(Whole.Replace("PO1", "ミポ", StringComparison.Ordinal), text, out int written));

        ReadFile file = await ReadFile.ReadAsync("x12", text[..written], ReadFile.Syntax with { Codec = TextCodec.Cp932 });

        Assert.Empty(file.Faults);
        Assert.Equal("BEG|00|SA|ミポ||20250301", file.Messages[0].Segments[1]);
    }

    [Fact]
    public async Task The_terminator_may_be_left_out_at_the_end_of_a_file_of_lines()
    {
        ReadFile file = await ReadFile.X12Async(Whole.Replace('~', '\n').TrimEnd());

        Assert.Empty(file.Faults);
    }

    [Fact]
    public async Task A_set_of_five_megabytes_is_one_message_and_one_beyond_the_limit_is_passed_over()
    {
        StringBuilder lines = new();
        int count = 0;
        while (lines.Length < 5_000_000)
        {
            count++;
            lines.Append("PO1*").Append(count).Append("*1*EA*9.95**VP*A1234567890~");
        }

        string set = $"ST*850*0001~{lines}SE*{count + 2}*0001~";
        ReadFile file = await ReadFile.X12Async(Header + Group + set + Trailer);
        ReadFile refused = await ReadFile.X12Async(
            Header + Group + set + Set + "GE*2*5~IEA*1*000000007~", ReadFile.Syntax with { Limits = new MessageLimits { MaxMessageBytes = 1_000_000 } });

        Assert.Empty(file.Faults);
        Assert.Equal(count + 2, file.Messages[0].Segments.Count);
        Assert.Equal(DiagnosticCodes.MessageTooBig, Assert.Single(refused.All).Code);
        Assert.Single(refused.Messages);
    }
}
