using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class AccountContract : StoreContract
{
    [Fact]
    public async Task Accounts_are_found_by_id_and_name()
    {
        Assert.Equal(0, await Store.Accounts.CountAsync(Token));
        Assert.True(await Store.Accounts.CreateAsync(Person("1", "a@example.jp") with { LockoutEnd = Now, AccessFailedCount = 3 }, Token));
        Assert.False(await Store.Accounts.CreateAsync(Person("2", "a@example.jp"), Token));

        Account found = (await Store.Accounts.FindByNameAsync("A@EXAMPLE.JP", Token))!;

        Assert.Equal(("1", 3, Now), (found.Id, found.AccessFailedCount, found.LockoutEnd!.Value));
        Assert.Equal(new Membership(Acme, AccountRole.Supplier, "S1"), Assert.Single(found.Memberships));
        Assert.Equal(found.SecurityStamp, (await Store.Accounts.FindAsync("1", Token))!.SecurityStamp);
        Assert.Equal(1, await Store.Accounts.CountAsync(Token));
        Assert.Null(await Store.Accounts.FindAsync("2", Token));
    }

    [Fact]
    public async Task Of_two_changes_of_the_same_version_one_wins()
    {
        await Store.Accounts.CreateAsync(Person("1", "a@example.jp"), Token);
        Account read = (await Store.Accounts.FindAsync("1", Token))!;

        bool[] won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.Accounts.UpdateAsync(read with { AccessFailedCount = i + 1 }, Token))));

        Assert.Single(won, w => w);
        Account after = (await Store.Accounts.FindAsync("1", Token))!;
        Assert.Equal(read.Version + 1, after.Version);
        await Store.Accounts.CreateAsync(Person("2", "b@example.jp"), Token);
        Assert.False(await Store.Accounts.UpdateAsync(after with { NormalizedUserName = "B@EXAMPLE.JP" }, Token));
    }

    [Fact]
    public async Task S28_People_are_listed_in_their_scope()
    {
        await Store.Accounts.CreateAsync(Person("1", "a@example.jp"), Token);
        await Store.Accounts.CreateAsync(Person("2", "b@example.jp") with { Memberships = [new Membership(Acme, AccountRole.Buyer)] }, Token);
        await Store.Accounts.CreateAsync(Person("3", "c@example.jp") with { Memberships = [new Membership(Other, AccountRole.Admin), new Membership(Acme, AccountRole.Supplier, "S2")] }, Token);

        Assert.Equal(["1", "2", "3"], (await Store.Accounts.ListAsync(Buyer, Token)).Select(a => a.Id));
        Assert.Equal(["1"], (await Store.Accounts.ListAsync(S1, Token)).Select(a => a.Id));
        Assert.Equal(["3"], (await Store.Accounts.ListAsync(new AccessScope(Other), Token)).Select(a => a.Id));
        Account third = (await Store.Accounts.FindAsync("3", Token))!;
        await Store.Accounts.UpdateAsync(third with { Memberships = [new Membership(Other, AccountRole.Admin)] }, Token);
        Assert.Empty(await Store.Accounts.ListAsync(S2, Token));
    }

    [Fact]
    public async Task S25_Sessions_end_by_time_by_hand_and_with_the_account()
    {
        await Store.Accounts.CreateAsync(Person("1", "a@example.jp"), Token);
        foreach (string key in new[] { "k1", "k2", "k3", "k4" })
            await Store.Accounts.SaveSessionAsync(Session(key), Token);

        StoredSession found = (await Store.Accounts.FindSessionAsync("k1", Now, Token))!;
        Assert.Equal(("1", Now), (found.AccountId, found.CreatedAt));
        Assert.Equal([1, 2, 3], found.Ticket);
        Assert.Null(await Store.Accounts.FindSessionAsync("k1", Now.AddMinutes(30), Token));
        Assert.True(await Store.Accounts.TouchSessionAsync("k1", Now.AddMinutes(5), Now.AddMinutes(35), Token));
        Assert.NotNull(await Store.Accounts.FindSessionAsync("k1", Now.AddMinutes(34), Token));
        await Store.Accounts.EndSessionAsync("k1", Token);
        Assert.Null(await Store.Accounts.FindSessionAsync("k1", Now, Token));
        Assert.False(await Store.Accounts.TouchSessionAsync("k1", Now, Now.AddHours(1), Token));
        Assert.Equal(2, await Store.Accounts.EndSessionsAsync("1", "k2", Token));
        Assert.NotNull(await Store.Accounts.FindSessionAsync("k2", Now, Token));
        await Store.Accounts.DeleteAsync("1", Token);
        Assert.Null(await Store.Accounts.FindSessionAsync("k2", Now, Token));
        Assert.Null(await Store.Accounts.FindAsync("1", Token));
        Assert.Empty(await Store.Accounts.ListAsync(Buyer, Token));
    }

    [Fact]
    public async Task S34_Api_keys_are_found_by_hash_and_can_be_revoked()
    {
        ApiKey key = new() { Id = "1", Tenant = Acme, Name = "ERP", SecretHash = "hash", Prefix = "we_ab", Scopes = ["orders:write"], CreatedAt = Now };
        await Store.Accounts.SaveApiKeyAsync(key, Token);
        await Store.Accounts.SaveApiKeyAsync(key with { RevokedAt = Now }, Token);

        ApiKey found = (await Store.Accounts.FindApiKeyAsync("hash", Token))!;

        Assert.Equal((Acme, "core", Now), (found.Tenant, found.Partner, found.RevokedAt!.Value));
        Assert.Equal(["orders:write"], found.Scopes);
        Assert.Null(await Store.Accounts.FindApiKeyAsync("other", Token));
        Assert.Single(await Store.Accounts.ListApiKeysAsync(Acme, Token));
        Assert.Empty(await Store.Accounts.ListApiKeysAsync(Other, Token));
    }

    [Fact]
    public async Task S34_A_use_that_is_recorded_late_does_not_revive_a_revoked_key()
    {
        ApiKey key = new() { Id = "1", Tenant = Acme, Name = "ERP", SecretHash = "hash", Prefix = "we_ab", Scopes = ["orders:write"], CreatedAt = Now };
        await Store.Accounts.SaveApiKeyAsync(key, Token);
        await Store.Accounts.SaveApiKeyAsync(key with { RevokedAt = Now.AddMinutes(2) }, Token);

        await Store.Accounts.SaveApiKeyAsync(key with { LastUsedAt = Now.AddMinutes(3) }, Token);
        await Store.Accounts.SaveApiKeyAsync(key with { LastUsedAt = Now.AddMinutes(1) }, Token);

        ApiKey found = (await Store.Accounts.FindApiKeyAsync("hash", Token))!;
        Assert.Equal((Now.AddMinutes(2), Now.AddMinutes(3)), (found.RevokedAt, found.LastUsedAt));
    }

    [Fact]
    public async Task S30_A_link_is_spent_by_exactly_one()
    {
        OneTimeToken token = new("secret", "setup", null, Now.AddHours(1));
        await Store.Accounts.SaveTokenAsync(token, Token);
        Assert.Null(await Store.Accounts.FindTokenAsync("secret", "reset", Now, Token));
        Assert.Null(await Store.Accounts.SpendTokenAsync("secret", "setup", Now.AddHours(1), Token));
        Assert.Equal(token, await Store.Accounts.FindTokenAsync("secret", "setup", Now, Token));

        OneTimeToken?[] spent = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.Accounts.SpendTokenAsync("secret", "setup", Now, Token))));

        Assert.Equal(token, Assert.Single(spent, t => t is not null));
        Assert.Null(await Store.Accounts.FindTokenAsync("secret", "setup", Now, Token));
    }

    private StoredSession Session(string key) => new(key, "1", [1, 2, 3], Now, Now, Now.AddMinutes(30));

    private static Account Person(string id, string name) => new()
    {
        Id = id,
        UserName = name,
        NormalizedUserName = name.ToUpperInvariant(),
        SecurityStamp = "stamp" + id,
        Memberships = [new Membership(Acme, AccountRole.Supplier, "S1")],
    };

    [Fact]
    public async Task Protection_keys_stay_as_they_were_first_stored()
    {
        await Store.Accounts.SaveProtectionKeyAsync("b", "<b/>", Token);
        await Store.Accounts.SaveProtectionKeyAsync("a", "<a/>", Token);
        await Store.Accounts.SaveProtectionKeyAsync("b", "<other/>", Token);

        Assert.Equal(["<b/>", "<a/>"], await Store.Accounts.ListProtectionKeysAsync(Token));
    }
}
