using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Notifying;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Receiving;
using WebEdi.Engine.Sending;
using WebEdi.Engine.Validating;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>The way in: receive and accept; then, from the store, read, map, validate, store, and plan the notices.</summary>
/// <remarks>
/// Accepting commits the bytes; only then is the sender answered. Processing commits batches, each with its checkpoint; after a crash
/// the file is read again and what is committed is passed over. The last commit publishes and puts the notices into the outbox.
/// </remarks>
internal sealed class InboundPipeline(
    IEdiStore store,
    Receiver receiver,
    InboundMaps maps,
    MessageReader reader,
    DocumentMapper mapper,
    OrderValidator validator,
    WorkSignal signal,
    WorkerPulse pulse,
    IOptions<EdiOptions> options,
    TimeProvider time,
    ILogger<InboundPipeline> logger)
{
    /// <summary>So often may processing die before a person must look.</summary>
    internal const int MaxAttempts = 3;

    /// <summary>Gets the id under which this process claims; random, because host names repeat.</summary>
    public string Owner { get; } = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Takes a file: refused at the door, or committed with its bytes.</summary>
    public async Task<Result<Acceptance>> AcceptAsync(IngestRequest request, Stream content, CancellationToken cancellationToken)
    {
        using Activity? activity = Telemetry.Source.StartActivity("webedi.receive");
        string name = Receiver.CleanName(request.FileName);

        Result<InboundMap> found = await maps.FindAsync(request, name, cancellationToken).ConfigureAwait(false);
        if (!found.Succeeded)
            return Refuse(request, found.Diagnostics);

        Result<SpooledFile> received = await receiver.ReceiveAsync(content, name, cancellationToken).ConfigureAwait(false);
        if (!received.Succeeded)
            return Refuse(request, received.Diagnostics);

        SpooledFile spooled = received.Value;
        await using ConfiguredAsyncDisposable spool = spooled.ConfigureAwait(false);
        (StoredMap map, PartnerProfile? profile, _, string tables) = found.Value;
        InboundFile file = new()
        {
            Tenant = request.Tenant,
            Partner = request.Partner,
            Channel = request.Channel,
            FileName = name,
            MapName = map.Name,
            MapVersion = map.Version,
            ProfileVersion = profile?.Version ?? 0,
            TableVersions = tables,
            Duplicates = profile?.Duplicates ?? default,
            TransportId = request.TransportId,
            ContentHash = spooled.Hash,
            Length = spooled.Content.Length,
            Encoding = request.Encoding,
            ReceivedAt = time.GetUtcNow(),
            Actor = request.Actor,
        };
        Acceptance acceptance = await store.Inbox.AcceptAsync(file, spooled.Content, cancellationToken).ConfigureAwait(false);
        logger.FileAtDoor(name, request.Channel, request.Tenant, acceptance.Verdict, acceptance.Receipt.Id, file.Length);
        Telemetry.File(request.Channel, acceptance.Verdict.ToString());
        return new Result<Acceptance>(acceptance);
    }

    /// <summary>Processes a claimed file to its end, or gives the claim back.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="throwFaults">Whether the caller is told of a fault of a rule or of ours; the attempt is counted either way.</param>
    /// <param name="cancellationToken">The program is shutting down.</param>
    /// <returns>True: the receipt has reached a final state by this call.</returns>
    /// <exception cref="OperationCanceledException">The program is shutting down; the claim was handed back.</exception>
    public async Task<bool> ProcessAsync(ReceiptClaim claim, bool throwFaults, CancellationToken cancellationToken)
    {
        using Activity? activity = Telemetry.Source.StartActivity("webedi.process");
        Receipt receipt = claim.Receipt;
        ReceiptLease lease = new(store.Inbox, claim, options.Value.Lease, time, cancellationToken);
        await using ConfiguredAsyncDisposable renewing = lease.ConfigureAwait(false);
        try
        {
            ReceiptState? state = receipt.Attempt > MaxAttempts
                ? await QuarantineAsync(claim, lease.Token).ConfigureAwait(false)
                : await ReadAndStoreAsync(claim, lease.Token).ConfigureAwait(false);
            if (state is null)
                logger.ClaimLost(receipt.Id);
            signal.EffectsAreDue();
            return state is not null;
        }
        catch (OperationCanceledException) when (lease.IsLost)
        {
            logger.ClaimLost(receipt.Id);
            return false;
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync(claim, TimeSpan.Zero, countAttempt: false).ConfigureAwait(false);
            throw;
        }
        catch (EdiStoreException e)
        {
            logger.StoreFailed(receipt.Id, e.Message);
            await ReleaseAsync(claim, Backoff.OfStore(receipt.Attempt), countAttempt: false).ConfigureAwait(false);
            return false;
        }
#pragma warning disable CA1031 // Whatever it is, it must not end the worker: the attempt is counted, and after three the file is in quarantine.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ProcessingFailed(e, receipt.Id, receipt.Attempt);
            await ReleaseAsync(claim, Backoff.OfStore(receipt.Attempt), countAttempt: true).ConfigureAwait(false);
            if (throwFaults)
                throw;
            return false;
        }
    }

    private async Task<ReceiptState?> ReadAndStoreAsync(ReceiptClaim claim, CancellationToken cancellationToken)
    {
        long begun = time.GetTimestamp();
        InboundFile file = claim.Receipt.File;
        CompiledMap map = await maps.FindPinnedAsync(file, cancellationToken).ConfigureAwait(false);
        Stream content = await store.Inbox.OpenContentAsync(file.Tenant, claim.Receipt.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiStoreException($"The bytes of receipt {claim.Receipt.Id} are gone.", isTransient: false);
        await using (content.ConfigureAwait(false))
        {
            InboundBatches batches = await InboundBatches.BeginAsync(store, claim, map, pulse, options.Value, time, cancellationToken).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable committing = batches.ConfigureAwait(false);
            Result<FileSurvey> survey = await reader.SurveyAsync(content, file.FileName, map.Reading, file.Encoding, cancellationToken).ConfigureAwait(false);
            batches.AddFileDiagnostics(survey.Diagnostics);

            if (survey.Succeeded)
            {
                batches.DetectedFormat = survey.Value.DetectedFormat;
                List<Diagnostic> outside = [];
                await foreach (MappedDocument mapped in MapAsync(content, map, survey.Value, outside, cancellationToken).ConfigureAwait(false))
                {
                    if (!await batches.AddAsync(Check(mapped, file.Tenant), cancellationToken).ConfigureAwait(false))
                        return null;
                }

                batches.AddLateDiagnostics(outside);
            }

            ReceiptState? state = await batches.FinishAsync(PlanNoticesAsync, cancellationToken).ConfigureAwait(false);
            if (state is { } final)
                Report(claim.Receipt.Id, final, batches.Counts, time.GetElapsedTime(begun));
            return state;
        }
    }

    /// <summary>Reads and maps a file without storing anything.</summary>
    public async Task<DryRunResult> TryAsync(IngestRequest request, Stream content, string? mapJson, CancellationToken cancellationToken)
    {
        string name = Receiver.CleanName(request.FileName);
        Result<CompiledMap> map = mapJson is null
            ? await FindMapAsync(request, name, cancellationToken).ConfigureAwait(false)
            : await maps.TryAsync(request, mapJson, name, cancellationToken).ConfigureAwait(false);
        if (!map.Succeeded)
            return DryRun.Refused(map.Diagnostics);

        Result<SpooledFile> received = await receiver.ReceiveAsync(content, name, cancellationToken).ConfigureAwait(false);
        if (!received.Succeeded)
            return DryRun.Refused(received.Diagnostics);

        SpooledFile spooled = received.Value;
        await using ConfiguredAsyncDisposable spool = spooled.ConfigureAwait(false);
        Result<FileSurvey> survey = await reader.SurveyAsync(spooled.Content, name, map.Value.Reading, request.Encoding, cancellationToken).ConfigureAwait(false);
        DryRun run = new(store, request.Tenant, options.Value);
        run.AddFileDiagnostics(survey.Diagnostics);
        if (survey.Succeeded)
        {
            List<Diagnostic> outside = [];
            await foreach (MappedDocument mapped in MapAsync(spooled.Content, map.Value, survey.Value, outside, cancellationToken).ConfigureAwait(false))
                await run.AddAsync(Check(mapped, request.Tenant), cancellationToken).ConfigureAwait(false);
            run.AddFileDiagnostics(outside);
        }

        return await run.FinishAsync(survey.Value?.DetectedFormat, cancellationToken).ConfigureAwait(false);
    }

    private IAsyncEnumerable<MappedDocument> MapAsync(
        Stream content, CompiledMap map, FileSurvey survey, List<Diagnostic> outside, CancellationToken cancellationToken) =>
        survey.Plan.IsTree ? MapMessagesAsync(content, map, survey, outside, cancellationToken) : MapRowsAsync(content, map, survey, cancellationToken);

    private async IAsyncEnumerable<MappedDocument> MapRowsAsync(
        Stream content, CompiledMap map, FileSurvey survey, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MappingSession session = mapper.Start(map, survey);
        await foreach (SegmentBlock block in reader.ReadAsync(content, survey, cancellationToken).ConfigureAwait(false))
        {
            foreach (MappedDocument order in session.Add(block))
                yield return order;
        }

        foreach (MappedDocument order in session.Complete())
            yield return order;
    }

    private async IAsyncEnumerable<MappedDocument> MapMessagesAsync(
        Stream content, CompiledMap map, FileSurvey survey, List<Diagnostic> outside, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TreeSession session = mapper.Start(map);
        await foreach (MessageTree message in reader.ReadMessagesAsync(content, survey, outside, survey.Plan.Tolerances, counted: null, cancellationToken).ConfigureAwait(false))
        {
            if (session.Skip(message) is { } passedOver)
                outside.Add(passedOver);
            else
                yield return session.Map(message);
        }
    }

    private CheckedOrder Check(MappedDocument mapped, string tenant)
    {
        Order? order = (Order?)mapped.Document;
        IReadOnlyList<Diagnostic> found = order is null ? [] : validator.Validate(order, tenant, mapped.PositionOf);
        IReadOnlyList<Diagnostic> all = found.Count == 0 ? mapped.Diagnostics : [.. mapped.Diagnostics, .. found];
        bool refused = order is null || all.Any(d => d.Severity == Severity.Error);
        return new CheckedOrder(
            refused ? null : order, all, mapped.Number, mapped.Revision, mapped.Supplier, mapped.SourceLines, mapped.Rows, mapped.PositionOf(-1));
    }

    private async Task<IReadOnlyList<OutboxEntry>> PlanNoticesAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        string tenant = receipt.File.Tenant;
        IReadOnlyList<SupplierSummary> summaries = await store.Inbox.SummariseAsync(tenant, receipt.Id, cancellationToken).ConfigureAwait(false);
        TenantProfile profile = await store.Tenants.FindAsync(tenant, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiSetupException($"There is no tenant '{tenant}'.");
        IReadOnlyDictionary<string, SupplierProfile> suppliers =
            await store.Tenants.FindSuppliersAsync(tenant, [.. summaries.Select(s => s.Supplier)], cancellationToken).ConfigureAwait(false);

        DateTimeOffset now = time.GetUtcNow();
        return [.. summaries.Select(s => NoticePlanner.Plan(receipt.Id, s, suppliers.GetValueOrDefault(s.Supplier), profile, now))];
    }

    private async Task<ReceiptState?> QuarantineAsync(ReceiptClaim claim, CancellationToken cancellationToken)
    {
        InboundFile file = claim.Receipt.File;
        int attempts = claim.Receipt.Attempt - 1;
        ProcessedBatch batch = new()
        {
            Diagnostics =
            [
                Diagnostic.Create(DiagnosticCodes.FileQuarantined, new SourcePosition(file.FileName, 0, 0), found: attempts.ToString(CultureInfo.InvariantCulture)),
            ],
            Checkpoint = claim.Checkpoint,
            State = ReceiptState.Quarantined,
            Counts = claim.Receipt.Counts with { Errors = claim.Receipt.Counts.Errors + 1 },
        };
        if (await store.Inbox.CommitAsync(claim, batch, cancellationToken).ConfigureAwait(false) != CommitOutcome.Committed)
            return null;

        logger.FileQuarantined(claim.Receipt.Id, file.Tenant, attempts);
        return ReceiptState.Quarantined;
    }

    private async Task<Result<CompiledMap>> FindMapAsync(IngestRequest request, string fileName, CancellationToken cancellationToken)
    {
        Result<InboundMap> found = await maps.FindAsync(request, fileName, cancellationToken).ConfigureAwait(false);
        return found.Succeeded ? new Result<CompiledMap>(found.Value.Compiled) : new Result<CompiledMap>(found.Diagnostics);
    }

    private Result<Acceptance> Refuse(IngestRequest request, IReadOnlyList<Diagnostic> reasons)
    {
        logger.FileRefusedAtDoor(Receiver.CleanName(request.FileName), request.Channel, request.Tenant, reasons[0].Code);
        Telemetry.File(request.Channel, "Refused");
        return new Result<Acceptance>(reasons);
    }

    private void Report(string receiptId, ReceiptState state, ReceiptCounts counts, TimeSpan elapsed)
    {
        logger.FileProcessed(receiptId, state, counts.Orders, counts.Rows, counts.Created, counts.Changed, counts.Unchanged, counts.Refused, (long)elapsed.TotalMilliseconds);
        Telemetry.Finished(elapsed, state);
    }

    private async Task ReleaseAsync(ReceiptClaim claim, TimeSpan retryAfter, bool countAttempt)
    {
        try
        {
            await store.Inbox.ReleaseAsync(claim, retryAfter, countAttempt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EdiStoreException e)
        {
            // The lease ends by itself.
            logger.StoreFailed(claim.Receipt.Id, e.Message);
        }
    }
}
