namespace WebEdi.Engine.Formats;

/// <summary>What stands around a message: who sent it to whom, as what, under which references. Texts as in the file; null where it does not say.</summary>
internal sealed record Envelope
{
    /// <summary>Gets the format: edifact, x12, xml, json, records.</summary>
    public required string Format { get; init; }

    /// <summary>Gets the type of message: ORDERS, 850, the name of the root element.</summary>
    public string? MessageType { get; init; }

    /// <summary>Gets the version: D96A with its association code, 004010, the namespace of the root element.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the control reference of the interchange: UNB 0020, ISA13.</summary>
    public string? InterchangeReference { get; init; }

    /// <summary>Gets the control reference of the group: UNG 0048, GS06.</summary>
    public string? GroupReference { get; init; }

    /// <summary>Gets the control reference of the message: UNH 0062, ST02.</summary>
    public string? MessageReference { get; init; }

    /// <summary>Gets the number of the document, where its family of XML documents says it at one place; a control number is none.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>Gets the sender's identification: UNB 0004, ISA06.</summary>
    public string? Sender { get; init; }

    /// <summary>Gets the qualifier of the sender's identification: UNB 0007, ISA05.</summary>
    public string? SenderQualifier { get; init; }

    /// <summary>Gets the receiver's identification: UNB 0010, ISA08.</summary>
    public string? Receiver { get; init; }

    /// <summary>Gets the qualifier of the receiver's identification: UNB 0007, ISA07.</summary>
    public string? ReceiverQualifier { get; init; }

    /// <summary>Gets the application sender of the group: UNG 0040, GS02.</summary>
    public string? GroupSender { get; init; }

    /// <summary>Gets the application receiver of the group: UNG 0044, GS03.</summary>
    public string? GroupReceiver { get; init; }

    /// <summary>Gets the functional identifier of the group: UNG 0038, GS01.</summary>
    public string? GroupType { get; init; }

    /// <summary>Gets the date on which the interchange was made: UNB 0017, ISA09.</summary>
    public string? PreparedDate { get; init; }

    /// <summary>Gets the time at which the interchange was made: UNB 0019, ISA10.</summary>
    public string? PreparedTime { get; init; }

    /// <summary>Gets a value indicating whether the interchange is marked as a test: UNB 0035, ISA15.</summary>
    public bool IsTest { get; init; }

    /// <summary>Gets a value indicating whether the sender asks for an acknowledgement: UNB 0031, ISA14.</summary>
    public bool WantsAcknowledgement { get; init; }
}
