using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace WebEdi.Faults;

/// <summary>Every file is sent many times at once, to all hosts, with and without a key; many senders go away before they have read the answer. All others must get the same one.</summary>
internal sealed class Repeats(Fleet fleet, Ledger ledger, Buyer buyer, string key, FaultOptions options) : IFaults
{
    private const int Times = 32;
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMilliseconds(60);

    private readonly HttpClient[] _apis = [.. fleet.Hosts.Select(h => Installation.Api(h.Address, key))];
    private readonly Random _random = new(options.Seed * 86_028_121);
    private int _answers;
    private int _cut;

    public int Kills => 0;

    public async Task RunAsync()
    {
        foreach (HttpClient api in _apis)
            await Until.FoundAsync("a host", async () => (await api.GetAsync("health/ready")).IsSuccessStatusCode ? api : null);
        for (int i = 0; i < options.Repeats; i++)
        {
            SentFile file = buyer.Make();
            ledger.Files[file.Name] = file;
            byte[] bytes = Encoding.UTF8.GetBytes(Buyer.Csv(file));
            bool hasKey = _random.Next(2) == 0;
            (HttpClient Api, TimeSpan? Patience)[] senders =
            [
                .. Enumerable.Range(0, Times).Select(n => (_apis[_random.Next(_apis.Length)], n > 0 && _random.Next(4) == 0 ? LongestPatience * _random.NextDouble() : default(TimeSpan?))),
            ];
            await Task.WhenAll(senders.Select(s => SendAsync(s.Api, s.Patience, file, bytes, hasKey)));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Repeats} files, each sent {Times} times at once: {_answers} answers, {_cut} senders went away before"));
        if (_answers + _cut != options.Repeats * Times)
            ledger.Failures.Enqueue("repeats: some senders had neither");
    }

    private async Task SendAsync(HttpClient api, TimeSpan? patience, SentFile file, byte[] bytes, bool hasKey)
    {
        using CancellationTokenSource leaving = new();
        if (patience is { } time)
            leaving.CancelAfter(time);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, $"api/v1/orders?map=faults&fileName={file.Name}") { Content = new ByteArrayContent(bytes) };
            if (hasKey)
                request.Headers.Add("Idempotency-Key", file.Name);
            using HttpResponseMessage answer = await api.SendAsync(request, leaving.Token);
            string text = await answer.Content.ReadAsStringAsync(leaving.Token);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
            {
                ledger.Contradictions.Enqueue($"{file.Name}: {(int)answer.StatusCode} {text}");
                return;
            }

            using JsonDocument body = JsonDocument.Parse(text);
            file.Receipts[body.RootElement.GetProperty("receiptId").GetString()!] = true;
            file.AcknowledgedAt ??= DateTime.UtcNow;
            Interlocked.Increment(ref _answers);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            Interlocked.Increment(ref _cut);
        }
    }
}
