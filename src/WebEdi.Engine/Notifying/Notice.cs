using WebEdi.Transports;

namespace WebEdi.Engine.Notifying;

/// <summary>What became of making a mail.</summary>
internal enum NoticeOutcome
{
    /// <summary>There is a message.</summary>
    Made = 0,

    /// <summary>The supplier has no usable address: a dead entry that a person sees and re-drives after adding one.</summary>
    NoRecipient = 1,

    /// <summary>The entry is not a notice that this version can read: a dead entry.</summary>
    Unreadable = 2,
}

/// <summary>A notice, made or not.</summary>
internal sealed record Notice
{
    /// <summary>Gets what became of it.</summary>
    public required NoticeOutcome Outcome { get; init; }

    /// <summary>Gets what the notice is about; the trace needs receipt and supplier. Null: unreadable.</summary>
    public NoticePayload? Payload { get; init; }

    /// <summary>Gets the mail, when made.</summary>
    public OutboundMessage? Message { get; init; }

    /// <summary>Gets the bytes to keep by <see cref="Storage.IOutboxStore.MarkHandingOverAsync"/> with the mark; null: kept by an earlier attempt.</summary>
    public ReadOnlyMemory<byte>? ContentToKeep { get; init; }

    /// <summary>Gets why there is no mail, in words without personal data.</summary>
    public string? Reason { get; init; }
}
