using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace WebEdi.Faults;

/// <summary>The buyer's core system: sends files until each is acknowledged, pulls replies and acknowledges them.</summary>
internal sealed class Buyer(Fleet fleet, Ledger ledger, string key, FaultOptions options)
{
    private const int MostOrders = 60;

    private readonly HttpClient[] _apis = [.. fleet.Doors.Select(d => Installation.Api(d, key))];
    private readonly Random _random = new(options.Seed);
    private int _files;

    /// <summary>Sends file after file.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            SentFile file = Make();
            ledger.Files[file.Name] = file;
            await SendAsync(file);

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
    public async Task PullOnceAsync()
    {
        HttpClient api = _apis[Next(_apis.Length)];
        using HttpResponseMessage answer = await api.GetAsync("api/v1/replies?max=50");
        if (!answer.IsSuccessStatusCode)
            return;

        using JsonDocument page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        JsonElement[] items = [.. page.RootElement.GetProperty("items").EnumerateArray()];
        if (items.Length == 0)
            return;

        foreach (JsonElement item in items)
        {
            string id = item.GetProperty("id").GetString()!;
            if (_acknowledged.Contains(id))
                ledger.Contradictions.Enqueue($"reply {id} comes again although it was acknowledged");
            ledger.Replies[id] = new PulledReply(
                item.GetProperty("orderNumber").GetString()!, [.. item.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("lineNumber").GetString()!)]);
        }

        if (Next(4) == 0)
            return;
        using StringContent cursor = new(JsonSerializer.Serialize(new { cursor = page.RootElement.GetProperty("cursor").GetString() }), Encoding.UTF8, "application/json");
        using HttpResponseMessage taken = await api.PostAsync("api/v1/replies/ack", cursor);
        if (taken.IsSuccessStatusCode)
            _acknowledged.UnionWith(items.Select(i => i.GetProperty("id").GetString()!));
    }

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

    /// <summary>Makes a file that nobody has sent yet.</summary>
    public SentFile Make()
    {
        int number = Interlocked.Increment(ref _files);
        int count = number % 7 == 0 ? MostOrders : 1 + Next(6);
        List<SentOrder> orders = [];
        for (int i = 0; i < count; i++)
        {
            List<SentLine> lines = [];
            for (int line = 1; line <= 1 + Next(4); line++)
                lines.Add(new SentLine((line * 10).ToString("0000", CultureInfo.InvariantCulture), $"IT-{Next(500)}", 1 + Next(1000) + (Next(4) * 0.25m)));
            orders.Add(new SentOrder(string.Create(CultureInfo.InvariantCulture, $"Z{number:000000}-{i:00}"), Installation.Suppliers[i % Installation.Suppliers.Count], lines));
        }

        return new SentFile(string.Create(CultureInfo.InvariantCulture, $"file{number:000000}.csv"), orders);
    }

    public static string Csv(SentFile file)
    {
        StringBuilder csv = new("number,supplier,line,item,quantity,due\r\n");
        foreach (SentOrder order in file.Orders)
        {
            foreach (SentLine line in order.Lines)
                csv.Append(CultureInfo.InvariantCulture, $"{order.Number},{order.Supplier},{line.Number},{line.Item},{line.Quantity},20270430\r\n");
        }

        return csv.ToString();
    }

    private int Next(int most)
    {
        lock (_random)
            return _random.Next(most);
    }
}
