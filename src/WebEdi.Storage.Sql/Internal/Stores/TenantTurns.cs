using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The order in which tenants are asked for work: each time another one is first, so that a busy one does not keep the others waiting.</summary>
internal sealed class TenantTurns
{
    private int _turn;

    public async Task<IReadOnlyList<string?>> NextAsync(SqlDatabase database, CancellationToken cancellationToken)
    {
        IReadOnlyList<string?> tenants = await database.ListTenantsAsync(cancellationToken).ConfigureAwait(false);
        if (tenants.Count < 2)
            return tenants;

        int first = (int)((uint)Interlocked.Increment(ref _turn) % tenants.Count);
        return [.. tenants.Skip(first), .. tenants.Take(first)];
    }
}
