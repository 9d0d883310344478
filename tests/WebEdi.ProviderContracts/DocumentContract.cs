using System.Text.Json;
using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

public abstract class DocumentContract : StoreContract
{
    private static readonly DateOnly Today = new(2026, 12, 5);

    public static TheoryData<string> Payloads =>
    [
        "' or 1=1 --", "\"; drop table order_line; --", "%", "_", "\\", "a' union select body from account --", "?1", "@p0", "$x", ":a", "[", "*", "\0", "\ud800", "O'Hara", "'; attach 'x' as y; --",
    ];

    [Fact]
    public async Task A_long_order_comes_back_line_by_line_and_whole()
    {
        OrderLine[] lines = [.. Enumerable.Range(1, 100).Select(i => LineOf($"{i:0000}", i, $"IT-{i}"))];
        await PublishAsync(Acme, OrderOf("A", "S1", 0, lines));
        OrderLine[] changed = [.. lines.Select((l, i) => i == 70 ? l with { Quantity = 7 } : l)];
        await Store.Documents.MarkOpenedAsync(S1, "A", 0, Now, "佐藤", Token);

        await PublishAsync(Acme, OrderOf("A", "S1", 1, changed));

        Assert.Equal(lines, (await Store.Documents.FindRevisionAsync(S1, "A", 0, Token))!.Lines);
        Assert.Equal(changed, (await Store.Documents.FindAsync(S1, "A", Token))!.Order.Lines);
        Page<OrderLineRow> page = await Store.Documents.ListLinesAsync(S1, new OrderLineQuery { Sort = LineSort.OrderNumber, Page = 2, PageSize = 30 }, Token);
        Assert.Equal(changed[30..60], page.Items.Select(r => r.Line));
        OrderLineRow buyers = Assert.Single((await Store.Documents.ListLinesAsync(S1, new OrderLineQuery { Filter = LineFilter.Changed }, Token)).Items);
        Assert.Equal(("0071", 7m, "0071"), (buyers.Line.Number, buyers.Line.Quantity, buyers.State.LineNumber));
    }

    [Fact]
    public async Task An_order_comes_back_as_it_went_in()
    {
        Order order = OrderOf("注文-1") with
        {
            Extensions = new Dictionary<string, string> { ["製番"] = "0012" },
            Currency = "USD",
            NetAmount = 1234567890123.4500m,
            Lines = [LineOf("0010", 0.1000m) with { DueDate = null, DueDateUndecided = true, PriceType = PriceType.Provisional, TaxCategory = TaxCategory.Reduced, ShipTo = new Party { Code = "W", Name = "髙①㈱" }, DueTime = new TimeOnly(9, 30) }],
        };
        Receipt receipt = await PublishAsync(Acme, order);

        StoredOrder stored = (await Store.Documents.FindAsync(S1, "注文-1", Token))!;

        Assert.Equal(Json(order), Json(stored.Order));
        Assert.Equal("0.1000", stored.Order.Lines[0].Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((receipt.Id, "orders", 1, Now), (stored.ReceiptId, stored.MapName, stored.MapVersion, stored.RegisteredAt));
        Assert.Equal(new OrderLineState("0010", LineStatus.Unread, 0, null, 0, null), Assert.Single(stored.Lines));
        Assert.Equal([0], stored.Revisions);
        Assert.Equal(Hash("注文-1 0"), (await Store.Documents.FindHeadsAsync(Acme, ["注文-1", "none"], Token)).Single().Value.MeaningHash);
    }

    [Fact]
    public async Task New_orders_are_hidden_until_their_file_is_published()
    {
        await PublishAsync(Acme, OrderOf("OLD"));
        ReceiptClaim claim = await ClaimNewAsync();
        OrderHead old = (await Store.Documents.FindHeadsAsync(Acme, ["OLD"], Token))["OLD"];
        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [Register(OrderOf("NEW")), Register(OrderOf("OLD", revision: 1), old)], state: ReceiptState.Processing), Token);

        foreach (AccessScope scope in new[] { Buyer, S1 })
        {
            Assert.Null(await Store.Documents.FindAsync(scope, "NEW", Token));
            Assert.NotNull(await Store.Documents.FindAsync(scope, "OLD", Token));
            Assert.Equal(2, (await Store.Documents.ListLinesAsync(scope, new OrderLineQuery(), Token)).Total);
            Assert.Equal(1, (await Store.Documents.ListOrdersAsync(scope, new OrderLineQuery(), Token)).Total);
            Assert.Equal(2, (await Store.Documents.CountAsync(scope, Today, Token)).All);
            Assert.Empty(await Store.Documents.ReadTraceAsync(scope, "NEW", Token));
        }

        Assert.False(await Store.Documents.MarkOpenedAsync(S1, "NEW", 0, Now, "x", Token));
        Assert.Equal(ReplyOutcome.NotFound, (await SubmitAsync(S1, "k", ReplyTo("NEW"))).Outcome);
        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [], before: 2), Token);
        Assert.NotNull(await Store.Documents.FindAsync(S1, "NEW", Token));
        Assert.Equal(4, (await Store.Documents.ListLinesAsync(S1, new OrderLineQuery(), Token)).Total);
    }

    [Fact]
    public async Task Opening_is_recorded_once_per_revision()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await AdvanceAsync(TimeSpan.FromHours(1));

        Assert.False(await Store.Documents.MarkOpenedAsync(Buyer, "A", 0, Now, "buyer", Token));
        Assert.False(await Store.Documents.MarkOpenedAsync(S1, "A", 1, Now, "too new", Token));
        bool[] opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.Documents.MarkOpenedAsync(S1, "A", 0, Now, "佐藤", Token))));

        Assert.Single(opened, o => o);
        StoredOrder stored = (await Store.Documents.FindAsync(Buyer, "A", Token))!;
        Assert.Equal(Now, stored.OpenedAt);
        Assert.All(stored.Lines, l => Assert.Equal(LineStatus.Opened, l.Status));
        Assert.Equal([TraceStep.Stored, TraceStep.Opened], (await Store.Documents.ReadTraceAsync(S1, "A", Token)).Select(t => t.Step));
    }

    [Fact]
    public async Task A_new_revision_of_an_unread_order_is_unread()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await PublishAsync(Acme, OrderOf("A", "S1", 1, LineOf("0010", 11)));

        StoredOrder stored = (await Store.Documents.FindAsync(S1, "A", Token))!;

        Assert.Equal([LineStatus.Unread], stored.Lines.Select(l => l.Status));
        Assert.Equal([0, 1], stored.Revisions);
        Assert.Equal(10, (await Store.Documents.FindRevisionAsync(S1, "A", 0, Token))!.Lines[0].Quantity);
        Assert.Null(await Store.Documents.FindRevisionAsync(S1, "A", 2, Token));
    }

    [Fact]
    public async Task Changed_lines_are_marked_and_lines_that_say_the_same_keep_their_reply()
    {
        await PublishAsync(Acme, OrderOf("A", "S1", 0, LineOf("1"), LineOf("2"), LineOf("3")));
        await Store.Documents.MarkOpenedAsync(S1, "A", 0, Now, "x", Token);
        await SubmitAsync(S1, "k", ReplyTo("A", lines: ["1", "2"]));
        await PublishAsync(Acme, OrderOf("A", "S1", 1, LineOf("1"), LineOf("2", 99), LineOf("3"), LineOf("4")));

        StoredOrder stored = (await Store.Documents.FindAsync(S1, "A", Token))!;

        Assert.Equal([LineStatus.Accepted, LineStatus.ChangedByBuyer, LineStatus.Opened, LineStatus.ChangedByBuyer], stored.Lines.Select(l => l.Status));
        Assert.Equal([1, 1, 0, 0], stored.Lines.Select(l => l.ReplyVersion));
        Assert.Equal(10.50m, stored.Lines[1].Reply!.Schedule[0].Quantity);
        Assert.Equal((0, Now), (stored.Lines[1].ReplyRevision, stored.Lines[1].RepliedAt));
        Assert.Single(stored.Responses);
        Assert.Null(stored.OpenedAt);
        Assert.Equal(1, (await Store.Documents.ListOrdersAsync(Buyer, new OrderLineQuery(), Token)).Items[0].AnsweredLines);
    }

    [Fact]
    public async Task A_changed_header_changes_every_line_and_changed_totals_none()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await Store.Documents.MarkOpenedAsync(S1, "A", 0, Now, "x", Token);
        await PublishAsync(Acme, OrderOf("A", revision: 1) with { NetAmount = 5, Purpose = DocumentPurpose.Change });
        Assert.All((await Store.Documents.FindAsync(S1, "A", Token))!.Lines, l => Assert.Equal(LineStatus.Opened, l.Status));

        await PublishAsync(Acme, OrderOf("A", revision: 2) with { ReceivingPlace = "第2倉庫" });

        Assert.All((await Store.Documents.FindAsync(S1, "A", Token))!.Lines, l => Assert.Equal(LineStatus.ChangedByBuyer, l.Status));
    }

    [Fact]
    public async Task A_line_that_went_and_came_back_goes_on_with_its_reply_versions()
    {
        await PublishAsync(Acme, OrderOf("A", "S1", 0, LineOf("1"), LineOf("2")));
        await SubmitAsync(S1, "k", ReplyTo("A", lines: "2"));
        await PublishAsync(Acme, OrderOf("A", "S1", 1, LineOf("1")));
        await PublishAsync(Acme, OrderOf("A", "S1", 2, LineOf("1"), LineOf("2")));

        OrderLineState line = (await Store.Documents.FindAsync(S1, "A", Token))!.Lines[1];

        Assert.Equal((LineStatus.ChangedByBuyer, 1), (line.Status, line.ReplyVersion));
        Assert.Equal(ReplyOutcome.Stored, (await SubmitAsync(S1, "k2", ReplyTo("A", 2, 2, lines: "2"))).Outcome);
    }

    [Fact]
    public async Task A_cancelled_order_is_cancelled_and_may_come_back()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await Store.Documents.MarkOpenedAsync(S1, "A", 0, Now, "x", Token);
        await PublishAsync(Acme, OrderOf("A", revision: 1) with { Purpose = DocumentPurpose.Cancellation });
        Assert.All((await Store.Documents.FindAsync(S1, "A", Token))!.Lines, l => Assert.Equal(LineStatus.Cancelled, l.Status));
        Assert.Equal(0, (await Store.Documents.ListLinesAsync(S1, new OrderLineQuery { Filter = LineFilter.Unanswered }, Token)).Total);

        await PublishAsync(Acme, OrderOf("A", revision: 2));

        Assert.All((await Store.Documents.FindAsync(S1, "A", Token))!.Lines, l => Assert.Equal(LineStatus.ChangedByBuyer, l.Status));
    }

    [Fact]
    public async Task An_outdated_revision_is_history_only_and_may_come_twice()
    {
        await PublishAsync(Acme, OrderOf("A", revision: 5));
        OrderHead head = (await Store.Documents.FindHeadsAsync(Acme, ["A"], Token))["A"];
        for (int i = 0; i < 2; i++)
        {
            ReceiptClaim claim = await ClaimNewAsync();
            Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [Register(OrderOf("A", revision: 3), head, isCurrent: false)]), Token));
        }

        StoredOrder stored = (await Store.Documents.FindAsync(S1, "A", Token))!;

        Assert.Equal(5, stored.Order.Revision);
        Assert.Equal([3, 5], stored.Revisions);
        Assert.Equal(head, (await Store.Documents.FindHeadsAsync(Acme, ["A"], Token))["A"]);
    }

    [Fact]
    public async Task Two_revisions_in_one_batch_leave_the_higher_one()
    {
        ReceiptClaim claim = await ClaimNewAsync();
        OrderRegistration first = Register(OrderOf("A"));
        OrderHead head = new("A", 0, first.MeaningHash, "S1");

        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [first, Register(OrderOf("A", revision: 1), head)]), Token);

        Assert.Equal(1, (await Store.Documents.FindAsync(S1, "A", Token))!.Order.Revision);
    }

    [Fact]
    public async Task An_order_that_moves_to_another_supplier_takes_nothing_along()
    {
        await PublishAsync(Acme, OrderOf("A"));
        await Store.Documents.MarkOpenedAsync(S1, "A", 0, Now, "S1 person", Token);
        await SubmitAsync(S1, "k", ReplyTo("A"));
        await PublishAsync(Acme, OrderOf("A", "S2", 1));

        Assert.Null(await Store.Documents.FindAsync(S1, "A", Token));
        StoredOrder stored = (await Store.Documents.FindAsync(S2, "A", Token))!;
        Assert.All(stored.Lines, l => Assert.Equal((LineStatus.Unread, 0), (l.Status, l.ReplyVersion)));
        Assert.Empty(stored.Responses);
        Assert.Equal([1], stored.Revisions);
        Assert.Null(await Store.Documents.FindRevisionAsync(S2, "A", 0, Token));
        Assert.DoesNotContain(await Store.Documents.ReadTraceAsync(S2, "A", Token), t => t.Actor == "S1 person");
        Assert.Single((await Store.Documents.FindAsync(Buyer, "A", Token))!.Responses);

        await PublishAsync(Acme, OrderOf("A", "S1", 2));
        Assert.Equal(ReplyOutcome.Stored, (await SubmitAsync(S1, "k2", ReplyTo("A", 2, 2))).Outcome);
    }

    [Fact]
    public async Task Filters_choose_lines()
    {
        await SeedAsync();

        Assert.Equal(["A/1", "A/2", "B/1", "C/1", "C/2"], await Lines(S1, new OrderLineQuery { Sort = LineSort.OrderNumber }));
        Assert.Equal(["C/1", "C/2"], await Lines(S1, new OrderLineQuery { Filter = LineFilter.Unread }));
        Assert.Equal(["A/2", "C/1", "C/2"], await Lines(S1, new OrderLineQuery { Filter = LineFilter.Unanswered, Sort = LineSort.OrderNumber }));
        Assert.Equal(["A/1", "B/1"], await Lines(S1, new OrderLineQuery { Filter = LineFilter.Answered, Sort = LineSort.OrderNumber }));
        Assert.Empty(await Lines(S1, new OrderLineQuery { Filter = LineFilter.Changed }));
        Assert.Equal(["C/1"], await Lines(S1, new OrderLineQuery { Filter = LineFilter.Overdue, Today = Today }));
        Assert.Equal(["C/1"], await Lines(S1, new OrderLineQuery { DueTo = new DateOnly(2026, 12, 3) }));
        Assert.Equal(["A/2", "B/1"], await Lines(S1, new OrderLineQuery { DueFrom = new DateOnly(2026, 12, 11) }));
        Assert.Equal(["B/1"], await Lines(S1, new OrderLineQuery { OrderNumbers = ["B", "D", "none"] }));
        Assert.Equal(["D/1"], await Lines(Buyer, new OrderLineQuery { Supplier = "S2" }));
        Assert.Empty(await Lines(S1, new OrderLineQuery { Supplier = "S2" }));
        Assert.Equal(new LineCounts(5, 2, 3, 0, 1), await Store.Documents.CountAsync(S1, Today, Token));
    }

    [Fact]
    public async Task Sorts_order_lines_and_ties_fall_back_to_order_and_line()
    {
        await SeedAsync();

        Assert.Equal(["C/1", "A/1", "A/2", "B/1", "C/2"], await Lines(S1, new OrderLineQuery { Sort = LineSort.DueDate }));
        Assert.Equal(["C/2", "B/1", "A/2", "A/1", "C/1"], await Lines(S1, new OrderLineQuery { Sort = LineSort.DueDate, Descending = true }));
        Assert.Equal(["B/1", "A/1", "C/1", "C/2", "A/2"], await Lines(S1, new OrderLineQuery { Sort = LineSort.Quantity }));
        Assert.Equal(["C/2", "B/1", "A/1", "A/2", "C/1"], await Lines(S1, new OrderLineQuery { Sort = LineSort.Item }));
        Assert.Equal(["C/1", "C/2", "A/2", "B/1", "A/1"], await Lines(S1, new OrderLineQuery { Sort = LineSort.Status }));
        Assert.Equal(["A/1", "A/2", "B/1", "C/1", "C/2"], await Lines(S1, new OrderLineQuery { Sort = LineSort.Registered }));
        Assert.Equal(["D/1", "C/2", "C/1", "B/1", "A/2", "A/1"], await Lines(Buyer, new OrderLineQuery { Sort = LineSort.Supplier, Descending = true }));
        Assert.Equal(["A/1", "A/2", "B/1", "C/1", "C/2", "D/1"], await Lines(Buyer, new OrderLineQuery { Sort = LineSort.OrderNumber }));
    }

    [Fact]
    public async Task Every_page_of_every_sort_holds_its_part_of_the_whole()
    {
        Random random = new(3);
        await PublishAsync(Acme,
        [
            .. Enumerable.Range(0, 40).Select(i => OrderOf($"P{i:000}", i % 3 == 0 ? "S2" : "S1", 0,
                [.. Enumerable.Range(1, 3).Select(l => LineOf($"{l}", random.Next(1, 9), $"I{random.Next(20)}", due: Today.AddDays(random.Next(10))))])),
        ]);

        foreach (AccessScope scope in new[] { Buyer, S1 })
        {
            foreach (LineSort sort in Enum.GetValues<LineSort>())
            {
                OrderLineQuery query = new() { Sort = sort, Descending = sort == LineSort.Item, PageSize = 7 };
                List<string> all = [.. (await ListAsync(Store.Documents.ReadLinesAsync(scope, query, Token))).Select(Name)];
                List<string> paged = [];
                for (int page = 1; paged.Count < all.Count; page++)
                {
                    Page<OrderLineRow> rows = await Store.Documents.ListLinesAsync(scope, query with { Page = page }, Token);
                    Assert.Equal(all.Count, rows.Total);
                    Assert.NotEmpty(rows.Items);
                    paged.AddRange(rows.Items.Select(Name));
                }

                Assert.Equal(all, paged);
                Assert.Equal(all.Count, all.Distinct().Count());
                Assert.Empty((await Store.Documents.ListLinesAsync(scope, query with { Page = int.MaxValue }, Token)).Items);
            }
        }
    }

    [Theory]
    [InlineData("m8", 2)]
    [InlineData("Ｍ８　ボルト", 2)]
    [InlineData("ｱﾙﾐ", 1)]
    [InlineData("アルミ a5052", 1)]
    [InlineData("x-9", 1)]
    [InlineData("取引先 s1", 3)]
    [InlineData("none", 0)]
    [InlineData("  ", 3)]
    public async Task Texts_are_found_whatever_their_width_and_case(string text, int expected)
    {
        await PublishAsync(Acme, OrderOf("A", "S1", 0, LineOf("1"), LineOf("2"), LineOf("3", item: "Ｘ-9", name: "ｱﾙﾐ板 Ａ５０５２")));

        Assert.Equal(expected, (await Store.Documents.ListLinesAsync(S1, new OrderLineQuery { Text = text }, Token)).Total);
        Assert.Equal("ｱﾙﾐ板 Ａ５０５２", (await Store.Documents.FindAsync(S1, "A", Token))!.Order.Lines[2].ItemName);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task S01_Payloads_are_only_text(string payload)
    {
        await PublishAsync(Acme, OrderOf("A"), OrderOf("B", "S2"));
        OrderLineQuery[] queries =
        [
            new() { Text = payload }, new() { Supplier = payload }, new() { OrderNumbers = [payload] }, new() { Sort = (LineSort)999, Filter = (LineFilter)999, Text = payload },
        ];

        foreach (OrderLineQuery query in queries)
        {
            Assert.Equal(0, (await Store.Documents.ListLinesAsync(S1, query, Token)).Total);
            Assert.Equal(0, (await Store.Documents.ListOrdersAsync(S1, query, Token)).Total);
            Assert.Empty(await ListAsync(Store.Documents.ReadLinesAsync(S1, query, Token)));
        }

        AccessScope scope = new(Acme, payload);
        Assert.Equal(0, (await Store.Documents.ListLinesAsync(scope, new OrderLineQuery(), Token)).Total);
        Assert.Equal(0, (await Store.Documents.CountAsync(new AccessScope(payload), Today, Token)).All);
        Assert.Null(await Store.Documents.FindAsync(S1, payload, Token));
        Assert.Empty(await Store.Documents.FindHeadsAsync(Acme, [payload], Token));
        Assert.Equal(4, (await Store.Documents.ListLinesAsync(Buyer, new OrderLineQuery(), Token)).Total);
    }

    [Fact]
    public async Task Counts_and_totals_agree_with_the_lines_after_every_change()
    {
        await SeedAsync();
        await PublishAsync(Acme, OrderOf("A", "S1", 1, LineOf("1", 77, due: new DateOnly(2026, 12, 1)), LineOf("3")));
        await PublishAsync(Acme, OrderOf("D", "S1", 1), OrderOf("B", "S2", 1), OrderOf("C", revision: 1) with { Purpose = DocumentPurpose.Cancellation });

        foreach (AccessScope scope in new[] { Buyer, S1, S2 })
        {
            LineCounts counts = await Store.Documents.CountAsync(scope, Today, Token);
            int[] expected = [counts.All, counts.Unread, counts.Unanswered, counts.Changed, counts.Overdue];
            LineFilter[] filters = [LineFilter.All, LineFilter.Unread, LineFilter.Unanswered, LineFilter.Changed, LineFilter.Overdue];
            foreach ((int count, LineFilter filter) in expected.Zip(filters))
            {
                OrderLineQuery query = new() { Filter = filter, Today = Today };
                Page<OrderLineRow> page = await Store.Documents.ListLinesAsync(scope, query, Token);
                Assert.Equal((count, count), (page.Total, page.Items.Count));
                Assert.Equal(count, (await Store.Documents.ListLinesAsync(scope, query with { Sort = LineSort.Item }, Token)).Total);
                Assert.Equal(count, (await ListAsync(Store.Documents.ReadLinesAsync(scope, query, Token))).Count);
            }
        }
    }

    [Fact]
    public async Task Orders_are_listed_with_their_progress()
    {
        await SeedAsync();

        Page<OrderRow> orders = await Store.Documents.ListOrdersAsync(Buyer, new OrderLineQuery { Sort = LineSort.OrderNumber, PageSize = 2, Page = 1 }, Token);

        Assert.Equal(4, orders.Total);
        Assert.Equal(["A", "B"], orders.Items.Select(o => o.OrderNumber));
        Assert.Equal((2, 1, new DateOnly(2026, 12, 10), "取引先 S1"), (orders.Items[0].Lines, orders.Items[0].AnsweredLines, orders.Items[0].NearestDueDate, orders.Items[0].SupplierName));
        Assert.Equal(["C"], (await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery { Filter = LineFilter.Unread }, Token)).Items.Select(o => o.OrderNumber));
    }

    [Fact]
    public async Task S28_Orders_of_others_do_not_exist()
    {
        await PublishAsync(Acme, OrderOf("A"));

        foreach (AccessScope scope in new[] { S2, new AccessScope(Other), new AccessScope(Other, "S1") })
        {
            Assert.Null(await Store.Documents.FindAsync(scope, "A", Token));
            Assert.Null(await Store.Documents.FindRevisionAsync(scope, "A", 0, Token));
            Assert.Equal(0, (await Store.Documents.ListLinesAsync(scope, new OrderLineQuery(), Token)).Total);
            Assert.Empty((await Store.Documents.ListLinesAsync(scope, new OrderLineQuery { Text = "A", OrderNumbers = ["A"] }, Token)).Items);
            Assert.Empty(await ListAsync(Store.Documents.ReadLinesAsync(scope, new OrderLineQuery(), Token)));
            Assert.Equal(0, (await Store.Documents.ListOrdersAsync(scope, new OrderLineQuery(), Token)).Total);
            Assert.Equal(new LineCounts(0, 0, 0, 0, 0), await Store.Documents.CountAsync(scope, Today, Token));
            Assert.False(await Store.Documents.MarkOpenedAsync(scope, "A", 0, Now, "x", Token));
            Assert.Empty(await Store.Documents.ReadTraceAsync(scope, "A", Token));
            Assert.Equal(ReplyOutcome.NotFound, (await Store.Replies.SubmitAsync(scope, [ReplyTo("A") with { Trace = [] }], "k", Token)).Outcome);
        }

        Assert.Equal(LineStatus.Unread, (await Store.Documents.FindAsync(S1, "A", Token))!.Lines[0].Status);
    }

    private static string Name(OrderLineRow row) => $"{row.OrderNumber}/{row.Line.Number}";

    private static string Json(Order order) => JsonSerializer.Serialize(order, DocumentJson.Order);

    private async Task<List<string>> Lines(AccessScope scope, OrderLineQuery query) =>
        [.. (await Store.Documents.ListLinesAsync(scope, query, Token)).Items.Select(Name)];

    private async Task SeedAsync()
    {
        await PublishAsync(Acme, OrderOf("A", "S1", 0, LineOf("1", 10, "M"), LineOf("2", 100, "N", due: new DateOnly(2026, 12, 11))));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await PublishAsync(Acme, OrderOf("B", "S1", 0, LineOf("1", 9.5m, "L", due: new DateOnly(2026, 12, 12))));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await PublishAsync(Acme,
            OrderOf("C", "S1", 0, LineOf("1", 10, "Z", due: new DateOnly(2026, 12, 1)), LineOf("2", 10, "K") with { DueDate = null, DueDateUndecided = true }),
            OrderOf("D", "S2", 0, LineOf("1")));
        await Store.Documents.MarkOpenedAsync(S1, "A", 0, Now, "x", Token);
        await SubmitAsync(S1, "k", ReplyTo("A", lines: "1"), ReplyTo("B", status: LineStatus.AnsweredWithChange, lines: "1"));
    }
}
