using WebEdi.Storage;

namespace WebEdi.Engine.Notifying;

/// <summary>Decides which mails a published file causes: one per supplier and file, never one per line. Pure.</summary>
internal static class NoticePlanner
{
    /// <summary>Plans the notice of one supplier.</summary>
    /// <param name="receiptId">The receipt of the file; with the supplier it is the notice's identity, so that a repeat adds nothing.</param>
    /// <param name="summary">What the file brought for the supplier.</param>
    /// <param name="supplier">The supplier as far as known; recipients are looked up when the mail leaves, so that a late address still counts.</param>
    /// <param name="tenant">The buyer.</param>
    /// <param name="dueAt">When it may leave, UTC.</param>
    /// <returns>The effect, to be committed with the publication.</returns>
    public static OutboxEntry Plan(string receiptId, SupplierSummary summary, SupplierProfile? supplier, TenantProfile tenant, DateTimeOffset dueAt)
    {
        NoticePayload payload = new(
            receiptId,
            summary.Supplier,
            OneLine.Clean(supplier?.Party.Name ?? summary.Supplier, NoticeLimits.NameLength),
            OneLine.Clean(tenant.Buyer.Name ?? tenant.Buyer.Code, NoticeLimits.NameLength),
            NoticeLimits.Culture(supplier?.Culture ?? tenant.Culture),
            summary.NewOrders,
            summary.ChangedOrders,
            summary.Lines,
            summary.NearestDueDate,
            [.. summary.OrderNumbers.Take(NoticeLimits.OrderNumbers).Select(n => OneLine.Clean(n, NoticeLimits.NameLength))]);

        return new OutboxEntry
        {
            Id = $"notice:{receiptId}:{summary.Supplier}",
            Tenant = tenant.Id,
            Kind = OutboxKinds.SupplierNotice,
            Key = $"supplier:{summary.Supplier}",
            DueAt = dueAt,
            Payload = payload.Write(),
        };
    }
}

/// <summary>Bounds of a notice; a file may be huge, a mail may not.</summary>
internal static class NoticeLimits
{
    /// <summary>Order numbers named in a mail; the rest is on the portal.</summary>
    public const int OrderNumbers = 20;

    /// <summary>Characters of a name.</summary>
    public const int NameLength = 100;

    /// <summary>Characters of a subject.</summary>
    public const int SubjectLength = 200;

    /// <summary>Recipients of a notice.</summary>
    public const int Recipients = 20;

    /// <summary>Returns ja or en; everything but Japanese is served in English.</summary>
    /// <param name="culture">A culture name.</param>
    /// <returns>ja or en.</returns>
    public static string Culture(string? culture) =>
        culture is null || culture.Equals("ja", StringComparison.OrdinalIgnoreCase) || culture.StartsWith("ja-", StringComparison.OrdinalIgnoreCase) ? "ja" : "en";
}
