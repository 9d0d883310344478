using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class MapsModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal IReadOnlyList<StoredMap> Maps { get; private set; } = [];

    public async Task OnGetAsync() => Maps = await Store.Tenants.ListMapsAsync(Scope.Tenant, Aborted).ConfigureAwait(false);
}
