using System.ComponentModel.DataAnnotations;

namespace WebEdi;

/// <summary>How documents are written to a file: with which map, and what the file says about itself.</summary>
public sealed record EdiWriteOptions
{
    /// <summary>Gets the name of a ready-made map, edifact-orders, x12-850 or ubl-order; json: canonical documents, one a line. With <see cref="MapJson"/>, its name for messages.</summary>
    public required string Map { get; init; }

    /// <summary>Gets a map of one's own, as JSON: the same that reads such files. Null: the ready-made one.</summary>
    public string? MapJson { get; init; }

    /// <summary>Gets the tables in which the map looks values up; written is the key of a value, where there is one only.</summary>
    public IReadOnlyList<EdiTable> Tables { get; init; } = [];

    /// <summary>Gets the identification of the sender. At most 35 characters; in X12 2 to 15. Like all that follows, it is for files of segments: in others the documents say it.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Gets what kind of identification it is: 14 (GS1), ZZ. Null: nothing is said; in X12 ZZ.</summary>
    public string? SenderQualifier { get; init; }

    /// <summary>Gets the identification of the receiver. At most 35 characters; in X12 2 to 15.</summary>
    public string Receiver { get; init; } = "";

    /// <summary>Gets what kind of identification it is.</summary>
    public string? ReceiverQualifier { get; init; }

    /// <summary>Gets the control reference of the interchange: at most 14 letters and digits; in X12 a number of at most nine digits.</summary>
    public string Reference { get; init; } = "1";

    /// <summary>Gets when the file is prepared, as it says itself. The caller tells the time, so that the same documents make the same file.</summary>
    public DateTimeOffset PreparedAt { get; init; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets a value indicating whether the file says that it is a test.</summary>
    public bool IsTest { get; init; }

    /// <summary>Gets the version of the messages: D96A, 004010. Null: those.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the character set of EDIFACT: UNOA, UNOB, UNOC (ISO 8859-1), UNOW or UNOY (UTF-8). The default is UNOW, which has every character.</summary>
    public string Syntax { get; init; } = "UNOW";

    /// <summary>Gets the version of the EDIFACT syntax, 3 or 4. The default is 4.</summary>
    [Range(3, 4)]
    public int SyntaxVersion { get; init; } = 4;

    /// <summary>Gets a value indicating whether an EDIFACT file begins with the service string advice UNA.</summary>
    public bool HasAdvice { get; init; } = true;

    /// <summary>Gets a value indicating whether a line break follows every segment.</summary>
    public bool HasLineBreaks { get; init; }

    /// <summary>Gets how many losses are kept; the rest is counted. The default is 10,000.</summary>
    [Range(0, int.MaxValue)]
    public int MaxLosses { get; init; } = 10_000;
}
