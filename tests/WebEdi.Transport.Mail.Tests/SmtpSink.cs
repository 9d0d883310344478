using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace WebEdi.Transport.Mail.Tests;

/// <summary>Where in the dialogue the sink is when it asks its script what to do.</summary>
public enum SinkPhase
{
    Banner,
    Ehlo,
    StartTls,
    Handshake,
    Auth,
    Mail,
    Rcpt,
    Data,
    Content,
    Dot,
    AfterReply,
    Reset,
    Quit,
}

/// <summary>What the script wants instead of the ordinary answer.</summary>
/// <param name="Reply">The line to answer; null: none.</param>
/// <param name="Stalls">Whether to fall silent until the sink is disposed.</param>
public sealed record SinkAction(string? Reply, bool Stalls = false)
{
    public static SinkAction Cut { get; } = new((string?)null);

    public static SinkAction Stall { get; } = new(null, Stalls: true);
}

/// <summary>A mail whose final dot arrived, whether or not it was answered.</summary>
public sealed record SinkMail(string From, IReadOnlyList<string> Recipients, byte[] Bytes, bool Tls, string? User)
{
    public string Text => Encoding.Latin1.GetString(Bytes);
}

/// <summary>An SMTP server on loopback that speaks STARTTLS and AUTH and does at every phase what its script says.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<SinkPhase, int, string, SinkAction?> _script;
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;
    private int _connections;

    public SmtpSink(Func<SinkPhase, int, string, SinkAction?>? script = null)
    {
        _script = script ?? ((_, _, _) => null);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public X509Certificate2? Certificate { get; init; }

    public bool ImplicitTls { get; init; }

    public (string User, string Password)? Credentials { get; init; }

    public string AuthMechanisms { get; init; } = "PLAIN LOGIN";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Gets everything whose final dot arrived, in order.</summary>
    public ConcurrentQueue<SinkMail> Mails { get; } = new();

    /// <summary>Gets every command line as it arrived.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>Gets a task that ends when a session fell silent.</summary>
    public TaskCompletionSource<SinkPhase> Stalled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _sessions.Add(ServeAsync(socket, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The sink was disposed: the listener is stopped, or gone.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await using Session session = new(this, socket, number);
        try
        {
            await session.RunAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is CutException or IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The script cut it, the client left, or the sink was disposed.
        }
    }

    private sealed class CutException : Exception;

    private sealed class Session(SmtpSink sink, Socket socket, int number) : IAsyncDisposable
    {
        private Stream _stream = new NetworkStream(socket, ownsSocket: true);
        private readonly byte[] _buffer = new byte[1];
        private bool _tls;
        private string? _user;

        public async Task RunAsync(CancellationToken token)
        {
            if (sink.ImplicitTls)
                await ProtectAsync(token);
            if (!await AnswerAsync(SinkPhase.Banner, "", "220 sink.test ESMTP", token))
                return;

            string from = "";
            List<string> recipients = [];
            while (await ReadLineAsync(token) is { } line)
            {
                sink.Commands.Enqueue(line);
                string verb = line.Split(' ', 2)[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        await AnswerAsync(SinkPhase.Ehlo, line, Greeting(), token);
                        break;
                    case "STARTTLS":
                        if (await AnswerAsync(SinkPhase.StartTls, line, "220 go ahead", token))
                            await ProtectAsync(token);
                        break;
                    case "AUTH":
                        await AuthenticateAsync(line, token);
                        break;
                    case "MAIL":
                        from = Path(line);
                        recipients.Clear();
                        await AnswerAsync(SinkPhase.Mail, line, sink.Credentials is not null && _user is null ? "530 5.7.0 Authentication required" : "250 ok", token);
                        break;
                    case "RCPT":
                        if (await AnswerAsync(SinkPhase.Rcpt, line, "250 ok", token))
                            recipients.Add(Path(line));
                        break;
                    case "DATA":
                        if (recipients.Count == 0)
                            await WriteAsync("503 5.5.1 no recipients", token);
                        else if (await AnswerAsync(SinkPhase.Data, line, "354 go ahead", token))
                            await TakeAsync(from, [.. recipients], token);
                        break;
                    case "RSET":
                        await AnswerAsync(SinkPhase.Reset, line, "250 ok", token);
                        break;
                    case "QUIT":
                        await AnswerAsync(SinkPhase.Quit, line, "221 bye", token);
                        return;
                    default:
                        await WriteAsync("250 ok", token);
                        break;
                }
            }
        }

        public async ValueTask DisposeAsync() => await _stream.DisposeAsync();

        private string Greeting()
        {
            List<string> lines = ["sink.test", "PIPELINING", "8BITMIME", "SIZE 35882577", "CHUNKING", "BINARYMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"];
            if (sink.Certificate is not null && !_tls)
                lines.Add("STARTTLS");
            if (sink.Credentials is not null && (_tls || sink.Certificate is null))
                lines.Add("AUTH " + sink.AuthMechanisms);
            return string.Join("\r\n", lines.Select((l, i) => $"250{(i == lines.Count - 1 ? ' ' : '-')}{l}"));
        }

        private async Task AuthenticateAsync(string line, CancellationToken token)
        {
            string[] words = line.Split(' ');
            string user, password;
            if (words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
            {
                string[] parts = Decode(words.Length > 2 ? words[2] : await AskAsync("", token)).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }
            else
            {
                user = Decode(words.Length > 2 ? words[2] : await AskAsync("VXNlcm5hbWU6", token));
                password = Decode(await AskAsync("UGFzc3dvcmQ6", token));
            }

            bool right = sink.Credentials == (user, password);
            if (await AnswerAsync(SinkPhase.Auth, line, right ? "235 2.7.0 welcome" : "535 5.7.8 wrong", token))
                _user = user;
        }

        private async Task TakeAsync(string from, string[] recipients, CancellationToken token)
        {
            using MemoryStream content = new();
            bool asked = false;
            while (await ReadLineAsync(token) is { } line)
            {
                if (line == ".")
                {
                    sink.Mails.Enqueue(new SinkMail(from, recipients, content.ToArray(), _tls, _user));
                    await AnswerAsync(SinkPhase.Dot, "", "250 2.0.0 taken", token);
                    await ActAsync(SinkPhase.AfterReply, "", token);
                    return;
                }

                content.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
                if (!asked)
                    await ActAsync(SinkPhase.Content, "", token);
                asked = true;
            }
        }

        private async Task ProtectAsync(CancellationToken token)
        {
            await ActAsync(SinkPhase.Handshake, "", token);
            SslStream tls = new(_stream, leaveInnerStreamOpen: false);
            _stream = tls;
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink.Certificate }, token);
            _tls = true;
        }

        /// <summary>Answers as the script says, or as usual; true when the answer is no refusal.</summary>
        private async Task<bool> AnswerAsync(SinkPhase phase, string line, string usual, CancellationToken token)
        {
            string answer = await ActAsync(phase, line, token) ?? usual;
            await WriteAsync(answer, token);
            return answer[0] is '2' or '3';
        }

        private async Task<string?> ActAsync(SinkPhase phase, string line, CancellationToken token)
        {
            SinkAction? action = sink._script(phase, number, line);
            if (action is null)
                return null;
            if (action.Stalls)
            {
                sink.Stalled.TrySetResult(phase);
                await Task.Delay(Timeout.Infinite, token);
            }

            if (action.Reply is not null)
                return action.Reply;

            // After the reply the line ends in order, so that the reply is not lost with it; elsewhere it is torn.
            if (phase != SinkPhase.AfterReply)
                socket.LingerState = new LingerOption(true, 0);
            throw new CutException();
        }

        private async Task<string> AskAsync(string challenge, CancellationToken token)
        {
            await WriteAsync("334 " + challenge, token);
            return await ReadLineAsync(token) ?? throw new CutException();
        }

        private async Task WriteAsync(string line, CancellationToken token)
        {
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), token);
            await _stream.FlushAsync(token);
        }

        private async Task<string?> ReadLineAsync(CancellationToken token)
        {
            StringBuilder line = new();
            while (await _stream.ReadAsync(_buffer, token) == 1)
            {
                char c = (char)_buffer[0];
                if (c == '\n' && line.Length > 0 && line[^1] == '\r')
                    return line.ToString(0, line.Length - 1);
                line.Append(c);
            }

            return null;
        }

        private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
