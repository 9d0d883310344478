using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Edifact;

public sealed class EdifactReaderTests
{
    private const string Header = "UNB+UNOC:3+4012345000009:14+5412345000013:14+250301:1130+REF1++ORDERS'";
    private const string Order = "UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO1+9'UNT+3+1'";
    private const string Second = "UNH+2+ORDERS:D:96A:UN:EAN008'BGM+220+PO2+9'UNT+3+2'";
    private const string Trailer = "UNZ+1+REF1'";

    [Fact]
    public async Task A_message_comes_with_everything_that_stands_around_it()
    {
        ReadFile file = await ReadFile.EdifactAsync(
            "UNB+UNOC:3+4012345000009:14+5412345000013:ZZ+250301:1130+REF1++ORDERS++1++1'UNG+ORDERS+APPS+APPR+250301:1130+G7+UN+D:96A'UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220'UNT+3+1'UNE+1+G7'UNZ+1+REF1'");

        Envelope envelope = Assert.Single(file.Messages).Envelope;
        Assert.Empty(file.Faults);
        Assert.Equal(
            new Envelope
            {
                Format = "edifact",
                MessageType = "ORDERS",
                Version = "D96A:EAN008",
                InterchangeReference = "REF1",
                GroupReference = "G7",
                MessageReference = "1",
                Sender = "4012345000009",
                SenderQualifier = "14",
                Receiver = "5412345000013",
                ReceiverQualifier = "ZZ",
                GroupSender = "APPS",
                GroupReceiver = "APPR",
                GroupType = "ORDERS",
                PreparedDate = "250301",
                PreparedTime = "1130",
                IsTest = true,
                WantsAcknowledgement = true,
            },
            envelope);
        Assert.Equal(new ReadingCounts(1, 1, 1), file.Counts);
    }

    [Theory]
    [InlineData("UNA:+.?'\n", "\n")]
    [InlineData("UNA:+.?'\r\n", "\r\n")]
    [InlineData("UNA:+.?'", "")]
    public async Task An_advice_that_lacks_its_reserved_blank_is_told_and_the_file_is_read(string advice, string newline)
    {
        ReadFile file = await ReadFile.EdifactAsync(advice + (Header + Order + Trailer).Replace("'", "'" + newline, StringComparison.Ordinal));

        Assert.Equal(["WE2104 1,1 0/0/0"], file.Faults);
        Assert.Equal("UNA names ':+.?'' as delimiters; expected at least 6 characters", file.Outside[0].ToString().Split(": WE2104 ")[1]);
        Assert.Equal(["UNH|1|ORDERS:D:96A:UN:EAN008", "BGM|220|PO1|9", "UNT|3|1"], Assert.Single(file.Messages).Segments);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task An_advice_whose_terminator_is_a_line_break_is_whole(string newline)
    {
        ReadFile file = await ReadFile.EdifactAsync("UNA:+.?*" + newline + (Header + Order + Trailer).Replace("'", newline, StringComparison.Ordinal));

        Assert.Empty(file.Faults);
        Assert.Equal(3, Assert.Single(file.Messages).Segments.Count);
    }

    [Fact]
    public async Task An_interchange_of_another_standard_in_the_same_file_is_an_error()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + Order + Trailer + "\nISA*00*          *00*          *ZZ*A              *ZZ*B              *250301*1130*U*00401*000000001*0*P*>~GS*PO*A*B~");

        Diagnostic foreign = Assert.Single(file.Outside);
        Assert.Equal(("WE2108", Severity.Error, 2, 1), (foreign.Code, foreign.Severity, foreign.Position.Line, foreign.Position.Column));
        Assert.Single(file.Messages);
    }

    [Theory]
    [InlineData("250301:1130")]
    [InlineData("20250301:1130")]
    [InlineData("251301:1130", "WE2214 1,46 1/4/1")]
    [InlineData("250230:1130", "WE2214 1,46 1/4/1")]
    [InlineData("2025-03-01:1130", "WE2214 1,46 1/4/1")]
    [InlineData("250301:2560", "WE2214 1,53 1/4/2")]
    [InlineData("251301:113", "WE2214 1,46 1/4/1", "WE2214 1,53 1/4/2")]
    public async Task A_day_or_time_of_an_interchange_that_does_not_exist_is_a_warning(string prepared, params string[] faults)
    {
        ReadFile file = await ReadFile.EdifactAsync(Header.Replace("250301:1130", prepared, StringComparison.Ordinal) + Order + Trailer);

        Assert.Equal(faults, file.Faults);
        Assert.All(file.All, d => Assert.Equal(Severity.Warning, d.Severity));
    }

    [Theory]
    [InlineData("ORDERS")]
    [InlineData("ISSUE")]
    [InlineData("G00001")]
    [InlineData("")]
    [InlineData("INVOIC", "UNH/0065 'ORDERS' stands in a group of another type than ORDERS")]
    public async Task A_message_in_a_group_of_another_type_is_told_once_for_the_group(string group, params string[] texts)
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + "UNG+" + group + "+A+B+250301:1130+5+UN+D:96A'" + Order + Second + "UNE+2+5'" + Trailer);

        Diagnostic[] told = [.. file.All.Where(d => d.Code == DiagnosticCodes.GroupTypeWrong)];
        Assert.Equal(texts, told.Select(d => d.ToString().Split(": WE2115 ")[1]));
        Assert.All(told, d => Assert.Equal(("WE2115 1,115 1/2/1", Severity.Warning), (ReadFile.Place(d), d.Severity)));
    }

    [Fact]
    public async Task A_reference_that_the_message_before_has_too_is_told()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + Order + Order + Second + "UNZ+3+REF1'" + Header + Second + Trailer);

        Diagnostic repeated = Assert.Single(file.All);
        Assert.Equal(("WE2114 1,126 1/1/1", Severity.Warning), (ReadFile.Place(repeated), repeated.Severity));
        Assert.Equal("UNH/0062 '1' is the reference of the message before it too; expected another one", repeated.ToString().Split(": WE2114 ")[1]);
        Assert.Same(repeated, Assert.Single(file.Messages[1].Diagnostics));
    }

    [Theory]
    [InlineData("UNA:+.? '", "BGM+220+PO?+1:x+9'")]
    [InlineData("UNA:+,? '", "BGM+220+PO?+1:x+9'")]
    [InlineData("UNA=*.? ~", "BGM*220*PO+1=x*9~")]
    [InlineData("UNA*@.? #", "BGM@220@PO+1*x@9#")]
    [InlineData("UNA!^.\\ ~", "BGM^220^PO+1!x^9~")]
    [InlineData("UNA:+.\\*'", "BGM+220+PO\\+1:x+9'")]
    [InlineData("UNA:+.? \n", "BGM+220+PO?+1:x+9\n")]
    [InlineData("UNA:+.? \r\n", "BGM+220+PO?+1:x+9\r\n")]
    [InlineData("UNA\u001F\u001D.  \u001C", "BGM\u001D220\u001DPO+1\u001Fx\u001D9\u001C")]
    public async Task The_service_string_advice_names_the_delimiters(string advice, string segment)
    {
        char component = advice[3];
        char element = advice[4];
        string terminator = advice[8..];
        string Write(string text) => text.Replace('+', element).Replace(':', component).Replace("'", terminator, StringComparison.Ordinal);

        ReadFile file = await ReadFile.EdifactAsync(
            advice + Write("UNB+UNOC:3+A+B+250301:1130+7'UNH+1+ORDERS:D:96A:UN'") + segment + Write("UNT+3+1'UNZ+1+7'"));

        Assert.Empty(file.Faults);
        Assert.Equal("BGM|220|PO+1:x|9", Assert.Single(file.Messages).Segments[1]);
        Assert.Equal(advice[5], (char)file.Messages[0].DecimalMark);
    }

    [Theory]
    [InlineData("\uFEFFUNA:+.? '")]
    [InlineData("\r\n  \tUNA:+.? '")]
    [InlineData("\0\0UNA:+.? '\r\n")]
    public async Task Blanks_and_marks_before_the_advice_are_no_fault(string start)
    {
        ReadFile file = await ReadFile.EdifactAsync(start + Header + Order + Trailer);

        Assert.Empty(file.Faults);
        Assert.Single(file.Messages);
    }

    [Theory]
    [InlineData("From: edi@example.com\r\nSubject: UNABLE TO SEND, UNB+x'\r\n\r\n")]
    [InlineData("0000000123 ")]
    [InlineData("UNUNUNA ")]
    public async Task Text_before_the_advice_is_passed_over_with_a_warning(string text)
    {
        ReadFile file = await ReadFile.EdifactAsync(text + "UNA:+.? '" + Header + Order + Trailer);

        Diagnostic fault = Assert.Single(file.All);
        Assert.Equal((DiagnosticCodes.TextOutside, Severity.Warning, 0L), (fault.Code, fault.Severity, fault.Position.Offset));
        Assert.Single(file.Messages);
    }

    [Fact]
    public async Task A_released_release_character_at_the_end_of_a_segment_does_not_eat_the_terminator()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + "UNH+1+ORDERS:D:96A:UN'FTX+AAI+++WHY??'FTX+AAI+++A?'B???'C'UNT+4+1'" + Trailer);

        Assert.Empty(file.Faults);
        Assert.Equal(["FTX|AAI|||WHY?", "FTX|AAI|||A'B?'C"], file.Messages[0].Segments.Skip(1).Take(2));
    }

    [Fact]
    public async Task Elements_repeat_in_syntax_4()
    {
        ReadFile file = await ReadFile.EdifactAsync("UNB+UNOA:4+A+B+20250301:1130+7'UNH+1+ORDERS:D:96A:UN'TVL+A:1*B:2*C+x'UNT+3+1'UNZ+1+7'");

        Assert.Empty(file.Faults);
        Assert.Equal("TVL|A:1*B:2*C|x", file.Messages[0].Segments[1]);
    }

    [Fact]
    public async Task A_star_is_an_ordinary_character_before_syntax_4()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + "UNH+1+ORDERS:D:96A:UN'IMD+F++:::2*3 m'UNT+3+1'" + Trailer);

        Assert.Empty(file.Faults);
        Assert.Equal("2<2A>3 m".Replace("<2A>", "*", StringComparison.Ordinal), file.Messages[0].Segments[1].Split(':')[^1]);
    }

    [Fact]
    public async Task A_second_interchange_may_have_other_delimiters()
    {
        ReadFile file = await ReadFile.EdifactAsync(
            "UNA=*.? ~UNB*UNOA=3*A*B*250301=1130*7~UNH*1*ORDERS=D=96A=UN~BGM*220~UNT*3*1~UNZ*1*7~\r\n"
            + Header + Order + Trailer
            + "UNA!^,\\ |UNB^UNOA!3^A^B^250301!1130^9|UNH^1^ORDERS!D!96A!UN|BGM^\\^^x\\||UNT^3^1|UNZ^1^9|");

        Assert.Empty(file.Faults);
        Assert.Equal(["BGM|220", "BGM|220|PO1|9", "BGM|^|x|"], file.Messages.Select(m => m.Segments[1]));
        Assert.Equal("7 REF1 9", string.Join(' ', file.Messages.Select(m => m.Envelope.InterchangeReference)));
        Assert.Equal(3, file.Counts.Interchanges);
    }

    [Theory]
    [InlineData("UNH+1+ORDERS:D:96A:UN'\r\nBGM+220+PO1+9'\r\n\r\nUNT+3+1'\r\n", "line breaks behind segments")]
    [InlineData("UNH+1+ORDERS:D:96A:UN'\n    BGM+220+PO1+9'\n\tUNT+3+1'", "indentation")]
    [InlineData("UNH+1+ORDERS:D:96\nA:UN'BG\nM+220+PO\r\n1+9'UNT+3\n+1'", "lines wrapped anywhere")]
    [InlineData("UNH+1+ORDERS:D:96A:UN'BGM+220+PO1+9'UNT+3+1'   ", "blanks behind")]
    public async Task Line_breaks_and_blanks_between_segments_and_wrapped_lines_are_no_part_of_values(string message, string what)
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + message + Trailer);

        Assert.True(!file.Faults.Any(), what);
        Assert.Equal(["UNH|1|ORDERS:D:96A:UN", "BGM|220|PO1|9", "UNT|3|1"], file.Messages[0].Segments);
    }

    [Fact]
    public async Task Messages_without_an_interchange_are_read()
    {
        ReadFile file = await ReadFile.EdifactAsync(Order + Order.Replace("+1", "+2", StringComparison.Ordinal));

        Assert.Empty(file.Faults);
        Assert.Equal(new ReadingCounts(0, 0, 2), file.Counts);
    }

    [Theory]
    [InlineData("UNT+4+1'", "WE2112 1,118 3/1/1")]
    [InlineData("UNT+three+1'", "WE2112 1,118 3/1/1")]
    [InlineData("UNT'", "WE2112 1,117 3/1/1|WE2113 1,117 3/2/1")]
    [InlineData("UNT+3+2'", "WE2113 1,120 3/2/1")]
    public async Task A_wrong_trailer_of_a_message_is_an_error_of_the_message_which_is_read_nevertheless(string trailer, string faults)
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + Order.Replace("UNT+3+1'", trailer, StringComparison.Ordinal) + Trailer);

        Assert.Empty(file.Outside);
        Assert.Equal(faults, string.Join('|', file.Faults));
        Assert.Equal(3, Assert.Single(file.Messages).Segments.Count);
    }

    [Fact]
    public async Task A_wrong_count_does_not_hide_the_good_messages()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + Order.Replace("UNT+3", "UNT+9", StringComparison.Ordinal) + Second + "UNZ+7+X'");

        Assert.Equal([DiagnosticCodes.ControlCountWrong, DiagnosticCodes.ControlReferenceWrong], file.Outside.Select(d => d.Code));
        Assert.Equal([1, 0], file.Messages.Select(m => m.Diagnostics.Count));
    }

    [Fact]
    public async Task The_interchange_counts_groups_when_there_are_groups()
    {
        string group = "UNG+ORDERS+A+B+250301:1130+5+UN+D:96A'" + Order + Second + "UNE+2+5'";
        ReadFile file = await ReadFile.EdifactAsync(Header + group + group + "UNZ+2+REF1'");

        Assert.Empty(file.Faults);
        Assert.Equal(new ReadingCounts(1, 2, 4), file.Counts);
    }

    [Fact]
    public async Task Named_tolerances_make_warnings_of_errors()
    {
        string text = Header + "UNG+ORDERS+A+B+250301:1130+5+UN+D:96A'" + Order.Replace("UNT+3+1", "UNT+9+8", StringComparison.Ordinal);

        ReadFile strict = await ReadFile.EdifactAsync(text);
        ReadFile tolerant = await ReadFile.EdifactAsync(
            text, ReadFile.Syntax with { Tolerances = Tolerances.Of(["wrong-control-count", "wrong-control-reference", "missing-trailer"]) });

        Assert.Equal(4, strict.All.Count(d => d.Severity == Severity.Error));
        Assert.Equal(4, tolerant.All.Count(d => d.Severity == Severity.Warning));
    }

    [Theory]
    [InlineData("UNH+1+ORDERS:D:96A:UN'BGM+220'UNH+2+ORDERS:D:96A:UN'BGM+221'UNT+3+2'UNZ+2+REF1'", "WE2111 1,71 1/0/0")]
    [InlineData("UNH+1+ORDERS:D:96A:UN'BGM+220'UNZ+1+REF1'", "WE2111 1,71 1/0/0")]
    [InlineData("UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'", "WE2111 1,1 1/0/0")]
    [InlineData("UNG+ORDERS+A+B+250301:1130+5+UN+D:96A'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+1+REF1'", "WE2111 1,71 2/0/0")]
    [InlineData("UNT+3+1'UNZ+0+REF1'", "WE2110 1,71 2/0/0")]
    [InlineData("UNE+3+1'UNZ+0+REF1'", "WE2110 1,71 2/0/0")]
    [InlineData("UNZ+0+REF1'UNZ+0+REF1'", "WE2102 1,82 0/0/0")]
    [InlineData("BGM+220'LIN+1'UNZ+0+REF1'", "WE2120 1,71 2/0/0")]
    public async Task What_is_missing_around_messages_is_told_with_its_place(string rest, string faults)
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + rest);

        Assert.Equal(faults, string.Join('|', file.Faults));
    }

    [Fact]
    public async Task A_bad_segment_tag_is_told_and_the_message_is_read_to_its_end()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + "UNH+1+ORDERS:D:96A:UN'1BC+bad'bgm+220'+x'UNT+5+1'" + Trailer);

        Assert.Equal(["WE2121 1,93 2/0/0", "WE2121 1,101 3/0/0", "WE2121 1,109 4/0/0"], file.Faults);
        Assert.Equal(5, file.Messages[0].Segments.Count);
    }

    [Fact]
    public async Task A_new_interchange_inside_an_open_message_ends_it()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + "UNH+1+ORDERS:D:96A:UN'BGM+220'UNA:+.? '" + Header + Order + Trailer);

        Assert.Equal(2, file.Messages.Count);
        Assert.Equal(["WE2111 1,1 1/0/0", "WE2111 1,71 1/0/0"], file.Faults);
    }

    [Fact]
    public async Task Line_breaks_as_terminators_that_nothing_announces_are_read_and_told()
    {
        ReadFile file = await ReadFile.EdifactAsync("UNB+UNOA:1+A+B+180525:2030+2216\nUNH+1+IFCSUM:D:01B:UN\nFTX+AAI+++it's\nUNT+3+1\nUNZ+1+2216");

        Assert.Equal(["WE2105 1,1 0/0/0"], file.Faults);
        Assert.Equal("FTX|AAI|||it's", file.Messages[0].Segments[1]);
    }

    [Fact]
    public async Task A_last_segment_without_terminator_is_a_warning()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + Order + "UNZ+1+REF1");

        Assert.Equal(DiagnosticCodes.TerminatorMissing, Assert.Single(file.All).Code);
        Assert.Equal(Severity.Warning, file.All.Single().Severity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    [InlineData("Tk9OIEVESSBGSUxFISAasadsdfs")]
    [InlineData("UN")]
    [InlineData("order;quantity\n1;2\n")]
    public async Task A_file_without_any_header_is_refused(string text)
    {
        ReadFile file = await ReadFile.EdifactAsync(text);

        Assert.Equal(DiagnosticCodes.InterchangeMissing, Assert.Single(file.All).Code);
        Assert.Empty(file.Messages);
    }

    [Theory]
    [InlineData("UNOC", "M\u00FCller", "iso-8859-1", true)]
    [InlineData("UNOC", "M\u00FCller", "utf-8", false)]
    [InlineData("UNOA", "M\u00FCller", "iso-8859-1", true)]
    [InlineData("UNOY", "発注", "utf-8", false)]
    public async Task Text_is_UTF_8_where_it_can_be_and_else_ISO_8859_1(string syntax, string name, string encoding, bool latin1)
    {
        string text = $"UNB+{syntax}:3+A+B+250301:1130+7'UNH+1+ORDERS:D:96A:UN'NAD+BY+++{name}'UNT+3+1'UNZ+1+7'";

        ReadFile file = await ReadFile.ReadAsync("edifact", (latin1 ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text));

        Assert.Equal((encoding, $"NAD|BY|||{name}"), (file.Messages[0].Encoding, file.Messages[0].Segments[1]));
    }

    [Theory]
    [InlineData("UNOY")]
    [InlineData("UNOW")]
    public async Task Text_that_is_no_UTF_8_although_the_header_says_so_is_told_where_it_stands(string syntax)
    {
        string text = $"UNB+{syntax}:4+A+B+250301:1130+7'UNH+1+ORDERS:D:96A:UN'NAD+BY+++M\u00FCller'UNT+3+1'UNZ+1+7'";

        ReadFile file = await ReadFile.ReadAsync("edifact", Encoding.Latin1.GetBytes(text));

        Diagnostic fault = Assert.Single(file.All);
        Assert.Equal(("WE2011", Severity.Warning, 2, "iso-8859-1", syntax), (fault.Code, fault.Severity, fault.Position.Segment, fault.Found, fault.Expected?.English));
        Assert.Equal("NAD|BY|||M\u00FCller", file.Messages[0].Segments[1]);
    }

    [Fact]
    public async Task An_unknown_character_set_is_told()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header.Replace("UNOC", "ANSI", StringComparison.Ordinal) + Order + Trailer);

        Assert.Equal(["WE2106 1,5 1/1/1"], file.Faults);
    }

    [Fact]
    public async Task Shifted_text_of_ISO_2022_holds_no_delimiters()
    {
        // 注 is 0x43 0x6D, 機 is 0x35 0x21; 0x27 and 0x2B are second bytes of common characters too.
        byte[] shifted = [0x1B, (byte)'$', (byte)'B', 0x43, 0x27, 0x30, 0x2B, 0x3F, 0x3A, 0x1B, (byte)'(', (byte)'B'];
        byte[] bytes =
        [
            .. "UNB+UNOX:3+A+B+250301:1130+7'UNH+1+ORDERS:D:96A:UN'NAD+BY+++"u8, .. shifted, .. "+x'UNT+3+1'UNZ+1+7'"u8,
        ];

        ReadFile file = await ReadFile.ReadAsync("edifact", bytes);

        Assert.Empty(file.Faults);
        Assert.Equal(5, file.Messages[0].Segments[1].Count(c => c == '|'));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_passed_over_and_its_neighbours_live()
    {
        string big = "UNH+2+ORDERS:D:96A:UN'" + string.Concat(Enumerable.Repeat("FTX+AAI+++some text that takes room'", 100)) + "UNT+102+2'";
        ReadFile file = await ReadFile.EdifactAsync(
            Header + Order + big + Order.Replace("+1'", "+3'", StringComparison.Ordinal).Replace("UNH+1", "UNH+3", StringComparison.Ordinal) + "UNZ+3+REF1'",
            ReadFile.Syntax with { Limits = new MessageLimits { MaxMessageBytes = 2000 }, BlockBytes = 512 });

        Diagnostic fault = Assert.Single(file.All);
        Assert.Equal((DiagnosticCodes.MessageTooBig, "2", "2000"), (fault.Code, fault.Found, fault.Expected?.English));
        Assert.Equal(["1", "3"], file.Messages.Select(m => m.Envelope.MessageReference));
    }

    [Fact]
    public async Task A_message_of_too_many_segments_is_passed_over()
    {
        ReadFile file = await ReadFile.EdifactAsync(
            Header + Order + "UNH+2+ORDERS:D:96A:UN'BGM+1'BGM+2'BGM+3'BGM+4'UNT+6+2'UNZ+2+REF1'", ReadFile.Syntax with { Limits = new MessageLimits { MaxNodes = 4 } });

        Assert.Equal(DiagnosticCodes.TooManySegments, Assert.Single(file.All).Code);
        Assert.Single(file.Messages);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(128 * 1024)]
    public async Task A_segment_beyond_the_limit_costs_its_message_and_the_next_header_is_found(int blockBytes)
    {
        string endless = "UNH+1+ORDERS:D:96A:UN'FTX+" + new string('x', 5000);
        ReadFile file = await ReadFile.EdifactAsync(
            Header + endless + "\nUNA:+.? '" + Header + Order + Trailer,
            ReadFile.Syntax with { Limits = new MessageLimits { MaxSegmentBytes = 1000 }, BlockBytes = blockBytes });

        Assert.Equal(2, file.Messages.Count);
        Assert.Contains(DiagnosticCodes.SegmentTooBig, file.Messages[0].Diagnostics.Select(d => d.Code));
        Assert.Empty(file.Messages[1].Diagnostics);
    }

    [Fact]
    public async Task Faults_beyond_the_limit_are_counted()
    {
        string bad = string.Concat(Enumerable.Repeat("1+x'", 50));
        ReadFile file = await ReadFile.EdifactAsync(
            Header + "UNH+1+ORDERS:D:96A:UN'" + bad + "UNT+52+1'" + Trailer, ReadFile.Syntax with { Limits = new MessageLimits { MaxDiagnostics = 10 } });

        Assert.Equal(11, file.Messages[0].Diagnostics.Count);
        Diagnostic last = file.Messages[0].Diagnostics[^1];
        Assert.Equal((DiagnosticCodes.DiagnosticsLeftOut, "40"), (last.Code, last.Found));
    }

    [Fact]
    public async Task Interactive_messages_are_read_as_syntax()
    {
        ReadFile file = await ReadFile.EdifactAsync("UIB+IATB:1+DIALOG1++TR1+SENDER+RECEIVER'UIH+SKDREQ:97:1:IA+REF5'MSG+:45'UIT+REF5+3'UIZ++1'");

        ReadMessage message = Assert.Single(file.Messages);
        Assert.Equal(("SKDREQ", "REF5", "SENDER"), (message.Envelope.MessageType, message.Envelope.MessageReference, message.Envelope.Sender));
        Assert.Empty(message.Diagnostics);
    }

    [Fact]
    public async Task Positions_count_characters_and_name_the_element()
    {
        ReadFile file = await ReadFile.EdifactAsync(Header + "\r\nUNH+1+ORDERS:D:96A:UN'\r\nNAD+BY+++発注者'UNT+4+1'" + Trailer);

        Diagnostic fault = Assert.Single(file.All);
        Assert.Equal(new SourcePosition("file.edi", 3, 18, 3, 1, 1, Header.Length + 2 + 22 + 2 + 9 + 9 + 1 + 4), fault.Position);
    }
}
