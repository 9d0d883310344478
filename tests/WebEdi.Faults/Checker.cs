using System.Globalization;
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

    /// <summary>What the results of published files say: file by file, the word for each revision that it brought.</summary>
    private readonly Dictionary<string, Dictionary<(string Order, int Revision), string>> _verdicts = new(StringComparer.Ordinal);

    /// <summary>Gets how many orders were sent.</summary>
    public int Orders => Sent().GroupBy(o => o.Number, StringComparer.Ordinal).Count();

    /// <summary>Gets how many revisions of them came after the first issue.</summary>
    public int Revisions => Sent().Count(o => o.Revision > 0);

    /// <summary>Gets how many came after a higher one.</summary>
    public int Outdated => _verdicts.Values.Sum(v => v.Values.Count(w => w == "outdated"));

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
        List<(string Id, string File, string State)> receipts = await ReceiptsAsync();
        if (receipts.Exists(r => r.State is "accepted" or "processing"))
            return false;

        foreach ((string id, string file, string _) in receipts.Where(r => r.State == "published" && !_verdicts.ContainsKey(r.File) && ledger.Files.ContainsKey(r.File)))
            _verdicts[file] = await VerdictsAsync(id, ledger.Files[file]);
        Dictionary<(string, string), int> told = Told().ToDictionary(t => t.Key, t => t.Value.Count);
        return Notices().All(n => told.GetValueOrDefault(n.Key) >= n.Value);
    }

    /// <summary>How many mails a supplier is due about an order: one for each file that made it new, or changed it.</summary>
    private Dictionary<(string Recipient, string Order), int> Notices() => _verdicts
        .SelectMany(f => f.Value.Where(v => v.Value == "accepted").Select(v => (v.Key.Order, File: f.Key)).Distinct())
        .Select(n => (Installation.MailOf(ledger.Files[n.File].Orders.First(o => o.Number == n.Order).Supplier), n.Order))
        .CountBy(n => n).ToDictionary();

    private Dictionary<(string Recipient, string Order), HashSet<string>> Told() => ledger.Mails
        .SelectMany(m => m.Orders.Select(o => (Key: (m.Recipient, o), m.MessageId))).GroupBy(t => t.Key)
        .ToDictionary(g => g.Key, g => g.Select(t => t.MessageId).ToHashSet(StringComparer.Ordinal));

    /// <summary>Reads what became of the rows of a file.</summary>
    private async Task<Dictionary<(string Order, int Revision), string>> VerdictsAsync(string receipt, SentFile file)
    {
        (string Number, int Revision)[] rows = [.. file.Orders.SelectMany(o => o.Lines.Select(_ => (o.Number, o.Revision)))];
        Dictionary<(string, int), string> verdicts = [];
        foreach (string[] row in (await api.GetStringAsync($"api/v1/receipts/{receipt}/result")).Split('\n').Select(r => r.Split(',')))
        {
            if (row.Length > 2 && int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out int line))
                verdicts[rows[line - 2]] = row[2];
        }

        return verdicts;
    }

    private IEnumerable<SentOrder> Sent() => ledger.Files.Values.SelectMany(f => f.Orders);

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
        _lost.AddRange(ledger.Reversals);
        _ghosts.AddRange(ledger.Stale);
        await CheckReceiptsAsync();
        CheckVerdicts();
        await CheckOrdersAsync();
        CheckMails();
        CheckReplies();
    }

    private async Task CheckReceiptsAsync()
    {
        Dictionary<string, string> states = [];
        List<(string Id, string File, string State)> receipts = await ReceiptsAsync();
        _doubled.AddRange(receipts.GroupBy(r => r.File, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Key} has the receipts {string.Join(' ', g.Select(r => r.Id))}"));
        foreach ((string id, string file, string state) in receipts)
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
                _doubled.Add($"{file.Name} was answered with the receipts {string.Join(' ', file.Receipts.Keys)}");
            _lost.AddRange(file.Receipts.Keys.Where(r => !states.ContainsKey(r)).Select(r => $"receipt {r} of {file.Name}"));
        }
    }

    /// <summary>Every revision was taken once, as a newer one or as history, and the highest as a newer one.</summary>
    private void CheckVerdicts()
    {
        foreach (SentFile file in ledger.Files.Values.Where(f => _verdicts.ContainsKey(f.Name)))
        {
            foreach (SentOrder order in file.Orders)
            {
                string verdict = _verdicts[file.Name].GetValueOrDefault((order.Number, order.Revision), "missing");
                if (verdict == "duplicate")
                    _doubled.Add($"revision {order.Revision} of {order.Number} in {file.Name} is said to have been there");
                else if (verdict is not ("accepted" or "outdated"))
                    _lost.Add($"revision {order.Revision} of {order.Number} in {file.Name} is {verdict}");
            }
        }

        foreach (IGrouping<string, SentOrder> order in ledger.Files.Values.Where(f => _verdicts.ContainsKey(f.Name)).SelectMany(f => f.Orders).GroupBy(o => o.Number, StringComparer.Ordinal))
        {
            int last = order.Max(o => o.Revision);
            if (_verdicts.Values.Any(v => v.GetValueOrDefault((order.Key, last)) == "outdated"))
                _lost.Add($"revision {last} of {order.Key} is the newest and was taken for an outdated one");
        }
    }

    private async Task CheckOrdersAsync()
    {
        Dictionary<(string, int), SentOrder> sent = Sent().ToDictionary(o => (o.Number, o.Revision));
        Dictionary<string, int> acknowledged = ledger.Files.Values.Where(f => f.IsAcknowledged).SelectMany(f => f.Orders).GroupBy(o => o.Number, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(o => o.Revision), StringComparer.Ordinal);
        Dictionary<string, int> found = new(StringComparer.Ordinal);
        await foreach (JsonElement order in PagesAsync("api/v1/orders?pageSize=200"))
        {
            string number = order.GetProperty("orderNumber").GetString()!;
            int revision = order.GetProperty("revision").GetInt32();
            if (!found.TryAdd(number, revision))
                _doubled.Add($"order {number} is listed twice");
            if (!sent.TryGetValue((number, revision), out SentOrder? original))
                _ghosts.Add($"order {number} with revision {revision}");
            else if (order.GetProperty("lines").GetInt32() != original.Lines.Count || order.GetProperty("supplier").GetString() != original.Supplier)
                _lost.Add($"order {number} is not what was sent: {order}");
            if (revision < Math.Max(acknowledged.GetValueOrDefault(number), ledger.Shown(number)))
                _lost.Add($"order {number} is at revision {revision}; {acknowledged.GetValueOrDefault(number)} was acknowledged and {ledger.Shown(number)} was shown");
        }

        _lost.AddRange(acknowledged.Keys.Where(o => !found.ContainsKey(o)).Select(o => $"order {o}"));
        ILookup<(string, string), (PulledReply Reply, PulledLine Line)> replies = ledger.Replies.Values.SelectMany(r => r.Lines.Select(l => (r, l))).ToLookup(p => (p.r.Order, p.l.Number));
        foreach ((string number, int revision) in found.Where((f, i) => sent.ContainsKey((f.Key, f.Value)) && (f.Value > 0 || i % 17 == 0)))
            await CheckOrderAsync(sent[(number, revision)], [.. Sent().Where(o => o.Number == number).Select(o => o.Revision).Order()], sent, replies);
    }

    /// <summary>Quantities in are quantities stored; no revision is forgotten; an answer counts for what it answered.</summary>
    private async Task CheckOrderAsync(SentOrder order, int[] revisions, Dictionary<(string, int), SentOrder> sent, ILookup<(string, string), (PulledReply Reply, PulledLine Line)> replies)
    {
        using JsonDocument stored = JsonDocument.Parse(await api.GetStringAsync($"api/v1/orders/{order.Number}"));
        (string, string, decimal)[] lines =
        [
            .. stored.RootElement.GetProperty("order").GetProperty("lines").EnumerateArray()
                .Select(l => (l.GetProperty("number").GetString()!, l.GetProperty("itemCode").GetString()!, l.GetProperty("quantity").GetDecimal())),
        ];
        if (!lines.SequenceEqual(order.Lines.Select(l => (l.Number, l.Item, l.Quantity))))
            _lost.Add($"lines of revision {order.Revision} of {order.Number}: {string.Join(' ', lines)}");
        int[] kept = [.. stored.RootElement.GetProperty("revisions").EnumerateArray().Select(r => r.GetInt32())];
        if (!kept.SequenceEqual(revisions))
            _lost.Add($"order {order.Number} has the revisions {string.Join(' ', kept)}, sent were {string.Join(' ', revisions)}");

        foreach (JsonElement state in stored.RootElement.GetProperty("lines").EnumerateArray())
        {
            string number = state.GetProperty("lineNumber").GetString()!;
            SentLine line = order.Lines.First(l => l.Number == number);
            (PulledReply? reply, PulledLine? last) = replies[(order.Number, number)].OrderBy(r => r.Line.Version).LastOrDefault();
            if (state.GetProperty("replyVersion").GetInt32() != (last?.Version ?? 0) || state.GetProperty("replyRevision").GetInt32() != (reply?.Revision ?? 0))
                _lost.Add($"line {number} of {order.Number} does not have its latest answer: {state}");
            SentLine? answered = reply is null ? null : sent[(order.Number, reply.Revision)].Lines.FirstOrDefault(l => l.Number == number);
            string status = state.GetProperty("status").GetString()!;
            bool isRight = order.IsCancelled ? status == "cancelled"
                : reply?.Revision == order.Revision ? status == "accepted"
                : status is "unread" or "opened" or "changedByBuyer" || (status == "accepted" && answered == line);
            if (!isRight)
                _ghosts.Add($"line {number} of revision {order.Revision} of {order.Number} is {status}; answered was {reply?.Revision.ToString(CultureInfo.InvariantCulture) ?? "nothing"}");
        }
    }

    private void CheckMails()
    {
        Dictionary<string, List<ReceivedMail>> byId = ledger.Mails.GroupBy(m => m.MessageId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        Dictionary<(string Recipient, string Order), int> notices = Notices();
        foreach (((string recipient, string order), HashSet<string> mails) in Told())
        {
            if (!notices.TryGetValue((recipient, order), out int due))
                _ghosts.Add($"mail {string.Join(' ', mails)} tells {recipient} of {order}");
            else if (mails.Count > due)
                _doubled.Add($"{recipient} has the mails {string.Join(' ', mails)} about {order}, which {due} files brought");
            else if (mails.Count < due)
                _lost.Add($"{recipient} has the mails {string.Join(' ', mails)} about {order}, which {due} files brought");
        }

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

    /// <summary>Every answer came once, for the revision that its supplier saw, behind those that were stored before it.</summary>
    private void CheckReplies()
    {
        Dictionary<(string, int), SentOrder> sent = Sent().ToDictionary(o => (o.Number, o.Revision));
        HashSet<(string, int, string)> pulled = [];
        Dictionary<string, int> revisions = new(StringComparer.Ordinal);
        Dictionary<(string, string), int> versions = [];
        foreach ((string id, PulledReply reply) in ledger.Replies.OrderBy(r => r.Value.Place))
        {
            if (!sent.TryGetValue((reply.Order, reply.Revision), out SentOrder? order) || ledger.Refused.ContainsKey((reply.Order, reply.Revision)))
                _ghosts.Add($"reply {id} answers revision {reply.Revision} of {reply.Order}, {(order is null ? "which was never sent" : "and its supplier was told that it is not stored")}");
            if (reply.Revision < revisions.GetValueOrDefault(reply.Order))
                _lost.Add($"the sequence of {reply.Order}: reply {id} to revision {reply.Revision} came after one to revision {revisions[reply.Order]}");
            revisions[reply.Order] = reply.Revision;
            foreach (PulledLine line in reply.Lines)
            {
                if (!pulled.Add((reply.Order, reply.Revision, line.Number)))
                    _doubled.Add($"line {line.Number} of revision {reply.Revision} of {reply.Order} was answered once and is in two replies, {id} among them");
                int before = versions.GetValueOrDefault((reply.Order, line.Number));
                if (line.Version != before + 1)
                    _lost.Add($"the sequence of {reply.Order}: reply {id} has version {line.Version} of line {line.Number} behind version {before}");
                versions[(reply.Order, line.Number)] = line.Version;
                SentLine? ordered = order?.Lines.FirstOrDefault(l => l.Number == line.Number);
                if ((ordered?.Item, ordered?.Quantity, ordered?.Quantity) != (line.Item, line.Ordered, line.Promised))
                    _lost.Add($"reply {id} to revision {reply.Revision} of {reply.Order} says of line {line.Number}: {line}");
            }
        }

        _lost.AddRange(ledger.Answers.Keys.Where(a => !pulled.Contains(a)).Select(a => $"the answer to revision {a.Revision} of {a.Order} line {a.Line}"));
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
