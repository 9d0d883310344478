using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Transport.Mail.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Settings_come_from_the_section_and_the_callback_wins()
    {
        SmtpOptions options = Read(o => o.MaxConnections = 7, ("Host", "smtp.example.jp"), ("Security", "startTls"), ("Timeout", "00:00:09"), ("MaxConnections", "2"));

        Assert.Equal("smtp.example.jp", options.Host);
        Assert.Equal(MailSecurity.StartTls, options.Security);
        Assert.Equal(TimeSpan.FromSeconds(9), options.Timeout);
        Assert.Equal(7, options.MaxConnections);
    }

    [Fact]
    public void A_host_alone_is_enough()
    {
        Assert.Equal("no-reply@smtp.example.jp", Read(null, ("Host", "smtp.example.jp")).From);
        Assert.Equal("no-reply@edi.example.jp", Read(null, ("Host", "smtp.example.jp"), ("../Url", "https://edi.example.jp/edi")).From);
    }

    [Fact]
    public void Every_fault_is_listed_and_the_password_is_not()
    {
        OptionsValidationException faults = Assert.Throws<OptionsValidationException>(() => Read(
            null, ("Host", "no host!"), ("Port", "70000"), ("From", "x\r\ny"), ("Password", "geheim"), ("MaxConnections", "0"), ("Timeout", "00:00:00"), ("CaFile", "nowhere.pem")));

        Assert.All(["Host", "Port", "From", "User", "MaxConnections", "Timeout", "CaFile"], name => Assert.Contains($"WebEdi:Mail:{name}", faults.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", faults.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, MailSecurity.Auto, 587)]
    [InlineData(null, MailSecurity.Tls, 465)]
    [InlineData(25, MailSecurity.Auto, 25)]
    public void The_port_follows_the_protection(int? port, MailSecurity security, int expected) =>
        Assert.Equal(expected, new SmtpOptions { Port = port, Security = security }.PortOrDefault);

    [Fact]
    public async Task Mail_is_one_transport_however_often_it_is_added()
    {
        await using ServiceProvider services = Services(null, [("Host", "smtp.example.jp")]);

        Assert.Equal("mail", Assert.Single(services.GetServices<IOutboundTransport>()).Channel);
    }

    private static SmtpOptions Read(Action<SmtpOptions>? configure, params (string Key, string Value)[] settings)
    {
        using ServiceProvider services = Services(configure, settings);
        return services.GetRequiredService<IOptions<SmtpOptions>>().Value;
    }

    private static ServiceProvider Services(Action<SmtpOptions>? configure, (string Key, string Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key.StartsWith("../", StringComparison.Ordinal) ? $"WebEdi:{s.Key[3..]}" : $"WebEdi:Mail:{s.Key}", (string?)s.Value)))
            .Build());
        services.AddLogging();
        new Builder(services).AddSmtp(configure).AddSmtp();
        return services.BuildServiceProvider();
    }

    private sealed record Builder(IServiceCollection Services) : IWebEdiBuilder;
}
