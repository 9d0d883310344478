using System.Text.Json;

namespace WebEdi.Faults;

/// <summary>Compares what the world outside knows with what the hosts say at the end. It knows nothing of WebEdi but its pages and its API.</summary>
internal sealed class Checker(Ledger ledger, HttpClient api)
{
    /// <summary>The longest that a sender takes from an answer to the commit that it was answered.</summary>
    private static readonly TimeSpan WritingDown = TimeSpan.FromSeconds(2);

    /// <summary>The longest that a mail is on its way when its sender is dead already.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a lease, with the time that a mail server takes to give up.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    private readonly List<string> _lost = [];
    private readonly List<string> _doubled = [];
    private readonly List<string> _ghosts = [];
    private readonly List<string> _zombies = [];

    public int Accepted => ledger.Files.Values.Count(f => f.IsAcknowledged);

    public int Lost => _lost.Count;

    public int Doubled => _doubled.Count;

    public int Ghosts => _ghosts.Count;

    public int Zombies => _zombies.Count;

    public IEnumerable<string> Findings =>
        [.. _lost.Select(f => "lost: " + f), .. _doubled.Select(f => "doubled: " + f), .. _ghosts.Select(f => "ghost: " + f), .. _zombies.Select(f => "zombie: " + f)];

    /// <summary>Gets how many files were in quarantine and were released, as a person would.</summary>
    public int Released { get; private set; }

    /// <summary>Gets or sets how many mails were given up and sent again, as a person would.</summary>
    public int Redriven { get; set; }

    /// <summary>Releases what was put aside because its processing died three times: here every death was the nemesis'.</summary>
    public async Task ReleaseAsync()
    {
        foreach ((string id, string _, string _) in (await ReceiptsAsync()).Where(r => r.State == "quarantined"))
        {
            using HttpResponseMessage released = await api.PostAsync($"api/v1/receipts/{id}/release", null);
            Released += released.IsSuccessStatusCode ? 1 : 0;
        }
    }

    /// <summary>Tells whether nothing is in work any more.</summary>
    public async Task<bool> IsQuietAsync()
    {
        if ((await ReceiptsAsync()).Any(r => r.State is "accepted" or "processing"))
            return false;

        HashSet<(string, string)> mailed = [.. ledger.Mails.SelectMany(m => m.Orders.Select(o => (m.Recipient, o)))];
        return ledger.Files.Values.SelectMany(f => f.Orders).All(o => mailed.Contains((Installation.MailOf(o.Supplier), o.Number)));
    }

    /// <summary>Finds what of some files is not at its end.</summary>
    /// <param name="files">The files.</param>
    /// <param name="counts">Which mails count.</param>
    /// <returns>The first that is missing; empty: nothing is.</returns>
    public async Task<string> MissingAsync(IReadOnlyCollection<SentFile> files, Func<ReceivedMail, bool> counts)
    {
        await ReleaseAsync();
        Dictionary<string, string> states = (await ReceiptsAsync()).ToDictionary(r => r.Id, r => r.State, StringComparer.Ordinal);
        HashSet<(string, string)> told = [.. ledger.Mails.Where(counts).SelectMany(m => m.Orders.Select(o => (m.Recipient, o)))];
        foreach (SentFile file in files)
        {
            string state = states.GetValueOrDefault(file.Receipts.Keys.First(), "not there");
            if (state != "published")
                return $"{file.Name} is {state}";
            if (file.Orders.FirstOrDefault(o => !told.Contains((Installation.MailOf(o.Supplier), o.Number))) is { } silent)
                return $"nobody was told of {silent.Number}";
        }

        return "";
    }

    /// <summary>Adds what was found lost elsewhere.</summary>
    public void Lose(IEnumerable<string> findings) => _lost.AddRange(findings);

    public async Task CheckAsync()
    {
        foreach (string contradiction in ledger.Contradictions)
            _doubled.Add(contradiction);
        _lost.AddRange(ledger.Failures);
        await CheckReceiptsAsync();
        await CheckOrdersAsync();
        CheckMails();
        CheckReplies();
    }

    private async Task CheckReceiptsAsync()
    {
        Dictionary<string, string> states = [];
        foreach ((string id, string file, string state) in await ReceiptsAsync())
        {
            states[id] = state;
            if (!ledger.Files.ContainsKey(file))
                _ghosts.Add($"receipt {id} of {file}");
            if (state is "accepted" or "processing")
                _zombies.Add($"receipt {id} of {file} is {state}");
            else if (state != "published")
                _lost.Add($"receipt {id} of {file} is {state}");
        }

        foreach (SentFile file in ledger.Files.Values)
        {
            if (file.Receipts.Count > 1)
                _doubled.Add($"{file.Name} has the receipts {string.Join(' ', file.Receipts.Keys)}");
            _lost.AddRange(file.Receipts.Keys.Where(r => !states.ContainsKey(r)).Select(r => $"receipt {r} of {file.Name}"));
        }
    }

    private async Task CheckOrdersAsync()
    {
        Dictionary<string, SentOrder> sent = ledger.Files.Values.SelectMany(f => f.Orders).ToDictionary(o => o.Number, StringComparer.Ordinal);
        HashSet<string> found = new(StringComparer.Ordinal);
        await foreach (JsonElement order in PagesAsync("api/v1/orders?pageSize=200"))
        {
            string number = order.GetProperty("orderNumber").GetString()!;
            if (!found.Add(number))
                _doubled.Add($"order {number} is listed twice");
            if (!sent.TryGetValue(number, out SentOrder? original))
                _ghosts.Add($"order {number}");
            else if (order.GetProperty("lines").GetInt32() != original.Lines.Count || order.GetProperty("supplier").GetString() != original.Supplier || order.GetProperty("revision").GetInt32() != 0)
                _lost.Add($"order {number} is not what was sent: {order}");
        }

        _lost.AddRange(ledger.Files.Values.Where(f => f.IsAcknowledged).SelectMany(f => f.Orders).Where(o => !found.Contains(o.Number)).Select(o => $"order {o.Number}"));
        foreach (SentOrder order in sent.Values.Where(o => found.Contains(o.Number)).Where((_, i) => i % 17 == 0))
            await CheckLinesAsync(order);
    }

    /// <summary>Quantities in are quantities stored.</summary>
    private async Task CheckLinesAsync(SentOrder order)
    {
        using JsonDocument stored = JsonDocument.Parse(await api.GetStringAsync($"api/v1/orders/{order.Number}"));
        (string, string, decimal)[] lines =
        [
            .. Lines(stored.RootElement).Select(l => (l.GetProperty("number").GetString()!, l.GetProperty("itemCode").GetString()!, l.GetProperty("quantity").GetDecimal())),
        ];
        if (!lines.SequenceEqual(order.Lines.Select(l => (l.Number, l.Item, l.Quantity))))
            _lost.Add($"lines of {order.Number}: {string.Join(' ', lines)}");
    }

    private static IEnumerable<JsonElement> Lines(JsonElement order) =>
        (order.TryGetProperty("order", out JsonElement inner) ? inner : order).GetProperty("lines").EnumerateArray().Select(l => l.TryGetProperty("line", out JsonElement line) ? line : l);

    private void CheckMails()
    {
        Dictionary<string, string> fileOf = ledger.Files.Values.SelectMany(f => f.Orders.Select(o => (o.Number, f.Name))).ToDictionary(p => p.Number, p => p.Name, StringComparer.Ordinal);
        Dictionary<(string Recipient, string File), HashSet<string>> ids = [];
        Dictionary<string, List<ReceivedMail>> byId = new(StringComparer.Ordinal);
        foreach (ReceivedMail mail in ledger.Mails)
        {
            if (!byId.TryGetValue(mail.MessageId, out List<ReceivedMail>? same))
                byId.Add(mail.MessageId, same = []);
            same.Add(mail);
            foreach (string order in mail.Orders)
            {
                if (!fileOf.TryGetValue(order, out string? file))
                    _ghosts.Add($"mail {mail.MessageId} tells of {order}");
                else if (ids.TryGetValue((mail.Recipient, file), out HashSet<string>? known))
                    known.Add(mail.MessageId);
                else
                    ids.Add((mail.Recipient, file), [mail.MessageId]);
            }
        }

        _doubled.AddRange(ids.Where(i => i.Value.Count > 1).Select(i => $"{i.Key.Recipient} has the mails {string.Join(' ', i.Value)} about {i.Key.File}"));
        foreach ((string id, List<ReceivedMail> same) in byId)
        {
            // A repeat is right only after a delivery whose answer was lost, whose sender died before it could have written the answer down, or whose lease
            // ended early because the clock was set.
            int allowed = 1 + same.Count(m => m.ReplyWasLost || ledger.Troubles.Any(t => t.To >= m.At - OnTheWay && t.From < m.At + WritingDown) || ledger.Steps.Any(s => (s - m.At).Duration() < Lease));
            if (same.Count > allowed)
                _doubled.Add($"mail {id} came {same.Count} times, at {string.Join(' ', same.Select(m => $"{m.At:HH:mm:ss.fff}"))}; nearest troubles {string.Join(' ', same.Select(m => Nearest(m.At)))}");
        }

        HashSet<(string, string)> told = [.. ledger.Mails.SelectMany(m => m.Orders.Select(o => (m.Recipient, o)))];
        _lost.AddRange(ledger.Files.Values.Where(f => f.IsAcknowledged).SelectMany(f => f.Orders)
            .Where(o => !told.Contains((Installation.MailOf(o.Supplier), o.Number))).Select(o => $"nobody was told of {o.Number}"));
    }

    private string Nearest(DateTime at) => ledger.Troubles.MinBy(t => Math.Min((t.From - at).Duration().Ticks, (t.To - at).Duration().Ticks)) is { } t ? $"{t.From:HH:mm:ss.fff}-{t.To:HH:mm:ss.fff}" : "none";

    private void CheckReplies()
    {
        HashSet<(string, string)> pulled = [];
        foreach ((string id, PulledReply reply) in ledger.Replies)
        {
            foreach (string line in reply.Lines)
            {
                if (!pulled.Add((reply.Order, line)))
                    _doubled.Add($"line {line} of {reply.Order} was answered once and is in two replies, {id} among them");
            }
        }

        _lost.AddRange(ledger.Answers.Keys.Where(a => !pulled.Contains(a)).Select(a => $"the answer to {a.Order} line {a.Line}"));
    }

    private async Task<List<(string Id, string File, string State)>> ReceiptsAsync()
    {
        List<(string, string, string)> receipts = [];
        await foreach (JsonElement receipt in PagesAsync("api/v1/receipts?pageSize=200"))
            receipts.Add((receipt.GetProperty("receiptId").GetString()!, receipt.GetProperty("fileName").GetString()!, receipt.GetProperty("state").GetString()!));
        return receipts;
    }

    private async IAsyncEnumerable<JsonElement> PagesAsync(string list)
    {
        int seen = 0;
        for (int page = 1; ; page++)
        {
            using JsonDocument body = JsonDocument.Parse(await api.GetStringAsync($"{list}&page={page}"));
            foreach (JsonElement item in body.RootElement.GetProperty("items").EnumerateArray())
            {
                seen++;
                yield return item.Clone();
            }

            if (seen >= body.RootElement.GetProperty("total").GetInt32() || body.RootElement.GetProperty("items").GetArrayLength() == 0)
                yield break;
        }
    }
}
