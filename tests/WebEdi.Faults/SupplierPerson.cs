using System.Net;

namespace WebEdi.Faults;

/// <summary>A supplier's person at the pages: opens orders and accepts them; presses the button again when no answer comes.</summary>
internal sealed class SupplierPerson(Fleet fleet, Ledger ledger, string supplier, int seed) : IDisposable
{
    private readonly Browser _browser = new();
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private Uri? _signedIn;

    public void Dispose() => _browser.Dispose();

    public async Task AnswerAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            SentOrder[] open = [.. ledger.Files.Values.Where(f => f.IsAcknowledged).SelectMany(f => f.Orders).Where(o => o.Supplier == supplier && !_done.Contains(o.Number)).Take(50)];
            if (open.Length > 0)
                await TryAsync(open[_random.Next(open.Length)], stop);
            await Task.Delay(100 + _random.Next(300), CancellationToken.None);
        }
    }

    private async Task TryAsync(SentOrder order, CancellationToken stop)
    {
        List<KeyValuePair<string, string>>? form = null;
        while (!stop.IsCancellationRequested)
        {
            // Cookies are the same for all hosts of an installation, as behind one address.
            Uri host = fleet.Doors[_random.Next(fleet.Doors.Count)];
            Uri page = new(host, $"order?number={order.Number}");
            try
            {
                if (_signedIn is null)
                    await SignInAsync(host);
                if (form is null)
                {
                    if (await _browser.GetAsync(page) is not { } text)
                        return;
                    form = [.. Browser.Hidden(text, "Form.SubmitKey"), new("action", "send")];
                    for (int i = 0; form.Exists(f => f.Key == $"Form.Lines[{i}].Number"); i++)
                        form.Add(new($"Form.Lines[{i}].Kind", "accepted"));
                }

                (HttpStatusCode status, string? location, string _) = await _browser.PostAsync(page, form);
                if (status == HttpStatusCode.Redirect && location?.Contains("answered=", StringComparison.Ordinal) == true)
                {
                    foreach (SentLine line in order.Lines)
                        ledger.Answers[(order.Number, line.Number)] = DateTime.UtcNow;
                    _done.Add(order.Number);
                    return;
                }

                if (status == HttpStatusCode.Redirect)
                    _signedIn = null;
                else if ((int)status is >= 400 and < 500)
                {
                    ledger.Contradictions.Enqueue($"answer to {order.Number}: {(int)status}");
                    _done.Add(order.Number);
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
}
