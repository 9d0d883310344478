using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;
using WebEdi.Templates;

namespace WebEdi.Engine;

internal sealed class EdiEngine(IEdiStore store) : IEdi
{
    internal IAsyncDisposable? Owner { get; set; }

    public IEdiStore Store => store;

    public Task<IngestResult> IngestAsync(IngestRequest request, Stream content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DryRunResult> DryRunAsync(IngestRequest request, Stream content, string? mapJson = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IngestResult?> FindReceiptAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> WriteResultAsync(string tenant, string receiptId, Stream output, string culture, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Result<StoredMap>> SaveMapAsync(string tenant, string name, string json, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ReplyAnswer> ReplyAsync(AccessScope scope, ReplyRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<int> WriteOrderLinesAsync(AccessScope scope, OrderLineQuery query, CsvExportOptions options, Stream output, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Diagnostic>> WriteRepliesAsync(string tenant, IReadOnlyList<ReplyFeedItem> items, string? map, Stream output, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Result<RenderedDocument>> PrintDeliveryNotesAsync(AccessScope scope, DeliveryNoteRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<RenderedDocument> RenderAsync(string template, Order order, string mediaType = "application/pdf", CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RunUntilIdleAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        IAsyncDisposable? owner = Owner;
        Owner = null;
        return owner is null ? ValueTask.CompletedTask : owner.DisposeAsync();
    }
}
