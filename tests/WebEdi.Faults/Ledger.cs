using System.Collections.Concurrent;

namespace WebEdi.Faults;

/// <summary>What the world outside knows: what was sent and acknowledged, what arrived as mail, what was answered, what was pulled. It outlives every host.</summary>
internal sealed class Ledger
{
    /// <summary>Gets the files that were begun to be sent, by their names.</summary>
    public ConcurrentDictionary<string, SentFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the mails whose final dot arrived.</summary>
    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>Gets the answers that a supplier was told to be stored: order and line, with when he was told, UTC.</summary>
    public ConcurrentDictionary<(string Order, string Line), DateTime> Answers { get; } = new();

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

internal sealed record SentOrder(string Number, string Supplier, IReadOnlyList<SentLine> Lines);

internal sealed record SentLine(string Number, string Item, decimal Quantity);

/// <summary>A mail.</summary>
/// <param name="MessageId">Its identity.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Orders">The order numbers in it.</param>
/// <param name="ReplyWasLost">Whether the sender was not told that it arrived.</param>
/// <param name="At">When its final dot arrived.</param>
internal sealed record ReceivedMail(string MessageId, string Recipient, IReadOnlyList<string> Orders, bool ReplyWasLost, DateTime At);

internal sealed record PulledReply(string Order, IReadOnlyList<string> Lines);
