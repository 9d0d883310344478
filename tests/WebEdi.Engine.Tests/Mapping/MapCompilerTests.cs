using System.Globalization;
using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

public sealed class MapCompilerTests
{
    [Fact]
    public void A_text_of_the_wrong_form_is_told_with_the_form_and_what_it_means()
    {
        Diagnostic fault = Assert.Single(MapCompiler.Compile("acme", 1, "{\"read\":\"csv\",\"separator\":\"ab\"," + Order + "," + Line + "}").Diagnostics);

        Assert.Equal(("separator", "\"ab\""), (fault.Path, fault.Found));
        Assert.StartsWith("a text of the form ^[", fault.Expected?.English, StringComparison.Ordinal);
        Assert.Contains("(One sign", fault.Expected?.English, StringComparison.Ordinal);
    }

    private const string Line = "\"line\":{\"number\":\"l\",\"quantity\":\"q\"}";
    private const string Order = "\"order\":{\"number\":\"n\",\"supplier\":\"s\"}";

    public static TheoryData<string, string, string, string?> Wrong => new()
    {
        { "", DiagnosticCodes.MapInvalid, "", null },
        { "[]", DiagnosticCodes.MapValue, "(root)", "an object" },
        { "{", DiagnosticCodes.MapInvalid, "", null },
        { "{\"read\":\"csv\",\"read\":\"csv\"}", DiagnosticCodes.MapInvalid, "", null },
        { "{}", DiagnosticCodes.MapTarget, "read / write", "exactly one" },
        { "{\"read\":\"tradacoms\"," + Order + "," + Line + "}", DiagnosticCodes.MapValue, "read", "csv" },
        { "{\"read\":\"csv\"," + Order + "}", DiagnosticCodes.MapTarget, "line", "quantity" },
        { "{\"read\":\"csv\",\"order\":{\"number\":\"n\"}," + Line + "}", DiagnosticCodes.MapTarget, "order.supplier", "name of a column" },
        { "{\"read\":\"csv\"," + Order + ",\"line\":{\"number\":\"l\",\"quantiy\":\"q\",\"quantity\":\"q\"}}", DiagnosticCodes.MapProperty, "line.quantiy", "'quantity' perhaps" },
        { "{\"read\":\"csv\",\"ordr\":{}," + Order + "," + Line + "}", DiagnosticCodes.MapProperty, "ordr", "'order' perhaps" },
        { "{\"read\":\"csv\",\"separator\":\"ab\"," + Order + "," + Line + "}", DiagnosticCodes.MapValue, "separator", "" },
        { "{\"read\":\"csv\",\"header\":\"no\"," + Order + "," + Line + "}", DiagnosticCodes.MapValue, "header", "boolean" },
        { "{\"read\":\"csv\",\"columns\":[{\"header\":\"x\",\"field\":\"date\"}]," + Order + "," + Line + "}", DiagnosticCodes.MapProperty, "columns", "write" },
        { "{\"read\":\"csv\",\"header\":false," + Order + "," + Line + "}", DiagnosticCodes.MapValue, "order.number", "position" },
        { Field("{}"), DiagnosticCodes.MapTarget, "line.due", "exactly one" },
        { Field("{\"column\":\"d\",\"position\":2}"), DiagnosticCodes.MapTarget, "line.due", "exactly one" },
        { Field("{\"column\":\"d\",\"date\":\"yyyyMM\"}"), DiagnosticCodes.MapValue, "line.due.date", "yyyyMMdd" },
        { Field("{\"column\":\"d\",\"number\":{\"implied\":2}}"), DiagnosticCodes.MapValue, "line.due.number", "only for a number" },
        { Field("{\"constant\":\"2026-13-01\"}"), DiagnosticCodes.MapValue, "line.due.constant", "yyyyMMdd" },
        { Field("{\"column\":\"d\",\"pattern\":\"(?=x)\"}"), DiagnosticCodes.MapValue, "line.due.pattern", "look-around" },
        { Field("{\"column\":\"d\",\"trims\":true}"), DiagnosticCodes.MapProperty, "line.due.trims", "'trim' perhaps" },
        { Field("5"), DiagnosticCodes.MapValue, "line.due", "object / string" },
        { "{\"read\":\"csv\",\"order\":{\"number\":\"n\",\"supplier\":\"s\",\"purpose\":{\"column\":\"p\",\"codes\":{\"1\":\"nwe\"}}}," + Line + "}", DiagnosticCodes.MapValue, "order.purpose.codes.1", "new" },
        { "{\"read\":\"csv\",\"extensionSchema\":{\"properties\":{\"a\":{\"type\":\"string\",\"contentEncoding\":\"x\"}}}," + Order + "," + Line + "}", DiagnosticCodes.MapValue, "extensionSchema.properties.a.contentEncoding", "maxLength" },
        { "{\"read\":\"csv\",\"extensionSchema\":{\"required\":[\"plant\"]}," + Order + "," + Line + "}", DiagnosticCodes.MapTarget, "extensions.plant", "requires it" },
        { "{\"write\":\"csv\"}", DiagnosticCodes.MapTarget, "columns", "orderNumber" },
        { "{\"write\":\"csv\",\"columns\":[{\"header\":\"x\",\"field\":\"ordernumber\"}]}", DiagnosticCodes.MapProperty, "columns[0].field", "'orderNumber' perhaps" },
        { "{\"write\":\"csv\",\"encoding\":\"cp932\",\"columns\":[{\"header\":\"𠮷\",\"field\":\"date\"}]}", DiagnosticCodes.MapValue, "columns[0]", "cp932" },
        { "{\"write\":\"csv\",\"encoding\":\"detect\",\"columns\":[{\"header\":\"x\",\"field\":\"date\"}]}", DiagnosticCodes.MapValue, "encoding", "utf-8 or cp932" },
        { "{\"write\":\"csv\",\"columns\":[{\"header\":\"x\",\"field\":\"date\",\"date\":\"%K'\"}]}", DiagnosticCodes.MapValue, "columns[0].date", "yyyyMMdd" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_map_is_refused_and_the_property_named(string json, string code, string path, string? expected)
    {
        Result<CompiledMap> result = MapCompiler.Compile("acme", 1, json);

        Assert.False(result.Succeeded);
        Diagnostic fault = result.Diagnostics.FirstOrDefault(d => (d.Path ?? "") == path) ?? result.Diagnostics[0];
        Assert.Equal((code, path), (fault.Code, fault.Path ?? ""));
        Assert.Contains(expected ?? "", fault.Message, StringComparison.Ordinal);
        Assert.Equal("acme.json", fault.Position.File);
        Assert.True(fault.Position.Line > 0);
    }

    [Fact]
    public void A_fault_is_told_with_line_and_column_of_the_map()
    {
        string json = """
            {
              // what our host sends
              "read": "csv",
              "order": { "number": "注文番号", "suplier": "取引先" },
              "line": { "number": "行", "quantity": "数量" }
            }
            """;

        Result<CompiledMap> result = MapCompiler.Compile("acme", 1, json);

        Assert.Contains("acme.json(4,32): WE2071 order.suplier is no property of a map; expected 'supplier' perhaps", result.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void A_syntax_error_is_told_with_line_and_column()
    {
        Diagnostic fault = Assert.Single(MapCompiler.Compile("acme", 1, "{\n  \"read\": csv }").Diagnostics);

        Assert.Equal((DiagnosticCodes.MapInvalid, 2, 11), (fault.Code, fault.Position.Line, fault.Position.Column));
    }

    [Fact]
    public void The_published_schema_lists_exactly_the_targets()
    {
        using JsonDocument schema = JsonDocument.Parse(MapSchema.Json);
        JsonElement definitions = schema.RootElement.GetProperty("definitions");

        foreach (IGrouping<string, DocumentLevel> level in DocumentKinds.All.SelectMany(k => k.Levels).GroupBy(l => l.Key))
        {
            IEnumerable<string> names = level.SelectMany(l => l.Targets.Keys).Concat(level.Any(l => l.Extensions is not null) ? ["extensions"] : []).Distinct();
            Assert.Equal(Names(level.Key), names.Order(StringComparer.Ordinal));
        }

        IEnumerable<string> Names(string level) =>
            definitions.GetProperty(level).GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Compiling_is_thread_safe()
    {
        Parallel.For(0, 64, i =>
        {
            CompiledMap map = MapCompiler.Compile("m" + i.ToString(CultureInfo.InvariantCulture), i, OrderFile.SimpleMap).GetValueOrThrow();
            Assert.Equal((i, false), (map.Version, map.Writes));
        });
    }

    [Fact]
    public void A_map_for_writing_cannot_read()
    {
        CompiledMap map = OrderFile.Map("""{"write":"csv","columns":[{"header":"x","field":"date"}]}""");

        Assert.True(map.Writes);
        Assert.Throws<InvalidOperationException>(() => map.Reading);
    }

    private static string Field(string due) => "{\"read\":\"csv\"," + Order + ",\"line\":{\"number\":\"l\",\"quantity\":\"q\",\"due\":" + due + "}}";
}
