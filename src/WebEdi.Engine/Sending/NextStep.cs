using WebEdi.Transports;

namespace WebEdi.Engine.Sending;

/// <summary>What follows an attempt to let an effect out: delivered, retry at, give up, dead letter.</summary>
/// <param name="Reason">Why, in words without secrets.</param>
internal abstract record NextStep(string? Reason)
{
    /// <summary>Chooses the step.</summary>
    /// <param name="receipt">What the transport says.</param>
    /// <param name="attempt">The attempt, from 1.</param>
    /// <param name="age">Since the effect was first due.</param>
    /// <param name="options">How long to wait, and when a person takes over.</param>
    /// <param name="openBefore">Whether an earlier hand-over was left open.</param>
    /// <param name="jitter">0-1.</param>
    /// <returns>The step.</returns>
    public static NextStep After(DeliveryReceipt receipt, int attempt, TimeSpan age, EdiOptions options, bool openBefore, double jitter) => receipt.Outcome switch
    {
        DeliveryOutcome.Delivered => new Delivered(receipt.Detail),
        DeliveryOutcome.Rejected => new DeadLetter(receipt.Detail),
        DeliveryOutcome.Unknown when openBefore => new DeadLetter($"left open twice, it may have arrived: {receipt.Detail}"),
        DeliveryOutcome.Unknown => new RetryAt(options.UnknownDelay, receipt.Detail, LeftOpen: true),
        _ when age >= options.GiveUpAfter => new GiveUp(receipt.Detail),
        _ => new RetryAt(Backoff.OfEffect(attempt, jitter, options.RetryDelay, options.MaxRetryDelay), receipt.Detail),
    };

    /// <summary>It is out.</summary>
    public sealed record Delivered(string? Reason) : NextStep(Reason);

    /// <summary>Try again.</summary>
    /// <param name="Delay">From now.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="LeftOpen">Whether nobody knows if it arrived.</param>
    /// <param name="IsAttempt">False: nobody was asked, and the next wait is not longer for it.</param>
    public sealed record RetryAt(TimeSpan Delay, string? Reason, bool LeftOpen = false, bool IsAttempt = true) : NextStep(Reason);

    /// <summary>It was tried long enough; a person may drive it again.</summary>
    public sealed record GiveUp(string? Reason) : NextStep(Reason);

    /// <summary>Refused for good; a person must look.</summary>
    public sealed record DeadLetter(string? Reason) : NextStep(Reason);
}
