using WebEdi.Engine.Mapping.Codes;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Codes;

/// <summary>What the standards have for the codes of documents.</summary>
public sealed class StandardCodesTests
{
    private static readonly string[] Lists = ["unit", "orderType", "packageType", "reasonCode"];

    /// <summary>Gets every list with every standard.</summary>
    public static TheoryData<string, string> All => [.. Lists.SelectMany(l => StandardCodes.Standards.Select(s => (l, s)))];

    [Theory]
    [InlineData("unit", "x12", "EA", "EA")]
    [InlineData("unit", "x12", "CA", "XCS")]
    [InlineData("unit", "x12", "ST", "SET")]
    [InlineData("unit", "x12", "SH", "ST")]
    [InlineData("unit", "x12", "QQ", "x12:QQ")]
    [InlineData("unit", "edifact", "ST", "ST")]
    [InlineData("unit", "edifact", "PCE", "PCE")]
    [InlineData("unit", "edifact", "PCS", "edifact:PCS")]
    [InlineData("unit", "ubl", "PCE", "ubl:PCE")]
    [InlineData("unit", "idoc", "個", "idoc:個")]
    [InlineData("unit", "cxml", "x12:EA", "cxml:x12:EA")]
    [InlineData("orderType", "x12", "SA", "220")]
    [InlineData("orderType", "x12", "DS", "x12:DS")]
    [InlineData("orderType", "edifact", "221", "221")]
    [InlineData("orderType", "edifact", "YA9", "edifact:YA9")]
    [InlineData("orderType", "sme", "22001", "220")]
    [InlineData("orderType", "idoc", "UB", "idoc:UB")]
    [InlineData("orderType", "cxml", "release", "226")]
    [InlineData("packageType", "x12", "CTN", "CT")]
    [InlineData("packageType", "x12", "CTN25", "x12:CTN25")]
    [InlineData("packageType", "edifact", "PX", "PX")]
    [InlineData("packageType", "edifact", "201", "edifact:201")]
    [InlineData("packageType", "ubl", "XCT", "CT")]
    [InlineData("packageType", "ubl", "EA", "ubl:EA")]
    [InlineData("reasonCode", "edifact", "AUE", "edifact:AUE")]
    public void A_code_of_a_file_is_one_of_documents_or_keeps_its_source_and_comes_back_as_it_was(string list, string standard, string file, string document)
    {
        StandardCodes codes = StandardCodes.Of(list, standard);

        Assert.Equal((document, file), (codes.Read(file), codes.Equal(document)));
    }

    [Theory]
    [InlineData("unit", "x12", "C62", "UN", null)]
    [InlineData("unit", "x12", "PCE", null, "PC")]
    [InlineData("unit", "ubl", "PCE", null, "H87")]
    [InlineData("unit", "ubl", "edifact:PCS", null, "H87")]
    [InlineData("unit", "x12", "edifact:PCS", null, "PC")]
    [InlineData("unit", "x12", "B12", null, null)]
    [InlineData("unit", "edifact", "x12:QQ", null, null)]
    [InlineData("unit", "edifact", "個", null, null)]
    [InlineData("unit", "edifact", "", null, null)]
    [InlineData("orderType", "edifact", "x12:BE", null, "221")]
    [InlineData("orderType", "idoc", "x12:BE", null, "FO")]
    [InlineData("orderType", "edifact", "x12:DS", null, "220")]
    [InlineData("orderType", "x12", "222", null, "ZZ")]
    [InlineData("orderType", "x12", "idoc:UB", null, "SA")]
    [InlineData("orderType", "cxml", "224", null, "regular")]
    [InlineData("orderType", "ubl", "B7", null, "220")]
    [InlineData("packageType", "edifact", "x12:CTN25", null, "CT")]
    [InlineData("packageType", "ubl", "x12:PLT94", null, "XPX")]
    [InlineData("packageType", "x12", "edifact:201", null, "PLT")]
    [InlineData("reasonCode", "edifact", "R1", null, "R1")]
    [InlineData("reasonCode", "edifact", "ubl:R1", null, null)]
    public void A_code_that_a_standard_does_not_have_is_another_one_or_none(string list, string standard, string document, string? equal, string? nearest)
    {
        StandardCodes codes = StandardCodes.Of(list, standard);

        Assert.Equal(equal, codes.Equal(document));
        if (equal is null)
            Assert.Equal(nearest, codes.Nearest(document));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_two_codes_of_a_standard_become_one(string list, string standard)
    {
        const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        StandardCodes codes = StandardCodes.Of(list, standard);

        IEnumerable<string> two = Signs.SelectMany(a => Signs.Select(b => $"{a}{b}"));
        string[] changed = [.. two.Concat(two.SelectMany(t => Signs.Select(c => t + c))).Where(c => codes.Equal(codes.Read(c)) != c)];

        // The order of SME Common EDI is named by its subtype, 22001.
        Assert.Equal((list, standard) == ("orderType", "sme") ? ["220"] : [], changed);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_a_standard_has_and_what_stands_in_for_it_are_codes_of_the_list(string list, string standard)
    {
        CodeData data = CodeData.Of(list);
        StandardCodes codes = StandardCodes.Of(list, standard);

        Assert.All(data.PairsOf(standard), p => Assert.True(data.Has(p.Document) || p.Document == "PCE", p.Document));
        Assert.All(data.Codes, c => Assert.True((codes.Equal(c) ?? codes.Nearest(c)) is not { } written || codes.Read(written) is var read && (read == c || codes.Equal(c) is null), c));
    }

    [Theory]
    [InlineData("unit", 2163)]
    [InlineData("packageType", 406)]
    public void A_list_has_each_of_its_codes_once(string list, int count)
    {
        string[] codes = [.. CodeData.Of(list).Codes];

        Assert.Equal(count, codes.Length);
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes, c => Assert.True(CodeData.Of(list).Has(c), c));
        Assert.False(CodeData.Of(list).Has(""));
        Assert.False(CodeData.Of(list).Has("個"));
        Assert.False(CodeData.Of(list).Has("ea"));
    }
}
