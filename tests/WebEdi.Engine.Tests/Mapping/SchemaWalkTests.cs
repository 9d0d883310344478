using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using NJsonSchema;
using NJsonSchema.Validation;

using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>The engine finds by the published schemas what a general validator finds by them, at the same places.</summary>
public sealed partial class SchemaWalkTests
{
    private const int MaxPlaces = 16;

    /// <summary>Maps and a profile that between them use most words; every value of theirs is replaced by each of <see cref="Others"/>.</summary>
    private static readonly string[] Maps = [.. Snippets("docs/maps.md"), .. Snippets("docs/formats.md"), MapOf("edifact-orders"), MapOf("ubl-invoice"), Rare];

    private const string Rare = """
        { "read": "csv", "separator": ";", "header": false,
          "constants": { "UNS/0081": "S" }, "rows": [ { "position": 1, "is": ["1"] } ], "skip": { "position": 2, "empty": true },
          "records": { "types": { "D": { "layout": [ { "name": "a", "length": 3 } ] } }, "column": 1 },
          "units": { "words": true, "convert": { "DZ": { "to": "EA", "factor": 12 } } },
          "order": { "number": { "position": 1, "codes": { "1": "x" }, "when": { "position": 3, "is": ["2"] } }, "extensions": { "plant": { "position": 4, "number": { "implied": 2 } } } },
          "line": { "quantity": { "lookup": { "table": "t", "key": { "a": "b" }, "value": "v" } } } }
        """;

    private const string Profile = """
        { "encoding": "cp932", "duplicates": { "policy": "hold", "days": 3 }, "map": "orders", "overrides": { "order": { "number": "n" } },
          "tolerances": ["unknown-segment", "missing-trailer"], "acknowledge": "auto", "description": "x",
          "interchange": { "sender": "A", "senderQualifier": "14", "receiver": "B", "version": "D96A", "syntax": "UNOC", "syntaxVersion": 3, "test": true } }
        """;

    private static readonly string?[] Others =
    [
        null, "null", "true", "\"\"", "\"x\"", "5", "-1", "1.5", "[]", "[1]", "[\"a\"]", "[\"\", {}]", "{}", """{"zzz":1}""", """{"column":"c"}""", """{"column":5,"to":null}""",
        "\"" + new string('y', 2500) + "\"", "[" + string.Join(',', Enumerable.Repeat("\"a\"", 300)) + "]",
    ];

    [Fact]
    public async Task In_maps()
    {
        JsonSchema oracle = await JsonSchema.FromJsonAsync(MapSchema.Json, TestContext.Current.CancellationToken);

        Assert.True(Maps.Length > 12);
        Assert.All(Maps, map => Compare(map, MapSchema.Schema, oracle));
    }

    [Fact]
    public async Task In_profiles() =>
        Compare(Profile, PartnerSchema.Schema, await JsonSchema.FromJsonAsync(PartnerSchema.Json, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("-1e400")]
    [InlineData("2.0")]
    public void A_number_that_is_no_position_is_refused(string number)
    {
        string json = $$"""{ "read": "csv", "order": { "number": { "position": {{number}} }, "supplier": "s" }, "line": { "number": "l", "quantity": "q" } }""";

        Assert.Contains("order.number.position", MapCompiler.Compile("acme", 1, json).Diagnostics.Select(d => d.Path));
    }

    [Fact]
    public void A_word_of_a_schema_that_would_not_be_checked_is_refused() =>
        Assert.Throws<NotSupportedException>(() => SchemaNode.Read("""{"type":"array","uniqueItems":true}"""));

    private static void Compare(string json, SchemaNode schema, JsonSchema oracle)
    {
        AssertAlike(json, schema, oracle);
        int places = Places(Parse(json)).Count();
        int step = Math.Max(1, places / MaxPlaces);
        for (int place = 0; place < places; place += step)
        {
            foreach (string? other in Others)
            {
                JsonNode changed = Parse(json);
                Replace(Places(changed).ElementAt(place), other);
                AssertAlike(changed.ToJsonString(), schema, oracle);
            }
        }
    }

    private static void AssertAlike(string json, SchemaNode schema, JsonSchema oracle)
    {
        // The other one takes null for an allowed empty text; a schema does not.
        IEnumerable<string> found = SchemaWalk.Walk(schema, DefinitionNode.Parse(json))
            .Where(f => f.Kind != SchemaFaultKind.Name || f.Value!.Kind != NodeKind.Null || !f.Node.Names.Contains(""))
            .Select(f => $"{f.Path} {Word(f.Kind)}");
        IEnumerable<string> expected = oracle.Validate(json).Select(e => $"{Escaped().Replace((e.Path ?? "").TrimStart('#', '/'), ".$1")} {Word(e.Kind)}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static string Word(SchemaFaultKind kind) => kind is SchemaFaultKind.Unknown or SchemaFaultKind.Missing ? kind.ToString() : "Value";

    private static string Word(ValidationErrorKind kind) => kind switch
    {
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "Unknown",
        ValidationErrorKind.PropertyRequired => "Missing",
        _ => "Value",
    };

    private static IEnumerable<JsonNode> Places(JsonNode at) => at switch
    {
        JsonObject inner => inner.SelectMany(p => Below(p.Value)),
        JsonArray list => list.SelectMany(Below),
        _ => [],
    };

    private static IEnumerable<JsonNode> Below(JsonNode? node) => node is null ? [] : Places(node).Prepend(node);

    /// <summary>Puts another value in the place of one; null: takes it away and puts an unknown property beside it.</summary>
    private static void Replace(JsonNode node, string? other)
    {
        if (other is not null)
        {
            node.ReplaceWith(JsonNode.Parse(other));
        }
        else if (node.Parent is JsonObject parent)
        {
            parent.Remove(node.GetPropertyName());
            parent["unknown"] = 1;
        }
    }

    private static JsonNode Parse(string json) => JsonNode.Parse(json, null, DefinitionCheck.Strict)!;

    private static string MapOf(string name)
    {
        using StreamReader reader = new(typeof(MapSchema).Assembly.GetManifestResourceStream($"WebEdi.Maps.{name}.json")!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Snippets(string file) => Snippet().Matches(File.ReadAllText(Path.Combine(Root(), file)).ReplaceLineEndings("\n")).Select(m => m.Groups[1].Value);

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WebEdi.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie below the solution.");
    }

    [GeneratedRegex("""^```json\n(\s*\{\s*"(?:read|write)"[\s\S]*?)^```$""", RegexOptions.Multiline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\['([^']*)'\]")]
    private static partial Regex Escaped();
}
