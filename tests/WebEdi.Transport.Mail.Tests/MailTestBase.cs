using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Transport.Mail.Internal;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Transport.Mail.Tests;

/// <summary>Makes transports that talk to a sink.</summary>
public abstract class MailTestBase : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];

    private protected List<string> Logged { get; } = [];

    private protected TestCertificates Certificates { get; } = new();

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        Certificates.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected SmtpSink Own(SmtpSink sink)
    {
        _owned.Add(sink);
        return sink;
    }

    private protected SmtpTransport Transport(SmtpSink sink, Action<SmtpOptions>? configure = null, TimeProvider? time = null) =>
        Transport(sink.Port, configure, time);

    private protected SmtpTransport Transport(int port, Action<SmtpOptions>? configure = null, TimeProvider? time = null)
    {
        SmtpOptions options = new() { Host = "localhost", Port = port, Security = MailSecurity.None, From = "edi@buyer.test", FromName = "東西製作所 Web-EDI" };
        configure?.Invoke(options);
        ValidateOptionsResult valid = new SmtpOptionsValidator().Validate(null, options);
        Assert.True(valid.Succeeded, valid.FailureMessage);
        SmtpConnectionPool pool = new(Options.Create(options), time ?? TimeProvider.System);
        _owned.Add(pool);
        return new SmtpTransport(pool, Options.Create(options), time ?? TimeProvider.System, new ListLogger<SmtpTransport>(Logged));
    }

    private protected static OutboundMessage Message(string id = "notice:R1:0012", params string[] recipients) => new()
    {
        EffectId = id,
        Tenant = "tozai",
        Recipients = recipients.Length == 0 ? ["order@supplier.test"] : recipients,
        Subject = "【東西製作所】注文 12件のお知らせ（最短納期 2026/12/04）",
        Text = "株式会社サンプル 御中\n\n.点で始まる行\n① 髙 ～ ㈱\n",
        Html = "<p>株式会社サンプル 御中</p>\n",
        Date = new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero),
    };

    private protected static Task<bool> Yes(CancellationToken cancellationToken) => Task.FromResult(true);

    private sealed class ListLogger<T>(List<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
