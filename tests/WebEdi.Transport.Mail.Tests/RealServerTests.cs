using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using WebEdi.Transport.Mail.Internal;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Transport.Mail.Tests;

/// <summary>The same transport against a mail server that others wrote, in a process of its own: aiosmtpd (Debian: python3-aiosmtpd).</summary>
public sealed class RealServerTests : MailTestBase
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mails_reach_the_mailbox_of_a_real_server_unharmed()
    {
        string python = await FindAsync();
        DirectoryInfo mailbox = Directory.CreateTempSubdirectory("webedi-maildir-");
        int port = FreePort();
        string box = Path.Combine(mailbox.FullName, "box");
        using Process server = Start(python, "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", box);
        try
        {
            await UntilItListensAsync(server, port);
            SmtpTransport transport = Transport(port);

            for (int i = 0; i < 5; i++)
                Assert.Equal(DeliveryOutcome.Delivered, (await transport.SendAsync(Message($"notice:R{i}:0012", "a@supplier.test", "b@supplier.test"), Yes, Token)).Outcome);

            FileInfo[] mails = new DirectoryInfo(Path.Combine(box, "new")).GetFiles();
            Assert.Equal(5, mails.Length);
            MimeMessage mail = await MimeMessage.LoadAsync(mails[0].FullName, Token);
            Assert.Equal("【東西製作所】注文 12件のお知らせ（最短納期 2026/12/04）", mail.Subject);
            Assert.Equal("株式会社サンプル 御中\n\n.点で始まる行\n① 髙 ～ ㈱\n", mail.TextBody?.ReplaceLineEndings("\n"));
            Assert.Equal("a@supplier.test, b@supplier.test", mail.Headers["X-RcptTo"]);

            server.Kill();
            await server.WaitForExitAsync(Token);
            Assert.Equal(DeliveryOutcome.RetryLater, (await transport.SendAsync(Message("notice:late"), Yes, Token)).Outcome);
        }
        finally
        {
            if (!server.HasExited)
                server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
            mailbox.Delete(recursive: true);
        }
    }

    private static async Task<string> FindAsync()
    {
        foreach (string python in (string[])["python3", "/usr/bin/python3"])
        {
            try
            {
                using Process probe = Start(python, "-m", "aiosmtpd", "--version");
                await probe.WaitForExitAsync(Token);
                if (probe.ExitCode == 0)
                    return python;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such program.
            }
        }

        const string Missing = "aiosmtpd is not installed (Debian: python3-aiosmtpd).";
        Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), Missing);
        Assert.Skip(Missing);
        return "";
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} did not start.");

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Asks until the port answers; the machine's load decides how often, the test's time-out how long.</summary>
    private static async Task UntilItListensAsync(Process server, int port)
    {
        while (true)
        {
            Assert.False(server.HasExited, "The mail server ended at once.");
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, port, Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }
}
