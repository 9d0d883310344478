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
                if (message.Document is not Order { Lines.Count: > 0 } order)
                    continue;

                orders++;
                (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(map, order);
                EdiMessage again = Assert.Single(await OrderCopies.ReadAsync(written));
                wrong.AddRange(losses.Select(l => $"{file}: {l}"));
                wrong.AddRange(again.Diagnostics.Select(d => $"{file}: {d}"));
                wrong.AddRange(OrderCopies.Differences(order, again.Order()).Select(d => $"{file}: {d}"));
            }
        }

        Assert.True(orders >= 12, $"Only {orders} orders were found.");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("edifact-orders")]
    [InlineData("x12-850")]
    public async Task An_order_with_everything_that_the_map_has_is_the_same_after_it_was_written_and_read_again(string map)
    {
        Order order = Orders.Full(map);

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(map, order);
        EdiMessage again = Assert.Single(await OrderCopies.ReadAsync(written));

        Assert.Empty(losses);
        Assert.Empty(OrderCopies.Differences(order, again.Order()));
        Assert.Empty(again.Diagnostics.Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("UNOC", 3, "Müller & Söhne: 50 + 50 = 100 ?'")]
    [InlineData("UNOA", 3, "IT'S 'QUOTED' + 1: ?'")]
    [InlineData("UNOW", 4, "六角ボルト 「Ｍ８」 髙橋'+:?*製作所?")]
    [InlineData("UNOW", 3, "??'")]
    [InlineData("UNOY", 4, "𠮷野家 😀 *'")]
    public async Task A_text_with_every_sign_of_the_syntax_comes_back_as_it_was(string syntax, int version, string text)
    {
        Order order = Orders.Simple(1) with { Note = text, Number = "PO'1+2:3?4*5" };
        EdiWriteOptions options = OrderCopies.Options("edifact-orders") with { Syntax = syntax, SyntaxVersion = version };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(options, order);
        EdiMessage again = Assert.Single(await OrderCopies.ReadAsync(written));

        Assert.Empty(OrderCopies.Differences(order, again.Order()));
        Assert.All(losses, l => Assert.Equal("order.number", l.Path));
        Assert.DoesNotContain(again.Diagnostics, d => d.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("edifact-orders", 1)]
    [InlineData("edifact-orders", 3000)]
    [InlineData("x12-850", 1)]
    [InlineData("x12-850", 3000)]
    public async Task Many_orders_of_many_lines_keep_their_order_and_the_counts_are_right(string map, int lines)
    {
        Order[] orders = [.. Enumerable.Range(0, 7).Select(i => Orders.Simple(lines) with { Number = $"PO-{i}" })];

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(map, orders);
        List<EdiMessage> again = await OrderCopies.ReadAsync(written);

        Assert.Empty(losses);
        Assert.Equal(orders.Length, again.Count);
        for (int i = 0; i < orders.Length; i++)
        {
            Assert.Empty(again[i].Diagnostics.Select(d => d.ToString()));
            Assert.Empty(OrderCopies.Differences(orders[i], again[i].Order()));
        }
    }

    [Theory]
    [InlineData("edifact-orders", 400)]
    [InlineData("x12-850", 400)]
    public async Task A_long_text_goes_on_in_further_places_and_comes_back_whole(string map, int words)
    {
        string note = string.Join(' ', Enumerable.Range(0, words).Select(i => $"w{i}"));
        Order order = Orders.Simple(2) with { Note = note };
        order = order with { Lines = [order.Lines[0] with { ItemName = note[..390].TrimEnd() }, order.Lines[1] with { Note = note[..1500].TrimEnd() }] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(map, order);
        EdiMessage again = Assert.Single(await OrderCopies.ReadAsync(written));

        Assert.Empty(losses);
        Assert.Empty(OrderCopies.Differences(order, again.Order()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("-0.05")]
    [InlineData("0.001")]
    [InlineData("4294967295")]
    [InlineData("4294967296")]
    [InlineData("-42949672.95")]
    [InlineData("999999999999999")]
    [InlineData("1.0000")]
    [InlineData("10")]
    public async Task A_number_comes_back_with_all_its_digits(string number)
    {
        Order order = Orders.Simple(1);
        order = order with { Lines = [order.Lines[0] with { UnitPrice = decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture) }] };

        (byte[] written, _) = await OrderCopies.WriteAsync("edifact-orders", order);
        EdiMessage again = Assert.Single(await OrderCopies.ReadAsync(written));

        Assert.Contains($"PRI+AAA:{number}'", System.Text.Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Empty(OrderCopies.Differences(order, again.Order()));
    }
}
