using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Writing;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>Files of standards for which no sample is free: written by hand, NAME.xml with the document that NAME.expected.json says, NAME_bad.xml with the faults of NAME_bad.errors.txt.</summary>
/// <remarks>A file's name begins with the map that reads it.</remarks>
public sealed class SampleDocumentTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Mapping", "Samples");
    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Sound => [.. Files("*.xml").Where(f => !f.Contains("_bad", StringComparison.Ordinal))];

    public static TheoryData<string> Bad => [.. Files("*_bad.xml")];

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task A_file_is_read_as_the_document_that_it_is(string file)
    {
        EdiMessage message = Assert.Single(await ReadAsync(file));

        Assert.Empty(message.Diagnostics.Select(d => d.ToString()));
        Assert.Equal(MapOf(file), message.Map);
        Assert.Equal(message.Document!.Number, message.DocumentNumber);
        JsonNode found = JsonSerializer.SerializeToNode(message.Document, DocumentJson.TypeOf(message.Document))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(await TextAsync(file, ".expected.json")), found), found.ToJsonString(Shown));
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task A_document_that_was_written_is_read_as_the_same(string file)
    {
        EdiMessage message = Assert.Single(await ReadAsync(file));

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options(MapOf(file)) with { Sender = "", Receiver = "" }, message.Document!);
        EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));

        // An IDoc has no place for what was taxed at a rate; the common EDI wants much that no document of ours says.
        Assert.DoesNotContain(losses, l => l is not ({ Path: "tax.taxable", Value: "0" } or { Reason: WriteLossReason.Missing }));
        Assert.Empty(again.Diagnostics.Select(d => d.ToString()));
        Assert.Equal((message.MessageType, message.Version, message.DocumentNumber), (again.MessageType, again.Version, again.DocumentNumber));
        Assert.Empty(DocumentCopies.Differences(message.Document, again.Document));
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task Every_value_of_a_document_has_a_place_in_the_file(string file)
    {
        byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
        EdiFileReader reader = new(new EdiReadOptions { Explain = true });

        EdiMessage message = Assert.Single(await reader.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        FieldOrigin[] codes = [.. message.Origins.Where(o => o.Path.EndsWith(".item", StringComparison.Ordinal) || o.Path.EndsWith(".number", StringComparison.Ordinal))];
        Assert.Contains(codes, o => o.Path == "lines[1].number");
        Assert.All(codes, o => Assert.Equal(o.Value, Encoding.UTF8.GetString(bytes, (int)o.Position.Offset, o.Length)));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Every_fault_of_a_bad_file_is_told_at_its_place(string file)
    {
        string[] found = [.. (await ReadAsync(file, MapOf(file))).SelectMany(m => m.Diagnostics)
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Code} {d.Severity} {d.Position.Line}:{d.Position.Column} {d.Path} {d.Found}").TrimEnd())];

        Assert.Equal((await TextAsync(file, ".errors.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries), found);
    }

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Folder, pattern).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static string MapOf(string file) => Path.GetFileNameWithoutExtension(file).Split('_', '.')[0];

    private static Task<string> TextAsync(string file, string extension) => File.ReadAllTextAsync(Path.Combine(Folder, Path.ChangeExtension(file, null) + extension), TestContext.Current.CancellationToken);

    private static async Task<List<EdiMessage>> ReadAsync(string file, string? map = null)
    {
        await using FileStream from = File.OpenRead(Path.Combine(Folder, file));
        return await new EdiFileReader(new EdiReadOptions { MapJson = map is null ? null : ReadyMadeMap.Find(map) }).ReadAsync(from, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }
}
