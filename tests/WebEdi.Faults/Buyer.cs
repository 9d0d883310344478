using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace WebEdi.Faults;

/// <summary>The buyer's core system: sends orders, changes and cancellations of them until each file is acknowledged, pulls replies and acknowledges them.</summary>
internal sealed class Buyer(Fleet fleet, Ledger ledger, string key, FaultOptions options)
{
    private const int MostOrders = 60;

    /// <summary>So many of the newest orders may be changed: those that suppliers look at.</summary>
    private const int StillChanged = 150;

    private readonly HttpClient[] _apis = [.. fleet.Doors.Select(d => Installation.Api(d, key))];
    private readonly Random _random = new(options.Seed);
    private readonly List<SentOrder> _newest = [];
    private int _files;

    /// <summary>Sends file after file.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            SentFile[] files = Next(3) == 0 ? [.. MakeChanges()] : [Make()];
            foreach (SentFile file in files)
                ledger.Files[file.Name] = file;
            await Task.WhenAll(files.Select(SendAsync));

            // Now and then an old file comes once more: a sender who restored a backup of his own.
            if (Next(6) == 0 && ledger.Files.Values.Where(f => f.IsAcknowledged).ToArray() is { Length: > 0 } old)
                await SendAsync(old[Next(old.Length)]);
            await Task.Delay(Next(150), CancellationToken.None);
        }
    }

    /// <summary>Pulls what is new, now and then without acknowledging it.</summary>
    public async Task PullAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await PullOnceAsync();
            }
            catch (Exception e) when (Until.IsPassing(e) || e is JsonException)
            {
                // The host died in between.
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    /// <summary>Pulls all that is left.</summary>
    /// <returns>False: everything was pulled and acknowledged.</returns>
    public async Task<bool> PullOnceAsync()
    {
        HttpClient api = _apis[Next(_apis.Length)];
        using HttpResponseMessage answer = await api.GetAsync("api/v1/replies?max=50");
        if (!answer.IsSuccessStatusCode)
            return true;

        using JsonDocument page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        JsonElement[] items = [.. page.RootElement.GetProperty("items").EnumerateArray()];
        if (items.Length == 0)
            return false;

        foreach (JsonElement item in items)
        {
            string id = item.GetProperty("id").GetString()!;
            if (_acknowledged.Contains(id))
                ledger.Contradictions.Enqueue($"reply {id} comes again although it was acknowledged");
            string order = item.GetProperty("orderNumber").GetString()!;
            int revision = item.GetProperty("orderRevision").GetInt32();
            ledger.Replies.TryAdd(id, new PulledReply(order, revision, ledger.Replies.Count, [.. item.GetProperty("lines").EnumerateArray().Select(Line)]));
            ledger.Show(order, revision, before: -1, "a reply");
        }

        if (Next(4) == 0)
            return true;
        using StringContent cursor = new(JsonSerializer.Serialize(new { cursor = page.RootElement.GetProperty("cursor").GetString() }), Encoding.UTF8, "application/json");
        using HttpResponseMessage taken = await api.PostAsync("api/v1/replies/ack", cursor);
        if (taken.IsSuccessStatusCode)
            _acknowledged.UnionWith(items.Select(i => i.GetProperty("id").GetString()!));
        return true;
    }

    private static PulledLine Line(JsonElement line) => new(
        line.GetProperty("lineNumber").GetString()!, line.GetProperty("version").GetInt32(), line.GetProperty("itemCode").GetString()!, line.GetProperty("orderedQuantity").GetDecimal(),
        line.GetProperty("schedule").EnumerateArray().Sum(p => p.GetProperty("quantity").GetDecimal()));

    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);

    private async Task SendAsync(SentFile file)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Csv(file));
        bool hasKey = file.Name.GetHashCode(StringComparison.Ordinal) % 2 == 0;
        while (true)
        {
            try
            {
                using HttpRequestMessage request = new(HttpMethod.Post, $"api/v1/orders?map=faults&fileName={file.Name}") { Content = new ByteArrayContent(bytes) };
                if (hasKey)
                    request.Headers.Add("Idempotency-Key", file.Name);
                using HttpResponseMessage answer = await _apis[Next(_apis.Length)].SendAsync(request);
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
                {
                    using JsonDocument body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                    file.Receipts[body.RootElement.GetProperty("receiptId").GetString()!] = true;
                    file.AcknowledgedAt ??= DateTime.UtcNow;
                    return;
                }

                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.InsufficientStorage or HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout))
                {
                    ledger.Contradictions.Enqueue($"{file.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                    return;
                }
            }
            catch (Exception e) when (Until.IsPassing(e) || e is JsonException)
            {
                // No answer: it is sent again, whatever became of it.
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <summary>Makes a file of new orders.</summary>
    public SentFile Make() => MakeNew(MostOrders);

    private SentFile MakeNew(int mostOrders)
    {
        int number = Interlocked.Increment(ref _files);
        int count = number % 7 == 0 ? mostOrders : Math.Min(mostOrders, 1 + Next(6));
        List<SentOrder> orders = [];
        for (int i = 0; i < count; i++)
        {
            List<SentLine> lines = [];
            for (int line = 1; line <= 1 + Next(4); line++)
                lines.Add(NewLine(line * 10));
            orders.Add(new SentOrder(string.Create(CultureInfo.InvariantCulture, $"Z{number:000000}-{i:00}"), 0, IsCancelled: false, Installation.Suppliers[i % Installation.Suppliers.Count], lines));
        }

        lock (_newest)
        {
            _newest.AddRange(orders);
            _newest.RemoveRange(0, Math.Max(0, _newest.Count - StillChanged));
        }

        return new SentFile(NameOf(number), orders);
    }

    /// <summary>Makes files with the next revisions of some orders, out of order; sometimes the first issue is among them.</summary>
    private List<SentFile> MakeChanges()
    {
        List<SentFile> files = [];
        string[] changed;
        if (Next(3) == 0)
        {
            files.Add(MakeNew(4));
            changed = [.. files[0].Orders.Select(o => o.Number)];
        }
        else
        {
            lock (_newest)
                changed = [.. Enumerable.Range(0, _newest.Count == 0 ? 0 : 1 + Next(4)).Select(_ => _newest[Next(_newest.Count)].Number).Distinct(StringComparer.Ordinal)];
        }

        int rounds = changed.Length == 0 ? 0 : 1 + Next(4);
        for (int round = 0; round < rounds; round++)
        {
            List<SentOrder> orders = [.. changed.Select(NextRevision).OfType<SentOrder>()];

            // Now and then one file has two revisions of an order, the later one first.
            if (Next(5) == 0 && orders.Count > 0 && NextRevision(orders[0].Number) is { } later)
                orders.Insert(0, later);
            if (orders.Count > 0)
                files.Add(new SentFile(NameOf(Interlocked.Increment(ref _files)), orders));
        }

        return [.. files.OrderBy(_ => Next(1000))];
    }

    private SentOrder? NextRevision(string number)
    {
        lock (_newest)
        {
            int place = _newest.FindIndex(o => o.Number == number);
            if (place < 0)
                return null;

            SentOrder before = _newest[place];
            bool isCancelled = Next(8) == 0;
            List<SentLine> lines = [.. before.Lines];
            if (!isCancelled)
            {
                int last = int.Parse(lines[^1].Number, CultureInfo.InvariantCulture);
                if (lines.Count > 1 && Next(4) == 0)
                    lines.RemoveAt(Next(lines.Count));
                if (lines.Count < 6 && Next(4) == 0)
                    lines.Add(NewLine(last + 10));
                lines = [.. lines.Select(l => Next(2) == 0 ? l : l with { Quantity = Quantity() })];
            }

            return _newest[place] = before with { Revision = before.Revision + 1, IsCancelled = isCancelled, Lines = lines };
        }
    }

    private SentLine NewLine(int number) => new(number.ToString("0000", CultureInfo.InvariantCulture), $"IT-{Next(500)}", Quantity());

    private decimal Quantity() => 1 + Next(1000) + (Next(4) * 0.25m);

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"file{number:000000}.csv");

    public static string Csv(SentFile file)
    {
        StringBuilder csv = new("number,revision,purpose,supplier,line,item,quantity,due\r\n");
        foreach (SentOrder order in file.Orders)
        {
            string purpose = order.IsCancelled ? "cancel" : order.Revision > 0 ? "change" : "original";
            foreach (SentLine line in order.Lines)
                csv.Append(CultureInfo.InvariantCulture, $"{order.Number},{order.Revision},{purpose},{order.Supplier},{line.Number},{line.Item},{line.Quantity},20270430\r\n");
        }

        return csv.ToString();
    }

    private int Next(int most)
    {
        lock (_random)
            return _random.Next(most);
    }
}
