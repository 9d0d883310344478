using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class PartnersModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal IReadOnlyList<StoredPartner> Partners { get; private set; } = [];

    public async Task OnGetAsync() => Partners = await Store.Tenants.ListPartnersAsync(Scope.Tenant, Aborted).ConfigureAwait(false);
}
