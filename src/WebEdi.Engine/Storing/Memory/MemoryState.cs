using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

/// <summary>Everything that the in-memory store holds. Rooms touch it inside <see cref="Locked{T}"/> only; the records in it are immutable.</summary>
internal sealed class MemoryState(TimeProvider clock)
{
    private readonly Lock _lock = new();

    public List<MemoryReceipt> Receipts { get; } = [];

    public Dictionary<(string Tenant, string Partner, string TransportId), MemoryReceipt> TransportKeys { get; } = [];

    public Dictionary<(string Tenant, string Partner, string Hash), MemoryReceipt> ContentKeys { get; } = [];

    public Dictionary<(string Tenant, string Number), MemoryOrder> Orders { get; } = [];

    public Dictionary<string, List<ReplyFeedItem>> Feeds { get; } = [];

    public Dictionary<(string Tenant, string Consumer), long> Consumers { get; } = [];

    public Dictionary<(string Tenant, string Supplier, string Key), DateTimeOffset> SubmitKeys { get; } = [];

    public List<MemoryNote> Notes { get; } = [];

    public Dictionary<(string Tenant, string Supplier), long> NoteNumbers { get; } = [];

    public List<MemoryEffect> OutboxEntries { get; } = [];

    public HashSet<(string Tenant, string Id)> OutboxIds { get; } = [];

    /// <summary>Gets or sets why nothing leaves; null: it does.</summary>
    public string? Hold { get; set; }

    /// <summary>Gets or sets when old rows were removed last, or that was thought of.</summary>
    public DateTimeOffset? CleanedAt { get; set; }

    public Dictionary<string, TenantProfile> Tenants { get; } = [];

    public Dictionary<(string Tenant, string Code), SupplierProfile> Suppliers { get; } = [];

    public List<StoredMap> Maps { get; } = [];

    public List<StoredPartner> Partners { get; } = [];

    public List<(StoredTable Table, string? Content)> Tables { get; } = [];

    public Dictionary<(string Tenant, string Name, string Culture), string> Templates { get; } = [];

    public Dictionary<string, Account> Accounts { get; } = [];

    public Dictionary<string, StoredSession> Sessions { get; } = [];

    public Dictionary<(string Tenant, string Id), ApiKey> ApiKeys { get; } = [];

    public OrderedDictionary<string, string> ProtectionKeys { get; } = [];

    public Dictionary<string, OneTimeToken> Tokens { get; } = [];

    public List<CapturedMail> Mails { get; } = [];

    public List<AuditEntry> Audit { get; } = [];

    public List<TraceEvent> Trace { get; } = [];

    /// <summary>Gets the feed's epoch: this store never survives a restore, so one for its life.</summary>
    public string Epoch { get; } = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    public DateTimeOffset Now => clock.GetUtcNow();

    public Task<T> Locked<T>(Func<T> work)
    {
        lock (_lock)
            return Task.FromResult(work());
    }

    public Task Locked(Action work)
    {
        lock (_lock)
            work();
        return Task.CompletedTask;
    }

    public void Enqueue(string tenant, IReadOnlyList<OutboxEntry> entries)
    {
        foreach (OutboxEntry entry in entries)
        {
            if (OutboxIds.Add((tenant, entry.Id)))
                OutboxEntries.Add(new MemoryEffect(entry));
        }
    }

    /// <summary>What a write carries must belong to the tenant that it is made for.</summary>
    public static void MustBelong(string tenant, IReadOnlyList<TraceEvent> trace, IReadOnlyList<OutboxEntry> outbox)
    {
        if (trace.Any(t => t.Tenant != tenant) || outbox.Any(e => e.Tenant != tenant))
            throw new ArgumentException($"A step or an effect belongs to another tenant than '{tenant}'.");
    }

    /// <summary>The form in which texts are searched: width and case folded; what is stored stays as received.</summary>
    /// <remarks>Half a surrogate pair cannot be normalized; the round trip makes it the replacement character.</remarks>
    public static string Fold(string? text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? "")).Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>The words of a question; each must be found.</summary>
    public static string[] Words(string? text) =>
        Fold(text is { Length: > 200 } ? text[..200] : text).Split((char[]?)null, 8, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static Page<T> Cut<T>(IEnumerable<T> rows, int page, int pageSize, int maxPageSize = 200)
    {
        int size = Math.Clamp(pageSize, 1, maxPageSize);
        List<T> all = [.. rows];
        return new Page<T>([.. all.Skip((int)Math.Min(int.MaxValue, (Math.Max(page, 1) - 1L) * size)).Take(size)], all.Count);
    }
}

internal sealed class MemoryReceipt(Receipt receipt, byte[] content)
{
    public Receipt Receipt { get; set; } = receipt;

    public byte[] Content { get; } = content;

    public DateTimeOffset DueAt { get; set; } = receipt.File.ReceivedAt;

    public DateTimeOffset? LeaseUntil { get; set; }

    public long ClaimNumber { get; set; }

    public long Checkpoint { get; set; }

    public List<MessageResult> Results { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public string Tenant => Receipt.File.Tenant;

    public bool IsWork => !Receipt.IsFinished;
}

internal sealed class MemoryNote(string tenant, string supplier, DespatchAdvice advice)
{
    public string Tenant { get; } = tenant;

    public string Supplier { get; } = supplier;

    public DespatchAdvice Advice { get; } = advice;

    public int Prints { get; set; }
}

internal sealed class MemoryEffect(OutboxEntry entry)
{
    public OutboxEntry Entry { get; set; } = entry;

    public OutboxState State { get; set; }

    public DateTimeOffset DueAt { get; set; } = entry.DueAt;

    public DateTimeOffset FirstDueAt { get; set; } = entry.DueAt;

    /// <summary>Gets or sets since when it waits for its next attempt.</summary>
    public DateTimeOffset? PutOffAt { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public long ClaimNumber { get; set; }

    public int Attempt { get; set; }

    public bool WasHandingOver { get; set; }

    /// <summary>Gets or sets who holds it, or died while he did.</summary>
    public string? Owner { get; set; }

    public int Deaths { get; set; }

    public byte[]? Content { get; set; }

    public string? Reason { get; set; }

    public bool IsWork => State is OutboxState.Queued or OutboxState.HandingOver;
}
