using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Sending;
using WebEdi.Engine.Writing;
using WebEdi.Storage;
using WebEdi.Transports;

namespace WebEdi.Engine;

/// <summary>Makes the files that hand replies to the buyer's system through an out-folder: what no earlier file has, once.</summary>
internal sealed class ReplyFiles(IEdiStore store, MapLibrary maps, PartnerLibrary partners, TimeProvider time, ILogger<ReplyFiles> logger)
{
    private const int MaxReplies = 1_000;

    /// <summary>Makes the next file of a folder.</summary>
    /// <returns>What to keep; null: earlier files have everything.</returns>
    /// <exception cref="EdiSetupException">The map cannot be used, or the file cannot be addressed.</exception>
    public async Task<byte[]?> MakeAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        ReplyFilePayload payload = Payload(claim);
        ReplyForm form = await FindFormAsync(claim.Entry.Tenant, payload.Map, payload.Partner, cancellationToken).ConfigureAwait(false);

        // There is an effect for every reply, so that files of one reply come to an end too.
        int most = form.IsOneAFile ? 1 : MaxReplies;
        ReplyFeedPage page = await store.Replies.ReadFeedAsync(claim.Entry.Tenant, null, Consumer(payload.Folder), most, cancellationToken).ConfigureAwait(false);
        if (page.Items.Count == 0)
            return null;

        using MemoryStream bytes = new();
        IReadOnlyList<Diagnostic> lost = await form.WriteAsync(page.Items, bytes, cancellationToken).ConfigureAwait(false);

        if (lost.FirstOrDefault(d => d.Severity == Severity.Error) is { } wrong)
            throw new EdiSetupException($"The map '{payload.Map}' cannot carry the replies: {wrong}");

        // The range names the file: a repeated attempt writes the same file again, never a second one.
        string name = string.Create(CultureInfo.InvariantCulture, $"replies-{page.Items[0].Position:D10}-{page.Items[^1].Position:D10}{form.Extension}");
        if (lost.Count > 0)
            logger.ReplyFileLossy(name, lost.Count);
        return JsonSerializer.SerializeToUtf8Bytes(new KeptFile(name, bytes.ToArray(), time.GetUtcNow(), page.Items[^1].Position), SendingJson.Default.KeptFile);
    }

    /// <summary>Reads a kept file.</summary>
    public static (OutboundMessage Message, long Last) Read(OutboxClaim claim, byte[] content)
    {
        KeptFile file = JsonSerializer.Deserialize(content, SendingJson.Default.KeptFile)!;
        return (
            new OutboundMessage
            {
                EffectId = claim.Entry.Id,
                Tenant = claim.Entry.Tenant,
                Recipients = [Payload(claim).Folder],
                Subject = file.FileName,
                Content = file.Content,
                Date = file.Date,
            },
            file.LastPosition);
    }

    /// <summary>Records that the file lies in the folder.</summary>
    public Task AcknowledgeAsync(OutboxClaim claim, string folder, long last, CancellationToken cancellationToken) =>
        store.Replies.AcknowledgeAsync(claim.Entry.Tenant, Consumer(folder), last, TraceStep.Exported, time.GetUtcNow(), "outbox", cancellationToken);

    /// <summary>Finds how a map writes replies for a partner.</summary>
    /// <exception cref="EdiSetupException">There is none of that name that writes replies, or the partner's profile cannot be used.</exception>
    public async Task<ReplyForm> FindFormAsync(string tenant, string? name, string? partner, CancellationToken cancellationToken)
    {
        TenantProfile? profile = await store.Tenants.FindAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (name is null)
            return ReplyForm.Of(null, tenant, profile, InterchangeProfile.None);

        StoredMap stored = await maps.FindCurrentAsync(tenant, name, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiSetupException($"There is no map '{name}'.");
        (Result<CompiledMap> map, _) = await maps.CompileAsync(stored, null, null, cancellationToken).ConfigureAwait(false);
        return map.Value is { } found
            ? ReplyForm.Of(found, tenant, profile, await FindInterchangeAsync(tenant, partner ?? PartnerName.Core, cancellationToken).ConfigureAwait(false))
            : throw new EdiSetupException($"The map '{name}' cannot be used: {map.Diagnostics[0]}");
    }

    private async Task<InterchangeProfile> FindInterchangeAsync(string tenant, string partner, CancellationToken cancellationToken)
    {
        if (await partners.FindAsync(tenant, partner, cancellationToken).ConfigureAwait(false) is not { } profile)
            return InterchangeProfile.None;

        return profile.Value?.Interchange ?? throw new EdiSetupException($"The profile of {partner} cannot be used: {profile.Diagnostics[0]}");
    }

    private static string Consumer(string folder) => folder.Length == 0 ? "folder" : $"folder:{folder}";

    private static ReplyFilePayload Payload(OutboxClaim claim) =>
        JsonSerializer.Deserialize(claim.Entry.Payload, SendingJson.Default.ReplyFilePayload)!;
}
