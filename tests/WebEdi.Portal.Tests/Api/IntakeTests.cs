using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class IntakeTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync(settings: ("WebEdi:MaxFileBytes", "20000000"));
        _key = await _host.KeyAsync(ApiScopes.OrdersWrite, ApiScopes.OrdersRead);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_file_is_taken_and_its_receipt_tells_the_rest()
    {
        using HttpResponseMessage response = await PostAsync("map=orders&fileName=orders.csv", ApiHost.Csv(3));
        JsonElement body = await ApiHost.JsonAsync(response);

        Assert.True(HttpStatusCode.OK == response.StatusCode, body.ToString());
        Assert.Equal(("new", "published"), (body.GetProperty("verdict").GetString(), body.GetProperty("state").GetString()));
        Assert.Equal(3, body.GetProperty("counts").GetProperty("created").GetInt32());
        Assert.Contains("csv", body.GetProperty("detectedFormat").GetString(), StringComparison.Ordinal);

        string self = body.GetProperty("links").GetProperty("self").GetString()!;
        JsonElement receipt = await ApiHost.JsonAsync(await _host.GetAsync(self, _key));
        using HttpResponseMessage result = await _host.GetAsync(body.GetProperty("links").GetProperty("result").GetString()!, _key);
        JsonElement list = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/receipts?page=1", _key));
        JsonElement trace = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/orders/PO1/trace", _key));

        Assert.Equal(body.GetProperty("receiptId").GetString(), receipt.GetProperty("receiptId").GetString());
        Assert.False(receipt.TryGetProperty("verdict", out _));
        Assert.Equal("text/csv", result.Content.Headers.ContentType?.MediaType);
        Assert.Equal("orders-result.csv", result.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await result.Content.ReadAsByteArrayAsync(ApiHost.Cancel))[..3]);
        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal(["received", "mapped", "stored"], trace.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("step").GetString()).Take(3));
    }

    [Fact]
    public async Task A_file_of_messages_is_answered_with_its_acknowledgement_and_a_file_of_rows_with_none()
    {
        const string Edi = "UNB+UNOC:3+S+R+250301:0900+77'UNH+1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20250301:102'NAD+SU+S001'LIN+1++A:SA'QTY+21:5'UNS+S'UNT+8+1'UNZ+1+77'";
        JsonElement taken = await ApiHost.JsonAsync(await PostAsync("map=edifact-orders&fileName=orders.edi", Edi));
        JsonElement rows = await ApiHost.JsonAsync(await PostAsync("map=orders", ApiHost.Csv(1)));

        using HttpResponseMessage answer = await _host.GetAsync($"api/v1/receipts/{taken.GetProperty("receiptId").GetString()}/acknowledgement", _key);
        using HttpResponseMessage none = await _host.GetAsync($"api/v1/receipts/{rows.GetProperty("receiptId").GetString()}/acknowledgement", _key);

        Assert.Equal("application/EDIFACT", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("orders-ack.edi", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Contains("UCI+77+S+R+7'", await answer.Content.ReadAsStringAsync(ApiHost.Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
    }

    [Fact]
    public async Task The_same_file_twice_is_stored_once_and_answered_as_a_duplicate()
    {
        JsonElement first = await ApiHost.JsonAsync(await PostAsync("map=orders", ApiHost.Csv(2)));
        using HttpResponseMessage response = await PostAsync("map=orders", ApiHost.Csv(2));
        JsonElement second = await ApiHost.JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("duplicate", second.GetProperty("verdict").GetString());
        Assert.Equal(first.GetProperty("receiptId").GetString(), second.GetProperty("receiptId").GetString());
        Assert.Equal(2, (await _host.Store.Documents.ListOrdersAsync(new AccessScope(ApiHost.Tenant), new OrderLineQuery(), ApiHost.Cancel)).Total);
    }

    [Fact]
    public async Task Thirty_two_equal_posts_at_once_are_one_receipt()
    {
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => PostAsync("map=orders", ApiHost.Csv(50), ("Idempotency-Key", "run-1"))));

        HashSet<string?> receipts = [];
        foreach (HttpResponseMessage answer in answers)
        {
            JsonElement body = await ApiHost.JsonAsync(answer);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, body.ToString());
            receipts.Add(body.GetProperty("receiptId").GetString());
        }

        Assert.Single(receipts);
        Assert.Equal(1, (await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 10, ApiHost.Cancel)).Total);
        Assert.Equal(50, (await _host.Store.Documents.ListOrdersAsync(new AccessScope(ApiHost.Tenant), new OrderLineQuery(), ApiHost.Cancel)).Total);
    }

    [Fact]
    public async Task A_key_that_comes_again_with_other_bytes_is_422()
    {
        await PostAsync("map=orders", ApiHost.Csv(1), ("Idempotency-Key", "k"));

        using HttpResponseMessage response = await PostAsync("map=orders", ApiHost.Csv(2), ("Idempotency-Key", "k"));

        JsonElement problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Contains("WE1004", problem.GetProperty("issues").EnumerateArray().Select(i => i.GetProperty("code").GetString()));
        Assert.Equal(1, (await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 10, ApiHost.Cancel)).Total);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("long")]
    public async Task An_idempotency_key_that_is_none_is_refused(string key)
    {
        using HttpResponseMessage response = await PostAsync("map=orders", ApiHost.Csv(1), ("Idempotency-Key", key == "long" ? new string('x', 201) : key));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty((await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 10, ApiHost.Cancel)).Items);
    }

    [Theory]
    [InlineData("en", "is not a number; expected digits such as 1234.5", "digits such as 1234.5")]
    [InlineData("ja", "は数値ではありません（期待: 1234.5 のような数字）", "1234.5 のような数字")]
    public async Task A_broken_row_is_named_with_its_place_and_the_good_orders_go_in(string language, string words, string expected)
    {
        string csv = ApiHost.Csv(2).Replace("PO2,0012,1,A-2,軸,10", "PO2,0012,1,A-2,軸,1O", StringComparison.Ordinal);

        using HttpResponseMessage response = await PostAsync("map=orders&fileName=o.csv", csv, ("Accept-Language", language));

        JsonElement body = await ApiHost.JsonAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement issue = Assert.Single(body.GetProperty("issues").EnumerateArray(), i => i.GetProperty("severity").GetString() == "error");
        Assert.Equal(("o.csv", 3), (issue.GetProperty("file").GetString(), issue.GetProperty("line").GetInt32()));
        Assert.True(issue.GetProperty("column").GetInt32() > 1);
        Assert.Equal("1O", issue.GetProperty("found").GetString());
        Assert.Matches("^WE[0-9]{4}$", issue.GetProperty("code").GetString());
        Assert.Equal(expected, issue.GetProperty("expected").GetString());
        Assert.Contains(words, issue.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (body.GetProperty("counts").GetProperty("created").GetInt32(), body.GetProperty("counts").GetProperty("refused").GetInt32()));
    }

    [Fact]
    public async Task A_file_of_which_nothing_is_good_is_422_with_its_receipt_and_stays_so()
    {
        string csv = ApiHost.Csv(1).Replace(",10,", ",ten,", StringComparison.Ordinal);

        using HttpResponseMessage first = await PostAsync("map=orders", csv);
        using HttpResponseMessage second = await PostAsync("map=orders", csv);

        JsonElement problem = await ProblemTests.AssertProblemAsync(first, HttpStatusCode.UnprocessableEntity, "refused");
        JsonElement again = await ProblemTests.AssertProblemAsync(second, HttpStatusCode.UnprocessableEntity, "refused");
        Assert.Equal("refused", problem.GetProperty("state").GetString());
        Assert.NotEqual(0, problem.GetProperty("issues").GetArrayLength());
        Assert.Equal(problem.GetProperty("receiptId").GetString(), again.GetProperty("receiptId").GetString());
        Assert.Equal("refusedBefore", again.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_dry_run_answers_faults_and_differences_and_stores_nothing()
    {
        await PostAsync("map=orders", ApiHost.Csv(1));
        string changed = ApiHost.Csv(2).Replace("PO1,0012,1,A-1,軸,10", "PO1,0012,1,A-1,軸,12", StringComparison.Ordinal);

        using HttpResponseMessage response = await PostAsync("map=orders&dryRun=true", changed);

        JsonElement body = await ApiHost.JsonAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement known = Assert.Single(body.GetProperty("orders").EnumerateArray(), o => o.GetProperty("number").GetString() == "PO1");
        JsonElement difference = Assert.Single(known.GetProperty("differences").EnumerateArray());
        Assert.Contains("quantity", difference.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal(("10", "12"), (difference.GetProperty("stored").GetString(), difference.GetProperty("received").GetString()));
        Assert.Equal(1, (await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 10, ApiHost.Cancel)).Total);
        Assert.Equal(1, (await _host.Store.Documents.ListOrdersAsync(new AccessScope(ApiHost.Tenant), new OrderLineQuery(), ApiHost.Cancel)).Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("encoding=cp932")]
    [InlineData("encoding=Shift_JIS")]
    public async Task Cp932_is_detected_or_named(string encoding)
    {
        byte[] bytes = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(ApiHost.Csv(1).Replace("軸", "髙①㈱～表", StringComparison.Ordinal));

        using HttpResponseMessage response = await SendAsync("map=orders&" + encoding, new ByteArrayContent(bytes));

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(ApiHost.Cancel));
        StoredOrder? stored = await _host.Store.Documents.FindAsync(new AccessScope(ApiHost.Tenant), "PO1", ApiHost.Cancel);
        Assert.Equal("髙①㈱～表", stored!.Order.Lines[0].ItemName);
    }

    [Fact]
    public async Task A_gzip_body_is_unpacked_and_equals_the_plain_file()
    {
        JsonElement packed = await ApiHost.JsonAsync(await SendAsync("map=orders", Packed(Encoding.UTF8.GetBytes(ApiHost.Csv(200)))));
        JsonElement plain = await ApiHost.JsonAsync(await PostAsync("map=orders", ApiHost.Csv(200)));

        Assert.Equal("duplicate", plain.GetProperty("verdict").GetString());
        Assert.Equal(packed.GetProperty("receiptId").GetString(), plain.GetProperty("receiptId").GetString());
    }

    [Fact]
    public async Task S11_A_gzip_bomb_is_refused_while_it_is_read()
    {
        using HttpResponseMessage response = await SendAsync("map=orders", Packed(Encoding.UTF8.GetBytes("注文番号\r\n" + new string('a', 15_000_000))));

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("text/csv", "gzip", "not gzip at all", HttpStatusCode.BadRequest)]
    [InlineData("text/csv", "br", "x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=x", null, "--x--", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_in_a_wrong_wrapping_is_refused(string type, string? encoding, string text, HttpStatusCode status)
    {
        ByteArrayContent body = new(Encoding.UTF8.GetBytes(text));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
            body.Headers.ContentEncoding.Add(encoding);

        using HttpResponseMessage response = await SendAsync("map=orders", body);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/octet-stream")]
    [InlineData("text/csv; charset=utf-8")]
    [InlineData(null)]
    public async Task Any_plain_content_type_is_taken(string? type)
    {
        ByteArrayContent body = new(Encoding.UTF8.GetBytes(ApiHost.Csv(1)));
        body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        using HttpResponseMessage response = await SendAsync("map=orders", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("", "x", HttpStatusCode.UnprocessableEntity)]
    [InlineData("map=missing", "x", HttpStatusCode.UnprocessableEntity)]
    [InlineData("map=../../etc/passwd", "x", HttpStatusCode.UnprocessableEntity)]
    [InlineData("map=orders&encoding=utf-7", "x", HttpStatusCode.BadRequest)]
    [InlineData("map=orders&dryRun=perhaps", "x", HttpStatusCode.BadRequest)]
    [InlineData("map=orders", "", HttpStatusCode.UnprocessableEntity)]
    public async Task A_request_that_makes_no_sense_is_refused_without_a_receipt(string query, string text, HttpStatusCode status)
    {
        using HttpResponseMessage response = await PostAsync(query, text);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty((await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 10, ApiHost.Cancel)).Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [SuppressMessage("Reliability", "CA2000", Justification = "The content owns the stream.")]
    public async Task S11_Fifty_megabytes_of_rubbish_are_refused_with_flat_memory(bool isChunked)
    {
        await PostAsync("map=orders", ApiHost.Csv(1));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        StreamContent body = new(new Rubbish(50_000_000, isChunked));

        HttpStatusCode? status = null;
        try
        {
            using HttpResponseMessage response = await SendAsync("map=orders", body);
            status = response.StatusCode;
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
        catch (HttpRequestException failure) when (failure.InnerException is IOException)
        {
            // The server answered and hung up while this client was still sending; what counts is that nothing was taken.
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(status is null or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity, $"{status}");
        Assert.Equal(1, (await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 10, ApiHost.Cancel)).Total);
        Assert.True(after - before < 16_000_000, $"{after - before} bytes stayed.");
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd", "passwd")]
    [InlineData("C%3A%5Cx%5Corders.csv", "orders.csv")]
    [InlineData("%5C%5Cserver%5Cshare%5Co.csv", "o.csv")]
    [InlineData("a%00b.csv", "a_b.csv")]
    [InlineData("a%0D%0AX-Evil%3A1.csv", "a__X-Evil_1.csv")]
    [InlineData("%24(rm%20-rf).csv", "$(rm -rf).csv")]
    [InlineData("%60id%60%3Bls%7C.csv", "`id`_ls_.csv")]
    [InlineData("CON", "CON")]
    [InlineData("", "upload")]
    public async Task S02_S03_A_file_name_is_a_label_and_reaches_neither_path_nor_shell(string sent, string kept)
    {
        JsonElement body = await ApiHost.JsonAsync(await PostAsync("map=orders&fileName=" + sent, ApiHost.Csv(1)));

        Assert.Equal(kept, body.GetProperty("fileName").GetString());
        using HttpResponseMessage result = await _host.GetAsync(body.GetProperty("links").GetProperty("result").GetString()!, _key);
        Assert.Equal(HttpStatusCode.OK, result.StatusCode);
        Assert.Equal(Path.GetFileNameWithoutExtension(kept) + "-result.csv", result.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Theory]
    [InlineData("api/v1/receipts/nothing")]
    [InlineData("api/v1/receipts/nothing/result")]
    [InlineData("api/v1/receipts/nothing/acknowledgement")]
    [InlineData("api/v1/receipts/..%2F..%2Fx")]
    public async Task An_unknown_receipt_is_404(string path)
    {
        using HttpResponseMessage response = await _host.GetAsync(path, _key);

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    private Task<HttpResponseMessage> PostAsync(string query, string text, params (string, string)[] headers) =>
        _host.SendAsync(HttpMethod.Post, "api/v1/orders?" + query, _key, ApiHost.Text(text, "text/csv"), headers);

    private Task<HttpResponseMessage> SendAsync(string query, HttpContent body) => _host.SendAsync(HttpMethod.Post, "api/v1/orders?" + query, _key, body);

    private static ByteArrayContent Packed(byte[] plain)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            gzip.Write(plain);
        ByteArrayContent content = new(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>Bytes of no format, made while they are read.</summary>
    private sealed class Rubbish(long length, bool isChunked) : Stream
    {
        private readonly Random _random = new(7);
        private long _left = length;
        private readonly long _length = length;

        public override bool CanRead => true;

        public override bool CanSeek => !isChunked;

        public override bool CanWrite => false;

        public override long Length => isChunked ? throw new NotSupportedException() : _length;

        public override long Position { get => _length - _left; set => _left = _length - value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int size = (int)Math.Min(count, _left);
            _random.NextBytes(buffer.AsSpan(offset, size));
            _left -= size;
            return size;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    [Fact]
    public async Task A_file_in_quarantine_is_answered_as_taken_when_it_comes_again()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        string key = await host.KeyAsync();
        byte[] bytes = Encoding.UTF8.GetBytes(ApiHost.Csv(1));
        InboundFile file = new()
        {
            Tenant = ApiHost.Tenant, Partner = "core", Channel = "api", FileName = "a.csv", MapName = ApiHost.MapName, MapVersion = 1,
            ContentHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Length = bytes.Length,
            ReceivedAt = DateTimeOffset.UnixEpoch.AddYears(56), Actor = "seed",
        };
        Acceptance accepted = await host.Store.Inbox.AcceptAsync(file, new MemoryStream(bytes), ApiHost.Cancel);
        ReceiptClaim claim = (await host.Store.Inbox.ClaimAsync("seed", TimeSpan.FromMinutes(1), 1, accepted.Receipt, ApiHost.Cancel)).Single();
        await host.Store.Inbox.CommitAsync(
            claim,
            new ProcessedBatch { Checkpoint = 0, State = ReceiptState.Quarantined, Counts = new ReceiptCounts(Errors: 1), Diagnostics = [WebEdi.Diagnostics.Diagnostic.Create(WebEdi.Diagnostics.DiagnosticCodes.FileQuarantined, default, found: "3")] },
            ApiHost.Cancel);

        using HttpResponseMessage again = await host.SendAsync(HttpMethod.Post, "api/v1/orders?map=orders&fileName=a.csv", key, ApiHost.Text(ApiHost.Csv(1), "text/csv"));

        JsonElement body = await ApiHost.JsonAsync(again);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal((accepted.Receipt.Id, "quarantined"), (body.GetProperty("receiptId").GetString(), body.GetProperty("state").GetString()));
        using HttpResponseMessage released = await host.SendAsync(HttpMethod.Post, $"api/v1/receipts/{accepted.Receipt.Id}/release", key);
        Assert.Equal("published", (await ApiHost.JsonAsync(released)).GetProperty("state").GetString());
    }
}
