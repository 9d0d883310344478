using System.Text.Json;

using NJsonSchema;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Formats.Corpus;

using Xunit;

namespace WebEdi.Engine.Tests.Schemas;

public sealed class DocumentFormatTests
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["order"] = typeof(Order),
        ["orderResponse"] = typeof(OrderResponse),
        ["despatchAdvice"] = typeof(DespatchAdvice),
        ["receiptAdvice"] = typeof(ReceiptAdvice),
        ["invoice"] = typeof(Invoice),
        ["deliverySchedule"] = typeof(DeliverySchedule),
    };

    public static TheoryData<string> Names => [.. DocumentFormat.Documents];

    /// <summary>With WEBEDI_WRITE_SCHEMAS=1 the files are written anew: after a deliberate change, to be read before they are kept.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_published_schema_is_that_of_the_type(string name)
    {
        string made = DocumentSchemaText.Of(name, Types[name]);
        if (Environment.GetEnvironmentVariable("WEBEDI_WRITE_SCHEMAS") == "1")
            File.WriteAllText(Path.Combine(Root(), "src", "WebEdi.Engine", "Schemas", name + ".json"), made);

        Assert.Equal(made, DocumentFormat.Schema(name));
    }

    [Fact]
    public void All_kinds_of_documents_have_one_and_others_none()
    {
        Assert.Equal(Types.Keys.Order(StringComparer.Ordinal), DocumentFormat.Documents.Order(StringComparer.Ordinal));
        Assert.Null(DocumentFormat.Schema("waybill"));
    }

    [Fact]
    public async Task Every_document_read_from_the_corpus_is_valid()
    {
        Dictionary<Type, JsonSchema> schemas = [];
        foreach ((string name, Type type) in Types)
            schemas[type] = await JsonSchema.FromJsonAsync(DocumentFormat.Schema(name)!, TestContext.Current.CancellationToken);

        Dictionary<Type, int> seen = Types.Values.ToDictionary(t => t, _ => 0), read = Types.Values.ToDictionary(t => t, _ => 0);
        List<string> wrong = [];
        foreach (string file in CorpusFolder.Files("edifact").Concat(CorpusFolder.Files("x12")).Concat(CorpusFolder.Files("ubl")).Concat(CorpusFolder.Files("cxml")))
        {
            foreach (IEdiDocument document in await DocumentsAsync(file))
            {
                seen[document.GetType()]++;
                string json = JsonSerializer.Serialize(document, DocumentJson.TypeOf(document));
                wrong.AddRange(schemas[document.GetType()].Validate(json).Select(e => $"{Path.GetFileName(file)}: {e}"));

                // What was written is recognised and read again by the ready-made map; a document without lines says too little, and one without a needed number is none.
                if (json.Contains("\"lines\":[]", StringComparison.Ordinal) || json.Contains("\"orderNumber\":\"\"", StringComparison.Ordinal))
                    continue;

                List<IEdiDocument> again = await DocumentsAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));
                if (again is not [var same] || JsonSerializer.Serialize(same, DocumentJson.TypeOf(same)) != json)
                    wrong.Add($"{Path.GetFileName(file)}: {json} is read as {(again is [var other] ? JsonSerializer.Serialize(other, DocumentJson.TypeOf(other)) : "nothing")}");
                else
                    read[document.GetType()]++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.All(seen, s => Assert.True(s.Value > 0, s.Key.Name));
        Assert.All(read, s => Assert.True(s.Value > 0, s.Key.Name));
    }

    [Theory]
    [InlineData("order", """{ "number": 1, "supplier": { "code": "S" }, "lines": [] }""", "number")]
    [InlineData("order", """{ "number": "1", "lines": [] }""", "supplier")]
    [InlineData("order", """{ "number": "1", "supplier": {}, "lines": [] }""", "code")]
    [InlineData("order", """{ "number": "1", "supplier": { "code": "S" }, "issueDate": "24.11.2026", "lines": [] }""", "issueDate")]
    [InlineData("order", """{ "number": "1", "supplier": { "code": "S" }, "lines": [ { "number": "1", "priceType": "cheap" } ] }""", "priceType")]
    [InlineData("invoice", """{ "number": "1", "lines": [ { "lineNumber": "1", "quantity": "10" } ] }""", "quantity")]
    [InlineData("deliverySchedule", """{ "number": "1", "lines": [ { "lineNumber": "1", "schedule": [ {} ] } ] }""", "date")]
    public async Task What_is_no_such_document_is_told(string name, string json, string property)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(DocumentFormat.Schema(name)!, TestContext.Current.CancellationToken);

        Assert.Contains(property, string.Join('\n', schema.Validate(json).Select(e => e.ToString())), StringComparison.Ordinal);
    }

    private static async Task<List<IEdiDocument>> DocumentsAsync(string file)
    {
        using FileStream content = File.OpenRead(Path.Combine(CorpusFolder.Find(), file));
        return await DocumentsAsync(content);
    }

    private static async Task<List<IEdiDocument>> DocumentsAsync(Stream content)
    {
        List<IEdiDocument> documents = [];
        try
        {
            await foreach (EdiMessage message in new EdiFileReader().ReadAsync(content, TestContext.Current.CancellationToken))
            {
                if (message.Document is { Number.Length: > 0 } document && !message.Diagnostics.Any(d => d.Severity == Severity.Error))
                    documents.Add(document);
            }
        }
        catch (EdiFormatException)
        {
            // Files that nothing can be read of hold no document.
        }

        return documents;
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebEdi.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
