using System.Collections.Concurrent;

namespace WebEdi.Faults;

/// <summary>What the world outside knows: what was sent and acknowledged, what arrived as mail, what was answered, what was pulled. It outlives every host.</summary>
internal sealed class Ledger
{
    /// <summary>Gets the files that were begun to be sent, by their names.</summary>
    public ConcurrentDictionary<string, SentFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the mails whose final dot arrived.</summary>
    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>Gets the answers that a supplier was told to be stored: order, revision and line, with when he was told, UTC.</summary>
    public ConcurrentDictionary<(string Order, int Revision, string Line), DateTime> Answers { get; } = new();

    /// <summary>Gets the orders whose supplier was told that his answer to a revision is not stored, because the buyer had changed it.</summary>
    public ConcurrentDictionary<(string Order, int Revision), bool> Refused { get; } = new();

    /// <summary>Gets what was shown of an order that is older than what was shown of it before, or is not what was sent.</summary>
    public ConcurrentQueue<string> Reversals { get; } = new();

    /// <summary>Gets the answers that were taken although their supplier's page was older than what had been shown.</summary>
    public ConcurrentQueue<string> Stale { get; } = new();

    /// <summary>Gets the replies that were pulled, by their identities, with how often.</summary>
    public ConcurrentDictionary<string, PulledReply> Replies { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets when hosts were killed, and from when to when they were frozen or cut off from their store.</summary>
    public ConcurrentQueue<Trouble> Troubles { get; } = new();

    /// <summary>Gets when a clock was set: leases may have ended too early or too late.</summary>
    public ConcurrentQueue<DateTime> Steps { get; } = new();

    /// <summary>Gets what did not come to its end although it was begun again.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Gets what contradicts itself on the way: a reply under two positions, two receipts for one file.</summary>
    public ConcurrentQueue<string> Contradictions { get; } = new();

    /// <summary>Finds the highest revision of an order that anybody was shown; -1: none.</summary>
    public int Shown(string order) => _shown.GetValueOrDefault(order, -1);

    /// <summary>Writes down that somebody was shown a revision.</summary>
    /// <param name="order">The order.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="before">What had been shown when he began to ask.</param>
    /// <param name="where">Where it was shown.</param>
    public void Show(string order, int revision, int before, string where)
    {
        if (revision < before)
            Reversals.Enqueue($"{where} shows revision {revision} of {order} after revision {before}");
        _shown.AddOrUpdate(order, revision, (_, known) => Math.Max(known, revision));
    }

    private readonly ConcurrentDictionary<string, int> _shown = new(StringComparer.Ordinal);

    /// <summary>Waits until files that are sent from now on are taken, suppliers are told of them and answer.</summary>
    /// <param name="files">How many files.</param>
    /// <returns>False: that takes too long.</returns>
    public async Task<bool> GoesOnAsync(int files)
    {
        HashSet<string> before = [.. Files.Keys];
        int answers = Answers.Count;
        try
        {
            await Until.FoundAsync("the end of more files", () =>
            {
                HashSet<string> told = [.. Mails.SelectMany(m => m.Orders)];
                int done = Files.Values.Count(f => !before.Contains(f.Name) && f.IsAcknowledged && f.Orders.All(o => told.Contains(o.Number)));
                return Task.FromResult(done >= files && Answers.Count > answers ? this : null);
            });
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>Something that keeps a host from writing down what it did.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when.</param>
internal sealed record Trouble(DateTime From, DateTime To)
{
    /// <summary>Makes one of a moment.</summary>
    public static Trouble Now => new(DateTime.UtcNow, DateTime.UtcNow);

    /// <summary>Makes one that lasts until now.</summary>
    public static Trouble Since(DateTime from) => new(from, DateTime.UtcNow);
}

/// <summary>A file of the buyer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Orders">Its orders: number, supplier and lines.</param>
internal sealed record SentFile(string Name, IReadOnlyList<SentOrder> Orders)
{
    /// <summary>Gets the receipts that were named in answers; more than one is a contradiction.</summary>
    public ConcurrentDictionary<string, bool> Receipts { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets when it was first acknowledged, UTC; null: it was not.</summary>
    public DateTime? AcknowledgedAt { get; set; }

    /// <summary>Gets a value indicating whether it was acknowledged.</summary>
    public bool IsAcknowledged => AcknowledgedAt is not null;
}

/// <summary>What a file says of an order.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Revision">Its revision; 0 is the first issue.</param>
/// <param name="IsCancelled">Whether this revision cancels it.</param>
/// <param name="Supplier">Its supplier, the same in all revisions.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SentOrder(string Number, int Revision, bool IsCancelled, string Supplier, IReadOnlyList<SentLine> Lines);

internal sealed record SentLine(string Number, string Item, decimal Quantity);

/// <summary>A mail.</summary>
/// <param name="MessageId">Its identity.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Orders">The order numbers in it.</param>
/// <param name="ReplyWasLost">Whether the sender was not told that it arrived.</param>
/// <param name="At">When its final dot arrived.</param>
internal sealed record ReceivedMail(string MessageId, string Recipient, IReadOnlyList<string> Orders, bool ReplyWasLost, DateTime At);

/// <summary>A reply that was pulled.</summary>
/// <param name="Order">The order.</param>
/// <param name="Revision">The revision that it says it answers.</param>
/// <param name="Place">How many replies came before it when it came first.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record PulledReply(string Order, int Revision, int Place, IReadOnlyList<PulledLine> Lines);

/// <summary>A line of a reply.</summary>
/// <param name="Number">The line.</param>
/// <param name="Version">1 for the first reply to it.</param>
/// <param name="Item">What is said to have been ordered.</param>
/// <param name="Ordered">How much is said to have been ordered.</param>
/// <param name="Promised">How much is promised.</param>
internal sealed record PulledLine(string Number, int Version, string Item, decimal Ordered, decimal Promised);
