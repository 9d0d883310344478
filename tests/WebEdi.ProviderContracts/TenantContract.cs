using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class TenantContract : StoreContract
{
    [Fact]
    public async Task Tenants_are_kept_whole()
    {
        TenantProfile profile = new()
        {
            Id = Acme,
            Buyer = new Party { Code = "", Name = "㈱アクメ", RegistrationNumber = "T1234567890123" },
            Rounding = RoundingRule.HalfUp,
            StandardTaxRate = 10.0m,
            RefuseUnknownSuppliers = true,
            ReplyReasons = new Dictionary<string, string> { ["01"] = "在庫なし" },
        };
        await Store.Tenants.SaveAsync(new TenantProfile { Id = Acme, Buyer = new Party { Code = "" } }, Token);
        await Store.Tenants.SaveAsync(profile, Token);
        await Store.Tenants.SaveAsync(new TenantProfile { Id = "aaa", Buyer = new Party { Code = "" } }, Token);

        TenantProfile found = (await Store.Tenants.FindAsync(Acme, Token))!;

        Assert.Equal(profile with { ReplyReasons = found.ReplyReasons }, found);
        Assert.Equal("在庫なし", found.ReplyReasons["01"]);
        Assert.Equal(["aaa", Acme], (await Store.Tenants.ListAsync(Token)).Select(t => t.Id));
        Assert.Null(await Store.Tenants.FindAsync("none", Token));
    }

    [Fact]
    public async Task S28_Suppliers_belong_to_one_tenant()
    {
        await Store.Tenants.SaveSupplierAsync(Supplier("S1") with { MailAddresses = ["a@example.jp", "b@example.jp"], Culture = "en" }, Token);
        await Store.Tenants.SaveSupplierAsync(Supplier("0012"), Token);

        Assert.Equal(["0012", "S1"], (await Store.Tenants.ListSuppliersAsync(Acme, Token)).Select(s => s.Party.Code));
        Assert.Empty(await Store.Tenants.ListSuppliersAsync(Other, Token));
        Assert.Empty(await Store.Tenants.FindSuppliersAsync(Other, ["S1"], Token));
        IReadOnlyDictionary<string, SupplierProfile> found = await Store.Tenants.FindSuppliersAsync(Acme, ["S1", "S1", "none"], Token);
        Assert.Equal(["a@example.jp", "b@example.jp"], Assert.Single(found).Value.MailAddresses);
    }

    [Fact]
    public async Task A_known_supplier_is_not_overwritten_by_a_file()
    {
        await Store.Tenants.SaveSupplierAsync(Supplier("S1") with { MailAddresses = ["kept@example.jp"] }, Token);
        ReceiptClaim claim = await ClaimNewAsync();

        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, []) with { NewSuppliers = [Supplier("S1"), Supplier("S9")] }, Token);

        Assert.Equal(["kept@example.jp"], (await Store.Tenants.FindSuppliersAsync(Acme, ["S1"], Token))["S1"].MailAddresses);
        Assert.Equal(2, (await Store.Tenants.ListSuppliersAsync(Acme, Token)).Count);
    }

    [Fact]
    public async Task Maps_have_versions()
    {
        StoredMap first = await Store.Tenants.SaveMapAsync(Acme, "orders", "{}", Now, "a", Token);
        StoredMap same = await Store.Tenants.SaveMapAsync(Acme, "orders", "{}", Now.AddHours(1), "b", Token);
        StoredMap second = await Store.Tenants.SaveMapAsync(Acme, "orders", "{ }", Now, "a", Token);
        await Store.Tenants.SaveMapAsync(Acme, "abc", "{}", Now, "a", Token);

        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal(first, same);
        Assert.Equal(first, await Store.Tenants.FindMapAsync(Acme, "orders", 1, Token));
        Assert.Equal(second, await Store.Tenants.FindMapAsync(Acme, "orders", null, Token));
        Assert.Null(await Store.Tenants.FindMapAsync(Acme, "orders", 3, Token));
        Assert.Null(await Store.Tenants.FindMapAsync(Other, "orders", null, Token));
        Assert.Equal([("abc", 1), ("orders", 2)], (await Store.Tenants.ListMapsAsync(Acme, Token)).Select(m => (m.Name, m.Version)));
        Assert.Empty(await Store.Tenants.ListMapsAsync(Other, Token));
    }

    [Fact]
    public async Task Profiles_of_partners_have_versions_and_belong_to_one_tenant()
    {
        StoredPartner first = await Store.Tenants.SavePartnerAsync(Acme, "core", "{}", Now, "a", Token);
        StoredPartner same = await Store.Tenants.SavePartnerAsync(Acme, "core", "{}", Now.AddHours(1), "b", Token);
        StoredPartner second = await Store.Tenants.SavePartnerAsync(Acme, "core", "{ \"map\": \"品番\" }", Now, "b", Token);
        await Store.Tenants.SavePartnerAsync(Acme, "abc", "{}", Now, "a", Token);
        StoredPartner foreign = await Store.Tenants.SavePartnerAsync(Other, "core", "{ }", Now, "c", Token);

        Assert.Equal((1, 2, 1), (first.Version, second.Version, foreign.Version));
        Assert.Equal(first, same);
        Assert.Equal(first, await Store.Tenants.FindPartnerAsync(Acme, "core", 1, Token));
        Assert.Equal(second, await Store.Tenants.FindPartnerAsync(Acme, "core", null, Token));
        Assert.Null(await Store.Tenants.FindPartnerAsync(Acme, "core", 3, Token));
        Assert.Null(await Store.Tenants.FindPartnerAsync(Other, "abc", null, Token));
        Assert.Equal([("abc", 1), ("core", 2)], (await Store.Tenants.ListPartnersAsync(Acme, Token)).Select(p => (p.Partner, p.Version)));
        Assert.Equal(foreign, Assert.Single(await Store.Tenants.ListPartnersAsync(Other, Token)));
    }

    [Fact]
    public async Task Tables_have_versions_belong_to_one_tenant_and_stay_readable_when_they_are_deleted()
    {
        StoredTable first = await Store.Tenants.SaveTableAsync(Acme, "items", "a,b\n1,2\n", Now, "a", Token);
        StoredTable same = await Store.Tenants.SaveTableAsync(Acme, "items", "a,b\n1,2\n", Now.AddHours(1), "b", Token);
        StoredTable second = await Store.Tenants.SaveTableAsync(Acme, "items", "a,b\n1,品\n", Now, "b", Token);
        await Store.Tenants.SaveTableAsync(Acme, "abc", "a\n", Now, "a", Token);
        StoredTable foreign = await Store.Tenants.SaveTableAsync(Other, "items", "x\n", Now, "c", Token);

        Assert.Equal((1, 2, 1), (first.Version, second.Version, foreign.Version));
        Assert.Equal(first, same);
        Assert.Equal(StoredTable.HashOf("a,b\n1,品\n"), second.Hash);
        Assert.Equal(first, await Store.Tenants.FindTableAsync(Acme, "items", 1, Token));
        Assert.Equal(second, await Store.Tenants.FindTableAsync(Acme, "items", null, Token));
        Assert.Equal("a,b\n1,品\n", await Store.Tenants.ReadTableAsync(Acme, "items", 2, Token));
        Assert.Null(await Store.Tenants.ReadTableAsync(Other, "abc", 1, Token));
        Assert.Null(await Store.Tenants.FindTableAsync(Acme, "items", 3, Token));
        Assert.Equal([("abc", 1), ("items", 2)], (await Store.Tenants.ListTablesAsync(Acme, Token)).Select(t => (t.Name, t.Version)));

        StoredTable deleted = await Store.Tenants.SaveTableAsync(Acme, "items", null, Now, "d", Token);
        Assert.True(deleted.IsDeleted);
        Assert.Equal(deleted, await Store.Tenants.FindTableAsync(Acme, "items", null, Token));
        Assert.Null(await Store.Tenants.ReadTableAsync(Acme, "items", 3, Token));
        Assert.Equal("a,b\n1,2\n", await Store.Tenants.ReadTableAsync(Acme, "items", 1, Token));
        Assert.Equal("abc", Assert.Single(await Store.Tenants.ListTablesAsync(Acme, Token)).Name);
        Assert.Equal(4, (await Store.Tenants.SaveTableAsync(Acme, "items", "a\n", Now, "e", Token)).Version);
    }

    [Fact]
    public async Task Templates_are_replaced_and_removed()
    {
        await Store.Tenants.SaveTemplateAsync(Acme, "supplier-notice", "ja", "one", Now, "a", Token);
        await Store.Tenants.SaveTemplateAsync(Acme, "supplier-notice", "ja", "two", Now, "a", Token);

        Assert.Equal("two", await Store.Tenants.FindTemplateAsync(Acme, "supplier-notice", "ja", Token));
        Assert.Null(await Store.Tenants.FindTemplateAsync(Acme, "supplier-notice", "en", Token));
        Assert.Null(await Store.Tenants.FindTemplateAsync(Other, "supplier-notice", "ja", Token));
        await Store.Tenants.SaveTemplateAsync(Acme, "supplier-notice", "ja", null, Now, "a", Token);
        Assert.Null(await Store.Tenants.FindTemplateAsync(Acme, "supplier-notice", "ja", Token));
    }

    private static SupplierProfile Supplier(string code) => new() { Tenant = Acme, Party = new Party { Code = code, Name = $"取引先 {code}" } };
}
