namespace WebEdi.Host.Tests;

public sealed class ConfigurationTests : HostTestBase
{
    [Fact]
    public async Task All_faults_are_listed_at_once_with_both_spellings()
    {
        (int code, _, string errors) = await HostProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["WEBEDI_MaxFileBytes"] = "lots",
                ["WEBEDI_BatchLines"] = "0",
                ["WEBEDI_Mail__Port"] = "99999",
                ["WEBEDI_TRUSTED_PROXIES"] = "10.0.0.1",
                ["WEBEDI_Url"] = "ftp://x",
                ["WEBEDI_Portal__Culture"] = "fr",
            },
            ["--data", Data],
            Cancel);

        Assert.Equal(78, code);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        foreach (string expected in new[]
        {
            "WebEdi:MaxFileBytes (WEBEDI_MaxFileBytes) is 'lots'; expected a whole number",
            "WebEdi:BatchLines (WEBEDI_BatchLines)",
            "WebEdi:Mail:Host (WEBEDI_Mail__Host)",
            "WebEdi:Mail:Port (WEBEDI_Mail__Port)",
            "did you mean WEBEDI_TrustedProxies",
            "WebEdi:Url (WEBEDI_Url)",
            "WebEdi:Portal:Culture (WEBEDI_Portal__Culture)",
        })
            Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_wins_over_the_file_in_the_data_folder()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "appsettings.json"), """{ "WebEdi": { "BatchLines": 111, "MaxDiagnostics": 222 } }""", Cancel);

        (_, string output, _) = await HostProcess.RunAsync(new Dictionary<string, string> { ["WEBEDI_BatchLines"] = "333" }, ["describe", "--data", Data], Cancel);

        Assert.Matches(@"WebEdi:BatchLines\s+333\s+environment WEBEDI_BatchLines", output);
        Assert.Matches(@"WebEdi:MaxDiagnostics\s+222\s+\S+appsettings\.json", output);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_is_one_line_with_a_remedy()
    {
        string file = Path.Combine(Directory.GetParent(Data)!.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancel);

        (int code, _, string errors) = await RunAsync("--data", Path.Combine(file, "data"));

        Assert.Equal(78, code);
        Assert.Matches(@"^webedi: the data folder .* run 'chown -R \d+ ", errors);
        Assert.Single(errors.Split('\n'));
    }

    [Fact]
    public async Task An_address_in_use_is_one_line()
    {
        await using HostProcess first = await HostProcess.StartAsync("", Data, Cancel);

        (int code, _, string errors) = await RunAsync("--data", Data + "2", "--urls", first.Address.AbsoluteUri);

        Assert.Equal(69, code);
        Assert.StartsWith("webedi: Failed to bind to address", errors.Split('\n')[^1], StringComparison.Ordinal);
    }
}
