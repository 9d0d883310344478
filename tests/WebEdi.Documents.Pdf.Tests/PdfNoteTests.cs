using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Tests.Support;
using WebEdi.Templates;

namespace WebEdi.Documents.Pdf.Tests;

public sealed class PdfNoteTests
{
    [Theory]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(300)]
    public async Task Both_codes_of_all_three_parts_scan_from_the_printed_page(int dotsPerInch)
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note()]);

        Picture page = Assert.Single(await printed.PicturesAsync(dotsPerInch));
        for (int part = 0; part < 3; part++)
        {
            IReadOnlyList<string> symbols = await Printed.SymbolsAsync(page.Cut(part * 99, 99));

            Assert.Equal(2, symbols.Count);
            Assert.Contains("CODE-128:N261124-7K3M9QX4", symbols);
            Assert.Contains("QR-Code:WE1:N261124-7K3M9QX4:PO-2026-004512:1:EFA3", symbols);
        }
    }

    [Fact]
    public async Task Text_comes_back_exactly_and_can_be_searched()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note()]);

        string text = await printed.TextAsync();

        Assert.All(
            (string[])["納品書", "納品書（控）", "受領書", "西新宿精密工業株式会社", "株式会社𠮷野﨑製作所", "髙橋", "㈱", "①", "ﾍﾞｱﾘﾝｸﾞ 6204ZZ", "〜割れ物注意〜", "T7010401022916",
                "PO-2026-004512", "A-10023-B", "0012", "385.1234", "104,208", "¥144,794", "※ 8%", "259", "2026年11月30日", "1/1", "検査", "受入", "受領印", "御中", "29,773.7143"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain("\u2F47", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_well_formed()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note(), Samples.Note(60, "N261124-00000001")]);

        (int code, string output) = await Tool.RunAsync("qpdf", "--check", printed.Pdf);

        Assert.True(code == 0, output);
        Assert.Contains("No syntax or stream encoding errors found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_one_font_subset_is_embedded_and_mapped_to_unicode()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note(), Samples.Note(60, "N261124-00000001")]);

        (_, string fonts) = await Tool.RunAsync("pdffonts", printed.Pdf);

        string font = Assert.Single(fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2));
        Assert.Matches(@"^[A-Z]{6}\+NotoSansJP-Regular +CID TrueType +Identity-H +yes yes yes ", font);
    }

    [Fact]
    public async Task Title_and_language_are_in_the_document()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note()]);

        (_, string info) = await Tool.RunAsync("pdfinfo", printed.Pdf);

        Assert.Contains("納品書 N261124-7K3M9QX4", info, StringComparison.Ordinal);
        Assert.Contains("A4", info, StringComparison.Ordinal);
        Assert.Contains("/Lang (ja-JP)", Encoding.Latin1.GetString(printed.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixty_lines_take_three_pages_per_part_with_sums_carried_over()
    {
        DespatchAdvice note = Samples.Note(60);
        using Printed printed = await Printed.PdfAsync([note]);

        string[] pages = (await printed.TextAsync()).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(9, pages.Length);
        Assert.All(pages[..9], page => Assert.Contains("N261124-7K3M9QX4", page, StringComparison.Ordinal));
        Assert.Contains("1/3", pages[0], StringComparison.Ordinal);
        Assert.Contains("小計（次頁へ）", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("前頁より", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("合計（税込）", pages[0], StringComparison.Ordinal);
        string carried = note.Lines.Take(25).Sum(line => line.Amount!.Value).ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(carried, pages[0], StringComparison.Ordinal);
        Assert.Contains("前頁より", pages[1], StringComparison.Ordinal);
        Assert.Contains(carried, pages[1], StringComparison.Ordinal);
        Assert.Contains("3/3", pages[2], StringComparison.Ordinal);
        Assert.Contains("合計（税込）", pages[2], StringComparison.Ordinal);
        Assert.DoesNotContain("次頁へ", pages[2], StringComparison.Ordinal);
        for (int line = 1; line <= 60; line++)
            Assert.Contains($"{line:0000}", string.Concat(pages[..3]), StringComparison.Ordinal);
        Assert.Contains("納品書（控）", pages[3], StringComparison.Ordinal);
        Assert.Contains("受領書", pages[6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_of_a_long_note_scans()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note(30)]);

        foreach (Picture page in await printed.PicturesAsync(150))
            Assert.Contains("CODE-128:N261124-7K3M9QX4", await Printed.SymbolsAsync(page));
    }

    [Fact]
    public async Task Several_notes_make_one_document_in_their_order()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note(2, "N-1"), Samples.Note(6, "N-2"), Samples.Note(7, "N-3")]);

        string[] pages = (await printed.TextAsync()).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(5, pages.Length);
        Assert.All((string[])["N-1", "N-2", "N-3", "N-3", "N-3"], number => Assert.Contains(pages, page => page.Contains(number, StringComparison.Ordinal)));
        Assert.Contains("N-1", pages[0], StringComparison.Ordinal);
        Assert.Contains("N-2", pages[1], StringComparison.Ordinal);
        Assert.Contains("N-3", pages[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_notes_give_the_same_bytes()
    {
        byte[] first = await Printed.BytesAsync("application/pdf", [Samples.Note(), Samples.Note(40, "N-2")]);
        byte[] second = await Printed.BytesAsync("application/pdf", [Samples.Note(), Samples.Note(40, "N-2")]);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_character_that_the_font_lacks_is_named_with_its_field_and_nothing_is_written()
    {
        DespatchAdvice note = Samples.Note();
        note = note with { Lines = [note.Lines[0], note.Lines[1] with { ItemName = "ボルト😀" }] };

        EdiFormatException fault = await Assert.ThrowsAsync<EdiFormatException>(() => Printed.BytesAsync("application/pdf", [note]));

        Diagnostic diagnostic = Assert.Single(fault.Diagnostics);
        Assert.Equal(DiagnosticCodes.GlyphMissing, diagnostic.Code);
        Assert.Equal("lines[1].itemName", diagnostic.Path);
        Assert.Equal("N261124-7K3M9QX4", diagnostic.Position.File);
        Assert.Equal("😀 (U+1F600)", diagnostic.Found);
    }

    [Fact]
    public async Task A_letter_with_a_combining_mark_is_drawn_as_the_letter_it_means()
    {
        DespatchAdvice note = Samples.Note();
        note = note with { Lines = [note.Lines[0] with { ItemName = "か\u3099スケット 葛\U000E0100飾 \uFA19田" }] };
        using Printed printed = await Printed.PdfAsync([note]);

        string text = await printed.TextAsync();

        Assert.Contains("がスケット", text, StringComparison.Ordinal);
        Assert.Contains("葛飾", text, StringComparison.Ordinal);
        Assert.Contains("\uFA19田", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_stay_off_the_receipt_when_they_are_to_be_hidden()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note(7)], new RenderOptions("default", "ja", HidePrices: true));

        string[] pages = (await printed.TextAsync()).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("104,208", pages[0], StringComparison.Ordinal);
        Assert.Contains("¥144,794", pages[1], StringComparison.Ordinal);
        Assert.All((string[])["104,208", "144,794", "29,773.7143", "単価", "金額", "消費税"], word => Assert.DoesNotContain(word, pages[2], StringComparison.Ordinal));
        Assert.Contains("1,200", pages[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reprint_is_marked()
    {
        using Printed first = await Printed.PdfAsync([Samples.Note()]);
        using Printed second = await Printed.PdfAsync([Samples.Note() with { EarlierPrints = 2 }]);

        Assert.DoesNotContain("再発行", await first.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("再発行 2", await second.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task English_notes_have_English_words()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note() with { EarlierPrints = 1 }], new RenderOptions("default", "en"));

        string text = await printed.TextAsync();

        Assert.All((string[])["Delivery note (copy)", "Receipt of goods", "REPRINT 1", "Total incl. tax", "Order no.", "2026-11-30", "pcs"], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain("御中", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_names_are_cut_with_a_mark_but_item_codes_are_whole_or_refused()
    {
        string code = new('W', 48);
        DespatchAdvice note = Samples.Note();
        note = note with { Lines = [note.Lines[0] with { ItemCode = code, ItemName = string.Concat(Enumerable.Repeat("長い品名", 60)) }] };
        using Printed printed = await Printed.PdfAsync([note]);

        string text = await printed.TextAsync();

        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.Equal(3 * code.Length, text.Count(c => c == 'W'));
        EdiFormatException fault = await Assert.ThrowsAsync<EdiFormatException>(
            () => Printed.BytesAsync("application/pdf", [note with { Lines = [note.Lines[0] with { ItemCode = new string('W', 200) }] }]));
        Assert.Equal(DiagnosticCodes.ItemCodeTooLong, Assert.Single(fault.Diagnostics).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("納品1")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTU")]
    public async Task A_number_that_no_bar_code_carries_is_refused(string number)
    {
        EdiFormatException fault = await Assert.ThrowsAsync<EdiFormatException>(() => Printed.BytesAsync("application/pdf", [Samples.Note(1, number)]));

        Assert.Equal(DiagnosticCodes.NoteNumberUnprintable, Assert.Single(fault.Diagnostics).Code);
    }

    [Fact]
    public async Task The_longest_number_and_an_order_number_in_Japanese_still_scan()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note(1, "WWWWWWWWWWWWWWWWWWWW", "注文-12:5")]);

        IReadOnlyList<string> symbols = await Printed.SymbolsAsync((await printed.PicturesAsync(200))[0]);

        Assert.Contains("CODE-128:WWWWWWWWWWWWWWWWWWWW", symbols);
        Assert.Contains(symbols, symbol => symbol.StartsWith("QR-Code:WE1:WWWWWWWWWWWWWWWWWWWW:%E6%B3%A8%E6%96%87-12%3A5:1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_with_too_many_pages_is_refused()
    {
        EdiFormatException fault = await Assert.ThrowsAsync<EdiFormatException>(
            () => Printed.BytesAsync("application/pdf", [Samples.Note(60), Samples.Note(1, "N-2")], configure: options => options.MaxPages = 9));

        Diagnostic diagnostic = Assert.Single(fault.Diagnostics);
        Assert.Equal((DiagnosticCodes.DocumentTooLong, "10", "9"), (diagnostic.Code, diagnostic.Found, diagnostic.Expected?.English));
    }

    [Fact]
    public async Task Characters_stand_at_even_distances()
    {
        DespatchAdvice note = Samples.Note();
        note = note with { Buyer = note.Buyer with { Name = "国国国国国国国国国国" } };
        using Printed printed = await Printed.PdfAsync([note]);

        Picture page = (await printed.PicturesAsync(300))[0];

        // The buyer's name of the first part: ten times the same character, so every gap is the same.
        IReadOnlyList<double> gaps = page.Gaps(10, 19.2, 40, 3.4);
        Assert.True(gaps.Count >= 9, $"{gaps.Count} gaps");
        Assert.InRange(gaps.Max() - gaps.Min(), 0, 0.2);
    }

    [Fact]
    public async Task Ink_is_where_the_form_has_it_and_margins_are_white()
    {
        using Printed printed = await Printed.PdfAsync([Samples.Note()]);

        Picture page = (await printed.PicturesAsync(100))[0];

        Assert.Equal(0, page.Ink(0, 0, 4, 297));
        Assert.Equal(0, page.Ink(206, 0, 4, 297));
        Assert.Equal(0, page.Ink(0, 0, 210, 4));
        Assert.Equal(0, page.Ink(0, 293, 210, 4));
        for (int part = 0; part < 3; part++)
        {
            double top = part * 99.0;
            Assert.InRange(page.Ink(10, top + 5, 40, 6), 0.04, 0.5);
            Assert.InRange(page.Ink(186, top + 8, 12, 12), 0.25, 0.75);
            Assert.InRange(page.Ink(125, top + 6, 40, 7), 0.25, 0.75);
            Assert.InRange(page.Ink(10, top + 48, 190, 20), 0.02, 0.2);
        }
    }
}
