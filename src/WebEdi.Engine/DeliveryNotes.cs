using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Rendering;
using WebEdi.Storage;
using WebEdi.Templates;

namespace WebEdi.Engine;

/// <summary>Makes, numbers, stores and renders delivery notes.</summary>
internal sealed class DeliveryNotes(IEdiStore store, IEnumerable<IDocumentRenderer> renderers, TimeProvider time)
{
    private const int MaxNotes = 200;

    private readonly IDocumentRenderer[] _renderers = [.. renderers];

    /// <summary>Makes one note per order with what is still open; where nothing is, the notes that were made before are printed again.</summary>
    public async Task<Result<RenderedDocument>> PrintAsync(AccessScope scope, DeliveryNoteRequest request, CancellationToken cancellationToken)
    {
        IDocumentRenderer renderer = Renderer(request.MediaType);
        if (scope.Supplier is null || await store.Tenants.FindAsync(scope.Tenant, cancellationToken).ConfigureAwait(false) is not { } tenant)
            return Fail(DiagnosticCodes.NoteOrderUnknown, request.OrderNumbers.Count > 0 ? request.OrderNumbers[0] : null);
        int count = request.OrderNumbers.Count + request.NoteNumbers.Count;
        if (count is 0 or > MaxNotes)
            return Fail(DiagnosticCodes.NoteCount, count.ToString(CultureInfo.InvariantCulture), MaxNotes.ToString(CultureInfo.InvariantCulture));

        List<DespatchAdvice> notes = [];
        List<DespatchAdvice> made = [];
        foreach (string orderNumber in request.OrderNumbers.Distinct(StringComparer.Ordinal))
        {
            if (await store.Documents.FindAsync(scope, orderNumber, cancellationToken).ConfigureAwait(false) is not { } order)
                return Fail(DiagnosticCodes.NoteOrderUnknown, orderNumber);

            IReadOnlyList<DespatchAdvice> earlier = await store.Despatches.ListAsync(scope, orderNumber, cancellationToken).ConfigureAwait(false);
            DespatchAdvice draft = await BuildAsync(scope, tenant, order, earlier, cancellationToken).ConfigureAwait(false);
            if (draft.Lines.Count > 0)
            {
                DespatchAdvice note = draft with { Number = await NumberAsync(scope, draft.IssueDate, cancellationToken).ConfigureAwait(false) };
                notes.Add(note);
                made.Add(note);
            }
            else if (earlier.Count > 0)
                notes.AddRange(earlier);
            else
                return Fail(DiagnosticCodes.NoteEmpty, orderNumber);
        }

        foreach (string number in request.NoteNumbers.Distinct(StringComparer.Ordinal))
        {
            if (await store.Despatches.FindAsync(scope, number, cancellationToken).ConfigureAwait(false) is not { } note)
                return Fail(DiagnosticCodes.NoteUnknown, number);
            notes.Add(note);
        }

        // Rendered before anything is stored: a note that cannot be printed does not exist.
        RenderOptions options = new(scope.Tenant, request.Culture, request.HidePrices);
        Result<RenderedDocument> document = await RenderAsync(renderer, notes, options, cancellationToken).ConfigureAwait(false);
        if (!document.Succeeded)
            return document;

        await RecordAsync(scope, notes, made, request.Actor, cancellationToken).ConfigureAwait(false);
        return document;
    }

    /// <summary>Renders the note of an order that need not be stored.</summary>
    public async Task<RenderedDocument> RenderAsync(Order order, string mediaType, CancellationToken cancellationToken)
    {
        IDocumentRenderer renderer = Renderer(mediaType);
        TenantProfile tenant = new() { Id = "default", Buyer = order.Buyer ?? new Party { Code = "" } };
        DespatchAdvice note = DeliveryNoteBuilder.Build(order, null, tenant, null, DeliveryNoteNumber.Preview(order.Number, order.Revision), Today(tenant));
        if (note.Lines.Count == 0)
            throw new EdiFormatException([Diagnostic.Create(DiagnosticCodes.NoteEmpty, default, "order", order.Number)]);

        Result<RenderedDocument> document = await RenderAsync(renderer, [note], new RenderOptions(tenant.Id), cancellationToken).ConfigureAwait(false);
        return document.GetValueOrThrow();
    }

    private async Task<DespatchAdvice> BuildAsync(
        AccessScope scope, TenantProfile tenant, StoredOrder order, IReadOnlyList<DespatchAdvice> earlier, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SupplierProfile> suppliers =
            await store.Tenants.FindSuppliersAsync(scope.Tenant, [scope.Supplier!], cancellationToken).ConfigureAwait(false);
        Dictionary<string, decimal> delivered = earlier.SelectMany(n => n.Lines).GroupBy(l => l.LineNumber, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity), StringComparer.Ordinal);
        return DeliveryNoteBuilder.Build(order.Order, order.Lines, tenant, suppliers.GetValueOrDefault(scope.Supplier!), "", Today(tenant), delivered);
    }

    private async Task RecordAsync(AccessScope scope, List<DespatchAdvice> notes, List<DespatchAdvice> made, string actor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await store.Despatches.SaveAsync(scope, made, [.. made.Select(n => Printed(n, null))], cancellationToken).ConfigureAwait(false);
        foreach (DespatchAdvice note in notes)
            await store.Despatches.CountPrintAsync(scope, note.Number, now, actor, cancellationToken).ConfigureAwait(false);

        TraceEvent[] again = [.. notes.Except(made).Select(n => Printed(n, "again"))];
        if (again.Length > 0)
            await store.Documents.AppendTraceAsync(again, cancellationToken).ConfigureAwait(false);

        TraceEvent Printed(DespatchAdvice note, string? detail) =>
            new(scope.Tenant, note.OrderNumber, note.OrderRevision, TraceStep.Printed, now, actor, note.Number, detail);
    }

    /// <summary>The supplier's code and its own series, where a bar code carries it: the buyer tells notes of different suppliers apart.</summary>
    private async Task<string> NumberAsync(AccessScope scope, DateOnly today, CancellationToken cancellationToken)
    {
        long next = await store.Despatches.NextNumberAsync(scope, cancellationToken).ConfigureAwait(false);
        string plain = string.Create(CultureInfo.InvariantCulture, $"{scope.Supplier}-{next:D6}");
        return DeliveryNoteNumber.IsValid(plain) ? plain : string.Create(CultureInfo.InvariantCulture, $"N{today:yyMMdd}-{next:D6}");
    }

    private static async Task<Result<RenderedDocument>> RenderAsync(
        IDocumentRenderer renderer, List<DespatchAdvice> notes, RenderOptions options, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        try
        {
            await renderer.RenderDeliveryNotesAsync(notes, options, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (EdiFormatException e)
        {
            return new Result<RenderedDocument>(e.Diagnostics);
        }

        string extension = renderer.MediaType == "text/html" ? "html" : "pdf";
        string name = notes.Count == 1 ? $"{notes[0].Number}.{extension}" : $"{notes[0].Number}-{notes.Count}.{extension}";
        return new Result<RenderedDocument>(new RenderedDocument(name, renderer.MediaType, bytes.ToArray()));
    }

    private IDocumentRenderer Renderer(string mediaType) =>
        Array.FindLast(_renderers, r => r.MediaType == mediaType)
        ?? throw new EdiSetupException($"Nothing registered makes {mediaType}; AddPdf() of WebEdi.Documents.Pdf makes application/pdf and text/html.");

    private DateOnly Today(TenantProfile tenant)
    {
        TimeZoneInfo zone = TimeZoneInfo.TryFindSystemTimeZoneById(tenant.TimeZone, out TimeZoneInfo? found) ? found : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
    }

    private static Result<RenderedDocument> Fail(string code, string? found, string? expected = null) =>
        new([Diagnostic.Create(code, default, "deliveryNotes", found, Expect.Value(expected))]);
}
