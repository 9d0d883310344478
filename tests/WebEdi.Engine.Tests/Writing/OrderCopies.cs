using System.Text.Json;
using System.Text.Json.Nodes;
using WebEdi.Documents;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Writes orders, reads files, and compares.</summary>
internal static class OrderCopies
{
    public static EdiWriteOptions Options(string map) => new()
    {
        Map = map,
        Sender = "BUYER",
        Receiver = "SUPPLIER",
        Reference = "42",
        PreparedAt = new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero),
    };

    public static Task<(byte[] Bytes, IReadOnlyList<WriteLoss> Losses)> WriteAsync(string map, params Order[] orders) => WriteAsync(Options(map), orders);

    public static async Task<(byte[] Bytes, IReadOnlyList<WriteLoss> Losses)> WriteAsync(EdiWriteOptions options, params Order[] orders)
    {
        EdiFileWriter writer = new(options);
        using MemoryStream to = new();
        await writer.WriteAsync(orders, to);
        return (to.ToArray(), writer.Losses);
    }

    public static async Task<List<EdiMessage>> ReadAsync(byte[] bytes)
    {
        List<EdiMessage> messages = [];
        EdiFileReader reader = new();
        try
        {
            await foreach (EdiMessage message in reader.ReadAsync(new MemoryStream(bytes)))
                messages.Add(message);
        }
        catch (WebEdi.Diagnostics.EdiFormatException)
        {
            // A file of which nothing can be read has no orders.
            return [];
        }

        return messages;
    }

    /// <summary>Names what differs: the path, what was and what is.</summary>
    public static IEnumerable<string> Differences(Order? was, Order? now) =>
        Differences("", JsonSerializer.SerializeToNode(was, DocumentJson.Order!), JsonSerializer.SerializeToNode(now, DocumentJson.Order!));

    private static IEnumerable<string> Differences(string path, JsonNode? was, JsonNode? now)
    {
        if (was is JsonObject one && now is JsonObject other)
            return one.Select(p => p.Key).Union(other.Select(p => p.Key)).SelectMany(name => Differences($"{path}.{name}", one[name], other[name]));

        if (was is JsonArray first && now is JsonArray second)
            return Enumerable.Range(0, Math.Max(first.Count, second.Count)).SelectMany(i => Differences($"{path}[{i}]", first.ElementAtOrDefault(i), second.ElementAtOrDefault(i)));

        return JsonNode.DeepEquals(was, now) ? [] : [$"{path}: {was?.ToJsonString()} became {now?.ToJsonString()}"];
    }
}
