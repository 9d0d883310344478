using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using WebEdi.Documents;
using WebEdi.Documents.Pdf;
using WebEdi.Documents.Pdf.Fonts;
using WebEdi.Templates;

namespace WebEdi.Benchmarks;

/// <summary>Delivery notes as PDF: one per document, and many in one document with a shared font subset.</summary>
[MemoryDiagnoser]
public class DeliveryNoteBenchmarks
{
    private readonly PdfNoteRenderer _renderer = new(new FontLoader(Options.Create(new PdfOptions())), Options.Create(new PdfOptions()));
    private DespatchAdvice[] _notes = [];

    /// <summary>Gets or sets how many notes are in one document.</summary>
    [Params(1, 500)]
    public int Notes { get; set; }

    /// <summary>Gets or sets the lines of each note: 5 make one sheet, 60 make nine.</summary>
    [Params(5, 60)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Setup() => _notes = [.. Enumerable.Range(1, Notes).Select(Note)];

    [Benchmark]
    public async Task<long> RenderAsync()
    {
        using MemoryStream output = new();
        await _renderer.RenderDeliveryNotesAsync(_notes, new RenderOptions("bench"), output);
        return output.Length;
    }

    private DespatchAdvice Note(int number) => new()
    {
        Currency = "JPY",
        Number = $"N261124-{number:00000000}",
        IssueDate = new DateOnly(2026, 11, 24),
        DeliveryDate = new DateOnly(2026, 11, 30),
        OrderNumber = $"PO-2026-{number:000000}",
        OrderDate = new DateOnly(2026, 11, 10),
        Buyer = new Party { Code = "B001", Name = "西新宿精密工業株式会社", Department = "資材部 購買第一課", Postcode = "160-0023", Address = "東京都新宿区西新宿二丁目8番1号" },
        Supplier = new Party { Code = "S0012", Name = "株式会社𠮷野﨑製作所", Postcode = "144-0035", Address = "東京都大田区南蒲田一丁目20番20号", Telephone = "03-9876-5432", RegistrationNumber = "T7010401022916" },
        ReceivingPlace = "A棟 1番受入口",
        Note = "午前中の納品をお願いします。",
        Lines =
        [
            .. Enumerable.Range(1, Lines).Select(line => new DespatchLine
            {
                LineNumber = $"{line:0000}",
                ItemCode = $"A-{number:0000}-{line:000}",
                ItemName = "六角ボルト M8×30 ステンレス",
                Specification = "SUS304 / JIS B 1180",
                Quantity = line * 10,
                Unit = "H87",
                UnitPrice = 12.5m,
                Amount = line * 125,
                TaxRate = 10,
                DueDate = new DateOnly(2026, 11, 30),
            }),
        ],
        Taxes = [new TaxSubtotal(TaxCategory.Standard, 10, 1_000, 100)],
        NetAmount = 1_000,
        TaxAmount = 100,
        GrossAmount = 1_100,
    };
}
