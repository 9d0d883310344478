using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>What came of reading one interchange: what an acknowledgement tells its sender.</summary>
/// <param name="Envelope">The interchange's header.</param>
/// <param name="Diagnostics">What was found in it outside of messages.</param>
/// <param name="Messages">Its messages, in the order of the file.</param>
internal sealed record InterchangeOutcome(Envelope Envelope, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<MessageOutcome> Messages)
{
    /// <summary>Gets a value indicating whether nothing of it is taken although something was meant to be.</summary>
    public bool IsRejected => Messages.Count > 0 ? Messages.All(m => m.IsRejected) : Diagnostics.Any(d => d.Severity == Severity.Error);
}

/// <summary>What came of one message.</summary>
/// <param name="Envelope">Its header and what stands around it.</param>
/// <param name="Diagnostics">What was found in it.</param>
internal sealed record MessageOutcome(Envelope Envelope, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Gets a value indicating whether it must not be taken.</summary>
    public bool IsRejected => Diagnostics.Any(d => d.Severity == Severity.Error);
}
