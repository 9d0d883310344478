using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class SuppliersModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal IReadOnlyList<SupplierProfile> Suppliers { get; private set; } = [];

    public async Task OnGetAsync() => Suppliers = await Store.Tenants.ListSuppliersAsync(Scope.Tenant, Aborted).ConfigureAwait(false);
}
