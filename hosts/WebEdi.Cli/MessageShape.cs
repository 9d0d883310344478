namespace WebEdi.Cli;

/// <summary>How a message is shown.</summary>
internal enum MessageShape
{
    /// <summary>A line of text, and its faults below.</summary>
    Text,

    /// <summary>Its faults only, as compilers print them.</summary>
    FaultText,

    /// <summary>A JSON object with its envelope, the first things of its document, and its faults.</summary>
    Summary,

    /// <summary>A JSON object with its faults.</summary>
    Faults,

    /// <summary>A JSON object with the whole document and its faults.</summary>
    Document,
}
