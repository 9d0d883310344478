using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Writes what stands around messages; counts and references are its own business.</summary>
internal interface IEnvelopeWriter
{
    /// <summary>Gets what the segments of messages are written with.</summary>
    SegmentWriter Segments { get; }

    /// <summary>Gets the encoding of values.</summary>
    TextCodec Codec { get; }

    /// <summary>Gets the characters that no value may hold, because a reader would not give them back.</summary>
    string Refused { get; }

    /// <summary>Gets the only characters that a value may hold; empty: all that the encoding has.</summary>
    string Allowed { get; }

    /// <summary>Begins the interchange.</summary>
    void BeginInterchange();

    /// <summary>Begins a message.</summary>
    void BeginMessage();

    /// <summary>Ends it.</summary>
    void EndMessage();

    /// <summary>Ends the interchange.</summary>
    void EndInterchange();
}

/// <summary>What an interchange says about itself.</summary>
internal sealed record EnvelopeText
{
    /// <summary>Gets the type of its messages: ORDERS, 850.</summary>
    public required string MessageType { get; init; }

    /// <summary>Gets the version of its messages: D96A, 004010.</summary>
    public required string Version { get; init; }

    public required string Sender { get; init; }

    public string? SenderQualifier { get; init; }

    public required string Receiver { get; init; }

    public string? ReceiverQualifier { get; init; }

    public required string Reference { get; init; }

    public required DateTimeOffset PreparedAt { get; init; }

    public bool IsTest { get; init; }
}
