using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace WebEdi.Faults;

/// <summary>A mail server that behaves badly when it is told to, and writes down what reached it.</summary>
internal sealed partial class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Ledger _ledger;
    private readonly Task _accepting;
    private volatile MailFault _fault;

    public MailServer(Ledger ledger)
    {
        _ledger = ledger;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets or sets what is done when a mail's final dot has arrived and before it is answered; the mail is in the ledger already.</summary>
    public Func<Task>? BeforeReply { get; set; }

    /// <summary>Gets or sets how it behaves.</summary>
    public MailFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await TalkAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side has gone.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        MailFault fault = _fault;
        if (fault == MailFault.Refuse)
            return;

        using StreamReader reader = new(stream, Encoding.Latin1, leaveOpen: true);
        Task SayAsync(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token).AsTask();
        await SayAsync(fault == MailFault.Busy ? "421 later" : "220 sink ESMTP");
        if (fault == MailFault.Busy)
            return;

        string recipient = "";
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            string verb = line.Length < 4 ? line : line[..4].ToUpperInvariant();
            if (verb == "QUIT")
            {
                await SayAsync("221 bye");
                return;
            }

            if (fault == MailFault.Hang && verb == "RCPT")
                await Task.Delay(Timeout.Infinite, _stop.Token);
            if (verb == "RCPT")
                recipient = Address().Match(line).Groups[1].Value;
            if (verb != "DATA")
            {
                await SayAsync(fault == MailFault.Greylist && verb == "RCPT" ? "451 try again" : "250 ok");
                continue;
            }

            await SayAsync("354 go on");
            StringBuilder text = new();
            while (true)
            {
                // A sender that dies in the middle has sent nothing.
                if (await reader.ReadLineAsync(_stop.Token) is not { } content)
                    return;
                if (content == ".")
                    break;
                if (fault == MailFault.CutInContent && text.Length > 200)
                    return;
                text.AppendLine(content.StartsWith('.') ? content[1..] : content);
            }

            bool isLost = fault == MailFault.CutAfterDot || BeforeReply is not null;
            _ledger.Mails.Enqueue(Read(text.ToString(), recipient, isLost));
            if (BeforeReply is { } before)
            {
                BeforeReply = null;
                await before();
                return;
            }

            if (fault == MailFault.CutAfterDot)
                return;
            await SayAsync("250 taken");
        }
    }

    /// <summary>Order numbers of these runs look like no other word; a body may be encoded.</summary>
    private static ReceivedMail Read(string text, string recipient, bool isLost)
    {
        string id = MessageId().Match(text).Groups[1].Value;
        StringBuilder all = new(text.Replace("=\r\n", "", StringComparison.Ordinal));
        foreach (Match part in Base64().Matches(text))
        {
            byte[] bytes = new byte[part.Length];
            if (Convert.TryFromBase64String(part.Value.ReplaceLineEndings(""), bytes, out int length))
                all.Append(Encoding.UTF8.GetString(bytes, 0, length));
        }

        return new ReceivedMail(id, recipient, [.. OrderNumber().Matches(all.ToString()).Select(m => m.Value).Distinct(StringComparer.Ordinal)], isLost, DateTime.UtcNow);
    }

    [GeneratedRegex("<([^>]+)>")]
    private static partial Regex Address();

    [GeneratedRegex("^Message-Id: <([^>]+)>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"(?:^[A-Za-z0-9+/]{4,76}={0,2}\r?\n){1,}", RegexOptions.Multiline)]
    private static partial Regex Base64();

    [GeneratedRegex(@"Z\d{6}-\d{2}")]
    private static partial Regex OrderNumber();
}

internal enum MailFault
{
    None,
    Refuse,
    Busy,
    Greylist,
    Hang,
    CutInContent,
    CutAfterDot,
}
