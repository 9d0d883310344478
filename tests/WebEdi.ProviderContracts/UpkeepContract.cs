using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

/// <summary>Retention and erasure.</summary>
public abstract class UpkeepContract : StoreContract
{
    [Fact]
    public async Task G22_Old_orders_go_with_everything_that_belongs_to_them()
    {
        await FillAsync();
        Receipt old = (await Store.Inbox.ListAsync(Acme, 1, 50, Token)).Items.Single(r => r.Counts.Orders == 2);
        await AdvanceAsync(TimeSpan.FromDays(4_000));
        Receipt recent = await PublishAsync(Acme, OrderOf("NEW", lines: [LineOf("0010", due: new DateOnly(2040, 1, 1))]));
        Assert.Equal(3, (await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery(), Token)).Total);

        IReadOnlyDictionary<RetentionClass, long> removed = await CleanAsync((RetentionClass.Documents, TimeSpan.FromDays(3_900)), (RetentionClass.Files, TimeSpan.FromDays(3_900)));

        Assert.Equal(4, removed[RetentionClass.Documents]);
        Assert.Equal("NEW", Assert.Single((await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery(), Token)).Items).OrderNumber);
        Assert.Equal("NEW", Assert.Single((await Store.Documents.ListLinesAsync(S1, new OrderLineQuery(), Token)).Items).OrderNumber);
        Assert.Equal(1, (await Store.Documents.CountAsync(S1, DateOnly.FromDateTime(Now.UtcDateTime), Token)).All);
        Assert.Null(await Store.Documents.FindAsync(S1, "A", Token));
        Assert.Null(await Store.Documents.FindRevisionAsync(S1, "A", 0, Token));
        Assert.Empty(await Store.Documents.ReadTraceAsync(S1, "A", Token));
        Assert.Empty((await Store.Replies.ReadFeedAsync(Acme, 0, "core", 10, Token)).Items);
        Assert.Null(await Store.Despatches.FindAsync(S1, "DN-1", Token));
        Assert.Null(await Store.Inbox.FindAsync(Acme, old.Id, Token));
        Assert.NotNull(await Store.Inbox.FindAsync(Acme, recent.Id, Token));
        Assert.Equal(ReceiptState.Published, (await PublishAsync(Acme, OrderOf("A"))).State);
        Assert.Equal(2, (await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery(), Token)).Total);
    }

    [Fact]
    public async Task Files_are_numbered_as_they_come_and_no_number_comes_twice()
    {
        Receipt first = await PublishAsync(Acme, OrderOf("A"));
        Receipt second = await PublishAsync(Acme, OrderOf("B"));
        Receipt foreign = await PublishAsync(Other, OrderOf("A"));
        await Store.Tenants.SaveAsync(new TenantProfile { Id = Acme, Buyer = new Party { Code = "B" } }, Token);
        await AdvanceAsync(TimeSpan.FromDays(1_000));

        IReadOnlyDictionary<RetentionClass, long> removed = await CleanAsync((RetentionClass.Documents, TimeSpan.FromDays(500)), (RetentionClass.Files, TimeSpan.FromDays(500)));

        Assert.Equal(1, removed[RetentionClass.Files]);
        Assert.Equal(second.Id, Assert.Single((await Store.Inbox.ListAsync(Acme, 1, 50, Token)).Items).Id);
        Receipt third = await PublishAsync(Acme, OrderOf("C"));
        Assert.Equal((1L, 2L, 1L, 3L), (first.Number, second.Number, foreign.Number, third.Number));
    }

    [Fact]
    public async Task An_order_stays_as_long_as_something_happened_to_it_or_is_due()
    {
        await PublishAsync(Acme, OrderOf("ANSWERED"), OrderOf("OPENED"), OrderOf("DUE", lines: [LineOf("0010", due: new DateOnly(2031, 1, 1))]), OrderOf("OLD"));
        await Store.Tenants.SaveAsync(new TenantProfile { Id = Acme, Buyer = new Party { Code = "B" } }, Token);
        await AdvanceAsync(TimeSpan.FromDays(1_000));
        await SubmitAsync(S1, "k", ReplyTo("ANSWERED"));
        await Store.Documents.MarkOpenedAsync(S1, "OPENED", 0, Now, "佐藤", Token);

        IReadOnlyDictionary<RetentionClass, long> removed = await CleanAsync((RetentionClass.Documents, TimeSpan.FromDays(500)), (RetentionClass.Files, TimeSpan.FromDays(500)));

        Assert.Equal((1L, 0L), (removed[RetentionClass.Documents], removed[RetentionClass.Files]));
        Assert.Equal(["ANSWERED", "DUE", "OPENED"], (await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery { Sort = LineSort.OrderNumber }, Token)).Items.Select(o => o.OrderNumber));
    }

    [Fact]
    public async Task G12_Nothing_is_removed_by_a_clock_that_has_just_jumped()
    {
        TimeSpan day = TimeSpan.FromDays(1);
        Assert.False(await Store.Upkeep.TryTakeTurnAsync(day, Token));
        await AdvanceAsync(day);
        bool[] took = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.Upkeep.TryTakeTurnAsync(day, Token))));
        Assert.Single(took, t => t);

        await AdvanceAsync(TimeSpan.FromDays(4_000));
        Assert.False(await Store.Upkeep.TryTakeTurnAsync(day, Token));
        await SetBackAsync(TimeSpan.FromDays(4_000));
        Assert.False(await Store.Upkeep.TryTakeTurnAsync(day, Token));
        await AdvanceAsync(TimeSpan.FromHours(23));
        Assert.False(await Store.Upkeep.TryTakeTurnAsync(day, Token));
        await AdvanceAsync(TimeSpan.FromHours(2));
        Assert.True(await Store.Upkeep.TryTakeTurnAsync(day, Token));
        await AdvanceAsync(TimeSpan.FromDays(3));
        Assert.True(await Store.Upkeep.TryTakeTurnAsync(day, Token));
    }

    [Fact]
    public async Task G22_Logs_of_ten_years_never_grow_beyond_their_time()
    {
        await Store.Tenants.SaveAsync(new TenantProfile { Id = Acme, Buyer = new Party { Code = "B" } }, Token);
        for (int month = 0; month < 120; month++)
        {
            await Store.Audit.AppendAsync(new AuditEntry(Acme, Now, "a", null, "export", $"{month}", true), Token);
            await Store.Audit.AppendAsync(new AuditEntry("", Now, "a", null, "sign-in-refused", $"{month}", false), Token);
            await Store.Documents.AppendTraceAsync([new TraceEvent(Acme, "A", month, TraceStep.Opened, Now, "a")], Token);
            await Store.Mailbox.SaveAsync(new CapturedMail($"m{month}", Acme, Now, ["to@example.jp"], "s", "t", "h"), Token);
            await AdvanceAsync(TimeSpan.FromDays(30));
            if (month % 5 == 0)
                await CleanAsync((RetentionClass.Audit, TimeSpan.FromDays(400)), (RetentionClass.Trace, TimeSpan.FromDays(400)), (RetentionClass.Outbox, TimeSpan.FromDays(400)));
            Assert.InRange((await Store.Audit.ListAsync(Acme, 1, 1, Token)).Total, 1, 20);
        }

        await CleanAsync((RetentionClass.Audit, TimeSpan.FromDays(400)), (RetentionClass.Trace, TimeSpan.FromDays(400)), (RetentionClass.Outbox, TimeSpan.FromDays(400)));
        string[] kept = [.. Enumerable.Range(107, 13).Select(m => $"{m}")];
        Assert.Equal(kept, (await Store.Audit.ListAsync(Acme, 1, 200, Token)).Items.Select(a => a.Target!).Reverse());
        Assert.Equal(kept, (await Store.Audit.ListAsync("", 1, 200, Token)).Items.Select(a => a.Target!).Reverse());
        Assert.Equal(13, (await Store.Mailbox.ListAsync(Acme, 1, 200, Token)).Total);
    }

    [Fact]
    public async Task G22_Keys_of_replies_are_known_for_their_time_only()
    {
        await Store.Tenants.SaveAsync(new TenantProfile { Id = Acme, Buyer = new Party { Code = "B" } }, Token);
        await PublishAsync(Acme, OrderOf("A"), OrderOf("B"));
        await SubmitAsync(S1, "old", ReplyTo("A"));
        await AdvanceAsync(TimeSpan.FromDays(300));
        await SubmitAsync(S1, "recent", ReplyTo("B"));
        await AdvanceAsync(TimeSpan.FromDays(200));
        Assert.Equal(ReplyOutcome.Repeated, (await SubmitAsync(S1, "old", ReplyTo("A"))).Outcome);

        await CleanAsync((RetentionClass.Outbox, TimeSpan.FromDays(400)));

        Assert.Equal(ReplyOutcome.StaleVersion, (await SubmitAsync(S1, "old", ReplyTo("A"))).Outcome);
        Assert.Equal(ReplyOutcome.Repeated, (await SubmitAsync(S1, "recent", ReplyTo("B"))).Outcome);
    }

    [Fact]
    public async Task G22_Legal_hold_wins_over_age_and_over_erasure()
    {
        await FillAsync();
        await Store.Tenants.SaveAsync((await Store.Tenants.FindAsync(Acme, Token))! with { IsOnLegalHold = true }, Token);
        await AdvanceAsync(TimeSpan.FromDays(4_000));

        await CleanAsync([.. Enum.GetValues<RetentionClass>().Select(c => (c, TimeSpan.FromDays(1)))]);
        await Assert.ThrowsAsync<EdiSetupException>(() => Store.Upkeep.EraseAsync(Acme, Token));

        Assert.Equal(2, (await Store.Documents.ListOrdersAsync(Buyer, new OrderLineQuery(), Token)).Total);
        Assert.Equal(0, (await Store.Documents.ListOrdersAsync(new AccessScope(Other), new OrderLineQuery(), Token)).Total);
        Assert.Equal(1, (await Store.Audit.ListAsync(Acme, 1, 10, Token)).Total);
        Assert.Equal(0, (await Store.Audit.ListAsync(Other, 1, 10, Token)).Total);
        Assert.NotEmpty(await Store.Documents.ReadTraceAsync(Buyer, "A", Token));
        Assert.Equal(1, (await Store.Mailbox.ListAsync(Acme, 1, 10, Token)).Total);
    }

    [Fact]
    public async Task G21_A_tenant_that_is_erased_leaves_nothing_and_others_keep_everything()
    {
        await FillAsync();
        await Store.Accounts.CreateAsync(PersonOf("3", "c@example.jp", Acme, Other), Token);
        await Store.Accounts.SaveSessionAsync(new StoredSession("h", "3", [1], Now, Now, Now.AddHours(1)), Token);
        Assert.Equal(2, (await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery(), Token)).Total);

        IReadOnlyDictionary<string, long> removed = await Store.Upkeep.EraseAsync(Acme, Token);

        Assert.Equal((1L, 1L, 2L), (removed["tenant"], removed["account"], removed["order_head"]));
        Assert.Equal(Other, Assert.Single(await Store.Tenants.ListAsync(Token)).Id);
        Assert.Equal(0, (await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery(), Token)).Total);
        Assert.Equal(0, (await Store.Inbox.ListAsync(Acme, 1, 10, Token)).Total);
        Assert.Equal(0, (await Store.Outbox.ListAsync(Acme, 1, 10, Token)).Total);
        Assert.Equal(0, (await Store.Audit.ListAsync(Acme, 1, 10, Token)).Total);
        Assert.Empty(await Store.Tenants.ListSuppliersAsync(Acme, Token));
        Assert.Empty(await Store.Accounts.ListApiKeysAsync(Acme, Token));
        Assert.Null(await Store.Accounts.FindAsync("1", Token));
        Assert.Equal([Other], (await Store.Accounts.FindAsync("3", Token))!.Memberships.Select(m => m.Tenant));
        Assert.Null(await Store.Accounts.FindSessionAsync("h", Now, Token));

        Assert.Equal(2, (await Store.Documents.ListOrdersAsync(new AccessScope(Other), new OrderLineQuery(), Token)).Total);
        Assert.Equal(1, (await Store.Audit.ListAsync(Other, 1, 10, Token)).Total);
        Assert.NotNull(await Store.Accounts.FindAsync("2", Token));
        Assert.Equal(0, (await Store.Upkeep.EraseAsync(Acme, Token)).Values.Sum());

        await Store.Tenants.SaveAsync(new TenantProfile { Id = Acme, Buyer = new Party { Code = "B" } }, Token);
        await PublishAsync(Acme, OrderOf("A"));
        Assert.Equal(1, (await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery(), Token)).Total);
    }

    private Task<IReadOnlyDictionary<RetentionClass, long>> CleanAsync(params (RetentionClass Class, TimeSpan Keep)[] rules) =>
        Store.Upkeep.CleanAsync(new RetentionLimits(rules.ToDictionary(r => r.Class, r => Now - r.Keep)), Token);
}
