using System.Text;
using System.Text.RegularExpressions;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Engine.Text;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Partners;

/// <summary>What the page about partner profiles shows, works.</summary>
public sealed partial class PartnerDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "partners.md"), Encoding.UTF8);

    [Fact]
    public void Every_profile_on_the_page_is_sound()
    {
        string[] profiles = [.. JsonBlock().Matches(Page).Select(m => m.Groups[1].Value)];

        Assert.Equal(3, profiles.Length);
        Assert.All(profiles, p => Assert.Empty(PartnerCompiler.Compile("core", 1, p).Diagnostics));
    }

    [Fact]
    public void Every_tolerance_has_its_row() =>
        Assert.Equal(Tolerances.Names, [.. ToleranceRow().Matches(Page).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)]);

    [Fact]
    public async Task The_library_snippet_works()
    {
        string map = Workbench.Map;
        byte[] bytes = new byte[1000];
        TextCodec.Cp932.Encode(Workbench.Header + "A-1,0,S1,1,軸受,5,2026/12/01\r\n", bytes, out int written);
        MemoryStream file = new(bytes, 0, written);

        await using IEdi edi = Edi.InMemory(e => e
            .AddMap("orders", map)
            .AddPartner("core", """{ "map": "orders", "encoding": "cp932" }"""));
        IngestResult got = await edi.IngestAsync(new IngestRequest { FileName = "orders.csv" }, file);

        Assert.Equal((ReceiptState.Published, "csv, cp932"), (got.Receipt!.State, got.Receipt.DetectedFormat));
        string snippet = CsharpBlock().Match(Page).Groups[1].Value;
        Assert.Contains("{ \"map\": \"orders\", \"encoding\": \"cp932\" }", snippet, StringComparison.Ordinal);
        Assert.Contains("await edi.IngestAsync(new IngestRequest { FileName = \"orders.csv\" }, file);", snippet, StringComparison.Ordinal);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WebEdi.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CsharpBlock();

    [GeneratedRegex("^\\| `([a-z]+-[a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex ToleranceRow();
}
