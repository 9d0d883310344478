using Microsoft.Data.Sqlite;

namespace WebEdi.Host.Tests;

public sealed class VerbTests : HostTestBase
{
    [Theory]
    [InlineData("frob")]
    [InlineData("--frob")]
    [InlineData("key")]
    [InlineData("key", "create", "--tenant", "t")]
    public async Task What_is_not_understood_ends_with_2_and_the_usage(params string[] arguments)
    {
        (int code, string output, _) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_shows_settings_with_their_origin_and_hides_secrets_without_a_database()
    {
        (int code, string output, _) = await HostProcess.RunAsync(
            new Dictionary<string, string> { ["WEBEDI_Mail__Host"] = "smtp.example.jp", ["WEBEDI_Mail__User"] = "edi", ["WEBEDI_Mail__Password"] = "hunter2" },
            ["describe", "--data", Data],
            Cancel);

        Assert.Equal(0, code);
        Assert.Matches(@"WebEdi:Mail:Host\s+smtp\.example\.jp\s+environment WEBEDI_Mail__Host", output);
        Assert.Matches(@"WebEdi:Mail:Password\s+\*\*\*\s+environment", output);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
        Assert.Matches(@"WebEdi:Data\s+\S+\s+command line", output);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Ready_ends_with_1_when_nobody_answers()
    {
        (int code, _, string errors) = await RunAsync("ready", "--urls", "http://127.0.0.1:9");

        Assert.Equal(1, code);
        Assert.Contains("does not answer", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_installation_prints_a_set_up_link_and_becomes_ready()
    {
        await using HostProcess host = await HostProcess.StartAsync("", Data, Cancel);

        // The verb has five seconds; a machine with much to do may need them more than once.
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        int readyCode;
        do
            (readyCode, _, _) = await RunAsync("ready", "--urls", host.Address.AbsoluteUri);
        while (readyCode != 0 && !patience.IsCancellationRequested);

        (int linkCode, string link, _) = await RunAsync("setup-link", "--data", Data);
        using HttpClient client = host.Client("none");
        using HttpResponseMessage live = await client.GetAsync("/health/live", Cancel);

        Assert.Equal(0, readyCode);
        Assert.Equal(0, linkCode);
        Assert.Matches(@"^http://localhost:8080/setup\?token=\S+$", link);
        Assert.Contains(host.Output, l => l.StartsWith("Set up    " + host.Address, StringComparison.Ordinal));
        Assert.True(live.IsSuccessStatusCode);
        Assert.False(live.Headers.Contains("Server"));
        Assert.Equal(0, await host.StopAsync(Cancel));
    }

    [Fact]
    public async Task G20_A_host_that_meets_a_newer_schema_ends_with_one_line()
    {
        await RunAsync("db", "upgrade", "--data", Data);
        using (SqliteConnection connection = new($"Data Source={Path.Combine(Data, "webedi.db")};Pooling=false"))
        {
            connection.Open();
            using SqliteCommand newer = new("insert into schema_version (version, name, checksum, applied_at) values (999, 'later', 'x', 0)", connection);
            newer.ExecuteNonQuery();
        }

        (int code, string output, string errors) = await RunAsync("--data", Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(78, code);
        Assert.Equal("", output);
        Assert.Matches(@"^webedi: [^\n]*schema 999, this program knows \d+: start the newer program\.$", errors);
    }

    [Fact]
    public async Task A_key_of_an_unknown_tenant_is_refused_with_a_line()
    {
        (int code, _, string errors) = await RunAsync("key", "create", "--tenant", "nobody", "--name", "erp", "--data", Data);

        Assert.Equal(78, code);
        Assert.Contains("there is no tenant 'nobody'", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
