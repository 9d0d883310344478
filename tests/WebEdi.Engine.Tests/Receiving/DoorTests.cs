using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Engine.Receiving;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Receiving;

public sealed class DoorTests
{
    [Fact]
    public async Task The_same_file_twice_is_stored_once_and_answered_by_the_first_receipt()
    {
        await using Workbench bench = new();
        string csv = Workbench.Orders(3);

        IngestResult first = await bench.IngestAsync(csv);
        IngestResult second = await bench.IngestAsync(csv, "other-name.csv");

        Assert.Equal(AcceptanceVerdict.New, first.Verdict);
        Assert.Equal(ReceiptState.Published, first.Receipt!.State);
        Assert.Equal(3, first.Orders.Count);
        Assert.Equal(AcceptanceVerdict.Duplicate, second.Verdict);
        Assert.Equal(first.Receipt.Id, second.Receipt!.Id);
        Assert.Equal(first.Receipt.Counts, second.Receipt.Counts);
        Assert.Equal(first.Orders.Select(o => o.Number), second.Orders.Select(o => o.Number));
        Assert.Equal(DiagnosticCodes.FileDuplicate, second.Issues[0].Code);
        Assert.Equal(3, (await bench.TraceAsync("PO-00001")).Count);
    }

    [Fact]
    public async Task The_same_key_with_other_bytes_is_a_conflict_and_stores_nothing()
    {
        await using Workbench bench = new();

        IngestResult first = await bench.IngestAsync(Workbench.Orders(1), key: "k1");
        IngestResult second = await bench.IngestAsync(Workbench.Orders(1, from: 2), key: "k1");

        Assert.Equal(AcceptanceVerdict.KeyConflict, second.Verdict);
        Assert.Equal(DiagnosticCodes.KeyReused, Assert.Single(second.Issues).Code);
        Assert.Equal(first.Receipt!.Id, second.Receipt!.Id);
        Assert.Empty(second.Orders);
        Assert.Null(await bench.Store.Documents.FindAsync(new AccessScope("default"), "PO-00002"));
    }

    [Fact]
    public async Task Thirty_two_senders_of_one_file_get_one_receipt_and_nothing_is_doubled()
    {
        await using Workbench bench = new();
        string csv = Workbench.Orders(20);

        IngestResult[] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => bench.IngestAsync(csv, channel: "api", key: $"k{i % 4}"))));
        await bench.Edi.RunUntilIdleAsync();

        Assert.Single(answers, a => a.Verdict == AcceptanceVerdict.New);
        Assert.Single(answers.Select(a => a.Receipt!.Id).Distinct());
        Assert.Equal(20, (await bench.Store.Inbox.FindAsync("default", answers[0].Receipt!.Id))!.Counts.Created);
        Assert.Equal(3, (await bench.TraceAsync("PO-00007")).Count(t => t.Step is TraceStep.Received or TraceStep.Mapped or TraceStep.Stored));
    }

    [Fact]
    public async Task An_empty_file_is_refused_at_the_door_without_a_receipt()
    {
        await using Workbench bench = new();

        IngestResult result = await bench.IngestAsync("");

        Assert.Null(result.Receipt);
        Assert.Equal(DiagnosticCodes.FileEmpty, Assert.Single(result.Issues).Code);
        Assert.Empty((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
    }

    [Fact]
    public async Task A_file_with_nothing_but_a_header_is_refused_with_a_receipt()
    {
        await using Workbench bench = new();

        IngestResult result = await bench.IngestAsync(Workbench.Header);

        Assert.Equal(ReceiptState.Refused, result.Receipt!.State);
        Assert.Contains(result.Issues, i => i.Severity == Severity.Error);
    }

    [Fact]
    public async Task Rubbish_is_refused_after_its_head_without_reading_on()
    {
        await using Workbench bench = new();
        using CountingStream rubbish = new(50 * 1024 * 1024);

        IngestResult result = await bench.Edi.IngestAsync(new IngestRequest { Map = "acme", FileName = "rubbish.bin" }, rubbish);

        Assert.Null(result.Receipt);
        Assert.Equal(DiagnosticCodes.FormatUnknown, Assert.Single(result.Issues).Code);
        Assert.True(rubbish.Given <= Receiver.HeadBytes, $"{rubbish.Given} bytes were read");
    }

    [Fact]
    public async Task A_file_longer_than_the_limit_is_refused_when_the_limit_is_reached()
    {
        await using Workbench bench = new(options: o => o.MaxFileBytes = 200_000);
        string csv = Workbench.Orders(20_000);

        IngestResult result = await bench.IngestAsync(csv);

        Assert.Null(result.Receipt);
        Diagnostic issue = Assert.Single(result.Issues);
        Assert.Equal(DiagnosticCodes.FileTooLarge, issue.Code);
        Assert.Equal("200000", issue.Expected?.English);
    }

    [Fact]
    public async Task An_unknown_map_is_refused_with_the_names_that_exist()
    {
        await using Workbench bench = new();

        IngestResult result = await bench.Edi.IngestAsync(new IngestRequest { Map = "acmee", FileName = "a.csv" }, new MemoryStream("x"u8.ToArray()));

        Diagnostic issue = Assert.Single(result.Issues);
        Assert.Equal(DiagnosticCodes.MapUnknown, issue.Code);
        Assert.Contains("acme", issue.Expected?.English.Split(", ") ?? []);
        Assert.Null(result.Receipt);
    }

    [Theory]
    [InlineData("""{ "read": "csv", "orderResponse": { "number": "a", "orderNumber": "b", "supplier": "c" }, "line": { "number": "d", "kind": "e" } }""", "orderResponse")]
    [InlineData("""{ "write": "csv", "columns": [ { "header": "a", "field": "orderNumber" } ] }""", "write: csv")]
    public async Task A_map_that_makes_no_orders_is_refused_with_what_it_makes(string json, string makes)
    {
        await using Workbench bench = new();
        (await bench.Edi.SaveMapAsync("default", "other", json, "test", CancellationToken.None)).GetValueOrThrow();

        IngestResult result = await bench.Edi.IngestAsync(new IngestRequest { Map = "other", FileName = "a.csv" }, new MemoryStream("x"u8.ToArray()));

        Diagnostic issue = Assert.Single(result.Issues);
        Assert.Equal((DiagnosticCodes.MapNotForOrders, "other", makes, Expect.MapForOrders), (issue.Code, issue.Path, issue.Found, issue.Expected));
        Assert.Null(result.Receipt);
    }

    [Fact]
    public async Task A_long_file_is_answered_at_acceptance_and_processed_by_the_worker()
    {
        await using Workbench bench = new(options: o => o.InlineBytes = 100);

        IngestResult accepted = await bench.IngestAsync(Workbench.Orders(10), channel: "api");
        await bench.Edi.RunUntilIdleAsync();
        IngestResult? done = await bench.Edi.FindReceiptAsync("default", accepted.Receipt!.Id);

        Assert.Equal(ReceiptState.Accepted, accepted.Receipt.State);
        Assert.Equal(ReceiptState.Published, done!.Receipt!.State);
        Assert.Equal(10, done.Receipt.Counts.Created);
    }

    [Fact]
    public async Task A_store_that_does_not_take_the_bytes_is_an_exception_and_the_same_file_goes_in_later()
    {
        await using Workbench bench = new();
        bench.Store.Faults.AcceptFails = true;

        await Assert.ThrowsAsync<EdiStoreException>(() => bench.IngestAsync(Workbench.Orders(1)));
        bench.Store.Faults.AcceptFails = false;
        IngestResult later = await bench.IngestAsync(Workbench.Orders(1));

        Assert.Equal(AcceptanceVerdict.New, later.Verdict);
        Assert.Equal(ReceiptState.Published, later.Receipt!.State);
    }

    [Theory]
    [InlineData("orders.csv", "orders.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Windows\\win.ini", "win.ini")]
    [InlineData("\\\\server\\share\\x.csv", "x.csv")]
    [InlineData("a/..", "file")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData("a\0b\r\n.csv", "a_b__.csv")]
    [InlineData("注文 11月.csv", "注文 11月.csv")]
    public void S03_A_name_is_data_and_never_a_path(string name, string expected) =>
        Assert.Equal(expected, Receiver.CleanName(name));

    [Fact]
    public void S03_An_over_long_name_is_cut_without_splitting_a_character()
    {
        string clean = Receiver.CleanName(new string('x', 199) + "𠮷.csv");

        Assert.Equal(new string('x', 199), clean);
    }

    [Fact]
    public async Task A_small_file_stays_in_memory_and_a_long_one_goes_to_a_temporary_file()
    {
        await using Workbench bench = new();
        Receiver receiver = bench.Get<Receiver>();
        byte[] small = Encoding.UTF8.GetBytes(Workbench.Orders(10));
        byte[] large = Encoding.UTF8.GetBytes(Workbench.Orders(20_000));

        await using SpooledFile one = (await receiver.ReceiveAsync(new MemoryStream(small), "a.csv", default)).GetValueOrThrow();
        await using SpooledFile two = (await receiver.ReceiveAsync(new MemoryStream(large), "b.csv", default)).GetValueOrThrow();

        Assert.IsType<MemoryStream>(one.Content);
        Assert.IsType<FileStream>(two.Content);
        Assert.Equal(large.Length, two.Content.Length);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(large)), two.Hash);
    }

    /// <summary>NUL bytes without end, counting how many were taken.</summary>
    private sealed class CountingStream(long length) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int give = (int)Math.Min(count, length - Given);
            Array.Clear(buffer, offset, give);
            Given += give;
            return give;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
