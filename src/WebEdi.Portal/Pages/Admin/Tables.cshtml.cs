using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class TablesModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal IReadOnlyList<StoredTable> Tables { get; private set; } = [];

    public async Task OnGetAsync() => Tables = await Store.Tenants.ListTablesAsync(Scope.Tenant, Aborted).ConfigureAwait(false);
}
