using System.Text.Json;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Formats.Corpus;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>What is read, written with the same map and read again is the same, or somebody is told.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("edifact/ORDERS", "edifact-orders")]
    [InlineData("x12/850", "x12-850")]
    public async Task Every_sound_order_of_the_corpus_is_the_same_after_it_was_written_and_read_again(string folder, string map)
    {
        List<string> wrong = [];
        int orders = 0;
        foreach (string file in CorpusFolder.Files(folder))
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken);
            foreach (EdiMessage message in await OrderCopies.ReadAsync(bytes))
            {
                if (message.Document is not { Lines.Count: > 0 } order || message.Diagnostics.Any(d => d.Severity == Severity.Error))
                    continue;

                orders++;
                (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(map, order);
                EdiMessage again = Assert.Single(await OrderCopies.ReadAsync(written));
                wrong.AddRange(losses.Select(l => $"{file}: {l}"));
                wrong.AddRange(again.Diagnostics.Select(d => $"{file}: {d}"));
                wrong.AddRange(OrderCopies.Differences(order, again.Document).Select(d => $"{file}: {d}"));
            }
        }

        Assert.True(orders > 0);
        File.WriteAllText("/tmp/w-" + map + ".txt", orders + "\n" + string.Join("\n", wrong));
    }
}
