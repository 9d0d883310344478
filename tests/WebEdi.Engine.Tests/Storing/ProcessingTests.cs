using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Rules;
using WebEdi.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace WebEdi.Engine.Tests.Storing;

public sealed class ProcessingTests
{
    private static readonly AccessScope Buyer = new("default");

    [Fact]
    public async Task A_broken_row_in_the_middle_refuses_its_order_only()
    {
        await using Workbench bench = new();
        string csv = Workbench.Header
            + "A-1,0,S1,1,X,5,2026/12/01\r\n"
            + "A-2,0,S1,1,X,１０個,2026/12/01\r\n"
            + "A-2,0,S1,2,X,7,2026/12/01\r\n"
            + "A-3,0,S2,1,X,9,2026/12/01\r\n";

        IngestResult result = await bench.IngestAsync(csv);

        Assert.Equal(ReceiptState.Published, result.Receipt!.State);
        Assert.Equal(["A-1", "A-3"], result.Orders.Select(o => o.Number));
        Assert.Equal(3, result.Receipt.Counts.Orders);
        Assert.Equal(1, result.Receipt.Counts.Refused);
        Assert.Equal(4, result.Receipt.Counts.Rows);
        Diagnostic fault = Assert.Single(result.Issues, i => i.Severity == Severity.Error);
        Assert.Equal(3, fault.Position.Line);
        List<MessageResult> rows = [];
        await foreach (MessageResult row in bench.Store.Inbox.ReadResultsAsync("default", result.Receipt.Id))
            rows.Add(row);
        Assert.Equal([MessageVerdict.Created, MessageVerdict.Refused, MessageVerdict.Created], rows.OrderBy(r => r.OrderNumber, StringComparer.Ordinal).Select(r => r.Verdict));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_every_commit_loses_nothing_and_doubles_nothing(bool released)
    {
        const int orders = 25;
        int commits = await CountCommitsAsync(orders);
        Assert.True(commits >= 6, $"{commits} commits");

        for (int n = 1; n <= commits; n++)
        {
            foreach (Fault fault in (Fault[])[Fault.BeforeCommit, Fault.AfterCommit])
            {
                await using Workbench bench = new(options: o => o.BatchLines = 10);
                await bench.SaveTenantAsync(suppliers: ["S000", "S001", "S002"]);
                int crashAt = n;
                bench.Store.Faults.OnCommit = i => i == crashAt ? fault : Fault.None;
                bench.Store.Faults.ReleaseFails = !released;

                IngestResult answer = await bench.IngestAsync(Workbench.Orders(orders), channel: "api");
                bench.Store.Faults.ReleaseFails = false;
                bench.Time.Advance(TimeSpan.FromMinutes(5));
                await bench.Edi.RunUntilIdleAsync();

                await AssertCompleteAsync(bench, answer.Receipt!.Id, orders, $"commit {n}, {fault}");
            }
        }
    }

    [Fact]
    public async Task A_crash_at_every_commit_in_a_row_still_ends_in_the_same_state()
    {
        const int orders = 25;
        await using Workbench bench = new(options: o => o.BatchLines = 10);
        await bench.SaveTenantAsync(suppliers: ["S000", "S001", "S002"]);
        bench.Store.Faults.OnCommit = i => i % 2 == 1 ? Fault.AfterCommit : Fault.BeforeCommit;

        IngestResult answer = await bench.IngestAsync(Workbench.Orders(orders), channel: "api");
        for (int i = 0; i < 20; i++)
        {
            if (i == 12)
                bench.Store.Faults.OnCommit = _ => Fault.None;
            bench.Time.Advance(TimeSpan.FromMinutes(5));
            await bench.Edi.RunUntilIdleAsync();
        }

        await AssertCompleteAsync(bench, answer.Receipt!.Id, orders, "all commits");
    }

    [Fact]
    public async Task A_process_that_was_overtaken_writes_nothing_more()
    {
        await using Workbench bench = new(options: o => o.BatchLines = 10);
        await bench.SaveTenantAsync(suppliers: ["S000", "S001", "S002"]);
        IReadOnlyList<ReceiptClaim> overtaking = [];
        bench.Store.Faults.BeforeCommit = async n =>
        {
            if (n != 3)
                return;

            // The first process was paused until its lease ended, and another one claims the receipt.
            await bench.Store.Inbox.ReleaseAsync(new ReceiptClaim((await bench.Store.Inbox.ListAsync("default", 1, 1)).Items[0], 1, 0), TimeSpan.Zero, false);
            overtaking = await bench.Store.Inbox.ClaimAsync("other", TimeSpan.FromMinutes(1), 1);
        };

        IngestResult answer = await bench.IngestAsync(Workbench.Orders(25), channel: "api");

        Assert.Single(overtaking);
        Assert.Equal(2 * 5, overtaking[0].Checkpoint);
        Receipt now = (await bench.Store.Inbox.FindAsync("default", answer.Receipt!.Id))!;
        Assert.Equal(ReceiptState.Processing, now.State);
        Assert.Equal(10, now.Counts.Orders);

        bench.Store.Faults.BeforeCommit = null;
        Assert.True(await bench.Get<InboundPipeline>().ProcessAsync(overtaking[0], throwFaults: false, default));
        await bench.Edi.RunUntilIdleAsync();
        await AssertCompleteAsync(bench, answer.Receipt.Id, 25, "after the takeover");
    }

    [Fact]
    public async Task An_order_that_another_file_changed_meanwhile_is_decided_again()
    {
        await using Workbench bench = new();
        bool done = false;
        bench.Store.Faults.BeforeCommit = async n =>
        {
            if (done)
                return;

            done = true;
            await bench.IngestAsync(Workbench.Orders(1, quantity: 99), "first.csv");
        };

        IngestResult second = await bench.IngestAsync(Workbench.Orders(2), "second.csv");

        Assert.Equal(1, second.Receipt!.Counts.Created);
        Assert.Equal(1, second.Receipt.Counts.Refused);
        Assert.Contains(second.Issues, i => i.Code == DiagnosticCodes.OrderConflict);
        Assert.Equal(99, (await bench.Store.Documents.FindAsync(Buyer, "PO-00001"))!.Order.Lines[0].Quantity);
    }

    [Fact]
    public async Task A_higher_revision_changes_and_a_lower_one_is_history()
    {
        await using Workbench bench = new();
        await bench.IngestAsync(Workbench.Orders(1, revision: 0), "0.csv");
        IngestResult second = await bench.IngestAsync(Workbench.Orders(1, revision: 2, quantity: 12), "2.csv");
        IngestResult late = await bench.IngestAsync(Workbench.Orders(1, revision: 1, quantity: 11), "1.csv");
        IngestResult again = await bench.IngestAsync(Workbench.Orders(1, revision: 1, quantity: 11) + "\r\n", "1-again.csv");
        IngestResult same = await bench.IngestAsync(Workbench.Orders(1, revision: 2, quantity: 12.00m) + "\r\n", "2-again.csv");

        StoredOrder stored = (await bench.Store.Documents.FindAsync(Buyer, "PO-00001"))!;
        Assert.Equal(1, second.Receipt!.Counts.Changed);
        Assert.Contains(late.Issues, i => i.Code == DiagnosticCodes.RevisionOutdated);
        Assert.Contains(again.Issues, i => i.Code == DiagnosticCodes.OrderUnchanged);
        Assert.Contains(same.Issues, i => i.Code == DiagnosticCodes.OrderUnchanged);
        Assert.Equal(2, stored.Order.Revision);
        Assert.Equal(12, stored.Order.Lines[0].Quantity);
        Assert.Equal([0, 1, 2], stored.Revisions);
    }

    [Fact]
    public async Task Two_revisions_in_one_file_are_stored_one_after_the_other()
    {
        await using Workbench bench = new();
        string csv = Workbench.Header + "A-1,0,S1,1,X,5,2026/12/01\r\nA-1,1,S1,1,X,6,2026/12/01\r\n";

        IngestResult result = await bench.IngestAsync(csv);

        Assert.Equal(1, result.Receipt!.Counts.Created);
        Assert.Equal(1, result.Receipt.Counts.Changed);
        Assert.Equal(6, (await bench.Store.Documents.FindAsync(Buyer, "A-1"))!.Order.Lines[0].Quantity);
    }

    [Fact]
    public async Task An_unknown_supplier_is_created_with_a_warning_or_refused_as_the_tenant_wants()
    {
        await using Workbench open = new();
        await using Workbench closed = new();
        await closed.SaveTenantAsync(refuseUnknown: true, "S001");

        IngestResult created = await open.IngestAsync(Workbench.Orders(6));
        IngestResult refused = await closed.IngestAsync(Workbench.Orders(6));

        Assert.Equal(3, created.Issues.Count(i => i.Code == DiagnosticCodes.SupplierCreated));
        Assert.Equal(3, (await open.Store.Tenants.ListSuppliersAsync("default")).Count);
        Assert.Equal(2, refused.Receipt!.Counts.Created);
        Assert.Equal(4, refused.Issues.Count(i => i.Code == DiagnosticCodes.SupplierUnknown));
        Assert.Single(await closed.Store.Tenants.ListSuppliersAsync("default"));
    }

    [Fact]
    public async Task A_file_that_kills_its_process_three_times_goes_into_quarantine()
    {
        await using Workbench bench = new(e => e.Services.AddSingleton<IOrderRule, DeadlyRule>());

        IngestResult answer = await bench.IngestAsync(Workbench.Orders(1), channel: "api");
        for (int i = 0; i < 6; i++)
        {
            bench.Time.Advance(TimeSpan.FromMinutes(5));
            await bench.Edi.RunUntilIdleAsync();
        }

        IngestResult now = (await bench.Edi.FindReceiptAsync("default", answer.Receipt!.Id))!;
        Assert.Equal(ReceiptState.Quarantined, now.Receipt!.State);
        Assert.Equal(4, now.Receipt.Attempt);
        Diagnostic issue = Assert.Single(now.Issues);
        Assert.Equal(DiagnosticCodes.FileQuarantined, issue.Code);
        Assert.Equal("3", issue.Found);
        Assert.Equal(ReceiptState.Published, (await bench.IngestAsync(Workbench.Orders(1, from: 9), channel: "api")).Receipt!.State);
    }

    [Fact]
    public async Task A_library_caller_is_told_of_a_rule_that_throws()
    {
        await using Workbench bench = new(e => e.Services.AddSingleton<IOrderRule, DeadlyRule>());

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.IngestAsync(Workbench.Orders(1)));
    }

    [Fact]
    public async Task A_shutdown_gives_the_claim_back_at_once_and_counts_no_attempt()
    {
        await using Workbench bench = new(options: o => o.InlineBytes = 0);
        await bench.IngestAsync(Workbench.Orders(1), channel: "api");
        ReceiptClaim claim = (await bench.Store.Inbox.ClaimAsync("me", TimeSpan.FromMinutes(1), 1)).Single();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Get<InboundPipeline>().ProcessAsync(claim, throwFaults: false, new CancellationToken(canceled: true)));
        ReceiptClaim next = (await bench.Store.Inbox.ClaimAsync("other", TimeSpan.FromMinutes(1), 1)).Single();

        Assert.Equal(1, next.Receipt.Attempt);
        Assert.True(next.ClaimNumber > claim.ClaimNumber);
    }

    [Fact]
    public async Task A_file_that_arrives_during_a_shutdown_is_taken_and_processed_by_the_next_start()
    {
        await using Workbench bench = new();
        await bench.Get<StoreGate>().StoppingAsync(default);

        IngestResult answer = await bench.IngestAsync(Workbench.Orders(1), channel: "api");
        await bench.Edi.RunUntilIdleAsync();

        Assert.Equal(AcceptanceVerdict.New, answer.Verdict);
        Assert.Equal(ReceiptState.Accepted, answer.Receipt!.State);
        Assert.Equal(ReceiptState.Published, (await bench.Store.Inbox.FindAsync("default", answer.Receipt.Id))!.State);
    }

    [Fact]
    public async Task A_store_that_fails_while_processing_does_not_use_up_attempts()
    {
        await using Workbench bench = new();
        int failures = 10;
        bench.Store.Faults.OnCommit = _ => failures-- > 0 ? Fault.BeforeCommit : Fault.None;

        IngestResult answer = await bench.IngestAsync(Workbench.Orders(2), channel: "api");
        for (int i = 0; i < 12; i++)
        {
            bench.Time.Advance(TimeSpan.FromMinutes(2));
            await bench.Edi.RunUntilIdleAsync();
        }

        Assert.Equal(ReceiptState.Accepted, answer.Receipt!.State);
        Receipt now = (await bench.Store.Inbox.FindAsync("default", answer.Receipt.Id))!;
        Assert.Equal(ReceiptState.Published, now.State);
        Assert.True(now.Attempt <= 1, $"{now.Attempt} attempts are counted");
    }

    [Fact]
    public async Task A_thousand_remarks_never_hide_the_one_error()
    {
        await using Workbench bench = new(options: o => o.MaxDiagnostics = 20);
        await bench.IngestAsync(Workbench.Orders(200), "first.csv");

        IngestResult again = await bench.IngestAsync(Workbench.Orders(200) + "B-1,0,S1,1,X,many,2026/12/01\r\n", "again.csv");

        Assert.Contains(again.Issues, i => i.Severity == Severity.Error);
        Assert.Equal(200, again.Receipt!.Counts.Unchanged);
        Assert.True(again.Issues.Count <= 21);
    }

    [Fact]
    public async Task More_faults_than_are_kept_are_counted_and_said()
    {
        await using Workbench bench = new(options: o => o.MaxDiagnostics = 10);
        string csv = Workbench.Header + string.Concat(Enumerable.Range(1, 50).Select(i => $"A-{i},0,S1,1,X,many,2026/12/01\r\n"));

        IngestResult result = await bench.IngestAsync(csv);

        Assert.Equal(ReceiptState.Refused, result.Receipt!.State);
        Assert.Equal(50, result.Receipt.Counts.Refused);
        Assert.Equal(50, result.Receipt.Counts.Errors);
        Diagnostic cut = Assert.Single(result.Issues, i => i.Code == DiagnosticCodes.DiagnosticsCut);
        Assert.Equal("40", cut.Found);
    }

    [Fact]
    public async Task A_refused_file_is_refused_again_with_the_same_reasons()
    {
        await using Workbench bench = new();
        string csv = Workbench.Header + "A-1,0,S1,1,X,many,2026/12/01\r\n";

        IngestResult first = await bench.IngestAsync(csv);
        IngestResult second = await bench.IngestAsync(csv);

        Assert.Equal(ReceiptState.Refused, first.Receipt!.State);
        Assert.Equal(AcceptanceVerdict.RefusedBefore, second.Verdict);
        Assert.Equal(first.Issues.Select(i => i.ToString()), second.Issues.Select(i => i.ToString()));
    }

    [Fact]
    public async Task A_dry_run_stores_nothing_and_tells_every_difference()
    {
        await using Workbench bench = new();
        await bench.IngestAsync(Workbench.Orders(2));
        string csv = Workbench.Orders(2, revision: 1, quantity: 12) + "PO-00009,0,S001,1,X,1,2026/12/01\r\n";

        DryRunResult result = await bench.Edi.DryRunAsync(
            new IngestRequest { Map = "acme", FileName = "try.csv" }, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)));

        Assert.Equal(2, result.Counts.Changed);
        Assert.Equal(1, result.Counts.Created);
        DryRunOrder changed = Assert.Single(result.Orders, o => o.Order.Number == "PO-00001");
        Assert.Equal(
            [new FieldDifference("lines[1].quantity", "10", "12"), new FieldDifference("lines[2].quantity", "10", "12")], changed.Differences);
        Assert.Null(await bench.Store.Documents.FindAsync(Buyer, "PO-00009"));
        Assert.Equal(0, (await bench.Store.Documents.FindAsync(Buyer, "PO-00001"))!.Order.Revision);
        Assert.Single((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
    }

    [Fact]
    public async Task A_changed_map_of_the_set_up_is_a_new_version_and_a_tenants_own_map_wins()
    {
        string folder = Directory.CreateTempSubdirectory("webedi-maps-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "files.json"), Workbench.Map);
        await using Workbench bench = new(e => e.UseMaps(folder));
        IngestRequest request = new() { Map = "files", FileName = "a.csv", ReturnOrders = true };

        IngestResult first = await bench.Edi.IngestAsync(request, Content(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "files.json"), Workbench.Map + "\n");
        IngestResult second = await bench.Edi.IngestAsync(request, Content(2));
        await bench.Edi.SaveMapAsync("default", "files", Workbench.Map + "\n\n", "someone");
        IngestResult third = await bench.Edi.IngestAsync(request, Content(3));

        Assert.Equal([1, 2, 3], new[] { first, second, third }.Select(r => r.Receipt!.File.MapVersion));
        Assert.Equal(3, (await bench.Store.Documents.FindAsync(Buyer, "PO-00003"))!.MapVersion);
        Directory.Delete(folder, recursive: true);

        static MemoryStream Content(int n) => new(System.Text.Encoding.UTF8.GetBytes(Workbench.Orders(1, from: n)));
    }

    private static async Task<int> CountCommitsAsync(int orders)
    {
        await using Workbench bench = new(options: o => o.BatchLines = 10);
        await bench.IngestAsync(Workbench.Orders(orders));
        return bench.Store.Faults.Commits;
    }

    private static async Task AssertCompleteAsync(Workbench bench, string receiptId, int orders, string when)
    {
        Receipt receipt = (await bench.Store.Inbox.FindAsync("default", receiptId))!;
        Assert.True(receipt.State == ReceiptState.Published, $"{when}: {receipt.State}");
        Assert.Equal(new ReceiptCounts(Rows: orders * 2, Orders: orders, Created: orders), receipt.Counts);

        List<MessageResult> results = [];
        await foreach (MessageResult result in bench.Store.Inbox.ReadResultsAsync("default", receiptId))
            results.Add(result);
        Assert.Equal(Enumerable.Range(1, orders).Select(i => (long)i), results.Select(r => r.Sequence));
        for (int i = 1; i <= orders; i++)
        {
            IReadOnlyList<TraceEvent> trace = await bench.TraceAsync($"PO-{i:D5}");
            Assert.Equal([TraceStep.Received, TraceStep.Mapped, TraceStep.Stored, TraceStep.Notified], trace.Select(t => t.Step));
        }

        Assert.Equal(["S000", "S001", "S002"], bench.Mail.Accepted.Select(m => m.Recipients[0][..4]).Order(StringComparer.Ordinal));
    }

    private sealed class DeadlyRule : IOrderRule
    {
        public IEnumerable<Diagnostic> Check(Order order, OrderRuleContext context) =>
            order.Number == "PO-00001" ? throw new InvalidOperationException("boom") : [];
    }
}
