using System.Globalization;
using Xunit;

namespace WebEdi.Engine.Tests.Formats.Corpus;

/// <summary>Real documents of all kinds through the ready-made maps, against what a person reads in them.</summary>
public sealed class DocumentCorpusTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Formats", "Corpus", "expected-documents.tsv")).Skip(1).Select(r => r.Split('\t')),
    ];

    public static TheoryData<string> Expected => [.. Rows.Select(r => r[0]).Distinct()];

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task A_document_of_the_corpus_maps_with_the_ready_made_map(string file)
    {
        string[] expected = [.. Rows.Where(r => r[0] == file).Select(r => string.Join('|', r[1..]))];
        await using FileStream content = File.OpenRead(Path.Combine(CorpusFolder.Find(), file));

        List<string> found = [];
        await foreach (EdiMessage message in new EdiFileReader().ReadAsync(content, TestContext.Current.CancellationToken))
        {
            if (message.Document is not null)
                found.Add(Show(message));
        }

        Assert.Equal(expected, found);
    }

    private static string Show(EdiMessage message) => string.Join('|',
    [
        message.MessageReference, message.DocumentKind, message.DocumentNumber, message.Currency, message.Buyer, message.Supplier, Text(message.LineCount),
        message.FirstLine?.Item, Text(message.FirstLine?.Quantity), message.FirstLine?.Unit, Text(message.FirstLine?.Price),
    ]);

    private static string Text(decimal? number) => number?.ToString("0.#########", CultureInfo.InvariantCulture) ?? "";
}
