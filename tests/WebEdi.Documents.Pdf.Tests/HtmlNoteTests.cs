using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Tests.Support;
using WebEdi.Templates;

namespace WebEdi.Documents.Pdf.Tests;

public sealed partial class HtmlNoteTests
{
    [Fact]
    public async Task A_note_has_three_parts_on_one_sheet_with_its_texts()
    {
        string html = await HtmlAsync([Samples.Note()]);

        Assert.Equal(1, Count(html, "<div class=\"sheet thirds\">"));
        Assert.Equal(3, Count(html, "<section class=\"part\">"));
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.All((string[])["<html lang=\"ja\">", "納品書（控）", "受領書", "西新宿精密工業株式会社", "御中", "T7010401022916", "29,773.7143", "&#165;144,794", "2026年11月30日"],
            text => Assert.Contains(text, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task S04_markup_in_values_is_text()
    {
        DespatchAdvice note = Samples.Note();
        const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 1 }}</style><style>*{}</style>";
        note = note with
        {
            Note = Evil,
            OrderNumber = "PO<b>",
            Buyer = note.Buyer with { Name = Evil },
            Lines = [note.Lines[0] with { ItemName = Evil, ItemCode = "=HYPERLINK(\"x\")<i>", Unit = "<u>", LineNumber = "<s>" }],
        };

        string html = await HtmlAsync([note]);

        Assert.All((string[])["<script", "<img", "<b>alert", "<i>", "<u>", "<s>", "PO<b>"], markup => Assert.DoesNotContain(markup, html, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("{{ 1 }}", html, StringComparison.Ordinal);
        Assert.Equal(1, Count(html, "<style>"));
    }

    [Fact]
    public async Task S27_the_document_needs_no_inline_permission_but_the_hash_of_its_style()
    {
        string html = await HtmlAsync([Samples.Note(), Samples.Note(40, "N-2")]);

        string style = StyleElement().Match(html).Groups[1].Value;
        Assert.Equal([$"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'"], InlineStyles.PolicySources(Encoding.UTF8.GetBytes(html)));
        Assert.DoesNotMatch(@"\sstyle\s*=|\son\w+\s*=|<script|(src|href)\s*=\s*""(?!#)", html);
    }

    [Fact]
    public async Task Sixty_lines_take_several_numbered_pages_with_sums_carried_over()
    {
        string html = await HtmlAsync([Samples.Note(60)]);

        Assert.Equal(9, Count(html, "<div class=\"sheet whole\">"));
        Assert.All((string[])["1/3", "2/3", "3/3"], page => Assert.Equal(3, Count(html, $">頁 {page}<")));
        Assert.Equal(6, Count(html, ">前頁より<"));
        Assert.Equal(6, Count(html, ">小計（次頁へ）<"));
        Assert.Equal(3, Count(html, "<table class=\"totals\">"));
        Assert.Equal(3, Count(html, ">0060<"));
    }

    [Fact]
    public async Task Prices_stay_off_the_receipt_when_they_are_to_be_hidden()
    {
        string html = await HtmlAsync([Samples.Note()], new RenderOptions("default", "ja", HidePrices: true));

        Assert.Equal(2, Count(html, "104,208"));
        Assert.Equal(2, Count(html, "<table class=\"totals\">"));
        Assert.Equal(3, Count(html, "1,200"));
    }

    [Fact]
    public async Task English_notes_and_reprints_say_so()
    {
        string html = await HtmlAsync([Samples.Note() with { EarlierPrints = 1 }], new RenderOptions("default", "en"));

        Assert.All((string[])["<html lang=\"en\">", "Delivery note (copy)", "Receipt of goods", "REPRINT 1"], text => Assert.Contains(text, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_hundred_notes_are_rendered_together()
    {
        string html = await HtmlAsync([.. Enumerable.Range(1, 200).Select(number => Samples.Note(30, $"N-{number}"))]);

        Assert.Equal(200 * 3 * 2, Count(html, "<section class=\"part\">"));
        Assert.Equal((1, 1, 1, 1), (Count(html, "<style>"), Count(html, "<body>"), Count(html, "</body>"), Count(html, "</html>")));
        Assert.Equal(400, IdOfSymbol().Matches(html).Select(match => match.Value).Distinct().Count());
        int[] places = [.. Enumerable.Range(1, 200).Select(number => html.IndexOf($">N-{number}<", StringComparison.Ordinal))];
        Assert.All(places, place => Assert.True(place > 0));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task A_template_of_the_tenant_comes_before_the_built_in_one()
    {
        byte[] html = await Printed.BytesAsync("text/html", [Samples.Note()], sources: [new OwnTemplate("<p>{{ notes[0].sheet.number }}</p>")]);

        Assert.Equal("<p>N261124-7K3M9QX4</p>", Encoding.UTF8.GetString(html));
    }

    [Fact]
    public async Task A_broken_template_is_a_fault_of_the_set_up()
    {
        EdiSetupException fault = await Assert.ThrowsAsync<EdiSetupException>(
            () => Printed.BytesAsync("text/html", [Samples.Note()], sources: [new OwnTemplate("{{ for }}")]));

        Assert.Contains("delivery-note.html", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_prints_it_on_the_same_sheets_and_the_codes_scan()
    {
        string folder = Directory.CreateTempSubdirectory("webedi-html").FullName;
        try
        {
            string file = Path.Combine(folder, "note.html"), pdf = Path.Combine(folder, "note.pdf");
            string html = await HtmlAsync([Samples.Note(), Samples.Note(30, "N-2")]);

            // Under the strictest policy that lets it have its own style.
            string sources = string.Join(' ', InlineStyles.PolicySources(Encoding.UTF8.GetBytes(html)));
            html = html.Replace("<meta charset=\"utf-8\">", $"<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {sources}\">", StringComparison.Ordinal);
            await File.WriteAllTextAsync(file, html, TestContext.Current.CancellationToken);
            await Tool.RunAsync("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={folder}/profile", "--no-pdf-header-footer", $"--print-to-pdf={pdf}", file);
            (_, string info) = await Tool.RunAsync("pdfinfo", pdf);
            await Tool.RunAsync("pdftoppm", "-gray", "-r", "150", pdf, Path.Combine(folder, "page"));
            if (Environment.GetEnvironmentVariable("WEBEDI_KEEP_PDF") is { Length: > 0 } keep)
                File.Copy(pdf, Path.Combine(keep, "browser.pdf"), overwrite: true);

            Picture[] pages = [.. Directory.GetFiles(folder, "page*.pgm").Order(StringComparer.Ordinal).Select(path => Picture.Read(path, 150))];
            Assert.Matches(@"Pages: +7\b", info);
            Assert.Equal(7, pages.Length);
            IReadOnlyList<string> symbols = await Printed.SymbolsAsync(pages[0]);
            Assert.Contains("CODE-128:N261124-7K3M9QX4", symbols);
            Assert.Contains("QR-Code:WE1:N261124-7K3M9QX4:PO-2026-004512:1:EFA3", symbols);
            Assert.Contains("CODE-128:N-2", await Printed.SymbolsAsync(pages[6]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> HtmlAsync(IReadOnlyList<DespatchAdvice> advices, RenderOptions? options = null) =>
        Encoding.UTF8.GetString(await Printed.BytesAsync("text/html", advices, options));

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    [GeneratedRegex("<symbol id=\"[^\"]+\"")]
    private static partial Regex IdOfSymbol();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    private sealed class OwnTemplate(string text) : ITemplateSource
    {
        public int Order => 0;

        public Task<string?> FindAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default) =>
            Task.FromResult<string?>(name == "delivery-note.html" ? text : null);
    }
}
