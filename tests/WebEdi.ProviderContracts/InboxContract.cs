using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class InboxContract : StoreContract
{
    [Fact]
    public async Task A_new_file_is_accepted_with_its_bytes_and_becomes_due()
    {
        Acceptance acceptance = await AcceptAsync(FileOf("abc", key: "k1"), "abc");

        Assert.Equal(AcceptanceVerdict.New, acceptance.Verdict);
        Assert.Equal(ReceiptState.Accepted, acceptance.Receipt.State);
        Receipt found = (await Store.Inbox.FindAsync(Acme, acceptance.Receipt.Id, Token))!;
        Assert.Equal(FileOf("abc", key: "k1"), found.File);
        await using Stream content = (await Store.Inbox.OpenContentAsync(Acme, found.Id, Token))!;
        using StreamReader reader = new(content);
        Assert.Equal("abc", await reader.ReadToEndAsync(Token));
        ReceiptClaim claim = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 10, null, Token));
        Assert.Equal((found.Id, 1, 0L), (claim.Receipt.Id, claim.Receipt.Attempt, claim.Checkpoint));
    }

    [Fact]
    public async Task G12_A_clock_that_is_set_back_starves_no_file()
    {
        await AcceptAsync(FileOf("held"), "held");
        ReceiptClaim zombie = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 10, null, Token));
        await AcceptAsync(FileOf("waits"), "waits");

        await SetBackAsync(TimeSpan.FromDays(1));

        IReadOnlyList<ReceiptClaim> claims = await Store.Inbox.ClaimAsync("w", Lease, 10, null, Token);
        Assert.Equal(2, claims.Count);
        Assert.False(await Store.Inbox.RenewAsync(zombie, Lease, Token));
        Assert.True(await Store.Inbox.RenewAsync(claims[0], Lease, Token));
        Assert.Empty(await Store.Inbox.ClaimAsync("w", Lease, 10, null, Token));
    }

    [Fact]
    public async Task The_content_is_seekable_over_several_megabytes()
    {
        byte[] bytes = new byte[(2 * 1024 * 1024) + 4321];
        new Random(7).NextBytes(bytes);
        InboundFile file = FileOf("x") with { Length = bytes.Length, ContentHash = Hash("large") };
        Acceptance acceptance = await Store.Inbox.AcceptAsync(file, new MemoryStream(bytes), Token);

        await using Stream content = (await Store.Inbox.OpenContentAsync(Acme, acceptance.Receipt.Id, Token))!;
        byte[] read = new byte[bytes.Length];
        await content.ReadExactlyAsync(read, Token);
        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.Equal(0, await content.ReadAsync(new byte[1], Token));

        content.Seek(-4322, SeekOrigin.End);
        byte[] tail = new byte[4322];
        await content.ReadExactlyAsync(tail, Token);
        Assert.True(bytes.AsSpan(bytes.Length - 4322).SequenceEqual(tail));
        Assert.Equal(bytes.Length, content.Length);
    }

    [Fact]
    public async Task A_file_of_another_length_than_announced_leaves_nothing()
    {
        InboundFile file = FileOf("abc") with { Length = 2 };

        await Assert.ThrowsAsync<ArgumentException>(() => AcceptAsync(file, "abc"));

        Assert.Equal(0, (await Store.Inbox.ListAsync(Acme, 1, 10, Token)).Total);
        Assert.Equal(AcceptanceVerdict.New, (await AcceptAsync(FileOf("abc"), "abc")).Verdict);
    }

    [Fact]
    public async Task Same_key_with_other_bytes_is_a_conflict_and_stores_nothing()
    {
        Acceptance first = await AcceptAsync(FileOf("abc", key: "k"), "abc");
        Acceptance second = await AcceptAsync(FileOf("other", key: "k"), "other");

        Assert.Equal(AcceptanceVerdict.KeyConflict, second.Verdict);
        Assert.Equal(first.Receipt.Id, second.Receipt.Id);
        Assert.Equal(1, (await Store.Inbox.ListAsync(Acme, 1, 10, Token)).Total);
    }

    [Theory]
    [InlineData(ReceiptState.Accepted, 1, AcceptanceVerdict.Joined)]
    [InlineData(ReceiptState.Processing, 1, AcceptanceVerdict.Joined)]
    [InlineData(ReceiptState.Published, 1, AcceptanceVerdict.Duplicate)]
    [InlineData(ReceiptState.Published, 2, AcceptanceVerdict.Duplicate)]
    [InlineData(ReceiptState.Refused, 1, AcceptanceVerdict.RefusedBefore)]
    [InlineData(ReceiptState.Refused, 2, AcceptanceVerdict.New)]
    [InlineData(ReceiptState.Quarantined, 1, AcceptanceVerdict.Joined)]
    [InlineData(ReceiptState.Quarantined, 2, AcceptanceVerdict.New)]
    public async Task The_verdict_on_the_same_bytes_follows_the_earlier_state(ReceiptState state, int mapVersion, AcceptanceVerdict expected)
    {
        Acceptance first = await AcceptAsync(FileOf("abc", key: "k1"), "abc");
        ReceiptClaim claim = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token));
        if (state != ReceiptState.Accepted)
            Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [], state: state), Token));

        Acceptance again = await AcceptAsync(FileOf("abc", key: "k2", mapVersion: mapVersion), "abc");

        Assert.Equal(expected, again.Verdict);
        Assert.Equal(expected == AcceptanceVerdict.New, again.Receipt.Id != first.Receipt.Id);
        Assert.Equal(expected == AcceptanceVerdict.New ? ReceiptState.Accepted : state, again.Receipt.State);
        Acceptance third = await AcceptAsync(FileOf("abc", key: "k2", mapVersion: mapVersion), "abc");
        Assert.Equal(again.Receipt.Id, third.Receipt.Id);
        Assert.Equal(AcceptanceVerdict.KeyConflict, (await AcceptAsync(FileOf("zzz", key: "k2"), "zzz")).Verdict);
    }

    [Theory]
    [InlineData(DuplicatePolicy.Refuse, 0, 400, AcceptanceVerdict.Duplicate)]
    [InlineData(DuplicatePolicy.Hold, 0, 0, AcceptanceVerdict.Held)]
    [InlineData(DuplicatePolicy.Hold, 30, 29, AcceptanceVerdict.Duplicate)]
    [InlineData(DuplicatePolicy.Hold, 30, 30, AcceptanceVerdict.Held)]
    [InlineData(DuplicatePolicy.Accept, 0, 0, AcceptanceVerdict.New)]
    [InlineData(DuplicatePolicy.Accept, 7, 6, AcceptanceVerdict.Duplicate)]
    [InlineData(DuplicatePolicy.Accept, 7, 7, AcceptanceVerdict.New)]
    public async Task A_repeat_of_a_published_file_is_judged_by_the_partners_rule(DuplicatePolicy policy, int days, int later, AcceptanceVerdict expected)
    {
        InboundFile file = FileOf("abc", key: "k1") with { Duplicates = new DuplicateRule(policy, days), ProfileVersion = 3 };
        Receipt first = (await AcceptAsync(file, "abc")).Receipt;
        await Store.Inbox.CommitAsync(Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, first, Token)), BatchOf(Acme, []), Token);
        await AdvanceAsync(TimeSpan.FromDays(later));

        InboundFile again = file with { TransportId = "k2", ReceivedAt = Now };
        Acceptance repeat = await AcceptAsync(again, "abc");
        Acceptance sameKey = await AcceptAsync(file with { ReceivedAt = Now }, "abc");

        bool isStored = expected != AcceptanceVerdict.Duplicate;
        Assert.Equal(expected, repeat.Verdict);
        Assert.Equal((isStored, isStored ? first.Id : null), (repeat.Receipt.Id != first.Id, repeat.Receipt.RepeatOf));
        Assert.Equal(isStored ? again : file, (await Store.Inbox.FindAsync(Acme, repeat.Receipt.Id, Token))!.File);
        Assert.Equal((AcceptanceVerdict.Duplicate, first.Id), (sameKey.Verdict, sameKey.Receipt.Id));
    }

    [Fact]
    public async Task A_held_repeat_waits_is_joined_by_the_next_one_and_goes_on_when_it_is_released()
    {
        InboundFile file = FileOf("abc") with { Duplicates = new DuplicateRule(DuplicatePolicy.Hold) };
        Receipt first = (await AcceptAsync(file, "abc")).Receipt;
        await Store.Inbox.CommitAsync(Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, first, Token)), BatchOf(Acme, []), Token);

        Receipt held = (await AcceptAsync(file, "abc")).Receipt;
        Acceptance third = await AcceptAsync(file with { MapVersion = 2, ProfileVersion = 5 }, "abc");

        Assert.Equal((ReceiptState.Quarantined, Now, true), (held.State, held.FinishedAt, held.IsHeld));
        Assert.Equal((AcceptanceVerdict.Joined, held.Id), (third.Verdict, third.Receipt.Id));
        Assert.Empty(await Store.Inbox.ClaimAsync("w", Lease, 10, null, Token));
        Assert.False(await Store.Inbox.ReopenAsync(Other, held.Id, Token));
        Assert.False(await Store.Inbox.ReopenAsync(Acme, first.Id, Token));
        Assert.True(await Store.Inbox.ReopenAsync(Acme, held.Id, Token));
        Assert.False(await Store.Inbox.ReopenAsync(Acme, held.Id, Token));
        Receipt released = (await Store.Inbox.FindAsync(Acme, held.Id, Token))!;
        Assert.Equal((ReceiptState.Accepted, null, false), (released.State, released.FinishedAt, released.IsHeld));
        ReceiptClaim claim = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 10, null, Token));
        Assert.Equal((held.Id, 1), (claim.Receipt.Id, claim.Receipt.Attempt));
        await using Stream content = (await Store.Inbox.OpenContentAsync(Acme, held.Id, Token))!;
        Assert.Equal(3, content.Length);
    }

    [Fact]
    public async Task A_file_whose_processing_died_goes_on_behind_its_last_batch_when_it_is_reopened()
    {
        ReceiptClaim claim = await ClaimNewAsync();
        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [Register(OrderOf("A"))], state: ReceiptState.Processing), Token);
        ProcessedBatch dead = BatchOf(Acme, [], before: 1, state: ReceiptState.Quarantined);
        Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(claim, dead, Token));

        Assert.True(await Store.Inbox.ReopenAsync(Acme, claim.Receipt.Id, Token));

        Assert.Equal(CommitOutcome.ClaimLost, await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [], before: 1), Token));
        ReceiptClaim next = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token));
        Assert.Equal((ReceiptState.Processing, 1, 1L), (next.Receipt.State, next.Receipt.Attempt, next.Checkpoint));
    }

    [Fact]
    public async Task Bytes_refused_under_an_older_profile_are_taken_anew()
    {
        Receipt first = (await AcceptAsync(FileOf("abc") with { ProfileVersion = 1 }, "abc")).Receipt;
        await Store.Inbox.CommitAsync(Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, first, Token)), BatchOf(Acme, [], state: ReceiptState.Refused), Token);

        Assert.Equal(AcceptanceVerdict.RefusedBefore, (await AcceptAsync(FileOf("abc") with { ProfileVersion = 1 }, "abc")).Verdict);
        Assert.Equal(AcceptanceVerdict.New, (await AcceptAsync(FileOf("abc") with { ProfileVersion = 2 }, "abc")).Verdict);
    }

    [Fact]
    public async Task Bytes_refused_with_an_older_table_are_taken_anew()
    {
        Receipt first = (await AcceptAsync(FileOf("abc") with { TableVersions = "items=1" }, "abc")).Receipt;
        await Store.Inbox.CommitAsync(Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, first, Token)), BatchOf(Acme, [], state: ReceiptState.Refused), Token);

        Assert.Equal("items=1", (await Store.Inbox.FindAsync(Acme, first.Id, Token))!.File.TableVersions);
        Assert.Equal(AcceptanceVerdict.RefusedBefore, (await AcceptAsync(FileOf("abc") with { TableVersions = "items=1" }, "abc")).Verdict);
        Assert.Equal(AcceptanceVerdict.New, (await AcceptAsync(FileOf("abc") with { TableVersions = "items=2" }, "abc")).Verdict);
    }

    [Fact]
    public async Task Keys_are_per_tenant_and_partner()
    {
        await AcceptAsync(FileOf("abc", key: "k"), "abc");

        Assert.Equal(AcceptanceVerdict.New, (await AcceptAsync(FileOf("abc", Other, "k"), "abc")).Verdict);
        Assert.Equal(AcceptanceVerdict.New, (await AcceptAsync(FileOf("abc", key: "k", partner: "second"), "abc")).Verdict);
    }

    [Fact]
    public async Task Thirty_two_copies_at_the_same_time_are_accepted_once()
    {
        Acceptance[] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => AcceptAsync(FileOf("same", key: "k"), "same"))));

        Assert.Single(answers, a => a.Verdict == AcceptanceVerdict.New);
        Assert.Equal(31, answers.Count(a => a.Verdict == AcceptanceVerdict.Joined));
        Assert.Single(answers.Select(a => a.Receipt.Id).Distinct());
        Assert.Equal(1, (await Store.Inbox.ListAsync(Acme, 1, 10, Token)).Total);
    }

    [Fact]
    public async Task A_claim_holds_until_its_lease_ends_and_the_zombie_writes_nothing()
    {
        ReceiptClaim zombie = await ClaimNewAsync();
        Assert.Empty(await Store.Inbox.ClaimAsync("w2", Lease, 1, null, Token));
        await AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.True(await Store.Inbox.RenewAsync(zombie, Lease, Token));
        await AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Empty(await Store.Inbox.ClaimAsync("w2", Lease, 1, null, Token));

        await AdvanceAsync(TimeSpan.FromSeconds(1));
        ReceiptClaim next = Assert.Single(await Store.Inbox.ClaimAsync("w2", Lease, 1, null, Token));

        Assert.Equal(2, next.Receipt.Attempt);
        Assert.True(next.ClaimNumber > zombie.ClaimNumber);
        Assert.False(await Store.Inbox.RenewAsync(zombie, Lease, Token));
        Assert.Equal(CommitOutcome.ClaimLost, await Store.Inbox.CommitAsync(zombie, BatchOf(Acme, [Register(OrderOf("A"))]), Token));
        Assert.Empty(await Store.Documents.FindHeadsAsync(Acme, ["A"], Token));
        Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(next, BatchOf(Acme, [Register(OrderOf("A"))]), Token));
        Assert.Equal(CommitOutcome.ClaimLost, await Store.Inbox.CommitAsync(next, BatchOf(Acme, []), Token));
    }

    [Fact]
    public async Task A_released_claim_is_due_later_and_a_shutdown_does_not_count()
    {
        ReceiptClaim claim = await ClaimNewAsync();
        await Store.Inbox.ReleaseAsync(claim, TimeSpan.FromSeconds(30), countAttempt: false, Token);

        Assert.Empty(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token));
        Assert.Equal(CommitOutcome.ClaimLost, await Store.Inbox.CommitAsync(claim, BatchOf(Acme, []), Token));
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        ReceiptClaim second = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token));
        Assert.Equal(1, second.Receipt.Attempt);

        await Store.Inbox.ReleaseAsync(second, TimeSpan.Zero, countAttempt: true, Token);
        Assert.Equal(2, Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token)).Receipt.Attempt);
    }

    [Fact]
    public async Task Attempts_are_counted_anew_when_the_file_got_further()
    {
        ReceiptClaim claim = await ClaimNewAsync();
        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [Register(OrderOf("A"))], state: ReceiptState.Processing), Token);
        await Store.Inbox.ReleaseAsync(claim, TimeSpan.Zero, countAttempt: false, Token);

        ReceiptClaim second = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token));
        await Store.Inbox.ReleaseAsync(second, TimeSpan.Zero, countAttempt: true, Token);
        ReceiptClaim third = Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token));

        Assert.Equal((1, 1L), (second.Receipt.Attempt, second.Checkpoint));
        Assert.Equal(2, third.Receipt.Attempt);
    }

    [Fact]
    public async Task A_batch_writes_everything_together()
    {
        ReceiptClaim claim = await ClaimNewAsync();
        Diagnostic warning = Diagnostic.Create(DiagnosticCodes.SupplierCreated, new SourcePosition("注文.csv", 2, 5), "supplier", "S1", Expect.Characters(1, 35));
        ProcessedBatch batch = BatchOf(Acme, [Register(OrderOf("A")), Register(OrderOf("B", "S2"))], state: ReceiptState.Processing) with
        {
            Diagnostics = [warning],
            Outbox = [new OutboxEntry { Id = "n1", Tenant = Acme, Kind = OutboxKinds.SupplierNotice, DueAt = Now, Payload = "{}" }],
            NewSuppliers = [new SupplierProfile { Tenant = Acme, Party = new Party { Code = "S1", Name = "取引先 S1" } }],
            DetectedFormat = "csv, cp932",
        };
        Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(claim, batch, Token));
        ProcessedBatch last = BatchOf(Acme, [Register(OrderOf("C", "S1", 0, LineOf("1", due: new DateOnly(2026, 12, 1))))], before: 2);
        Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(claim, last, Token));

        Receipt receipt = (await Store.Inbox.FindAsync(Acme, claim.Receipt.Id, Token))!;
        Assert.Equal((ReceiptState.Published, "csv, cp932", Now), (receipt.State, receipt.DetectedFormat, receipt.FinishedAt));
        Assert.Equal(last.Counts, receipt.Counts);
        List<MessageResult> results = await ListAsync(Store.Inbox.ReadResultsAsync(Acme, receipt.Id, Token));
        Assert.Equal([.. batch.Results, .. last.Results], results);
        Diagnostic kept = Assert.Single(await Store.Inbox.ReadDiagnosticsAsync(Acme, receipt.Id, 10, Token));
        Assert.Equal(warning, kept);
        Assert.Equal("n1", Assert.Single((await Store.Outbox.ListAsync(Acme, 1, 10, Token)).Items).Entry.Id);
        Assert.Equal("取引先 S1", Assert.Single(await Store.Tenants.ListSuppliersAsync(Acme, Token)).Party.Name);
        IReadOnlyList<SupplierSummary> summary = await Store.Inbox.SummariseAsync(Acme, receipt.Id, Token);
        Assert.Equal(["S1", "S2"], summary.Select(s => s.Supplier));
        Assert.Equal((2, 0, 3, new DateOnly(2026, 12, 1)), (summary[0].NewOrders, summary[0].ChangedOrders, summary[0].Lines, summary[0].NearestDueDate));
        Assert.Equal(["A", "C"], summary[0].OrderNumbers);
    }

    [Fact]
    public async Task A_failing_batch_leaves_nothing()
    {
        await PublishAsync(Acme, OrderOf("KNOWN"));
        ReceiptClaim claim = await ClaimNewAsync();
        ProcessedBatch batch = BatchOf(Acme, [Register(OrderOf("A")), Register(OrderOf("KNOWN", revision: 1))]);

        Assert.Equal(CommitOutcome.OrdersChanged, await Store.Inbox.CommitAsync(claim, batch, Token));
        ProcessedBatch foreign = BatchOf(Acme, [Register(OrderOf("A"))]) with { Trace = [new TraceEvent(Other, "A", 0, TraceStep.Stored, Now, "x")] };
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Inbox.CommitAsync(claim, foreign, Token));

        Assert.Empty(await Store.Documents.FindHeadsAsync(Acme, ["A"], Token));
        Assert.Empty(await ListAsync(Store.Inbox.ReadResultsAsync(Acme, claim.Receipt.Id, Token)));
        Assert.Equal(ReceiptState.Accepted, (await Store.Inbox.FindAsync(Acme, claim.Receipt.Id, Token))!.State);
        await AdvanceAsync(Lease);
        Assert.Equal(0, Assert.Single(await Store.Inbox.ClaimAsync("w", Lease, 1, null, Token)).Checkpoint);
    }

    [Fact]
    public async Task A_crashed_file_goes_on_behind_its_last_batch()
    {
        ReceiptClaim claim = await ClaimNewAsync();
        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [Register(OrderOf("A")), Register(OrderOf("B"))], state: ReceiptState.Processing), Token);
        await AdvanceAsync(Lease);

        ReceiptClaim next = Assert.Single(await Store.Inbox.ClaimAsync("w2", Lease, 1, null, Token));

        Assert.Equal(2, next.Checkpoint);
        ProcessedBatch repeated = BatchOf(Acme, [], state: ReceiptState.Processing) with { Checkpoint = 2, Results = [new MessageResult(2, "B", 0, MessageVerdict.Unchanged, "4", "S1")] };
        Assert.Equal(CommitOutcome.ClaimLost, await Store.Inbox.CommitAsync(next, repeated, Token));
        Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(next, BatchOf(Acme, [Register(OrderOf("C"))], before: 2), Token));
        Assert.Equal([1, 2, 3], (await ListAsync(Store.Inbox.ReadResultsAsync(Acme, claim.Receipt.Id, Token))).Select(r => r.Sequence));
    }

    [Fact]
    public async Task Results_of_a_large_file_are_read_completely_and_in_order()
    {
        ReceiptClaim claim = await ClaimNewAsync();
        MessageResult[] results = [.. Enumerable.Range(1, 1234).Select(i => new MessageResult(i, $"O{i}", 0, MessageVerdict.Refused, $"{i}", null))];
        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, []) with { Results = results, Checkpoint = results.Length }, Token);

        Assert.Equal(results, await ListAsync(Store.Inbox.ReadResultsAsync(Acme, claim.Receipt.Id, Token)));
    }

    [Fact]
    public async Task Receipts_are_listed_newest_first()
    {
        for (int i = 0; i < 5; i++)
            await AcceptAsync(FileOf($"f{i}") with { FileName = $"f{i}" }, $"f{i}");

        Page<Receipt> page = await Store.Inbox.ListAsync(Acme, 2, 2, Token);

        Assert.Equal(5, page.Total);
        Assert.Equal(["f2", "f1"], page.Items.Select(r => r.File.FileName));
    }

    [Fact]
    public async Task S28_Receipts_of_another_tenant_do_not_exist()
    {
        Receipt receipt = await PublishAsync(Acme, OrderOf("A"));

        Assert.Null(await Store.Inbox.FindAsync(Other, receipt.Id, Token));
        Assert.Null(await Store.Inbox.OpenContentAsync(Other, receipt.Id, Token));
        Assert.Empty(await ListAsync(Store.Inbox.ReadResultsAsync(Other, receipt.Id, Token)));
        Assert.Empty(await Store.Inbox.ReadDiagnosticsAsync(Other, receipt.Id, 10, Token));
        Assert.Empty(await Store.Inbox.SummariseAsync(Other, receipt.Id, Token));
        Assert.Equal(0, (await Store.Inbox.ListAsync(Other, 1, 10, Token)).Total);
        Assert.Empty(await Store.Documents.FindHeadsAsync(Other, ["A"], Token));
    }
}
