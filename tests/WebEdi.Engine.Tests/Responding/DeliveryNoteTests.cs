using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using WebEdi.Templates;
using Xunit;

namespace WebEdi.Engine.Tests.Responding;

public sealed class DeliveryNoteTests
{
    private static readonly AccessScope Supplier = new("default", "S001");

    [Fact]
    public async Task Notes_are_numbered_by_the_suppliers_own_series_and_traced()
    {
        await using Workbench bench = await BenchAsync();

        RenderedDocument document = await PrintAsync(bench, "PO-00001", "PO-00004");

        Assert.Equal("S001-000001-2.pdf", document.FileName);
        Assert.Equal("S001-000001:0:PO-00001:20,S001-000002:0:PO-00004:20", Encoding.UTF8.GetString(document.Content.Span));
        TraceEvent step = (await bench.TraceAsync("PO-00004"))[^1];
        Assert.Equal((TraceStep.Printed, "S001-000002"), (step.Step, step.Reference));
    }

    [Fact]
    public async Task Printing_again_gives_the_same_note_with_its_mark()
    {
        await using Workbench bench = await BenchAsync();
        await PrintAsync(bench, "PO-00001");

        RenderedDocument byOrder = await PrintAsync(bench, "PO-00001");
        Result<RenderedDocument> byNumber = await bench.Edi.PrintDeliveryNotesAsync(Supplier, new DeliveryNoteRequest { NoteNumbers = ["S001-000001"], Actor = "a" });

        Assert.Equal("S001-000001:1:PO-00001:20", Encoding.UTF8.GetString(byOrder.Content.Span));
        Assert.Equal("S001-000001:2:PO-00001:20", Encoding.UTF8.GetString(byNumber.GetValueOrThrow().Content.Span));
    }

    [Fact]
    public async Task S28_Another_suppliers_order_or_note_does_not_exist()
    {
        await using Workbench bench = await BenchAsync();
        await PrintAsync(bench, "PO-00001");
        AccessScope other = new("default", "S002");

        Result<RenderedDocument> order = await bench.Edi.PrintDeliveryNotesAsync(other, new DeliveryNoteRequest { OrderNumbers = ["PO-00002", "PO-00001"], Actor = "a" });
        Result<RenderedDocument> note = await bench.Edi.PrintDeliveryNotesAsync(other, new DeliveryNoteRequest { NoteNumbers = ["S001-000001"], Actor = "a" });
        Result<RenderedDocument> none = await bench.Edi.PrintDeliveryNotesAsync(other, new DeliveryNoteRequest { Actor = "a" });

        Assert.Equal(DiagnosticCodes.NoteOrderUnknown, Assert.Single(order.Diagnostics).Code);
        Assert.Equal(DiagnosticCodes.NoteUnknown, Assert.Single(note.Diagnostics).Code);
        Assert.Equal(DiagnosticCodes.NoteCount, Assert.Single(none.Diagnostics).Code);
        Assert.Empty(await bench.Store.Despatches.ListAsync(other, "PO-00002"));
    }

    [Fact]
    public async Task A_download_by_the_supplier_is_recorded_and_one_by_the_buyer_is_not()
    {
        await using Workbench bench = await BenchAsync();
        using MemoryStream csv = new();

        int buyers = await bench.Edi.WriteOrderLinesAsync(new AccessScope("default"), new OrderLineQuery(), new CsvExportOptions(), csv);
        int suppliers = await bench.Edi.WriteOrderLinesAsync(Supplier, new OrderLineQuery(), new CsvExportOptions(Actor: "tanaka"), csv);

        Assert.Equal((12, 4), (buyers, suppliers));
        Assert.Equal([TraceStep.Downloaded], (await bench.TraceAsync("PO-00001")).Select(t => t.Step).Skip(3));
        Assert.Equal(3, (await bench.TraceAsync("PO-00002")).Count);
    }

    private static async Task<Workbench> BenchAsync()
    {
        Workbench bench = new(e => e.Services.AddSingleton<IDocumentRenderer, PlainRenderer>());
        await bench.IngestAsync(Workbench.Orders(6));
        return bench;
    }

    private static async Task<RenderedDocument> PrintAsync(Workbench bench, params string[] orders) =>
        (await bench.Edi.PrintDeliveryNotesAsync(Supplier, new DeliveryNoteRequest { OrderNumbers = orders, Actor = "a" })).GetValueOrThrow();

    private sealed class PlainRenderer : IDocumentRenderer
    {
        public string MediaType => "application/pdf";

        public async Task RenderDeliveryNotesAsync(IReadOnlyList<DespatchAdvice> advices, RenderOptions options, Stream output, CancellationToken cancellationToken = default) =>
            await output.WriteAsync(Encoding.UTF8.GetBytes(string.Join(',', advices.Select(a => $"{a.Number}:{a.EarlierPrints}:{a.OrderNumber}:{a.Lines.Sum(l => l.Quantity)}"))), cancellationToken);
    }
}
