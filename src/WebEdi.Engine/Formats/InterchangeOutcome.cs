using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>What came of reading one interchange: what an acknowledgement tells its sender.</summary>
/// <param name="Envelope">The interchange's header.</param>
/// <param name="Diagnostics">What was found in it outside of messages.</param>
/// <param name="Messages">Its messages, in the order of the file.</param>
internal sealed record InterchangeOutcome(Envelope Envelope, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<MessageOutcome> Messages)
{
    /// <summary>Puts together what a reading handed out.</summary>
    /// <param name="messages">The messages, in the order of the file.</param>
    /// <param name="outside">What was found outside of them.</param>
    /// <returns>One entry per interchange that has a message.</returns>
    public static IReadOnlyList<InterchangeOutcome> Of(IReadOnlyList<MessageOutcome> messages, IReadOnlyList<Diagnostic> outside)
    {
        List<List<MessageOutcome>> interchanges = [];
        foreach (MessageOutcome message in messages)
        {
            if (interchanges.Count == 0 || !IsSame(interchanges[^1][0].Envelope, message.Envelope))
                interchanges.Add([]);
            interchanges[^1].Add(message);
        }

        // A fault belongs to the last interchange whose first message begins before it; what comes before all of them to the first.
        List<Diagnostic>[] faults = [.. interchanges.Select(_ => new List<Diagnostic>())];
        foreach (Diagnostic fault in outside)
        {
            int owner = interchanges.Count - 1;
            while (owner > 0 && interchanges[owner][0].Offset > fault.Position.Offset)
                owner--;
            if (owner >= 0)
                faults[owner].Add(fault);
        }

        return [.. interchanges.Select((own, i) => new InterchangeOutcome(own[0].Envelope, faults[i], own))];
    }

    private static bool IsSame(Envelope a, Envelope b) => (a.InterchangeReference, a.Sender, a.Receiver) == (b.InterchangeReference, b.Sender, b.Receiver);
}

/// <summary>What came of one message.</summary>
/// <param name="Envelope">Its header and what stands around it.</param>
/// <param name="Offset">The byte of the file at which it begins.</param>
/// <param name="Diagnostics">What was found in it.</param>
internal sealed record MessageOutcome(Envelope Envelope, long Offset, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Gets a value indicating whether it must not be taken.</summary>
    public bool IsRejected => Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Gets the outcome of a message as a reader handed it out.</summary>
    public static MessageOutcome Of(MessageTree tree) => new(tree.Envelope, tree.PositionOf(tree.Count > 1 ? 1 : 0).Offset, tree.Diagnostics);
}
