using System.Text.Json;
using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Partners;

public sealed class PartnerCompilerTests
{
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "", DiagnosticCodes.ProfileInvalid, "", "JSON" },
        { "{", DiagnosticCodes.ProfileInvalid, "", "JSON" },
        { "[]", DiagnosticCodes.ProfileValue, "(root)", "an object" },
        { """{ "map": "a", "map": "b" }""", DiagnosticCodes.ProfileInvalid, "", "JSON" },
        { """{ "encodng": "cp932" }""", DiagnosticCodes.ProfileProperty, "encodng", "'encoding' perhaps" },
        { """{ "encoding": "ebcdic" }""", DiagnosticCodes.ProfileValue, "encoding", "cp932" },
        { """{ "duplicates": "hold" }""", DiagnosticCodes.ProfileValue, "duplicates", "object" },
        { """{ "duplicates": { "days": 3 } }""", DiagnosticCodes.ProfileMissing, "duplicates.policy", "a value" },
        { """{ "duplicates": { "policy": "keep" } }""", DiagnosticCodes.ProfileValue, "duplicates.policy", "hold" },
        { """{ "duplicates": { "policy": "hold", "days": -1 } }""", DiagnosticCodes.ProfileValue, "duplicates.days", "at least 0" },
        { """{ "duplicates": { "policy": "accept", "days": 3651 } }""", DiagnosticCodes.ProfileValue, "duplicates.days", "at most 3650" },
        { """{ "duplicates": { "policy": "refuse", "days": 3 } }""", DiagnosticCodes.ProfileValue, "duplicates.days", "refuse" },
        { """{ "map": "a/b" }""", DiagnosticCodes.ProfileValue, "map", MapName.Rule },
        { """{ "map": 5 }""", DiagnosticCodes.ProfileValue, "map", "string" },
        { """{ "tolerances": ["wrong-control-cuont"] }""", DiagnosticCodes.ProfileValue, "tolerances[0]", "wrong-control-count" },
        { """{ "tolerances": "missing-trailer" }""", DiagnosticCodes.ProfileValue, "tolerances", "array" },
        { """{ "overrides": [] }""", DiagnosticCodes.ProfileValue, "overrides", "object" },
        { """{ "overrides": { "lin": {} } }""", DiagnosticCodes.ProfileProperty, "overrides.lin", "'line' perhaps" },
        { """{ "overrides": { "line": { "itm": "品番2" } } }""", DiagnosticCodes.ProfileProperty, "overrides.line.itm", "'item' perhaps" },
        { """{ "overrides": { "line": { "itm": null } } }""", DiagnosticCodes.ProfileProperty, "overrides.line.itm", "'item' perhaps" },
        { """{ "overrides": { "line": { "item": { "trims": true } } } }""", DiagnosticCodes.ProfileProperty, "overrides.line.item.trims", "'trim' perhaps" },
        { """{ "overrides": { "header": "no" } }""", DiagnosticCodes.ProfileValue, "overrides.header", "boolean" },
        { """{ "overrides": { "read": "csv" } }""", DiagnosticCodes.ProfileProperty, "overrides.read", "how orders are read" },
        { """{ "overrides": { "columns": [{ "header": "x" }] } }""", DiagnosticCodes.ProfileProperty, "overrides.columns", "how orders are read" },
        { """{ "overrides": { "encoding": "cp932" } }""", DiagnosticCodes.ProfileProperty, "overrides.encoding", "beside" },
        { new string(' ', 300_000), DiagnosticCodes.ProfileInvalid, "", "at most" },
        { "{ \"overrides\": " + string.Concat(Enumerable.Repeat("{\"a\":", 30)) + "1" + new string('}', 31), DiagnosticCodes.ProfileInvalid, "", "JSON" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_profile_is_refused_and_the_property_named(string json, string code, string path, string expected)
    {
        Result<PartnerProfile> result = PartnerCompiler.Compile("acme", 1, json);

        Assert.False(result.Succeeded);
        Diagnostic fault = result.Diagnostics.FirstOrDefault(d => (d.Path ?? "") == path) ?? result.Diagnostics[0];
        Assert.Equal((code, path), (fault.Code, fault.Path ?? ""));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Equal("acme.profile.json", fault.Position.File);
    }

    [Fact]
    public void All_faults_are_told_each_with_line_and_column()
    {
        Result<PartnerProfile> result = PartnerCompiler.Compile("acme", 1, """
            {
              // the old host
              "encodng": "cp932",
              "overrides": { "line": { "item": "品番2", "itm": "x" } }
            }
            """);

        Assert.Equal(
            [
                "acme.profile.json(3,3): WE2076 encodng is no property of a profile; expected 'encoding' perhaps",
                "acme.profile.json(4,43): WE2076 overrides.line.itm is no property of a profile; expected 'item' perhaps",
            ],
            result.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void A_profile_may_say_nothing_or_everything()
    {
        PartnerProfile nothing = PartnerCompiler.Compile("acme", 1, "{}").GetValueOrThrow();
        PartnerProfile everything = PartnerCompiler.Compile("acme", 2, """
            {
              "description": "旧ホスト", "encoding": "cp932", "map": "orders",
              "duplicates": { "policy": "hold", "days": 30 },
              "overrides": { "skipLines": 1, "rows": { "column": "区分" }, "line": { "item": "品番2", "due": null } },
              "tolerances": ["wrong-column-count", "missing-trailer", "missing-trailer"]
            }
            """).GetValueOrThrow();

        Assert.Null(nothing.PatchFor("orders"));
        Assert.Equal(default, nothing.Duplicates);
        Assert.Equal(("orders", new DuplicateRule(DuplicatePolicy.Hold, 30)), (everything.Map, everything.Duplicates));
        Assert.Equal(["missing-trailer", "wrong-column-count"], everything.Tolerances.Given);
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("other", false)]
    public void Overrides_are_meant_for_the_map_that_the_profile_names_and_the_encoding_for_every_map(string map, bool overridden)
    {
        PartnerProfile profile = PartnerCompiler.Compile("acme", 1, """{ "map": "orders", "encoding": "cp932", "overrides": { "skipLines": 3 } }""").GetValueOrThrow();

        CompiledMap compiled = MapCompiler.Compile(map, 1, Workbench.Map, patch: profile.PatchFor(map)).GetValueOrThrow();

        Assert.Equal(("cp932", overridden ? 3 : 0), (compiled.Reading.Codec?.Name, compiled.Reading.SkipLines));
    }

    [Fact]
    public void Overrides_of_a_profile_without_a_map_are_meant_for_every_map()
    {
        PartnerProfile profile = PartnerCompiler.Compile("acme", 1, """{ "overrides": { "skipLines": 3 } }""").GetValueOrThrow();

        Assert.Equal(3, MapCompiler.Compile("any", 1, Workbench.Map, patch: profile.PatchFor("any")).GetValueOrThrow().Reading.SkipLines);
    }

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":"b"}""", """{"a":{"b":{"c":null}}}""", """{"a":{"b":{}}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("""{ /* 品番 */ "a": "品番" }""", "{}", """{"a":"品番"}""")]
    public void A_patch_is_merged_as_RFC_7396_says(string map, string patch, string expected)
    {
        MapPatch merge = new(patch, new JsonLocator("x", "{}"), Tolerances.None);

        Assert.Equal(expected, merge.Apply(map));
    }

    [Fact]
    public void A_fault_of_map_and_profile_together_stands_where_it_was_written()
    {
        const string Map = """
            { "read": "csv",
              "order": { "number": "注文番号", "supplier": "取引先" },
              "line":  { "number": "行", "quantity": { "column": "数量" }, "due": { "column": "納期", "date": "yyyyMM" } } }
            """;
        PartnerProfile profile = PartnerCompiler.Compile("acme", 1, """
            { "overrides": {
                "order": { "supplier": null },
                "line": { "quantity": { "position": 3 } } } }
            """).GetValueOrThrow();

        Result<CompiledMap> result = MapCompiler.Compile("orders", 1, Map, patch: profile.PatchFor("orders"));

        Assert.Equal(
            [("acme.profile.json", 2, "order.supplier"), ("acme.profile.json", 3, "line.quantity"), ("orders.json", 3, "line.due.date")],
            result.Diagnostics.OrderBy(d => d.Position.File, StringComparer.Ordinal).ThenBy(d => d.Position.Line).Select(d => (d.Position.File, d.Position.Line, d.Path ?? "")));
    }

    [Fact]
    public void The_published_schema_lists_exactly_the_tolerances_there_are()
    {
        using JsonDocument schema = JsonDocument.Parse(PartnerFormat.Schema);

        Assert.Equal(
            Tolerances.Names,
            schema.RootElement.GetProperty("properties").GetProperty("tolerances").GetProperty("items").GetProperty("enum").EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public void Only_the_named_error_becomes_a_warning()
    {
        Tolerances given = Tolerances.Of(["wrong-column-count"]);
        Diagnostic columns = Diagnostic.Create(DiagnosticCodes.ElementCountWrong, default);
        Diagnostic quote = Diagnostic.Create(DiagnosticCodes.QuoteStray, default);

        Assert.Equal(columns with { Severity = Severity.Warning }, given.Judge(columns));
        Assert.Same(quote, given.Judge(quote));
        Assert.Same(columns, Tolerances.None.Judge(columns));
    }
}
