using Microsoft.Net.Http.Headers;
using WebEdi.Portal.Api.Safety;
using Xunit;

namespace WebEdi.Portal.Tests.Security;

public sealed class FileNameTests
{
    public static TheoryData<string?, string> Names => new()
    {
        { "orders.csv", "orders.csv" },
        { "注文 髙①.csv", "注文 髙①.csv" },
        { "../../etc/passwd", "passwd" },
        { "..\\..\\windows\\win.ini", "win.ini" },
        { "C:\\orders.csv", "orders.csv" },
        { "\\\\server\\share\\orders.csv", "orders.csv" },
        { "/etc/", "x" },
        { "..", "x" },
        { "...", "x" },
        { "", "x" },
        { null, "x" },
        { "  ", "x" },
        { "a\0b.csv", "a_b.csv" },
        { "a\r\nSet-Cookie: x=1.csv", "a__Set-Cookie_ x=1.csv" },
        { "a\u0085\u2028\u2029b", "a___b" },
        { "invoice\u202Evsc.exe", "invoice_vsc.exe" },
        { "a\";filename=\"b.exe", "a__filename=_b.exe" },
        { "a%0d%0ab.csv", "a_0d_0ab.csv" },
        { "a\ud800b", "a_b" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void S03_A_name_from_outside_is_a_label(string? name, string expected) => Assert.Equal(expected, SafeFileName.Clean(name, "x"));

    [Fact]
    public void S03_A_name_is_cut_without_breaking_a_character()
    {
        string name = SafeFileName.Clean(new string('a', 199) + "𠮷" + new string('b', 5_000), "x");

        Assert.Equal(new string('a', 199), name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void S08_A_download_has_a_harmless_name_in_both_forms(string? name, string expected)
    {
        string header = SafeFileName.Attachment(name ?? "");

        Assert.DoesNotContain(header, c => c is < ' ' or > '~');
        ContentDispositionHeaderValue parsed = ContentDispositionHeaderValue.Parse(header);
        Assert.Equal("attachment", parsed.DispositionType.Value);
        Assert.Equal(expected == "x" ? "download" : expected, parsed.FileNameStar.Value);
        Assert.True(parsed.FileName.HasValue);
        Assert.Equal(2, parsed.Parameters.Count);
    }
}
