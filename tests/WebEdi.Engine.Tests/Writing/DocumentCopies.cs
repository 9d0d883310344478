using System.Text.Json;
using System.Text.Json.Nodes;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Formats.Corpus;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Writes documents of any kind, reads them again, and compares.</summary>
internal static class DocumentCopies
{
    public static async Task<(byte[] Bytes, IReadOnlyList<WriteLoss> Losses)> WriteAsync(EdiWriteOptions options, params IEdiDocument[] documents)
    {
        EdiFileWriter writer = new(options);
        using MemoryStream to = new();
        await writer.WriteAsync(documents, to, TestContext.Current.CancellationToken);
        return (to.ToArray(), writer.Losses);
    }

    /// <summary>Reads the messages of a file of the corpus that a map knows and that have no error.</summary>
    public static async Task<List<EdiMessage>> SoundAsync(string file) =>
        [.. (await ReadAsync(await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken), null))
            .Where(m => m.Document is not null && m.Diagnostics.All(d => d.Severity != Severity.Error))];

    public static async Task<List<EdiMessage>> ReadAsync(byte[] bytes, string? map)
    {
        EdiFileReader reader = new(new EdiReadOptions { MapJson = map });
        try
        {
            return await reader.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        }
        catch (EdiFormatException)
        {
            // A file of which nothing can be read has no documents.
            return [];
        }
    }

    /// <summary>Names what differs: the path, what was and what is.</summary>
    public static IEnumerable<string> Differences(IEdiDocument? was, IEdiDocument? now) => Differences("", Node(was), Node(now));

    private static JsonNode? Node(IEdiDocument? document) => document is null ? null : JsonSerializer.SerializeToNode(document, DocumentJson.TypeOf(document));

    private static IEnumerable<string> Differences(string path, JsonNode? was, JsonNode? now)
    {
        if (was is JsonObject one && now is JsonObject other)
            return one.Select(p => p.Key).Union(other.Select(p => p.Key)).SelectMany(name => Differences($"{path}.{name}", one[name], other[name]));

        if (was is JsonArray first && now is JsonArray second)
            return Enumerable.Range(0, Math.Max(first.Count, second.Count)).SelectMany(i => Differences($"{path}[{i}]", first.ElementAtOrDefault(i), second.ElementAtOrDefault(i)));

        return JsonNode.DeepEquals(was, now) ? [] : [$"{path}: {was?.ToJsonString()} became {now?.ToJsonString()}"];
    }
}
