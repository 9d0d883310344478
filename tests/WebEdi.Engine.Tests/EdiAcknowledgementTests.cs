using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Engine.Tests.Formats.Corpus;
using WebEdi.Engine.Tests.Setup;
using Xunit;

namespace WebEdi.Engine.Tests;

public sealed class EdiAcknowledgementTests
{
    private const string Sound = "UNH+1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20250301:102'NAD+BY+B'NAD+SU+S'LIN+1++A:SA'QTY+21:5'UNS+S'UNT+9+1'";

    private static readonly EdiAcknowledgementOptions Options = new() { Reference = 7, PreparedAt = new(2026, 11, 24, 9, 30, 0, TimeSpan.FromHours(9)) };

    public static TheoryData<string> Folders => ["edifact", "x12"];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_answer_to_every_file_of_the_corpus_is_clean_and_names_what_was_rejected(string folder)
    {
        List<string> wrong = [];
        int answered = 0;
        foreach (string file in CorpusFolder.Files(folder))
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken);
            if ((await EdiFileReader.DetectAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken)).Format != folder)
                continue;

            (byte[] answer, EdiAcknowledged done) = await AnswerAsync(bytes);
            if (done.Interchanges == 0)
                continue;

            answered++;
            EdiFileReader reader = new();
            List<EdiMessage> messages = await reader.ReadAsync(new MemoryStream(answer), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            IEnumerable<Diagnostic> faults = messages.SelectMany(m => m.Diagnostics).Concat(reader.Outside).Where(d => d.Severity != Severity.Information);

            // What the sender itself left out or made too long is said back as it came.
            wrong.AddRange(faults.Where(d => d.Path?.StartsWith("UCM/", StringComparison.Ordinal) != true).Select(d => $"{file}: {d}\n{Encoding.UTF8.GetString(answer)}"));
            if (reader.Summary.Interchanges != done.Interchanges)
                wrong.Add($"{file}: {reader.Summary.Interchanges} interchanges instead of {done.Interchanges}");
        }

        Assert.True(answered > 30, $"Only {answered} files were answered.");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_interchange_is_answered_with_the_next_number()
    {
        string one = "UNB+UNOC:3+S+R+250301:0900+77'" + Sound + "UNZ+1+77'";

        (byte[] answer, EdiAcknowledged done) = await AnswerAsync(Encoding.UTF8.GetBytes(one + one.Replace("QTY+21:5", "QTY+21:x", StringComparison.Ordinal)));

        string text = Encoding.UTF8.GetString(answer);
        Assert.Equal(new EdiAcknowledged(2, 2, 1, 0), done);
        Assert.Contains("UNB+UNOC:3+R+S+261124:0930+7'", text, StringComparison.Ordinal);
        Assert.Contains("UNB+UNOC:3+R+S+261124:0930+8'", text, StringComparison.Ordinal);
        Assert.Contains("UCM+1+ORDERS:D:96A:UN+4'UCS+7'UCD+37+2:2'", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_format_is_not_answered()
    {
        EdiFormatException refused = await Assert.ThrowsAsync<EdiFormatException>(() => AnswerAsync("a,b\r\n1,2\r\n"u8.ToArray()));

        Assert.Equal(DiagnosticCodes.FormatUnknown, Assert.Single(refused.Diagnostics).Code);
    }

    [Fact]
    public async Task A_receipt_is_answered_under_its_map_and_profile_and_every_time_with_the_same_bytes()
    {
        await using Workbench bench = new();
        Assert.True((await bench.Edi.SavePartnerAsync("default", "x", """{ "map": "x12-850", "acknowledge": "999", "tolerances": ["wrong-control-count"] }""", "a")).Succeeded);
        string file = X12("ST*850*0001~BEG*00*SA*PO1**20250301~N1*SE**92*S001~PO1*1*5*EA*2.5**BP*A~CTT*1~SE*9*0001~");

        (IngestResult got, string first) = await IngestAsync(bench, "x", file);
        using MemoryStream second = new();
        await bench.Edi.WriteAcknowledgementAsync("default", got.Receipt!.Id, second, onlyWhenAsked: true);

        Assert.Equal(first, Encoding.UTF8.GetString(second.ToArray()));
        Assert.Contains("~ST*999*0001*005010X231A1~AK1*PO*7*004010~AK2*850*0001~IK5*E*4~AK9*E*1*1*1~", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_that_the_map_does_not_read_is_rejected_as_not_supported()
    {
        await using Workbench bench = new();

        (_, string answer) = await IngestAsync(bench, "core", X12("ST*810*0001~BIG*20250301*I1~IT1*1*5*EA*2.5**BP*A~TDS*1250~CTT*1~SE*6*0001~").Replace("GS*PO", "GS*IN", StringComparison.Ordinal), "x12-850");

        Assert.Contains("AK2*810*0001~AK5*R*1~AK9*R*1*1*0~", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_answered_unasked_and_rows_are_not_answered_at_all()
    {
        await using Workbench bench = new();
        IngestResult rows = await bench.IngestAsync(Workbench.Orders(1));
        (IngestResult sets, string answer) = await IngestAsync(bench, "core", X12("ST*850*0001~BEG*00*SA*PO1**20250301~N1*SE**92*S001~PO1*1*5*EA*2.5**BP*A~CTT*1~SE*6*0001~"), "x12-850");

        Assert.Null(await bench.Edi.WriteAcknowledgementAsync("default", rows.Receipt!.Id, Stream.Null));
        Assert.Null(await bench.Edi.WriteAcknowledgementAsync("default", sets.Receipt!.Id, Stream.Null, onlyWhenAsked: true));
        Assert.Null(await bench.Edi.WriteAcknowledgementAsync("default", "nothing", Stream.Null));
        Assert.Contains("AK5*A~", answer, StringComparison.Ordinal);
    }

    private static string X12(string sets) =>
        $"ISA*00*          *00*          *ZZ*SENDER         *01*RECEIVER       *250301*0900*U*00401*000000009*0*P*>~GS*PO*APP1*APP2*20250301*0900*7*X*004010~{sets}GE*1*7~IEA*1*000000009~";

    private static async Task<(IngestResult Result, string Answer)> IngestAsync(Workbench bench, string partner, string text, string? map = null)
    {
        using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
        IngestResult got = await bench.Edi.IngestAsync(new IngestRequest { FileName = "orders.edi", Partner = partner, Map = map }, content);
        using MemoryStream answer = new();
        await bench.Edi.WriteAcknowledgementAsync("default", got.Receipt!.Id, answer);
        return (got, Encoding.UTF8.GetString(answer.ToArray()));
    }

    private static async Task<(byte[] Answer, EdiAcknowledged Done)> AnswerAsync(byte[] file)
    {
        using MemoryStream content = new(file);
        using MemoryStream answer = new();
        EdiAcknowledged done = await EdiAcknowledgement.WriteAsync(content, answer, Options);
        return (answer.ToArray(), done);
    }
}
