using System.Text;
using WebEdi.Engine.Tests.Formats.Corpus;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Segments that the map does not read go through a copy where they stood, when somebody asks for them.</summary>
public sealed class KeptSegmentsTests
{
    private const string Edifact = "UNA:+.? 'UNB+UNOC:3+A+B+261124:0930+1'UNH+1+ORDERS:D:96A:UN'BGM+220+PO-1+9'DTM+137:20261124:102'DTM+999:20261125:102'PAI+::Z?'?+?:'"
        + "NAD+BY+BUYER'NAD+SU+SUP'RFF+XYZ:7'CUX+2:JPY:9'LIN+1++A:EN'QTY+21:1:EA'ALI+JP'LIN+2++B:EN'QTY+21:2:EA'GIN+BN+L1+L2:L3'PRI+AAA:5'TAX+7+VAT+++:::5'UNS+S'CNT+2:2'CNT+1:3'UNT+22+1'UNZ+1+1'";

    [Theory]
    [InlineData("edifact/ORDERS", "edifact-orders", 10)]
    [InlineData("edifact/INVOIC", "edifact-invoic", 2)]
    [InlineData("edifact/RECADV", "edifact-recadv", 1)]
    [InlineData("x12/850", "x12-850", 5)]
    [InlineData("x12/855", "x12-855", 3)]
    [InlineData("x12/810", "x12-810", 3)]
    public async Task Every_segment_of_the_corpus_is_still_there_after_a_copy(string folder, string map, int least)
    {
        List<string> wrong = [];
        int messages = 0;
        foreach (string file in CorpusFolder.Files(folder))
        {
            foreach (EdiMessage message in (await ReadAsync(await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken))).Where(m => m.Map == map))
            {
                if (message.Document is null || message.Diagnostics.Any(d => d.Severity == WebEdi.Diagnostics.Severity.Error))
                    continue;

                messages++;
                (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(map, message);
                if (losses.Any(l => l.Reason is WriteLossReason.Missing or WriteLossReason.TooLong))
                    continue;

                EdiMessage again = Assert.Single(await ReadAsync(written));
                wrong.AddRange(DocumentCopies.Differences(message.Document, again.Document).Where(d => !d.Contains(":  became", StringComparison.Ordinal) && !d.Contains(": \"\" became", StringComparison.Ordinal)).Select(d => $"{file}: {d}"));

                // What stood below a segment that is written as another one is told.
                HashSet<string?> told = [.. losses.Select(l => l.Value)];
                if (!Names(message, told).SequenceEqual(Names(again, told)))
                    wrong.Add($"{file}: {string.Join(" ", Names(message, told))} became {string.Join(" ", Names(again, told))}");
            }
        }

        Assert.True(messages >= least, $"Only {messages} messages were found.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Unknown_segments_and_groups_stand_where_they_stood_and_are_counted()
    {
        EdiMessage message = Assert.Single(await ReadAsync(Encoding.Latin1.GetBytes(Edifact)));

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync("edifact-orders", message);

        string text = Encoding.UTF8.GetString(written);
        Assert.Empty(losses.Select(l => l.ToString()));
        string[] order = ["DTM+137:20261124:102'", "DTM+999:20261125:102'", "PAI+::Z?'?+?:'", "NAD+BY+BUYER'", "NAD+SU+SUP'", "RFF+XYZ:7'",
            "LIN+1++A:EN'", "ALI+JP'", "LIN+2++B:EN'", "GIN+BN+L1+L2:L3'", "PRI+AAA:5'", "UNS+S'", "CNT+2:2'", "CNT+1:3'"];
        int[] places = [.. order.Select(s => text.IndexOf(s, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain((await ReadAsync(written)).Single().Diagnostics, d => d.Severity == WebEdi.Diagnostics.Severity.Error);
    }

    [Fact]
    public async Task With_another_map_every_kept_segment_is_told_as_lost()
    {
        EdiMessage message = Assert.Single(await ReadAsync(Encoding.Latin1.GetBytes(Edifact)));

        (_, IReadOnlyList<WriteLoss> losses) = await WriteAsync("ubl-order", message);

        Assert.Equal(message.KeptSegments.Select(s => (s.Tag, s.Text)), losses.Where(l => l.Path.Length == 3).Select(l => (l.Path, l.Value!)));
        Assert.Contains(losses, l => l is { Path: "GIN", Value: "GIN+BN+L1+L2:L3", Reason: WriteLossReason.NoPlaceInMap });
    }

    [Fact]
    public async Task More_segments_than_are_wanted_are_counted_and_told()
    {
        EdiMessage message = Assert.Single(await ReadAsync(Encoding.Latin1.GetBytes(Edifact), most: 2));

        (_, IReadOnlyList<WriteLoss> losses) = await WriteAsync("edifact-orders", message);

        Assert.Equal(2, message.KeptSegments.Count);
        Assert.Contains(losses, l => l.Path == "segments" && l.Value == $"{message.SegmentsLeftOut}");
        Assert.Empty((await DocumentCopies.ReadAsync(Encoding.Latin1.GetBytes(Edifact), null))[0].KeptSegments);
    }

    private static IEnumerable<string> Names(EdiMessage message, HashSet<string?> told) =>
        message.KeptSegments.Where(s => !told.Contains(s.Text))
            .Select(s => $"{s.Tag}+{string.Join("+", s.Values.Select(v => $"{v.Place.Element}.{v.Place.Repetition}.{v.Place.Component}={v.Value}"))}")
            .Order(StringComparer.Ordinal);

    private static async Task<List<EdiMessage>> ReadAsync(byte[] bytes, int most = 1000)
    {
        try
        {
            EdiFileReader reader = new(new EdiReadOptions { KeepSegments = true, MaxKeptSegments = most });
            return await reader.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        }
        catch (WebEdi.Diagnostics.EdiFormatException)
        {
            // A file of which nothing can be read has no messages.
            return [];
        }
    }

    private static async Task<(byte[] Bytes, IReadOnlyList<WriteLoss> Losses)> WriteAsync(string map, EdiMessage message)
    {
        EdiFileWriter writer = new(OrderCopies.Options(map) with { Version = message is { Format: "x12", Version.Length: >= 6 } ? message.Version : null, Sender = message.Sender is { Length: > 1 } s ? s : "AA", Receiver = message.Receiver is { Length: > 1 } r ? r : "BB" });
        using MemoryStream to = new();
        await writer.WriteAsync(new[] { message }.ToAsyncEnumerable(), to, TestContext.Current.CancellationToken);
        return (to.ToArray(), writer.Losses);
    }
}
