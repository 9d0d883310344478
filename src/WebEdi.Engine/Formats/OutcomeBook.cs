using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>Gathers, while a file is read, what its acknowledgements are made of; one interchange is kept, and the one that follows it.</summary>
/// <remarks>Acknowledgements are never acknowledged themselves: two programs would go on forever. Without sender, receiver or
/// reference there is nobody to answer.</remarks>
internal sealed class OutcomeBook
{
    private const int MaxMessages = 100_000;
    private const int MaxFaults = 100_000;

    private readonly List<Interchange> _open = [];

    /// <summary>Begins an interchange; those before it are at their end.</summary>
    /// <param name="envelope">Its header.</param>
    /// <param name="offset">The byte of the file at which it begins.</param>
    public void Begin(Envelope envelope, long offset) => _open.Add(new Interchange(envelope, offset));

    /// <summary>Adds a message, before the next one is read.</summary>
    /// <param name="message">The message.</param>
    /// <param name="further">What speaks against it beside its syntax; null: nothing.</param>
    public void Add(MessageTree message, Diagnostic? further = null)
    {
        Envelope envelope = message.Envelope;
        if (_open.Count == 0 || !_open[^1].Has(envelope))
            return;

        Interchange own = _open[^1];
        if (envelope.MessageType is "CONTRL" or "997" or "999" || envelope.GroupType is "FA")
            own.HasAcknowledgements = true;
        else if (own.Messages.Count < MaxMessages)
            own.Messages.Add(new MessageOutcome(envelope, own.Keep(further is null ? message.Diagnostics : [further, .. message.Diagnostics])));
    }

    /// <summary>Adds what was found outside of messages.</summary>
    public void Add(IReadOnlyList<Diagnostic> outside)
    {
        foreach (Diagnostic fault in outside.Where(d => d.Severity != Severity.Information))
        {
            if (_open.Count == 0)
                return;

            int owner = _open.Count - 1;
            while (owner > 0 && _open[owner].Offset > fault.Position.Offset)
                owner--;
            _open[owner].Faults.AddRange(_open[owner].Keep([fault]));
        }
    }

    /// <summary>Hands over the interchanges that are complete.</summary>
    /// <param name="all">Whether the file has ended.</param>
    public IReadOnlyList<InterchangeOutcome> Take(bool all)
    {
        int count = all ? _open.Count : Math.Max(0, _open.Count - 1);
        if (count == 0)
            return [];

        InterchangeOutcome[] complete = [.. _open.Take(count).Where(o => o.IsAnswered).Select(o => new InterchangeOutcome(o.Envelope, o.Faults, o.Messages))];
        _open.RemoveRange(0, count);
        return complete;
    }

    private sealed class Interchange(Envelope envelope, long offset)
    {
        private int _kept;

        public Envelope Envelope => envelope;

        public long Offset => offset;

        public List<MessageOutcome> Messages { get; } = [];

        public List<Diagnostic> Faults { get; } = [];

        public bool HasAcknowledgements { get; set; }

        public bool IsAnswered => envelope is { Sender: not null, Receiver: not null, InterchangeReference: not null } && IsWorthAnAnswer;

        private bool IsWorthAnAnswer => Messages.Count > 0 || (!HasAcknowledgements && Faults.Exists(d => d.Severity == Severity.Error));

        public bool Has(Envelope message) =>
            (message.InterchangeReference, message.Sender, message.Receiver) == (envelope.InterchangeReference, envelope.Sender, envelope.Receiver);

        /// <summary>Of very many faults the first of every message are enough to tell what is rejected.</summary>
        public IReadOnlyList<Diagnostic> Keep(IReadOnlyList<Diagnostic> faults)
        {
            if (_kept + faults.Count <= MaxFaults)
            {
                _kept += faults.Count;
                return faults;
            }

            return faults.FirstOrDefault(d => d.Severity == Severity.Error) is { } first ? [first] : [];
        }
    }
}
