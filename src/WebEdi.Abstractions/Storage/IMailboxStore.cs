namespace WebEdi.Storage;

/// <summary>Mails that were captured instead of sent.</summary>
public interface IMailboxStore
{
    /// <summary>Keeps a mail; a known id is not kept again.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveAsync(CapturedMail mail, CancellationToken cancellationToken = default);

    /// <summary>Lists mails, newest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1-200.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page.</returns>
    Task<Page<CapturedMail>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default);

    /// <summary>Finds a mail.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The mail, or null.</returns>
    Task<CapturedMail?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default);
}

/// <summary>A captured mail.</summary>
/// <param name="Id">The effect's id.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="At">When, UTC.</param>
/// <param name="To">The recipients.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The plain text part.</param>
/// <param name="Html">The HTML part.</param>
public sealed record CapturedMail(string Id, string Tenant, DateTimeOffset At, IReadOnlyList<string> To, string Subject, string Text, string Html);

/// <summary>The security log: append-only.</summary>
public interface IAuditStore
{
    /// <summary>Appends an event.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Lists events, newest first.</summary>
    /// <param name="tenant">The tenant; empty for events without one.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1-200.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page.</returns>
    Task<Page<AuditEntry>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default);
}

/// <summary>An event of the security log.</summary>
/// <param name="Tenant">The tenant; empty when there is none (a failed sign-in).</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Source">The client address.</param>
/// <param name="Action">What: sign-in, sign-in-refused, sign-out, export, print, key-created, key-used, map-saved, ...</param>
/// <param name="Target">On what.</param>
/// <param name="Succeeded">With what result.</param>
public sealed record AuditEntry(string Tenant, DateTimeOffset At, string Actor, string? Source, string Action, string? Target, bool Succeeded);
