using System.Text;

using Microsoft.Extensions.Options;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>Reads and maps a file in memory, the way the corridor does.</summary>
internal static class OrderFile
{
    public const string SimpleMap = """
        { "read": "csv",
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }
        """;

    public static CompiledMap Map(string json) => MapCompiler.Compile("acme", 1, json).GetValueOrThrow();

    public static byte[] Bytes(string text, TextCodec? codec = null)
    {
        byte[] bytes = new byte[(text.Length * (codec ?? TextCodec.Utf8).MaxBytesPerChar) + 8];
        int wrong = (codec ?? TextCodec.Utf8).Encode(text, bytes, out int written);
        Assert.Equal(-1, wrong);
        return bytes[..written];
    }

    public static Mapped Read(string json, string text, TextCodec? codec = null) => Read(json, Bytes(text, codec));

    public static Mapped Read(string json, byte[] bytes, int blockBytes = 32 * 1024, int maxLines = 20_000, string? encoding = null) =>
        ReadAsync(json, new MemoryStream(bytes), new ReadingLimits { BlockBytes = blockBytes }, maxLines, encoding).GetAwaiter().GetResult();

    public static async Task<Mapped> ReadAsync(string json, Stream content, ReadingLimits? limits = null, int maxLines = 20_000, string? encoding = null)
    {
        CompiledMap map = Map(json);
        MessageReader reader = new(limits);
        Result<FileSurvey> survey = await reader.SurveyAsync(content, "orders.csv", map.Reading, encoding, CancellationToken.None);
        if (!survey.Succeeded)
            return new Mapped(null, [], survey.Diagnostics);

        DocumentMapper mapper = new(Options.Create(new EdiOptions { MaxLinesPerOrder = maxLines }));
        MappingSession session = mapper.Start(map, survey.Value);
        List<MappedDocument> orders = [];
        await foreach (SegmentBlock block in reader.ReadAsync(content, survey.Value, CancellationToken.None))
            orders.AddRange(session.Add(block));
        orders.AddRange(session.Complete());
        return new Mapped(survey.Value, orders, [.. survey.Value.Diagnostics, .. orders.SelectMany(o => o.Diagnostics)]);
    }
}

internal sealed record Mapped(FileSurvey? Survey, IReadOnlyList<MappedDocument> Results, IReadOnlyList<Diagnostic> Issues)
{
    public IReadOnlyList<Order> Orders => [.. Results.Select(r => r.Document).OfType<Order>()];

    public IEnumerable<string> Lines => Issues.Select(i => i.ToString());
}
