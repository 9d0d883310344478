using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Notifying;
using WebEdi.Engine.Sending;
using WebEdi.Storage;
using WebEdi.Transports;

namespace WebEdi.Engine;

/// <summary>The way out: from a claimed effect to its document, to the other side, to the next step.</summary>
/// <remarks>An effect is made once and kept; every attempt sends the same bytes under the same identity.</remarks>
internal sealed class OutboundPipeline(
    IEdiStore store,
    NoticeMaker notices,
    ReplyFiles replyFiles,
    IEnumerable<IOutboundTransport> transports,
    IEnumerable<IReplyHandler> handlers,
    WorkerPulse pulse,
    IOptions<EdiOptions> options,
    TimeProvider time,
    ILogger<OutboundPipeline> logger)
{
    /// <summary>While a transport is missing, its effects wait; they are not given up.</summary>
    private static readonly TimeSpan NoTransportDelay = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan HandBackDelay = TimeSpan.FromSeconds(1);

    /// <summary>An effect that so many processes died of, or beside, waits for a person. Each of them may have been killed for another reason.</summary>
    private const int MaxDeaths = 5;

    /// <summary>The rest of a lease is for writing down what became of the attempt.</summary>
    private const double WithinLease = 0.9;

    private readonly IOutboundTransport[] _transports = [.. transports];
    private readonly IReplyHandler[] _handlers = [.. handlers];

    /// <summary>Gets or sets the source of jitter, 0-1.</summary>
    internal Func<double> Jitter { get; set; } = Random.Shared.NextDouble;

    /// <summary>Gets or sets how long a store in trouble is left alone at first; then twice as long each time.</summary>
    internal TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Lets one claimed effect out, and records what became of it.</summary>
    public async Task SendAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        using Activity? activity = Telemetry.Source.StartActivity("webedi.send");
        (NextStep Step, IReadOnlyList<TraceEvent> Trace) outcome;
        try
        {
            outcome = claim.Entry.Kind switch
            {
                _ when claim.Deaths >= MaxDeaths => (new NextStep.DeadLetter($"the program ended {claim.Deaths} times while it was at it"), []),
                OutboxKinds.SupplierNotice => await NotifyAsync(claim, cancellationToken).ConfigureAwait(false),
                OutboxKinds.ReplyFile => (await ExportAsync(claim, cancellationToken).ConfigureAwait(false), []),
                OutboxKinds.ReplyHook => (await TellHandlerAsync(claim, cancellationToken).ConfigureAwait(false), []),
                _ => (new NextStep.DeadLetter($"this version knows no effect of kind {claim.Entry.Kind}"), []),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            outcome = (new NextStep.RetryAt(TimeSpan.Zero, "the program was shutting down", IsAttempt: false), []);
        }
        catch (EdiStoreException)
        {
            // The lease ends by itself, and the worker says that the store is lost.
            throw;
        }
#pragma warning disable CA1031 // A fault of ours or of a handler: the effect waits, the worker goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.EffectFailed(e, claim.Entry.Id, claim.Attempt);
            outcome = (Next(claim, new DeliveryReceipt(DeliveryOutcome.RetryLater, $"{e.GetType().Name}"), openBefore: false), []);
        }

        await CompleteAsync(claim, outcome.Step, outcome.Trace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts an effect back that was claimed and not looked at.</summary>
    public Task HandBackAsync(OutboxClaim claim, CancellationToken cancellationToken) =>
        CompleteAsync(claim, new NextStep.RetryAt(HandBackDelay, "it waits until it can be tried alone", claim.WasHandingOver, IsAttempt: false), [], cancellationToken);

    private async Task<(NextStep Step, IReadOnlyList<TraceEvent> Trace)> NotifyAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        if (Transport("mail") is not { } mail)
        {
            if (pulse.Waiting is null)
                logger.NoMailTransport();
            pulse.Waiting = "Notices wait: no mail transport is registered.";
            return (new NextStep.RetryAt(NoTransportDelay, pulse.Waiting, IsAttempt: false), []);
        }

        KeptContent? kept = KeptContent.Read(claim.Content);
        Notice notice = await notices.MakeAsync(claim with { Content = kept?.Content }, cancellationToken).ConfigureAwait(false);
        if (notice.Message is not { } message)
        {
            NextStep none = new NextStep.DeadLetter(notice.Reason);
            return (none, Trace(claim, await ConcernedAsync(claim, notice, cancellationToken).ConfigureAwait(false), none));
        }

        bool isNew = notice.ContentToKeep is not null;
        kept = notice.ContentToKeep is { } made ? new KeptContent(made.ToArray(), kept?.Open ?? OpenHandOver.None) : kept;

        // Everything that can fail comes before the mail, and only once the other side listens.
        IReadOnlyList<MessageResult>? concerned = null;
        NextStep step = await HandOverAsync(
            claim,
            mail,
            message,
            kept!,
            isNew,
            async token => concerned = await ConcernedAsync(claim, notice, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (step is NextStep.RetryAt)
            return (step, []);

        return (step, Trace(claim, concerned ?? await ConcernedAsync(claim, notice, cancellationToken).ConfigureAwait(false), step));
    }

    private async Task<NextStep> ExportAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        if (Transport("folder") is not { } folder)
            return new NextStep.RetryAt(NoTransportDelay, "no folder is registered", IsAttempt: false);

        KeptContent? kept = KeptContent.Read(claim.Content);
        if (kept is null)
        {
            if (await replyFiles.MakeAsync(claim, cancellationToken).ConfigureAwait(false) is not { } content)
                return new NextStep.Delivered("an earlier file has it");

            kept = new KeptContent(content);
            if (!await store.Outbox.SaveContentAsync(claim, kept.Write(), cancellationToken).ConfigureAwait(false))
                return new NextStep.RetryAt(TimeSpan.Zero, "the claim was lost");
        }

        (OutboundMessage message, long last) = ReplyFiles.Read(claim, kept.Content);
        NextStep step = await HandOverAsync(claim, folder, message, kept, isNew: false, before: null, cancellationToken).ConfigureAwait(false);
        if (step is NextStep.Delivered)
            await replyFiles.AcknowledgeAsync(claim, message.Recipients[0], last, cancellationToken).ConfigureAwait(false);
        return step;
    }

    private async Task<NextStep> TellHandlerAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        (string name, Documents.OrderResponse? response) = ReplyHooks.Read(claim);
        if (response is null)
            return new NextStep.DeadLetter("the entry's payload is not a reply");
        if (Array.Find(_handlers, h => ReplyHooks.NameOf(h) == name) is not { } handler)
            return new NextStep.RetryAt(NoTransportDelay, $"no reply handler {name} is registered", IsAttempt: false);

        AccessScope buyer = new(claim.Entry.Tenant);
        Documents.Order? order = await store.Documents.FindRevisionAsync(buyer, response.OrderNumber, response.OrderRevision, cancellationToken).ConfigureAwait(false);
        if (order is null)
            return new NextStep.DeadLetter($"order {response.OrderNumber} revision {response.OrderRevision} is not stored");

        await handler.HandleAsync(new ReplyEvent(claim.Entry.Tenant, response, order), cancellationToken).ConfigureAwait(false);
        return new NextStep.Delivered(null);
    }

    /// <summary>One attempt; a hand-over that was left open waits, is repeated once with the same bytes, and is then left to a person.</summary>
    private async Task<NextStep> HandOverAsync(
        OutboxClaim claim, IOutboundTransport transport, OutboundMessage message, KeptContent kept, bool isNew, Func<CancellationToken, Task>? before, CancellationToken cancellationToken)
    {
        if (claim.WasHandingOver && kept.Open == OpenHandOver.None)
        {
            // The process died between hand-over and outcome.
            await KeepAsync(claim, kept with { Open = OpenHandOver.Once }, cancellationToken).ConfigureAwait(false);
            return new NextStep.RetryAt(options.Value.UnknownDelay, "the program ended while handing over", LeftOpen: true);
        }

        if (claim.WasHandingOver && kept.Open == OpenHandOver.Repeating)
        {
            await KeepAsync(claim, kept with { Open = OpenHandOver.None }, cancellationToken).ConfigureAwait(false);
            return new NextStep.DeadLetter("left open twice, it may have arrived");
        }

        bool repeats = kept.Open != OpenHandOver.None;
        bool handingOver = false;
        DeliveryReceipt receipt;
        using CancellationTokenSource limit = new(options.Value.Lease * WithinLease, time);
        using CancellationTokenSource attempt = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            receipt = await transport.SendAsync(message, MarkAsync, attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!handingOver)
        {
            cancellationToken.ThrowIfCancellationRequested();
            receipt = new DeliveryReceipt(DeliveryOutcome.RetryLater, "the attempt took too long");
        }
        catch (Exception e) when (e is not EdiStoreException)
        {
            logger.EffectFailed(e, claim.Entry.Id, claim.Attempt);
            receipt = new DeliveryReceipt(handingOver ? DeliveryOutcome.Unknown : DeliveryOutcome.RetryLater, e.GetType().Name);
        }

        NextStep step = Next(claim, receipt, repeats);
        OpenHandOver open = step switch
        {
            NextStep.RetryAt { LeftOpen: true } => OpenHandOver.Once,
            NextStep.RetryAt => kept.Open == OpenHandOver.None ? OpenHandOver.None : OpenHandOver.Once,
            _ => OpenHandOver.None,
        };
        if (step is not NextStep.Delivered && (open != kept.Open || (repeats && handingOver)))
            await KeepAsync(claim, kept with { Open = open }, CancellationToken.None).ConfigureAwait(false);
        return step;

        async Task<bool> MarkAsync(CancellationToken token)
        {
            if (before is not null)
                await before(token).ConfigureAwait(false);
            byte[]? content = repeats ? (kept with { Open = OpenHandOver.Repeating }).Write() : isNew ? kept.Write() : null;
            handingOver = await store.Outbox.MarkHandingOverAsync(claim, options.Value.Lease, content, token).ConfigureAwait(false);
            limit.CancelAfter(options.Value.Lease * WithinLease);
            return handingOver;
        }
    }

    private Task<bool> KeepAsync(OutboxClaim claim, KeptContent kept, CancellationToken cancellationToken) =>
        store.Outbox.SaveContentAsync(claim, kept.Write(), cancellationToken);

    private NextStep Next(OutboxClaim claim, DeliveryReceipt receipt, bool openBefore) =>
        NextStep.After(receipt, claim.Attempt, time.GetUtcNow() - claim.FirstDueAt, options.Value, openBefore, Jitter());

    /// <summary>Reads which orders a notice tells of.</summary>
    private async Task<IReadOnlyList<MessageResult>> ConcernedAsync(OutboxClaim claim, Notice notice, CancellationToken cancellationToken)
    {
        List<MessageResult> concerned = [];
        if (notice.Payload is not { } payload)
            return concerned;

        await foreach (MessageResult result in store.Inbox.ReadResultsAsync(claim.Entry.Tenant, payload.Receipt, cancellationToken).ConfigureAwait(false))
        {
            if (result.Verdict is MessageVerdict.Created or MessageVerdict.Changed && result.Supplier == payload.Supplier && result.OrderNumber is not null)
                concerned.Add(result);
        }

        return concerned;
    }

    private IReadOnlyList<TraceEvent> Trace(OutboxClaim claim, IReadOnlyList<MessageResult> concerned, NextStep step)
    {
        TraceStep what = step is NextStep.Delivered ? TraceStep.Notified : TraceStep.NotNotified;
        DateTimeOffset now = time.GetUtcNow();
        return [.. concerned.Select(r => new TraceEvent(claim.Entry.Tenant, r.OrderNumber!, r.Revision, what, now, "outbox", claim.Entry.Id, step.Reason))];
    }

    private async Task CompleteAsync(OutboxClaim claim, NextStep step, IReadOnlyList<TraceEvent> trace, CancellationToken stopping)
    {
        OutboxCompletion completion = new() { Claim = claim, State = OutboxState.Dead, Reason = step.Reason, Trace = trace };
        switch (step)
        {
            case NextStep.Delivered:
                completion = completion with { State = OutboxState.Done };
                logger.EffectDelivered(claim.Entry.Id, claim.Attempt);
                break;
            case NextStep.RetryAt retry:
                completion = completion with { State = OutboxState.Queued, RetryAfter = retry.Delay, Unknown = retry.LeftOpen, CountAttempt = retry.IsAttempt };
                logger.EffectRetried(claim.Entry.Id, claim.Attempt, (long)retry.Delay.TotalSeconds, step.Reason);
                break;
            default:
                logger.EffectDead(claim.Entry.Id, claim.Attempt, step.Reason);
                break;
        }

        Telemetry.Effect(claim.Entry.Kind, step.GetType().Name);
        await WriteDownAsync(completion, stopping).ConfigureAwait(false);
        pulse.Sent();
    }

    /// <summary>What became of an attempt is known here only, and forgotten it means another mail: while the claim holds, a store in trouble is asked again.</summary>
    private async Task WriteDownAsync(OutboxCompletion completion, CancellationToken stopping)
    {
        long start = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause *= 2)
        {
            try
            {
                await store.Outbox.CompleteAsync([completion], CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (EdiStoreException e) when (!stopping.IsCancellationRequested && time.GetElapsedTime(start) + pause < options.Value.Lease)
            {
                logger.StoreLost((long)pause.TotalSeconds, e.Message);
            }

            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IOutboundTransport? Transport(string channel) => Array.FindLast(_transports, t => t.Channel == channel);
}
