using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

using WebEdi.Diagnostics;

using Xunit;

namespace WebEdi.Engine.Tests.Diagnostics;

public sealed partial class ExpectTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja");

    public static TheoryData<string> Entries =>
        [.. typeof(Expect).GetMembers(BindingFlags.Public | BindingFlags.Static).Where(m => m is PropertyInfo or MethodInfo { IsSpecialName: false }).Select(m => m.ToString()!)];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_entry_is_told_in_the_language_of_the_reader(string entry)
    {
        Expectation expectation = Make(entry);

        bool neutral = expectation.English == expectation.Japanese;
        Assert.Equal(entry.Contains(" Value(", StringComparison.Ordinal) || entry.Contains(" Names(", StringComparison.Ordinal), neutral);
        Assert.True(neutral || JapaneseLetter().IsMatch(expectation.Japanese), expectation.Japanese);
        Assert.True(EnglishOnly().IsMatch(Samples().Replace(expectation.English, "")), expectation.English);
        Assert.Equal((expectation.English, expectation.Japanese), (expectation.GetText(English), expectation.GetText(Japanese)));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_entry_survives_the_store(string entry)
    {
        Expectation expectation = Make(entry);

        Assert.Equal(expectation, JsonSerializer.Deserialize<Expectation>(JsonSerializer.Serialize(expectation)));
    }

    [Theory]
    [InlineData("\"1 to 35 characters\"", "1 to 35 characters", "1 to 35 characters")]
    [InlineData("{\"en\":\"a date\",\"ja\":\"日付\"}", "a date", "日付")]
    [InlineData("{\"ja\":\"日付\"}", "日付", "日付")]
    public void Stored_texts_are_read_with_or_without_languages(string json, string english, string japanese) =>
        Assert.Equal(new Expectation(english, japanese), JsonSerializer.Deserialize<Expectation>(json));

    [Theory]
    [InlineData("5")]
    [InlineData("{\"en\":5}")]
    [InlineData("[]")]
    public void A_stored_expectation_that_is_none_is_a_fault_of_the_store(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Expectation>(json));

    [Fact]
    public void A_sentence_shows_the_expectation_in_its_own_language()
    {
        Diagnostic fault = Diagnostic.Create(DiagnosticCodes.DateInvalid, default, "納期", "4月40日", Expect.DateToRead);

        Assert.Contains("expected wareki, or a form", fault.GetMessage(English), StringComparison.Ordinal);
        Assert.Contains("（期待: wareki、または", fault.GetMessage(Japanese), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_has_an_English_and_a_Japanese_sentence()
    {
        Assert.True(DiagnosticCatalog.All.Count > 80);
        foreach (DiagnosticText text in DiagnosticCatalog.All)
        {
            Assert.True(EnglishOnly().IsMatch(text.English), text.Code);
            Assert.True(JapaneseLetter().IsMatch(text.Japanese), text.Code);
        }
    }

    private static Expectation Make(string entry)
    {
        MemberInfo member = typeof(Expect).GetMembers(BindingFlags.Public | BindingFlags.Static).Single(m => m.ToString() == entry);
        return member is PropertyInfo property
            ? (Expectation)property.GetValue(null)!
            : (Expectation)((MethodInfo)member).Invoke(null, [.. ((MethodInfo)member).GetParameters().Select(Argument)])!;
    }

    private static object Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(string) => "x1",
        var t when t == typeof(int) => 3,
        var t when t == typeof(long) => 3L,
        var t when t == typeof(decimal?) => 3m,
        _ => new[] { "b", "a" },
    };

    [GeneratedRegex(@"[\u3040-\u30FF\u4E00-\u9FFF]")]
    private static partial Regex JapaneseLetter();

    [GeneratedRegex(@"\A[\x20-\x7E…]+\z")]
    private static partial Regex EnglishOnly();

    /// <summary>Names of columns and forms of dates stay as they are in files.</summary>
    [GeneratedRegex("\"注文番号\"|yyyy年M月d日")]
    private static partial Regex Samples();
}
