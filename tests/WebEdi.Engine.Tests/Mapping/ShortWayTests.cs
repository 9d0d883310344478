using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Edifact;
using WebEdi.Engine.Formats.X12;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Tests.Formats.Corpus;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>Segments go a short way into documents; the way of all nodes, value by value and closely, says what is right. Both are asked the same.</summary>
public sealed class ShortWayTests
{
    private const int LongestFile = 200_000;
    private const int Mutations = 6;

    /// <summary>What a file must be repeated for: short ways are found out from messages that came before.</summary>
    private const int Repetitions = 3;
    private const int LongestRepeated = 20_000;

    private static readonly byte[][] Pieces =
    [
        "'"u8.ToArray(), "+"u8.ToArray(), ":"u8.ToArray(), "?"u8.ToArray(), "?+"u8.ToArray(), "*"u8.ToArray(), "~"u8.ToArray(), " "u8.ToArray(), "\r\n"u8.ToArray(), "\n"u8.ToArray(),
        "0"u8.ToArray(), "-1"u8.ToArray(), "1,5"u8.ToArray(), "2.50"u8.ToArray(), "123456789012345678"u8.ToArray(), "12345678901234567890"u8.ToArray(), "EN"u8.ToArray(), "IN"u8.ToArray(), "BP"u8.ToArray(),
        "20260229"u8.ToArray(), "00000000"u8.ToArray(), "é"u8.ToArray(), [0xE9], [0x82, 0xA0], "１２"u8.ToArray(), "LONGQUALIFIER"u8.ToArray(), [],
        "'LIN+7++4012345678901:EN'QTY+21:1,50:PCE"u8.ToArray(), "'PIA+1+A1:SA+B2:IN+C3:MF"u8.ToArray(), "'DTM+2:20260101:102"u8.ToArray(), "'FTX+AAI+++a?'b:c"u8.ToArray(), "~PO1*7*3*EA*1.5**BP*A*VP*B*UP*C"u8.ToArray(), "~DTM*002*20260101"u8.ToArray(),
    ];

    /// <summary>Gets the folders of messages that ready-made maps know.</summary>
    public static TheoryData<string> Folders =>
    [
        "edifact/ORDERS", "edifact/ORDRSP", "edifact/DESADV", "edifact/RECADV", "edifact/INVOIC", "edifact/DELFOR",
        "x12/850", "x12/855", "x12/856", "x12/860", "x12/810", "x12/830", "x12/862",
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Messages_of_the_corpus_say_the_same_on_both_ways(string folder)
    {
        int messages = 0;
        foreach (string file in CorpusFolder.Files(folder))
        {
            byte[] sound = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken);
            messages += await CompareAsync(file, sound);
            if (sound.Length <= LongestRepeated)
                await CompareAsync(file, [.. Before(sound), .. sound]);
        }

        Assert.True(messages > 0);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Messages_that_were_damaged_say_the_same_on_both_ways(string folder)
    {
        Random random = new(folder.Length * 7919);
        foreach (string file in CorpusFolder.Files(folder))
        {
            byte[] sound = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken);
            if (sound.Length is 0 or > LongestFile)
                continue;
            for (int i = 0; i < Mutations; i++)
                await CompareAsync($"{file} damaged ({i})", [.. i % 2 == 0 && sound.Length <= LongestRepeated ? Before(sound) : [], .. Damage(sound, random)]);
        }
    }

    private static byte[] Before(byte[] sound) => [.. Enumerable.Repeat(sound, Repetitions).SelectMany(b => b)];

    [Fact]
    public async Task A_line_break_among_counted_bytes_counts()
    {
        byte[] file = [.. """
            ISA*00*          *00*          *ZZ*BUYERCO        *ZZ*SUPPLIERCO     *250301*1130*U*00401*000000001*0*P*>~GS*PO*BUYERCO*SUPPLIERCO*20250301*1130*1*X*004010~
            """u8, .. "ST*850*0001~BEG*00*SA*PO1**20251029~BIN*3*a\nb~PO1*1*2*EA*3**UP*107302508439~CTT*1~SE*6*0001~GE*1*1~IEA*1*000000001~"u8];

        List<string> closely = await ReadAsync(file, "x12 counted bytes", isClose: true);

        Assert.Equal(closely, await ReadAsync(file, "x12 counted bytes", isClose: false));
        Assert.Contains(" 2:", closely[1], StringComparison.Ordinal);
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        List<byte> bytes = [.. sound];
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            bytes.RemoveRange(at, Math.Min(random.Next(4), bytes.Count - at));
            bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
        }

        return [.. bytes];
    }

    private static async Task<int> CompareAsync(string name, byte[] file)
    {
        Assert.Equal(await ReadAsync(file, name, isClose: true), await ReadAsync(file, name, isClose: false));
        int messages = 0;
        foreach (bool explain in (bool[])[false, true])
        {
            List<string> shortly = await MapAsync(file, name, explain, isClose: false);
            List<string> closely = await MapAsync(file, name, explain, isClose: true);
            Assert.Equal(closely, shortly);
            messages = closely.Count;
        }

        return messages;
    }

    private static async Task<List<string>> ReadAsync(byte[] file, string name, bool isClose)
    {
        IMessageReader reader = Open(file, name, isClose);
        List<string> said = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } message)
        {
            said.Add(string.Join(' ', Enumerable.Range(0, message.Count).Select(n => $"{message.Symbol(n)}:{message.End(n)}")));
            said.Add(string.Join(' ', Enumerable.Range(0, message.Count).Select(n => isClose ? LineOf(message.PositionOf(n)) : LineOf(message.LineOf(n)))));
            said.AddRange(message.Diagnostics.Select(d => $"{d} {d.Position}"));
        }

        said.AddRange(reader.TakeDiagnostics().Select(d => $"{d} {d.Position}"));
        return said;
    }

    private static string LineOf(SourcePosition position) => $"{position.Line}:{position.Segment}:{position.Offset}";

    private static string LineOf(NodeLine at) => $"{at.Line}:{at.Segment}:{at.Offset}";

    private static IMessageReader Open(byte[] file, string name, bool isClose)
    {
        IWorkshop workshop = name.StartsWith("x12", StringComparison.Ordinal) ? new X12Workshop() : new EdifactWorkshop();
        return workshop.Open(new MessageSource { Content = new MemoryStream(file), FileName = "file", IsClose = isClose });
    }

    private static async Task<List<string>> MapAsync(byte[] file, string name, bool explain, bool isClose)
    {
        string format = name.StartsWith("x12", StringComparison.Ordinal) ? "x12" : "edifact";
        IMessageReader reader = Open(file, name, isClose);
        Dictionary<string, TreeSession> sessions = [];
        List<string> said = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } message)
        {
            if (message.Envelope.MessageType is not { } type || ReadyMadeMaps.For(format, type) is not { } map)
                continue;

            if (!sessions.TryGetValue(type, out TreeSession? session))
                sessions.Add(type, session = new TreeSession(map, maxLines: 1000, explain, isClose));
            said.Add(Tell(session.Map(message)));
        }

        return said;
    }

    private static string Tell(MappedDocument mapped)
    {
        IEdiDocument? read = mapped.AsRead;
        string document = read is null ? "nothing" : JsonSerializer.Serialize(read, DocumentJson.TypeOf(read));
        return string.Join('\n', [
            document, $"{mapped.Document is null} {mapped.Stated} {mapped.Number} {mapped.Revision} {mapped.Supplier} {mapped.SourceLines} {mapped.Rows}",
            .. Enumerable.Range(-1, 5).Select(i => mapped.PositionOf(i).ToString()), .. mapped.Diagnostics.Select(d => $"{d} {d.Position}"), .. mapped.Origins.Select(o => o.ToString())]);
    }
}
