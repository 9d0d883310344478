using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace WebEdi.Faults;

/// <summary>
/// A supplier's person at the pages: opens orders and accepts them; presses the button again when no answer comes. Some pages are left open for a while: the order
/// may have been changed when they are sent.
/// </summary>
internal sealed partial class SupplierPerson(Fleet fleet, Ledger ledger, string supplier, int seed) : IDisposable
{
    private const int MostOpenPages = 12;

    private readonly Browser _browser = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly List<Answer> _openPages = [];
    private Uri? _signedIn;

    public void Dispose() => _browser.Dispose();

    public async Task AnswerAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_openPages.Count > 0 && (_openPages.Count >= MostOpenPages || _random.Next(3) == 0))
                await SendOpenPageAsync(stop);
            else if (Choose() is { } number && await OpenAsync(number, stop) is { } answer)
                await SendOrLeaveAsync(answer, stop);
            await Task.Delay(100 + _random.Next(300), CancellationToken.None);
        }
    }

    /// <summary>Chooses an order of which there is more than was answered.</summary>
    private string? Choose()
    {
        string[] open =
        [
            .. ledger.Files.Values.Where(f => f.IsAcknowledged).SelectMany(f => f.Orders)
                .Where(o => o.Supplier == supplier && o.Revision > _done.GetValueOrDefault(o.Number, -1) && !_openPages.Exists(p => p.Order == o.Number))
                .Select(o => o.Number).Distinct(StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal).Take(50),
        ];
        return open.Length > 0 ? open[_random.Next(open.Length)] : null;
    }

    private async Task SendOrLeaveAsync(Answer answer, CancellationToken stop)
    {
        if (_random.Next(2) == 0)
            _openPages.Add(answer);
        else
            await SendAsync(answer, stop);
    }

    /// <summary>Sends the page whose order has been changed meanwhile, if there is one; half the time somebody else looks at the order first.</summary>
    private async Task SendOpenPageAsync(CancellationToken stop)
    {
        Dictionary<string, int> newest = ledger.Files.Values.Where(f => f.IsAcknowledged).SelectMany(f => f.Orders).GroupBy(o => o.Number, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(o => o.Revision), StringComparer.Ordinal);
        int place = Math.Max(0, _openPages.FindIndex(p => newest.GetValueOrDefault(p.Order) > p.Revision));
        Answer answer = _openPages[place];
        _openPages.RemoveAt(place);
        if (_random.Next(2) == 0)
            await OpenAsync(answer.Order, stop);
        await SendAsync(answer, stop);
    }

    /// <summary>Opens an order.</summary>
    /// <returns>The form, filled in; null: it is not to be seen yet, or there is nothing to be answered.</returns>
    private async Task<Answer?> OpenAsync(string number, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Uri host = fleet.Doors[_random.Next(fleet.Doors.Count)];
            try
            {
                if (_signedIn is null)
                    await SignInAsync(host);
                int before = ledger.Shown(number);
                (HttpStatusCode status, string page) = await _browser.OpenAsync(new Uri(host, $"order?number={number}"));
                if (status == HttpStatusCode.OK)
                    return Read(number, page, before);
                if (status == HttpStatusCode.NotFound)
                    return null;
                if (status == HttpStatusCode.Redirect)
                    _signedIn = null;
            }
            catch (Exception e) when (Until.IsPassing(e))
            {
                // The host died or is not there.
            }

            await Task.Delay(150, CancellationToken.None);
        }

        return null;
    }

    /// <summary>Fills the form of a page in: every line is accepted.</summary>
    private Answer? Read(string number, string page, int before)
    {
        List<KeyValuePair<string, string>> form = [.. Browser.Hidden(page, "Form.SubmitKey"), new("action", "send")];
        int revision = int.Parse(form.Find(f => f.Key == "Form.Revision").Value, CultureInfo.InvariantCulture);
        ledger.Show(number, revision, before, "the supplier's page");
        decimal[] quantities = [.. Quantity().Matches(page).Select(q => decimal.Parse(q.Groups[1].Value, CultureInfo.InvariantCulture))];
        SentOrder? sent = ledger.Files.Values.SelectMany(f => f.Orders).FirstOrDefault(o => o.Number == number && o.Revision == revision);
        if (sent is null || !quantities.SequenceEqual(sent.Lines.Select(l => l.Quantity)))
            ledger.Reversals.Enqueue($"the supplier's page of revision {revision} of {number} shows {string.Join(' ', quantities)}");

        string[] lines = [.. form.Where(f => LineNumber().IsMatch(f.Key)).Select(f => f.Value)];
        for (int i = 0; i < lines.Length; i++)
            form.Add(new($"Form.Lines[{i}].Kind", "accepted"));
        if (lines.Length > 0 && revision > _done.GetValueOrDefault(number, -1))
            return new Answer(number, revision, lines, form);

        // It is cancelled, or was answered and no newer one is there yet.
        if (lines.Length == 0)
            _done[number] = revision;
        return null;
    }

    private async Task SendAsync(Answer answer, CancellationToken stop)
    {
        int shown = ledger.Shown(answer.Order);
        while (!stop.IsCancellationRequested)
        {
            // Cookies are the same for all hosts of an installation, as behind one address.
            Uri host = fleet.Doors[_random.Next(fleet.Doors.Count)];
            try
            {
                if (_signedIn is null)
                    await SignInAsync(host);
                int before = ledger.Shown(answer.Order);
                (HttpStatusCode status, string? location, string page) = await _browser.PostAsync(new Uri(host, $"order?number={answer.Order}"), answer.Form);
                if (status == HttpStatusCode.Redirect && location?.Contains("answered=", StringComparison.Ordinal) == true)
                {
                    TakeDown(answer, shown);
                    return;
                }

                if (status == HttpStatusCode.Conflict)
                {
                    ledger.Refused[(answer.Order, answer.Revision)] = true;
                    Answer? again = Read(answer.Order, page, before);
                    if (ledger.Shown(answer.Order) <= answer.Revision)
                        ledger.Contradictions.Enqueue($"the answer to revision {answer.Revision} of {answer.Order} was refused although nothing newer is there");
                    if (again is not null && _random.Next(2) == 0)
                        await SendAsync(again, stop);
                    return;
                }

                if (status == HttpStatusCode.Redirect)
                    _signedIn = null;
                else if ((int)status is >= 400 and < 500)
                {
                    ledger.Contradictions.Enqueue($"answer to revision {answer.Revision} of {answer.Order}: {(int)status}");
                    _done[answer.Order] = answer.Revision;
                    return;
                }
            }
            catch (Exception e) when (Until.IsPassing(e) || e is InvalidOperationException)
            {
                // The host died or is not there: the same form goes out again.
            }

            await Task.Delay(150, CancellationToken.None);
        }
    }

    /// <param name="answer">What was stored.</param>
    /// <param name="shown">The highest revision that had been shown before it was first sent.</param>
    private void TakeDown(Answer answer, int shown)
    {
        foreach (string line in answer.Lines)
            ledger.Answers[(answer.Order, answer.Revision, line)] = DateTime.UtcNow;
        _done[answer.Order] = answer.Revision;
        if (shown > answer.Revision)
            ledger.Stale.Enqueue($"the answer to revision {answer.Revision} of {answer.Order} was stored although revision {shown} had been shown before it was sent");
    }

    private async Task SignInAsync(Uri host)
    {
        Uri address = new(host, "sign-in");
        if (await _browser.GetAsync(address) is not { } page)
            return;
        (HttpStatusCode status, string? _, string _) = await _browser.PostAsync(
            address, [.. Browser.Hidden(page, "name=\"password\""), new("name", Installation.MailOf(supplier)), new("password", Installation.Password)]);
        if (status == HttpStatusCode.Redirect)
            _signedIn = host;
    }

    /// <summary>A form that is filled in.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="Revision">The revision that was shown.</param>
    /// <param name="Lines">The lines that are answered.</param>
    /// <param name="Form">The fields.</param>
    private sealed record Answer(string Order, int Revision, IReadOnlyList<string> Lines, IReadOnlyList<KeyValuePair<string, string>> Form);

    [GeneratedRegex("data-quantity=\"([^\"]*)\"")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^Form\.Lines\[\d+\]\.Number$")]
    private static partial Regex LineNumber();
}
