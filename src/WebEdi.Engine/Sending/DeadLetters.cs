using System.Text.Json;
using WebEdi.Storage;

namespace WebEdi.Engine.Sending;

/// <summary>What people do with effects that were given up; every change is in the security log.</summary>
internal sealed class DeadLetters(IEdiStore store, StoreGate gate, WorkSignal signal, TimeProvider time)
{
    private const int MaxPayload = 1024 * 1024;

    public async Task<bool> RedriveAsync(string tenant, string effectId, string actor, CancellationToken cancellationToken)
    {
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        if (!await store.Outbox.RedriveAsync(tenant, effectId, cancellationToken).ConfigureAwait(false))
            return false;

        await AuditAsync(tenant, effectId, actor, "effect-redriven").ConfigureAwait(false);
        signal.EffectsAreDue();
        return true;
    }

    public async Task<bool> EditAsync(string tenant, string effectId, string payload, string actor, CancellationToken cancellationToken)
    {
        Check(payload);
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        if (!await store.Outbox.EditAsync(tenant, effectId, payload, cancellationToken).ConfigureAwait(false))
            return false;

        await AuditAsync(tenant, effectId, actor, "effect-edited").ConfigureAwait(false);
        return true;
    }

    public async Task<bool> DropAsync(string tenant, string effectId, string actor, CancellationToken cancellationToken)
    {
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        if (!await store.Outbox.DropAsync(tenant, effectId, cancellationToken).ConfigureAwait(false))
            return false;

        await AuditAsync(tenant, effectId, actor, "effect-dropped").ConfigureAwait(false);
        return true;
    }

    private static void Check(string payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Length > MaxPayload)
            throw new ArgumentException($"The payload has {payload.Length} characters; at most {MaxPayload} are taken.", nameof(payload));

        try
        {
            using JsonDocument parsed = JsonDocument.Parse(payload);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
                throw new ArgumentException("The payload is no JSON object.", nameof(payload));
        }
        catch (JsonException wrong)
        {
            throw new ArgumentException($"The payload is no JSON: {wrong.Message}", nameof(payload), wrong);
        }
    }

    private Task AuditAsync(string tenant, string effectId, string actor, string action) =>
        store.Audit.AppendAsync(new AuditEntry(tenant, time.GetUtcNow(), actor, null, action, effectId, true), CancellationToken.None);
}
