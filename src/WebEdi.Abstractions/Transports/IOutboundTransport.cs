namespace WebEdi.Transports;

/// <summary>Lets one kind of outbound document leave: mail, a folder, a web service.</summary>
/// <remarks>Called by the outbox only. At least once: a transport that can recognise a repeat does so by <see cref="OutboundMessage.EffectId"/>.</remarks>
public interface IOutboundTransport
{
    /// <summary>Gets the channel that it serves: mail, folder.</summary>
    string Channel { get; }

    /// <summary>Hands the message over.</summary>
    /// <param name="message">The message.</param>
    /// <param name="handingOver">
    /// Called once, right before the point from which a cut leaves it open whether the message arrived. Returning false means: do not hand over.
    /// </param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>What became of it; failures are values, not exceptions.</returns>
    Task<DeliveryReceipt> SendAsync(OutboundMessage message, Func<CancellationToken, Task<bool>> handingOver, CancellationToken cancellationToken = default);

    /// <summary>Asks whether the other side is there and lets us in, and hands nothing over. For people who look for what is wrong.</summary>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>Null: it is, or there is nothing to ask. Otherwise why not, in words without secrets.</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken = default) => Task.FromResult<string?>(null);
}

/// <summary>A rendered or written document, ready to leave.</summary>
public sealed record OutboundMessage
{
    /// <summary>Gets the stable identity of the effect; the same at every attempt.</summary>
    public required string EffectId { get; init; }

    /// <summary>Gets the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets the recipients: mail addresses, or the name of a folder.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Gets the subject of a mail, or the file's name.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the plain text of a mail.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the HTML of a mail.</summary>
    public string? Html { get; init; }

    /// <summary>Gets the bytes of a file.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Gets the date of the message, fixed when it was rendered, UTC.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Gets the language: ja or en.</summary>
    public string Culture { get; init; } = "ja";
}

/// <summary>What became of an attempt, and with it the answer to "may I try again?".</summary>
public enum DeliveryOutcome
{
    /// <summary>Handed over.</summary>
    Delivered = 0,

    /// <summary>Not handed over for a passing reason; try later.</summary>
    RetryLater = 1,

    /// <summary>Refused for good; trying again does not help.</summary>
    Rejected = 2,

    /// <summary>Cut after the hand-over began; nobody knows.</summary>
    Unknown = 3,
}

/// <summary>The receipt of an attempt.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">The other side's answer, without secrets, at most 500 characters.</param>
public sealed record DeliveryReceipt(DeliveryOutcome Outcome, string? Detail = null);
