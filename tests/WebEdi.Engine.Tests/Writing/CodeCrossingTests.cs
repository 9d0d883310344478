using System.Text.Json;
using System.Text.Json.Nodes;
using WebEdi.Documents;
using WebEdi.Engine.Mapping.Codes;
using WebEdi.Engine.Tests.Formats.Corpus;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>A code on its way from one standard to another is translated or told, never written as if the other standard had it.</summary>
public sealed class CodeCrossingTests
{
    private static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal) { ["unit"] = "unit", ["typeCode"] = "orderType", ["packageType"] = "packageType", ["reasonCode"] = "reasonCode" };

    private static readonly string[] Units =
        ["EA", "C62", "H87", "PCE", "DZN", "SET", "ST", "KGM", "LBR", "MTR", "FTK", "XCS", "XBX", "XPX", "ZZ", "B12", "x12:QQ", "x12:PH", "edifact:PCS", "ubl:PCE", "cxml:BOX", "idoc:KAR", "個"];

    private static readonly string[] Types =
        ["220", "221", "222", "224", "226", "227", "258", "105", "x12:DS", "x12:BE", "x12:ZZ", "edifact:YA9", "idoc:UB", "sme:22002", "cxml:stockTransport", "ubl:PO", "B7"];

    private static readonly string[] Packages = ["CT", "PX", "BX", "QP", "x12:CTN25", "x12:ABC", "edifact:201", "edifact:X99", "ubl:EA", "sme:A1", "箱"];

    private static readonly string[] Reasons = ["edifact:AUE", "ubl:QA", "idoc:01", "sme:R2", "R1"];

    /// <summary>Gets the maps for orders, replies and receipts with the standard that each is for.</summary>
    public static TheoryData<string, string> Maps => new()
    {
        { "x12-850", "x12" }, { "x12-860", "x12" }, { "edifact-orders", "edifact" }, { "edifact-ordchg", "edifact" }, { "ubl-order", "ubl" }, { "idoc-orders", "idoc" }, { "idoc-ordchg", "idoc" },
        { "sme-order", "sme" }, { "cxml-order", "cxml" },
    };

    /// <summary>Gets the maps for replies.</summary>
    public static TheoryData<string, string> Replies => new()
    {
        { "edifact-ordrsp", "edifact" }, { "ubl-order-response", "ubl" }, { "idoc-ordrsp", "idoc" }, { "sme-order-response", "sme" }, { "x12-855", "x12" }, { "cxml-confirmation", "cxml" },
    };

    [Theory]
    [MemberData(nameof(Maps))]
    public async Task A_code_of_an_order_is_translated_or_told(string map, string standard)
    {
        Order order = Orders.Simple(1) with { Purpose = map.Contains("chg", StringComparison.Ordinal) || map == "x12-860" ? DocumentPurpose.Change : DocumentPurpose.Original };
        OrderLine line = order.Lines[0];
        List<string> wrong = [];

        foreach (string unit in Units)
            wrong.AddRange(await CheckAsync(map, standard, order with { Lines = [line with { Unit = unit }] }, "line.unit", "unit", unit, o => ((Order)o).Lines[0].Unit));
        foreach (string type in Types)
            wrong.AddRange(await CheckAsync(map, standard, order with { TypeCode = type }, "order.type", "orderType", type, o => ((Order)o).TypeCode));
        foreach (string package in Packages)
            wrong.AddRange(await CheckAsync(map, standard, order with { Lines = [line with { PackageType = package, PackageCount = 2 }] }, "line.packageType", "packageType", package, o => ((Order)o).Lines[0].PackageType));

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task A_code_of_a_reply_is_translated_or_told(string map, string standard)
    {
        ResponseLine line = new() { LineNumber = "1", Kind = ResponseKind.Refused, ItemCode = "A", Quantity = 1, Unit = "EA", Reason = "no" };
        OrderResponse reply = new() { Id = "R-1", OrderNumber = "PO-1", OrderRevision = 0, SupplierCode = "S", RespondedAt = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), Lines = [line] };
        List<string> wrong = [];

        foreach (string unit in Units)
            wrong.AddRange(await CheckAsync(map, standard, reply with { Lines = [line with { Unit = unit }] }, "line.unit", "unit", unit, o => ((OrderResponse)o).Lines[0].Unit));
        foreach (string reason in Reasons)
            wrong.AddRange(await CheckAsync(map, standard, reply with { Lines = [line with { ReasonCode = reason }] }, "line.reasonCode", "reasonCode", reason, o => ((OrderResponse)o).Lines[0].ReasonCode));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_line_that_is_written_like_those_before_tells_its_own_code()
    {
        Order order = Orders.Simple(1);
        string?[] units = ["EA", "EA", "XCS", "EA", "x12:QQ", "EA", "PCE", "PCE", null, "XCS"];
        order = order with { Lines = [.. units.Select((u, i) => order.Lines[0] with { Number = $"{i + 1}", Unit = u })] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("x12-850"), order);
        Order again = (Order)Assert.Single(await DocumentCopies.ReadAsync(written, null)).Document!;

        Assert.Equal(["EA", "EA", "XCS", "EA", "x12:QQ", "EA", "H87", "H87", null, "XCS"], again.Lines.Select(l => l.Unit));
        Assert.Equal([("7", "PCE", "PC"), ("8", "PCE", "PC")], losses.Where(l => l.Path == "line.unit").Select(l => (l.Line, l.Value, l.Written)));
        Assert.Contains("PO1*3*1*CA*", System.Text.Encoding.ASCII.GetString(written), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edifact")]
    [InlineData("x12")]
    [InlineData("ubl")]
    [InlineData("cxml")]
    public async Task No_code_of_the_corpus_is_foreign_where_it_comes_to_without_being_told(string folder)
    {
        List<string> wrong = [];
        int documents = 0;
        foreach (string file in CorpusFolder.Files(folder))
        {
            foreach (EdiMessage message in (await DocumentCopies.SoundAsync(file)).Take(5))
            {
                documents++;
                foreach (string map in MapsFor(message.DocumentKind!))
                    wrong.AddRange((await ForeignAsync(map, message.Document!)).Select(w => $"{file} as {map}: {w}"));
            }
        }

        Assert.True(documents > 2, $"Only {documents} documents were found.");
        Assert.Empty(wrong);
    }

    /// <summary>Names the ready-made maps of standards for a kind of documents.</summary>
    private static IEnumerable<string> MapsFor(string kind) =>
        ReadyMadeMap.Names.Where(n => !n.StartsWith("json", StringComparison.Ordinal) && ReadyMadeMap.Find(n)!.Contains($"\n  \"{kind}\": {{", StringComparison.Ordinal));

    private static async Task<IEnumerable<string>> CheckAsync(string map, string standard, IEdiDocument document, string path, string list, string code, Func<IEdiDocument, string?> get)
    {
        StandardCodes codes = StandardCodes.Of(list, standard);
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options(map), document);
        EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));
        string? read = get(again.Document!);
        WriteLoss[] told = [.. losses.Where(l => l.Path == path)];
        if (told.Length > 1 || (told.Length == 1 && told[0].Value != code))
            return [$"{code}: told as {string.Join(", ", told.AsEnumerable())}"];
        if (told.Length == 0)
            return read == code ? [] : [$"{code}: became {read}, not told"];

        return read == (told[0].Written is { } other ? codes.Read(other) : null) ? [] : [$"{code}: became {read}, told as {told[0]}"];
    }

    /// <summary>Names the codes that the standard of a map does not have, and that were not told.</summary>
    private static async Task<IEnumerable<string>> ForeignAsync(string map, IEdiDocument document)
    {
        string standard = map[..map.IndexOf('-', StringComparison.Ordinal)];
        EdiWriteOptions options = OrderCopies.Options(map);
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(standard == "cxml" ? options with { Sender = "", Receiver = "" } : options, document);
        HashSet<string?> told = [.. losses.Select(l => l.Written)];
        List<EdiMessage> again = await DocumentCopies.ReadAsync(written, null);
        List<string> found = [];
        foreach (EdiMessage message in again.Where(m => m.Document is not null))
        {
            Collect(JsonSerializer.SerializeToNode(message.Document, DocumentJson.TypeOf(message.Document!)), found);
            found.AddRange(message.Diagnostics.Where(d => d.Code == WebEdi.Diagnostics.DiagnosticCodes.CodeUnknown).Select(d => $"{standard}:{d.Found}"));
        }

        // What the document had with this source was read from this standard, and stays what it was.
        List<string> own = [];
        Collect(JsonSerializer.SerializeToNode(document, DocumentJson.TypeOf(document)), own);
        return found.Where(c => c.StartsWith(standard + ":", StringComparison.Ordinal) && !own.Contains(c) && !told.Contains(c[(standard.Length + 1)..]));
    }

    private static void Collect(JsonNode? node, List<string> codes)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array)
                Collect(item, codes);
        }
        else if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members)
            {
                if (Lists.ContainsKey(name) && value is JsonValue)
                    codes.Add(value.GetValue<string>());
                else
                    Collect(value, codes);
            }
        }
    }
}
