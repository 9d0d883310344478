using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Responding;

public sealed class ReplyTests
{
    private static readonly AccessScope Supplier = new("default", "S001");
    private static readonly DateOnly Due = new(2026, 12, 2);

    [Fact]
    public async Task Accepting_promises_the_ordered_date_and_quantity()
    {
        await using Workbench bench = await BenchAsync();

        ReplyAnswer answer = await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted });

        Assert.Equal(ReplyOutcome.Stored, answer.Outcome);
        StoredOrder order = (await bench.Store.Documents.FindAsync(Supplier, "PO-00001"))!;
        Assert.Equal(LineStatus.Accepted, order.Lines[0].Status);
        Assert.Equal([new PromisedDelivery(Due, 10)], order.Lines[0].Reply!.Schedule);
        Assert.Equal(TraceStep.Answered, (await bench.TraceAsync("PO-00001"))[^1].Step);
    }

    [Fact]
    public async Task A_split_keeps_its_dates_in_order_and_adds_up()
    {
        await using Workbench bench = await BenchAsync();

        ReplyAnswer answer = await ReplyAsync(bench, Change([new(Due.AddDays(9), 3), new(Due, 4)], restWillNotCome: true));

        Assert.True(answer.Succeeded);
        ResponseLine line = (await bench.Store.Documents.FindAsync(Supplier, "PO-00001"))!.Lines[0].Reply!;
        Assert.Equal([Due, Due.AddDays(9)], line.Schedule.Select(d => d.Date));
        Assert.Equal(3, line.Remainder);
    }

    public static TheoryData<string, string> Faults() => new()
    {
        { "nothing promised", DiagnosticCodes.ReplyScheduleMissing },
        { "too little", DiagnosticCodes.ReplyQuantitySum },
        { "too much", DiagnosticCodes.ReplyQuantitySum },
        { "rest will not come but all is promised", DiagnosticCodes.ReplyQuantitySum },
        { "zero", DiagnosticCodes.ReplyQuantityInvalid },
        { "negative", DiagnosticCodes.ReplyQuantityInvalid },
        { "no date", DiagnosticCodes.ReplyDateInvalid },
        { "51 deliveries", DiagnosticCodes.ReplyScheduleTooLong },
        { "accepted with dates", DiagnosticCodes.ReplyScheduleUnexpected },
        { "refused without reason", DiagnosticCodes.ReplyReasonMissing },
        { "long reason", DiagnosticCodes.ReplyTextInvalid },
        { "control character", DiagnosticCodes.ReplyTextInvalid },
        { "unknown line", DiagnosticCodes.ReplyLineUnknown },
        { "negative price", DiagnosticCodes.ReplyPriceInvalid },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_wrong_answer_is_told_by_order_and_line_and_stores_nothing(string what, string code)
    {
        await using Workbench bench = await BenchAsync();
        LineReply reply = what switch
        {
            "nothing promised" => Change([]),
            "too little" => Change([new(Due, 9)]),
            "too much" => Change([new(Due, 11)]),
            "rest will not come but all is promised" => Change([new(Due, 10)], restWillNotCome: true),
            "zero" => Change([new(Due, 10), new(Due, 0)]),
            "negative" => Change([new(Due, 11), new(Due, -1)]),
            "no date" => Change([new(default, 10)]),
            "51 deliveries" => Change([.. Enumerable.Range(0, 51).Select(i => new PromisedDelivery(Due.AddDays(i), 1))]),
            "accepted with dates" => new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted, Schedule = [new(Due, 10)] },
            "refused without reason" => new LineReply { LineNumber = "1", Kind = ResponseKind.Refused, Reason = " " },
            "long reason" => new LineReply { LineNumber = "1", Kind = ResponseKind.Refused, Reason = new string('x', 201) },
            "control character" => new LineReply { LineNumber = "1", Kind = ResponseKind.Refused, Reason = "a\0b" },
            "unknown line" => new LineReply { LineNumber = "9", Kind = ResponseKind.Accepted },
            _ => new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted, UnitPrice = -1 },
        };

        ReplyAnswer answer = await ReplyAsync(bench, reply);

        Assert.Null(answer.Outcome);
        Assert.False(answer.Succeeded);
        Diagnostic issue = Assert.Single(answer.Issues);
        Assert.Equal(code, issue.Code);
        Assert.StartsWith("PO-00001.lines[", issue.Path, StringComparison.Ordinal);
        Assert.Empty((await bench.Store.Replies.ReadFeedAsync("default", 0, "x", 10)).Items);
    }

    [Fact]
    public async Task The_same_submit_key_again_repeats_the_first_answer()
    {
        await using Workbench bench = await BenchAsync();
        LineReply reply = new() { LineNumber = "1", Kind = ResponseKind.Accepted };

        ReplyAnswer first = await ReplyAsync(bench, reply, key: "k");
        ReplyAnswer second = await ReplyAsync(bench, reply, key: "k");

        Assert.Equal(ReplyOutcome.Stored, first.Outcome);
        Assert.Equal(ReplyOutcome.Repeated, second.Outcome);
        Assert.Single((await bench.Store.Replies.ReadFeedAsync("default", 0, "x", 10)).Items);
    }

    [Fact]
    public async Task An_answer_to_an_older_version_or_revision_is_stale_and_shows_the_order_as_it_is()
    {
        await using Workbench bench = await BenchAsync();
        await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }, key: "a");

        ReplyAnswer version = await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.OnHold }, key: "b");
        await bench.IngestAsync(Workbench.Orders(3, revision: 1, quantity: 12), "changed.csv");
        ReplyAnswer revision = await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted, ExpectedVersion = 1 }, key: "c");
        ReplyAnswer repeated = await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }, key: "a");
        ReplyAnswer future = await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted, ExpectedVersion = 1 }, key: "d", revision: 7);

        Assert.Equal(ReplyOutcome.StaleVersion, version.Outcome);
        Assert.Equal(1, Assert.Single(version.Current).Lines[0].ReplyVersion);
        Assert.Equal(ReplyOutcome.StaleRevision, revision.Outcome);
        Assert.Equal(1, Assert.Single(revision.Current).Order.Revision);
        Assert.Equal(ReplyOutcome.Repeated, repeated.Outcome);
        Assert.Equal(ReplyOutcome.StaleRevision, future.Outcome);
        Assert.Single((await bench.Store.Replies.ReadFeedAsync("default", 0, "x", 10)).Items);
    }

    [Fact]
    public async Task S28_Another_suppliers_order_does_not_exist()
    {
        await using Workbench bench = await BenchAsync();

        ReplyAnswer other = await bench.Edi.ReplyAsync(new AccessScope("default", "S002"), Request("k", 0, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }));
        ReplyAnswer buyer = await bench.Edi.ReplyAsync(new AccessScope("default"), Request("k", 0, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }));
        ReplyAnswer tenant = await bench.Edi.ReplyAsync(new AccessScope("other", "S001"), Request("k", 0, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }));

        Assert.Equal([ReplyOutcome.NotFound, ReplyOutcome.NotFound, ReplyOutcome.NotFound], new[] { other, buyer, tenant }.Select(a => a.Outcome!.Value));
        Assert.Empty((await bench.Store.Replies.ReadFeedAsync("default", 0, "x", 10)).Items);
    }

    [Fact]
    public async Task A_cancelled_line_cannot_be_answered()
    {
        await using Workbench bench = new(e => e.AddMap("cancel", """
            { "read": "csv",
              "order": { "number": "注文番号", "revision": "訂正", "supplier": "取引先", "purpose": { "constant": "1" } },
              "line":  { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }
            """));
        await bench.IngestAsync(Workbench.Orders(1));
        IngestResult cancelled = await bench.Edi.IngestAsync(
            new IngestRequest { Map = "cancel", FileName = "c.csv" }, new MemoryStream(Encoding.UTF8.GetBytes(Workbench.Orders(1, revision: 1))));
        Assert.Equal(1, cancelled.Receipt!.Counts.Changed);

        ReplyAnswer answer = await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }, revision: 1);

        Assert.Equal(DiagnosticCodes.ReplyLineCancelled, Assert.Single(answer.Issues).Code);
    }

    [Fact]
    public async Task A_handler_hears_of_every_reply_again_until_it_takes_it()
    {
        await using Workbench bench = await BenchAsync(e => e.OnReply<Erp>());
        Erp erp = bench.GetAll<IReplyHandler>().OfType<Erp>().Single();
        erp.Failures = 2;

        await ReplyAsync(bench, new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted });
        for (int i = 0; i < 10; i++)
        {
            await bench.Edi.RunUntilIdleAsync();
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, erp.Calls);
        ReplyEvent heard = Assert.Single(erp.Taken);
        Assert.Equal(("default", "PO-00001", "PO-00001"), (heard.Tenant, heard.Response.OrderNumber, heard.Order.Number));
        Assert.Equal(2, heard.Order.Lines.Count);
    }

    private static async Task<Workbench> BenchAsync(Action<IWebEdiBuilder>? more = null)
    {
        Workbench bench = new(more);
        await bench.IngestAsync(Workbench.Orders(3));
        return bench;
    }

    private static LineReply Change(IReadOnlyList<PromisedDelivery> schedule, bool restWillNotCome = false) =>
        new() { LineNumber = "1", Kind = ResponseKind.Changed, Schedule = schedule, RestWillNotCome = restWillNotCome };

    private static ReplyRequest Request(string key, int revision, LineReply line) =>
        new() { SubmitKey = key, Actor = "tanaka", Orders = [new OrderReply("PO-00001", revision, [line])] };

    private static Task<ReplyAnswer> ReplyAsync(Workbench bench, LineReply line, string key = "key", int revision = 0) =>
        bench.Edi.ReplyAsync(Supplier, Request(key, revision, line));

    private sealed class Erp : IReplyHandler
    {
        public int Failures { get; set; }

        public int Calls { get; private set; }

        public List<ReplyEvent> Taken { get; } = [];

        public Task HandleAsync(ReplyEvent reply, CancellationToken cancellationToken = default)
        {
            if (++Calls <= Failures)
                throw new InvalidOperationException("not now");

            Taken.Add(reply);
            return Task.CompletedTask;
        }
    }
}
