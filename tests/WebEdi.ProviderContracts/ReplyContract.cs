using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class ReplyContract : StoreContract
{
    [Fact]
    public async Task A_reply_sets_the_lines_and_enters_the_feed_with_its_effects()
    {
        await PublishAsync(Acme, OrderOf("A"));
        ReplySubmission reply = ReplyTo("A") with { Outbox = [new OutboxEntry { Id = "e1", Tenant = Acme, Kind = OutboxKinds.ReplyFile, DueAt = Now, Payload = "{}" }] };

        ReplyResult result = await SubmitAsync(S1, "key", reply);

        Assert.Equal(ReplyOutcome.Stored, result.Outcome);
        StoredOrder stored = (await Store.Documents.FindAsync(S1, "A", Token))!;
        Assert.Equal([LineStatus.Accepted, LineStatus.Unread], stored.Lines.Select(l => l.Status));
        Assert.Equal((1, 0, Now), (stored.Lines[0].ReplyVersion, stored.Lines[0].ReplyRevision, stored.Lines[0].RepliedAt!.Value));
        ReplyFeedPage feed = await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token);
        ReplyFeedItem item = Assert.Single(feed.Items);
        Assert.Equal((1L, 0L, 1L), (item.Position, feed.Acknowledged, feed.Last));
        Assert.Equal("佐藤", item.Response.RespondedBy);
        Assert.Equal("10.50", item.Response.Lines[0].Schedule[0].Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(("A", 2), (item.Order.Number, item.Order.Lines.Count));
        Assert.NotEmpty(feed.Epoch);
        Assert.Equal("e1", Assert.Single((await Store.Outbox.ListAsync(Acme, 1, 10, Token)).Items).Entry.Id);
        Assert.Contains(await Store.Documents.ReadTraceAsync(S1, "A", Token), t => t.Step == TraceStep.Answered);
    }

    [Fact]
    public async Task The_same_submit_key_does_nothing_again()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await SubmitAsync(S1, "key", ReplyTo("A"));

        Assert.Equal(ReplyOutcome.Repeated, (await SubmitAsync(S1, "key", ReplyTo("A"))).Outcome);
        Assert.Equal(1, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Last);
        Assert.Equal(ReplyOutcome.NotFound, (await SubmitAsync(S2, "key", ReplyTo("A"))).Outcome);
    }

    [Fact]
    public async Task Of_many_answers_to_the_same_version_one_wins()
    {
        await PublishAsync(Acme, OrderOf("A"));

        ReplyResult[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
        {
            ReplySubmission reply = ReplyTo("A");
            return SubmitAsync(S1, $"key{i}", reply with { Response = reply.Response with { Id = $"R{i}" } });
        })));

        Assert.Single(results, r => r.Outcome == ReplyOutcome.Stored);
        Assert.All(results.Where(r => r.Outcome != ReplyOutcome.Stored), r =>
        {
            Assert.Equal(ReplyOutcome.StaleVersion, r.Outcome);
            Assert.Equal(1, Assert.Single(r.Current).Lines[0].ReplyVersion);
        });
        Assert.Equal(1, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Last);
    }

    [Fact]
    public async Task An_answer_to_an_older_revision_is_stale_and_nothing_of_the_form_is_stored()
    {
        await PublishAsync(Acme, OrderOf("A"), OrderOf("B"));
        await PublishAsync(Acme, OrderOf("A", "S1", 1, LineOf("0010", 77)));

        ReplyResult result = await SubmitAsync(S1, "key", ReplyTo("B"), ReplyTo("A"));

        Assert.Equal(ReplyOutcome.StaleRevision, result.Outcome);
        Assert.Equal((1, "A"), (Assert.Single(result.Current).Order.Revision, result.Current[0].Order.Number));
        Assert.Equal(0, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Last);
        Assert.Equal(LineStatus.Unread, (await Store.Documents.FindAsync(S1, "B", Token))!.Lines[0].Status);
        Assert.Equal(ReplyOutcome.Stored, (await SubmitAsync(S1, "key", ReplyTo("B"), ReplyTo("A", 1))).Outcome);
    }

    [Fact]
    public async Task Unknown_orders_and_lines_are_not_found()
    {
        await PublishAsync(Acme, OrderOf("A"));

        Assert.Equal(ReplyOutcome.NotFound, (await SubmitAsync(S1, "k1", ReplyTo("A"), ReplyTo("none"))).Outcome);
        Assert.Equal(ReplyOutcome.NotFound, (await SubmitAsync(S1, "k2", ReplyTo("A", lines: "9999"))).Outcome);
        Assert.Equal(ReplyOutcome.NotFound, (await SubmitAsync(Buyer, "k3", ReplyTo("A"))).Outcome);
        Assert.Equal(LineStatus.Unread, (await Store.Documents.FindAsync(S1, "A", Token))!.Lines[0].Status);
    }

    [Fact]
    public async Task A_second_answer_has_the_next_version_and_the_first_is_kept()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await SubmitAsync(S1, "k1", ReplyTo("A"));

        Assert.Equal(ReplyOutcome.StaleVersion, (await SubmitAsync(S1, "k2", ReplyTo("A", version: 3))).Outcome);
        Assert.Equal(ReplyOutcome.Stored, (await SubmitAsync(S1, "k3", ReplyTo("A", version: 2, status: LineStatus.Refused))).Outcome);

        StoredOrder stored = (await Store.Documents.FindAsync(S1, "A", Token))!;
        Assert.Equal((2, LineStatus.Refused), (stored.Lines[0].ReplyVersion, stored.Lines[0].Status));
        Assert.Equal([1, 2], stored.Responses.Select(r => r.Lines[0].Version));
    }

    [Fact]
    public async Task The_feed_is_gap_free_and_a_cursor_skips_nothing_while_others_write()
    {
        const int Orders = 60;
        await PublishAsync(Acme, [.. Enumerable.Range(0, Orders).Select(i => OrderOf($"O{i:00}"))]);
        Task writers = Task.WhenAll(Enumerable.Range(0, Orders).Select(i => Task.Run(() => SubmitAsync(S1, $"k{i}", ReplyTo($"O{i:00}")))));

        List<long> seen = [];
        while (seen.Count < Orders)
        {
            ReplyFeedPage page = await Store.Replies.ReadFeedAsync(Acme, seen.Count == 0 ? 0 : seen[^1], "core", 7, Token);
            seen.AddRange(page.Items.Select(i => i.Position));
            await Task.Yield();
        }

        await writers;
        Assert.Equal(Enumerable.Range(1, Orders).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task Acknowledging_moves_forward_only_and_is_traced()
    {
        await PublishAsync(Acme, OrderOf("A"), OrderOf("B"), OrderOf("C"));
        foreach (string order in new[] { "A", "B", "C" })
            await SubmitAsync(S1, order, ReplyTo(order));

        Assert.Equal(2, await Store.Replies.AcknowledgeAsync(Acme, "core", 2, TraceStep.Acknowledged, Now, "erp", Token));
        Assert.Equal(0, await Store.Replies.AcknowledgeAsync(Acme, "core", 1, TraceStep.Acknowledged, Now, "erp", Token));
        Assert.Equal(0, await Store.Replies.AcknowledgeAsync(Acme, "core", -5, TraceStep.Acknowledged, Now, "erp", Token));

        ReplyFeedPage page = await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token);
        Assert.Equal((2L, 3L), (page.Acknowledged, Assert.Single(page.Items).Position));
        Assert.Equal(3, (await Store.Replies.ReadFeedAsync(Acme, null, "second", 10, Token)).Items.Count);
        Assert.Equal(3, (await Store.Replies.ReadFeedAsync(Acme, 0, "core", 10, Token)).Items.Count);
        Assert.Contains(await Store.Documents.ReadTraceAsync(Buyer, "A", Token), t => t is { Step: TraceStep.Acknowledged, Actor: "erp" });
        Assert.DoesNotContain(await Store.Documents.ReadTraceAsync(Buyer, "C", Token), t => t.Step == TraceStep.Acknowledged);
        Assert.Equal(1, await Store.Replies.AcknowledgeAsync(Acme, "core", 999, TraceStep.Acknowledged, Now, "erp", Token));
        Assert.Equal(3, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Acknowledged);
    }

    [Fact]
    public async Task The_feed_carries_the_revision_that_was_answered()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await SubmitAsync(S1, "k", ReplyTo("A"));
        await PublishAsync(Acme, OrderOf("A", "S1", 1, LineOf("0010", 77)));

        Assert.Equal(0, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Items[0].Order.Revision);
    }

    [Fact]
    public async Task S28_Replies_of_others_do_not_exist()
    {
        await PublishAsync(Acme, OrderOf("A"), OrderOf("B", "S2"));
        await SubmitAsync(S1, "k", ReplyTo("A"));
        await SubmitAsync(S2, "k", ReplyTo("B", supplier: "S2"));

        Assert.Equal(["A"], (await Store.Replies.ListAsync(S1, 1, 10, Token)).Items.Select(i => i.Response.OrderNumber));
        Assert.Equal(["B", "A"], (await Store.Replies.ListAsync(Buyer, 1, 10, Token)).Items.Select(i => i.Response.OrderNumber));
        Assert.Equal(0, (await Store.Replies.ListAsync(new AccessScope(Other), 1, 10, Token)).Total);
        Assert.Empty((await Store.Replies.ReadFeedAsync(Other, 0, "core", 10, Token)).Items);
        Assert.Equal(0, await Store.Replies.AcknowledgeAsync(Other, "core", 5, TraceStep.Acknowledged, Now, "x", Token));
    }

    [Fact]
    public async Task Steps_and_effects_of_another_tenant_are_refused()
    {
        await PublishAsync(Acme, OrderOf("A"));
        ReplySubmission reply = ReplyTo("A") with { Trace = [new TraceEvent(Other, "A", 0, TraceStep.Answered, Now, "x")] };

        await Assert.ThrowsAsync<ArgumentException>(() => SubmitAsync(S1, "k", reply));

        Assert.Equal(0, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Last);
    }
}
