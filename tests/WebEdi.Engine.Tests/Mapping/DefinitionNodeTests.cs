using System.Text.Json;

using WebEdi.Engine.Mapping;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>The values of a definition are those that the platform's parser finds.</summary>
public sealed class DefinitionNodeTests
{
    public static TheoryData<string> Texts =>
    [
        "{}", "[]", " [ ] ", "true", "false", "null", "\"\"", "0", "-1.5e+3", "[1,2 , 3]", "{\"a\":{\"b\":[{\"c\":null}]},\"d\":\"\"}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u3042\\ud83d\\ude00x\"", "{\"\\u0061\\n\":\"品番 [x] // no comment /* none */\"}",
        "// first\n{ /* in */ \"a\" : /**/ /*/ odd **/ 1, // behind\r\n\"b\": [ // x\n ] } // last", "/***/[/* * / */1]/*end*/",
        "{\"n\":123456789012345678901234567890,\"m\":79228162514264337593543950335,\"k\":2147483648,\"j\":-2147483648}",
    ];

    public static TheoryData<string> ReadyMade => [.. new ReadyMadeMaps().Names];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_are_those_of_the_platform(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, DefinitionCheck.Strict);

        AssertSame(document.RootElement, DefinitionNode.Parse(json), "");
    }

    [Theory]
    [MemberData(nameof(ReadyMade))]
    public void So_are_those_of_maps(string name)
    {
        string json = new ReadyMadeMaps().Find(name)!;
        using JsonDocument document = JsonDocument.Parse(json, DefinitionCheck.Strict);

        AssertSame(document.RootElement, DefinitionNode.Parse(json), "");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("\"a")]
    [InlineData("nul")]
    [InlineData("1 2")]
    [InlineData("x")]
    [InlineData("/* open")]
    public void What_is_not_sound_is_refused(string json) => Assert.Throws<FormatException>(() => DefinitionNode.Parse(json));

    [Fact]
    public void Endless_nesting_is_refused() => Assert.Throws<FormatException>(() => DefinitionNode.Parse(new string('[', 1_000_000)));

    private static void AssertSame(JsonElement expected, DefinitionNode found, string name)
    {
        Assert.Equal(name, found.Name);
        Assert.Equal(expected.ValueKind.ToString(), found.Kind.ToString());
        Assert.Equal(expected.GetRawText(), found.GetRawText());
        switch (expected.ValueKind)
        {
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), found.GetString());
                break;
            case JsonValueKind.Number:
                Assert.Equal((expected.TryGetInt32(out int whole), whole), (found.TryGetInt32(out int otherWhole), otherWhole));
                Assert.Equal((expected.TryGetDecimal(out decimal number), number), (found.TryGetDecimal(out decimal other), other));
                Assert.Equal(expected.GetDouble(), found.GetDouble());
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), found.Children.Length);
                foreach ((int index, JsonElement item) in expected.EnumerateArray().Index())
                    AssertSame(item, found.Children[index], "");
                break;
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Count(), found.Children.Length);
                foreach ((int index, JsonProperty property) in expected.EnumerateObject().Index())
                {
                    AssertSame(property.Value, found.Children[index], property.Name);
                    Assert.Same(found.Children[index], found.GetProperty(property.Name));
                }

                Assert.False(found.TryGetProperty("no such property", out _));
                break;
        }
    }
}
