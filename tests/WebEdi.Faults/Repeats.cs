using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace WebEdi.Faults;

/// <summary>
/// Every file is sent many times at once: by the API to all hosts, with and without a key, as one body or in chunks, and by the folder that all hosts watch. Some senders
/// lose patience; the connection of others breaks at some byte, from the first of the headers to behind the last of the body, and they send the file again.
/// All that hear an answer must hear the same one, and nothing half may stay.
/// </summary>
internal sealed class Repeats(Fleet fleet, Ledger ledger, Buyer buyer, string key, FaultOptions options) : IFaults
{
    private const int Times = 32;
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMilliseconds(60);

    private readonly HttpClient[] _apis = [.. fleet.Hosts.Select(h => Installation.Api(h.Address, key))];
    private readonly Random _random = new(options.Seed * 86_028_121);
    private int _answers;
    private int _impatient;
    private int _broken;
    private int _put;

    /// <summary>How one of them sends.</summary>
    private enum Way
    {
        Patient,
        Impatient,
        Breaks,
        Puts,
    }

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
            int putter = 1 + _random.Next(Times - 1);
            await Task.WhenAll([.. Enumerable.Range(0, Times).Select(n => SendAsync(n == 0 ? Way.Patient : n == putter ? Way.Puts : (Way)_random.Next(3), file, bytes, hasKey))]);
        }

        await Until.FoundAsync("the end of the files in the folder", () => Task.FromResult(Directory.GetFiles(fleet.InFolder).Length == 0 ? this : null), () => string.Join(' ', Directory.GetFiles(fleet.InFolder).Take(10)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Repeats} files, each sent {Times} times at once: {_answers} answers, {_impatient} senders went away before, {_broken} connections broke at a byte and the file came again, {_put} came by the folder"));
        if (_answers + _impatient + _put != options.Repeats * Times || _put != options.Repeats)
            ledger.Failures.Enqueue("repeats: some senders had neither");
    }

    private Task SendAsync(Way way, SentFile file, byte[] bytes, bool hasKey)
    {
        int host = _random.Next(_apis.Length);
        return way switch
        {
            Way.Puts => PutAsync(file, bytes),
            Way.Impatient => PostAsync(_apis[host], LongestPatience * _random.NextDouble(), file, bytes, hasKey),
            Way.Breaks => BreakAsync(fleet.Hosts[host].Address, _apis[host], Request(file, bytes, hasKey, isChunked: _random.Next(2) == 0), _random.NextDouble(), _random.Next(8), _random.Next(3) * LongestPatience, file, bytes, hasKey),
            _ => PostAsync(_apis[host], null, file, bytes, hasKey),
        };
    }

    /// <summary>Puts the file into the folder the way people are told to: under another name first.</summary>
    private async Task PutAsync(SentFile file, byte[] bytes)
    {
        string path = Path.Combine(fleet.InFolder, file.Name);
        await File.WriteAllBytesAsync(path + ".part", bytes);
        File.Move(path + ".part", path);
        Interlocked.Increment(ref _put);
    }

    /// <summary>Sends so many bytes of a request and no more, and then the file again.</summary>
    /// <param name="address">The host.</param>
    /// <param name="api">Where it is sent again.</param>
    /// <param name="request">What would be sent.</param>
    /// <param name="part">How much of it.</param>
    /// <param name="place">0: it breaks where the headers end; 1: one byte before the end; 2: behind the last byte, before the answer; otherwise anywhere.</param>
    /// <param name="rest">How long the last byte is there before it breaks.</param>
    /// <param name="file">The file.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="hasKey">Whether it has a key.</param>
    private async Task BreakAsync(Uri address, HttpClient api, byte[] request, double part, int place, TimeSpan rest, SentFile file, byte[] bytes, bool hasKey)
    {
        int length = place switch
        {
            0 => request.AsSpan().IndexOf("\r\n\r\n"u8) + 4,
            1 => request.Length - 1,
            2 => request.Length,
            _ => 1 + (int)(part * (request.Length - 1)),
        };
        using (Socket socket = new(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(address.Host, address.Port);
            for (int sent = 0; sent < length;)
                sent += await socket.SendAsync(request.AsMemory(sent, length - sent));

            // What has come is read by then, unless the host is slower.
            await Task.Delay(rest);

            // Half of them say that no more will come, the others are gone with a reset.
            socket.LingerState = new LingerOption(enable: place % 2 == 0, seconds: 0);
        }

        Interlocked.Increment(ref _broken);
        await PostAsync(api, null, file, bytes, hasKey);
    }

    /// <summary>Makes a request byte by byte, because no client of ours sends a part of one.</summary>
    private byte[] Request(SentFile file, byte[] bytes, bool hasKey, bool isChunked)
    {
        StringBuilder head = new($"POST /api/v1/orders?map=faults&fileName={file.Name} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n");
        if (hasKey)
            head.Append(CultureInfo.InvariantCulture, $"Idempotency-Key: {file.Name}\r\n");
        if (!isChunked)
            return [.. Encoding.ASCII.GetBytes(head.Append(CultureInfo.InvariantCulture, $"Content-Length: {bytes.Length}\r\n\r\n").ToString()), .. bytes];

        // A chunk ends where a line does: what has come until then reads like a whole file.
        List<byte> request = [.. Encoding.ASCII.GetBytes(head.Append("Transfer-Encoding: chunked\r\n\r\n").ToString())];
        for (int start = 0; start < bytes.Length;)
        {
            int end = bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and int line ? start + line + 1 : bytes.Length;
            request.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{end - start:x}\r\n")));
            request.AddRange(bytes.AsSpan(start, end - start));
            request.AddRange("\r\n"u8);
            start = end;
        }

        request.AddRange("0\r\n\r\n"u8);
        return [.. request];
    }

    private async Task PostAsync(HttpClient api, TimeSpan? patience, SentFile file, byte[] bytes, bool hasKey)
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
            Interlocked.Increment(ref _impatient);
        }
    }
}
