using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

public sealed class TreePathTests
{
    public static TheoryData<string, string, string> WrongWays => new()
    {
        { "order.number", "BGM", "a way such as" },
        { "order.number", "BGM/", "a way such as" },
        { "order.number", "/", "a way such as" },
        { "order.number", "BGM/00", "a way such as" },
        { "order.number", "BGM/1004[", "a way such as" },
        { "order.number", "BGM/1004[7143]", "a way such as" },
        { "order.number", "BGM+/1004", "a way such as" },
        { "order.number", "NAD[CTA/RFF]/3039[LOC]", "a way such as" },
        { "order.number", "NAD[CTA**]/3039", "a way such as" },
        { "order.number", "NAD[CTA/]/3039", "a way such as" },
        { "order.number", "NAD[7143]/3039", "a segment of the directory" },
        { "order.number", "NAD[ZZZ/3039=A]/3039", "a segment of the directory" },
        { "order.number", "NAD[CTA/3039=A]/3039", "a data element of segment CTA" },
        { "order.number", "BGM/3039", "a data element of segment BGM" },
        { "order.number", "ZZZ/1004", "a segment of the directory" },
        { "order.number", "QTY/6060", "segments that ORDERS can have" },
        { "order.number", "NAD/LIN/1082", "segments that ORDERS can have" },
        { "line.number", "BGM/1004", "segments that ORDERS can have" },
    };

    [Theory]
    [MemberData(nameof(WrongWays))]
    public void A_way_that_leads_nowhere_is_found_when_the_map_is_loaded(string field, string way, string expected)
    {
        string number = field == "order.number" ? way : "BGM/1004";
        string line = field == "line.number" ? way : "LIN/1082";
        string json = $$"""
            { "read": "edifact", "message": "ORDERS", "lines": "LIN",
              "order": { "number": "{{number}}", "supplier": "NAD+SU/3039" },
              "line": { "number": "{{line}}", "quantity": "QTY+21/6060" } }
            """;

        Result<CompiledMap> map = MapCompiler.Compile("m", 1, json, Vocabulary.Instance);

        Diagnostic fault = Assert.Single(map.Diagnostics);
        Assert.Equal(DiagnosticCodes.MapValue, fault.Code);
        Assert.Equal((field, field == "order.number" ? 2 : 3), (fault.Path, fault.Position.Line));
        Assert.Contains(expected, fault.Expected?.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_of_messages_names_what_begins_a_line()
    {
        Result<CompiledMap> map = MapCompiler.Compile(
            "m", 1, """{ "read": "x12", "order": { "number": "BEG/03", "supplier": "N1+SE/04" }, "line": { "number": "PO1/01", "quantity": "PO1/02" } }""", Vocabulary.Instance);

        Diagnostic fault = Assert.Single(map.Diagnostics);
        Assert.Equal((DiagnosticCodes.MapTarget, "lines"), (fault.Code, fault.Path));
    }

    [Theory]
    [InlineData("separator", "\";\"")]
    [InlineData("header", "false")]
    [InlineData("rows", "{\"column\":\"x\",\"is\":\"D\"}")]
    public void What_only_rows_have_is_refused_in_a_map_of_messages(string property, string value)
    {
        string json = $$"""
            { "read": "edifact", "lines": "LIN", "{{property}}": {{value}},
              "order": { "number": "BGM/1004", "supplier": "NAD+SU/3039" }, "line": { "number": "LIN/1082", "quantity": "QTY+21/6060" } }
            """;

        Diagnostic fault = Assert.Single(MapCompiler.Compile("m", 1, json, Vocabulary.Instance).Diagnostics);

        Assert.Equal((DiagnosticCodes.MapProperty, property), (fault.Code, fault.Path));
    }

    [Fact]
    public void A_position_names_an_element_without_a_directory()
    {
        Result<CompiledMap> map = MapCompiler.Compile(
            "m", 1, """{ "read": "edifact", "lines": "ZZL", "order": { "number": "ZZH/2.3", "supplier": "ZZH/04" }, "line": { "number": "ZZL/1", "quantity": "ZZL/2" } }""", Vocabulary.Instance);

        Assert.True(map.Succeeded);
        FieldPlan number = map.Value.Inbound.Head.Fields.Single(f => f.Plan.Path == "order.number").Plan;
        Assert.Equal((1, 2), (number.Paths[0].Values[0].Place.Element, number.Paths[0].Values[0].Place.Component));
    }
}
