using System.Globalization;
using WebEdi.Documents;
using WebEdi.ProviderContracts;
using Xunit;

namespace WebEdi.Storage.Sql.Tests;

/// <summary>Lists that are kept in memory beside the same lists read from the file.</summary>
public sealed class LineBookTests : StoreContract
{
    private static readonly string[] Names = ["六角ボルト Ｍ８", "ｱﾙﾐ板", "Gear 2", "𠮷野 歯車", "拼板", "拼 鋼"];

    private readonly Random _random = new(20261124);

    private Internal.Stores.SqlStore? _fromFile;

    private Internal.Stores.SqlStore FromFile => _fromFile ??= Stores.Create(Directory, Clock, linesInMemory: 1);

    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock, linesInMemory: 2_000);

    public override async ValueTask DisposeAsync()
    {
        if (_fromFile is not null)
            await _fromFile.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_list_in_memory_is_the_list_in_the_file_after_every_change()
    {
        await PublishAsync(Acme, [.. Enumerable.Range(0, 30).Select(i => Any(i, 0))]);
        await CompareAsync();
        for (int change = 0; change < 60; change++)
        {
            await ChangeAsync(change);
            await CompareAsync();
        }
    }

    [Fact]
    public async Task A_list_in_memory_does_not_show_what_is_not_published()
    {
        await PublishAsync(Acme, OrderOf("A"));
        Assert.Equal(2, (await Store.Documents.ListLinesAsync(S1, new OrderLineQuery(), Token)).Total);
        ReceiptClaim claim = await ClaimNewAsync();

        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [Register(OrderOf("B"))], state: ReceiptState.Processing), Token);
        int before = (await Store.Documents.ListLinesAsync(S1, new OrderLineQuery(), Token)).Total;
        int counted = (await Store.Documents.CountAsync(S1, new DateOnly(2026, 12, 1), Token)).All;
        await Store.Inbox.CommitAsync(claim, BatchOf(Acme, [Register(OrderOf("C"))], before: 1), Token);
        int after = (await Store.Documents.ListLinesAsync(S1, new OrderLineQuery(), Token)).Total;

        Assert.Equal((2, 2, 6), (before, counted, after));
    }

    [Fact]
    public async Task Many_questions_at_once_while_orders_come_in_are_answered_from_whole_states()
    {
        await PublishAsync(Acme, OrderOf("P0"));
        bool[] done = [false];
        Task<int>[] readers =
        [
            .. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                int last = 0;
                do
                {
                    Page<OrderLineRow> page = await Store.Documents.ListLinesAsync(S1, new OrderLineQuery { Sort = LineSort.OrderNumber, PageSize = 500 }, Token);
                    Assert.Equal(page.Total, page.Items.Count);
                    Assert.True(page.Total % 2 == 0 && page.Total >= last);
                    last = page.Total;
                }
                while (!Volatile.Read(ref done[0]));

                return last;
            })),
        ];

        for (int i = 1; i <= 40; i++)
            await PublishAsync(Acme, OrderOf($"P{i}"));
        Volatile.Write(ref done[0], true);

        foreach (int last in await Task.WhenAll(readers))
            Assert.InRange(last, 2, 82);
        Assert.Equal(82, (await Store.Documents.ListLinesAsync(S1, new OrderLineQuery(), Token)).Total);
    }

    private Order Any(int number, int revision, string? supplier = null) => OrderOf(
        Invariant($"注{number % 7}-{number}"),
        supplier ?? $"S{_random.Next(1, 3)}",
        revision,
        [.. Enumerable.Range(1, _random.Next(1, number % 10 == 0 ? 40 : 4)).Select(i => LineOf(
            Invariant($"{i:0000}"), _random.Next(-2, 5) * 1.5m, $"I{_random.Next(6)}", Names[_random.Next(Names.Length)], new DateOnly(2026, 12, 1).AddDays(_random.Next(5))))]);

    private async Task ChangeAsync(int change)
    {
        Clock.Advance(TimeSpan.FromSeconds(_random.Next(2)));
        OrderRow order = (await Store.Documents.ListOrdersAsync(Buyer, new OrderLineQuery { PageSize = 500 }, Token)).Items[_random.Next(30)];
        AccessScope supplier = new(Acme, order.Supplier);
        switch (_random.Next(4))
        {
            case 0:
                await PublishAsync(Acme, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => Any(100 + (change * 10) + i, 0))]);
                break;
            case 1:
                int number = int.Parse(order.OrderNumber[(order.OrderNumber.IndexOf('-', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
                await PublishAsync(Acme, Any(number, order.Revision + 1, _random.Next(3) == 0 ? null : order.Supplier));
                break;
            case 2:
                await Store.Documents.MarkOpenedAsync(supplier, order.OrderNumber, order.Revision, Now, "佐藤", Token);
                break;
            default:
                StoredOrder stored = (await Store.Documents.FindAsync(supplier, order.OrderNumber, Token))!;
                LineStatus status = _random.Next(2) == 0 ? LineStatus.Accepted : LineStatus.Refused;
                string line = stored.Lines[0].LineNumber;
                await SubmitAsync(supplier, $"k{change}", ReplyTo(order.OrderNumber, order.Revision, stored.Lines[0].ReplyVersion + 1, status, order.Supplier, line));
                break;
        }
    }

    private async Task CompareAsync()
    {
        foreach (LineSort sort in Enum.GetValues<LineSort>())
        {
            OrderLineQuery query = new()
            {
                Sort = sort,
                Descending = _random.Next(2) == 0,
                Filter = (LineFilter)_random.Next(6),
                Text = _random.Next(8) switch { 0 => "ボルト", 1 => "i3 歯", 2 => "注3", 3 => "s2 gear", 4 => "鋼", 5 => "拼板", _ => null },
                DueFrom = _random.Next(4) == 0 ? new DateOnly(2026, 12, 2) : null,
                Today = new DateOnly(2026, 12, 3),
                Page = _random.Next(1, 4),
                PageSize = _random.Next(1, 30),
            };
            AccessScope scope = _random.Next(3) switch { 0 => S1, 1 => S2, _ => Buyer };

            await CompareAsync(scope, query);
            await CompareAsync(scope, query with { Sort = (LineSort)_random.Next(7), Descending = !query.Descending, Page = _random.Next(1, 4) });
            Assert.Equal(
                (await FromFile.Documents.ListOrdersAsync(scope, query, Token)).Items.Select(o => o.OrderNumber),
                (await Store.Documents.ListOrdersAsync(scope, query, Token)).Items.Select(o => o.OrderNumber));
        }
    }

    private async Task CompareAsync(AccessScope scope, OrderLineQuery query)
    {
        Page<OrderLineRow> expected = await FromFile.Documents.ListLinesAsync(scope, query, Token);
        Page<OrderLineRow> found = await Store.Documents.ListLinesAsync(scope, query, Token);

        Assert.Equal(expected.Total, found.Total);
        Assert.Equal(expected.Items.Select(Text), found.Items.Select(Text));
    }

    private static string Text(OrderLineRow row) =>
        Invariant($"{row.OrderNumber}/{row.Revision}/{row.Supplier}/{row.Line.Number}/{row.Line.ItemCode}/{row.Line.Quantity}/{row.Line.DueDate}/{row.State.Status}/{row.State.ReplyVersion}/{row.RegisteredAt}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
