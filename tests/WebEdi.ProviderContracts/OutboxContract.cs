using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class OutboxContract : StoreContract
{
    [Fact]
    public async Task An_effect_is_claimed_sent_and_gone()
    {
        await EnqueueAsync(Entry("e1"));

        OutboxClaim claim = Assert.Single(await ClaimAsync());

        Assert.Equal(Entry("e1"), claim.Entry);
        Assert.Equal((1, Now, false), (claim.Attempt, claim.FirstDueAt, claim.WasHandingOver));
        Assert.Null(claim.Content);
        Assert.Empty(await ClaimAsync());
        Assert.True(await Store.Outbox.SaveContentAsync(claim, "bytes"u8.ToArray(), Token));
        Assert.True(await Store.Outbox.MarkHandingOverAsync(claim, Lease, null, Token));
        Assert.Equal(1, await CompleteAsync(claim, OutboxState.Done));
        Assert.Equal(0, await CompleteAsync(claim, OutboxState.Done));
        await AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Empty(await ClaimAsync());
        Assert.Equal(0, (await Store.Outbox.ListAsync(Acme, 1, 10, Token)).Total);
    }

    [Fact]
    public async Task A_known_identity_is_not_written_again_even_when_done()
    {
        await EnqueueAsync(Entry("e1"));
        await CompleteAsync(Assert.Single(await ClaimAsync()), OutboxState.Done);

        await EnqueueAsync(Entry("e1"), Entry("e2"), Entry("e2"));

        Assert.Equal("e2", Assert.Single(await ClaimAsync()).Entry.Id);
    }

    [Fact]
    public async Task Only_the_oldest_unfinished_entry_of_a_key_may_leave()
    {
        await EnqueueAsync(Entry("a1", "a"), Entry("a2", "a"), Entry("b1", "b"), Entry("n1"), Entry("n2"));

        IReadOnlyList<OutboxClaim> first = await ClaimAsync();
        Assert.Equal(["a1", "b1", "n1", "n2"], first.Select(c => c.Entry.Id).Order());
        Assert.Empty(await ClaimAsync());

        await CompleteAsync(first.Single(c => c.Entry.Id == "a1"), OutboxState.Queued, retryAfter: TimeSpan.FromMinutes(5));
        Assert.Empty(await ClaimAsync());
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        OutboxClaim again = Assert.Single(await ClaimAsync(), c => c.Entry.Key == "a");
        Assert.Equal(("a1", 2), (again.Entry.Id, again.Attempt));
        await CompleteAsync(again, OutboxState.Dead, reason: new string('x', 600));
        Assert.Equal("a2", Assert.Single(await ClaimAsync()).Entry.Id);
        Assert.Equal(500, (await Store.Outbox.ListAsync(Acme, 1, 10, Token)).Items.Single(r => r.Entry.Id == "a1").Reason!.Length);
    }

    [Fact]
    public async Task G12_A_clock_that_is_set_back_starves_no_effect()
    {
        await EnqueueAsync(Entry("never-tried"), Entry("tried"), Entry("open"), Entry("held"));
        foreach (OutboxClaim claim in await ClaimAsync())
        {
            if (claim.Entry.Id == "tried")
                await CompleteAsync(claim, OutboxState.Queued, retryAfter: TimeSpan.FromMinutes(60));
            else if (claim.Entry.Id == "open")
                await Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = claim, State = OutboxState.Queued, RetryAfter = TimeSpan.FromHours(24), Unknown = true }], Token);
            else if (claim.Entry.Id == "never-tried")
                await Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = claim, State = OutboxState.Dead }], Token);
        }

        Assert.True(await Store.Outbox.RedriveAsync(Acme, "never-tried", Token));

        await SetBackAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(["held", "never-tried", "open", "tried"], (await ClaimAsync()).Select(c => c.Entry.Id).Order());
        Assert.Empty(await ClaimAsync());
        await SetBackAsync(TimeSpan.FromDays(1));
        Assert.Equal(["held", "never-tried", "open", "tried"], (await ClaimAsync()).Select(c => c.Entry.Id).Order());
        await AdvanceAsync(TimeSpan.FromDays(400));
        Assert.Equal(4, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task A_claim_holds_anew_from_the_moment_of_handing_over()
    {
        await EnqueueAsync(Entry("e1"));
        OutboxClaim claim = Assert.Single(await ClaimAsync());
        await AdvanceAsync(Lease * 0.8);
        Assert.True(await Store.Outbox.MarkHandingOverAsync(claim, Lease, null, Token));
        await AdvanceAsync(Lease * 0.8);

        Assert.Empty(await ClaimAsync());
        Assert.Equal(1, await CompleteAsync(claim, OutboxState.Done));
    }

    [Fact]
    public async Task Bytes_are_kept_with_the_mark_and_stay_where_none_are_given()
    {
        await EnqueueAsync(Entry("e1"));
        OutboxClaim claim = Assert.Single(await ClaimAsync());
        Assert.True(await Store.Outbox.MarkHandingOverAsync(claim, Lease, "first"u8.ToArray(), Token));
        await CompleteAsync(claim, OutboxState.Queued);
        OutboxClaim second = Assert.Single(await ClaimAsync());
        Assert.Equal("first"u8.ToArray(), second.Content!.Value.ToArray());
        Assert.True(await Store.Outbox.MarkHandingOverAsync(second, Lease, null, Token));
        await CompleteAsync(second, OutboxState.Queued);
        OutboxClaim third = Assert.Single(await ClaimAsync());
        Assert.Equal("first"u8.ToArray(), third.Content!.Value.ToArray());
        Assert.True(await Store.Outbox.MarkHandingOverAsync(third, Lease, "second"u8.ToArray(), Token));
        await CompleteAsync(third, OutboxState.Queued);

        Assert.Equal("second"u8.ToArray(), Assert.Single(await ClaimAsync()).Content!.Value.ToArray());
    }

    [Fact]
    public async Task A_zombie_cannot_finish_what_another_has_taken()
    {
        await EnqueueAsync(Entry("e1"));
        OutboxClaim zombie = Assert.Single(await ClaimAsync());
        await Store.Outbox.MarkHandingOverAsync(zombie, Lease, "first"u8.ToArray(), Token);
        await AdvanceAsync(Lease);

        OutboxClaim next = Assert.Single(await ClaimAsync());

        Assert.True(next.WasHandingOver);
        Assert.Equal("first"u8.ToArray(), next.Content!.Value.ToArray());
        Assert.False(await Store.Outbox.SaveContentAsync(zombie, "second"u8.ToArray(), Token));
        Assert.False(await Store.Outbox.MarkHandingOverAsync(zombie, Lease, "second"u8.ToArray(), Token));
        Assert.Equal(0, await CompleteAsync(zombie, OutboxState.Done));
        Assert.Equal(1, await CompleteAsync(next, OutboxState.Done));
    }

    [Fact]
    public async Task Attempts_are_counted_by_their_ends_and_deaths_by_claims_of_others()
    {
        await EnqueueAsync(Entry("e1"));
        OutboxClaim first = await ClaimOneAsync("a");
        Assert.Equal((1, 0), (first.Attempt, first.Deaths));
        await AdvanceAsync(Lease);
        OutboxClaim same = await ClaimOneAsync("a");
        Assert.Equal((1, 0), (same.Attempt, same.Deaths));
        await AdvanceAsync(Lease);
        OutboxClaim other = await ClaimOneAsync("b");
        Assert.Equal((1, 1), (other.Attempt, other.Deaths));
        Assert.Equal(0, (await Store.Outbox.FindAsync(Acme, "e1", Token))!.Attempt);

        await Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = other, State = OutboxState.Queued, CountAttempt = false }], Token);
        OutboxClaim handedBack = await ClaimOneAsync("c");
        Assert.Equal((1, 1), (handedBack.Attempt, handedBack.Deaths));
        await CompleteAsync(handedBack, OutboxState.Queued);
        OutboxClaim answered = await ClaimOneAsync("d");
        Assert.Equal((2, 0), (answered.Attempt, answered.Deaths));
        Assert.Equal(1, (await Store.Outbox.FindAsync(Acme, "e1", Token))!.Attempt);
    }

    [Fact]
    public async Task What_was_put_off_without_an_attempt_waits_for_its_time()
    {
        await EnqueueAsync(Entry("e1"));
        OutboxClaim claim = Assert.Single(await ClaimAsync());
        await Store.Outbox.CompleteAsync(
            [new OutboxCompletion { Claim = claim, State = OutboxState.Queued, CountAttempt = false, RetryAfter = TimeSpan.FromMinutes(15) }], Token);

        Assert.Empty(await ClaimAsync());
        await AdvanceAsync(TimeSpan.FromMinutes(14));
        Assert.Empty(await ClaimAsync());
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Assert.Single(await ClaimAsync()).Attempt);
    }

    [Fact]
    public async Task A_person_who_drives_it_again_begins_anew()
    {
        await EnqueueAsync(Entry("e1"));
        await ClaimOneAsync("a");
        await AdvanceAsync(Lease);
        OutboxClaim claim = await ClaimOneAsync("b");
        await Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = claim, State = OutboxState.Dead, CountAttempt = false }], Token);
        Assert.True(await Store.Outbox.RedriveAsync(Acme, "e1", Token));

        OutboxClaim again = await ClaimOneAsync("c");

        Assert.Equal((1, 0), (again.Attempt, again.Deaths));
    }

    [Fact]
    public async Task An_unknown_outcome_is_remembered_until_a_known_one()
    {
        await EnqueueAsync(Entry("e1"));
        OutboxClaim claim = Assert.Single(await ClaimAsync());
        await Store.Outbox.MarkHandingOverAsync(claim, Lease, null, Token);
        await Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = claim, State = OutboxState.Queued, Unknown = true }], Token);
        OutboxClaim second = Assert.Single(await ClaimAsync());
        Assert.True(second.WasHandingOver);

        await CompleteAsync(second, OutboxState.Queued);

        Assert.False(Assert.Single(await ClaimAsync()).WasHandingOver);
    }

    [Fact]
    public async Task Entries_are_due_when_they_say_so_and_the_most_due_come_first()
    {
        await EnqueueAsync(Entry("later") with { DueAt = Now.AddMinutes(2) }, Entry("soon") with { DueAt = Now.AddMinutes(1) });
        Assert.Empty(await ClaimAsync());

        await AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, (await Store.Outbox.ClaimAsync("w", Lease, 10, Token)).Count);
        Assert.NotNull((await Store.CheckAsync(Token)).OldestDueWork);
    }

    [Fact]
    public async Task A_dead_entry_is_driven_again_with_the_same_identity()
    {
        await EnqueueAsync(Entry("e1"));
        await CompleteAsync(Assert.Single(await ClaimAsync()), OutboxState.Dead);
        Assert.Empty(await ClaimAsync());
        await AdvanceAsync(TimeSpan.FromDays(4));

        Assert.False(await Store.Outbox.RedriveAsync(Other, "e1", Token));
        Assert.False(await Store.Outbox.RedriveAsync(Acme, "none", Token));
        Assert.True(await Store.Outbox.RedriveAsync(Acme, "e1", Token));
        Assert.False(await Store.Outbox.RedriveAsync(Acme, "e1", Token));

        OutboxClaim claim = Assert.Single(await ClaimAsync());
        Assert.Equal(("e1", 1, Now), (claim.Entry.Id, claim.Attempt, claim.FirstDueAt));
    }

    [Fact]
    public async Task Completions_record_their_steps()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await EnqueueAsync(Entry("e1"));
        OutboxClaim claim = Assert.Single(await ClaimAsync());

        await Store.Outbox.CompleteAsync(
            [new OutboxCompletion { Claim = claim, State = OutboxState.Done, Trace = [new TraceEvent(Acme, "A", 0, TraceStep.Notified, Now, "mail", "e1")] }], Token);

        Assert.Contains(await Store.Documents.ReadTraceAsync(S1, "A", Token), t => t is { Step: TraceStep.Notified, Reference: "e1" });
    }

    [Fact]
    public async Task Parallel_workers_never_hold_the_same_entry()
    {
        await EnqueueAsync([.. Enumerable.Range(0, 50).Select(i => Entry($"e{i}"))]);

        IReadOnlyList<OutboxClaim>[] claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.Outbox.ClaimAsync($"w{i}", Lease, 7, Token))));

        List<string> ids = [.. claims.SelectMany(c => c).Select(c => c.Entry.Id)];
        Assert.Equal(50, ids.Count);
        Assert.Equal(50, ids.Distinct().Count());
    }

    [Fact]
    public async Task S28_The_outbox_of_another_tenant_is_not_listed()
    {
        await EnqueueAsync(Entry("e1"));

        Assert.Equal(0, (await Store.Outbox.ListAsync(Other, 1, 10, Token)).Total);
    }

    [Fact]
    public async Task While_the_outbox_is_held_nothing_leaves()
    {
        await EnqueueAsync(Entry("e1"), Entry("e2"));
        await Store.Outbox.HoldAsync(new string('x', 600), Token);

        Assert.Empty(await ClaimAsync());
        Assert.Equal(500, (await Store.Outbox.FindHoldAsync(Token))!.Length);
        await Store.Outbox.HoldAsync("once more", Token);
        Assert.Equal("once more", await Store.Outbox.FindHoldAsync(Token));
        Assert.True(await Store.Outbox.DropAsync(Acme, "e1", Token));
        Assert.True(await Store.Outbox.ReleaseAsync(Token));
        Assert.False(await Store.Outbox.ReleaseAsync(Token));
        Assert.Null(await Store.Outbox.FindHoldAsync(Token));
        Assert.Equal("e2", Assert.Single(await ClaimAsync()).Entry.Id);
    }

    [Fact]
    public async Task A_dead_effect_can_be_edited_and_driven_again_under_its_identity()
    {
        await EnqueueAsync(Entry("e1"));
        OutboxClaim claim = Assert.Single(await ClaimAsync());
        await Store.Outbox.SaveContentAsync(claim, "old"u8.ToArray(), Token);
        Assert.False(await Store.Outbox.EditAsync(Acme, "e1", "{}", Token));
        await CompleteAsync(claim, OutboxState.Dead, reason: "no such box");

        Assert.True(await Store.Outbox.EditAsync(Acme, "e1", "{\"to\":\"b\"}", Token));
        Assert.False(await Store.Outbox.EditAsync(Other, "e1", "{}", Token));
        OutboxRow row = (await Store.Outbox.FindAsync(Acme, "e1", Token))!;
        Assert.Equal((OutboxState.Dead, "no such box", "{\"to\":\"b\"}"), (row.State, row.Reason, row.Entry.Payload));
        Assert.True(await Store.Outbox.RedriveAsync(Acme, "e1", Token));
        OutboxClaim again = Assert.Single(await ClaimAsync());
        Assert.Equal(("e1", "{\"to\":\"b\"}"), (again.Entry.Id, again.Entry.Payload));
        Assert.Null(again.Content);
    }

    [Fact]
    public async Task A_dead_effect_can_be_dropped_and_does_not_come_again()
    {
        await EnqueueAsync(Entry("e1"));
        Assert.False(await Store.Outbox.DropAsync(Acme, "e1", Token));
        await CompleteAsync(Assert.Single(await ClaimAsync()), OutboxState.Dead);

        Assert.False(await Store.Outbox.DropAsync(Other, "e1", Token));
        Assert.True(await Store.Outbox.DropAsync(Acme, "e1", Token));
        Assert.False(await Store.Outbox.DropAsync(Acme, "e1", Token));
        Assert.Null(await Store.Outbox.FindAsync(Acme, "e1", Token));
        await EnqueueAsync(Entry("e1"));
        Assert.Empty(await ClaimAsync());
    }

    private OutboxEntry Entry(string id, string? key = null) =>
        new() { Id = id, Tenant = Acme, Kind = OutboxKinds.SupplierNotice, Key = key, DueAt = Clock.Start, Payload = $"{{\"id\":\"{id}\"}}" };

    private async Task EnqueueAsync(params OutboxEntry[] entries)
    {
        ReceiptClaim claim = await ClaimNewAsync();
        Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(claim, BatchOf(Acme, []) with { Outbox = entries }, Token));
    }

    private Task<IReadOnlyList<OutboxClaim>> ClaimAsync() => Store.Outbox.ClaimAsync("worker", Lease, 10, Token);

    private async Task<OutboxClaim> ClaimOneAsync(string owner) => Assert.Single(await Store.Outbox.ClaimAsync(owner, Lease, 10, Token));

    private Task<int> CompleteAsync(OutboxClaim claim, OutboxState state, TimeSpan retryAfter = default, string? reason = null) =>
        Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = claim, State = state, RetryAfter = retryAfter, Reason = reason }], Token);
}
