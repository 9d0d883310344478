using System.Text;
using System.Text.Json;
using WebEdi.Cli;
using Xunit;

namespace WebEdi.Host.Tests.Cli;

/// <summary>The verbs over files, as a script sees them: lines of JSON and exit codes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webedi-cli").FullName;

    private const string Sound = "UNB+UNOA:3+A+B+261124:1000+7'UNH+1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20261124:102'NAD+BY+B1::9'NAD+SU+S1::9'LIN+1++X:IN'QTY+21:5'UNS+S'UNT+9+1'UNZ+1+7'";

    [Fact]
    public async Task Read_prints_an_object_per_message_and_a_summary()
    {
        (int code, JsonElement[] lines, _) = await RunAsync(Sound, "read", "{file}", "--json");

        Assert.Equal(ExitCodes.Clean, code);
        Assert.Equal(2, lines.Length);
        JsonElement message = lines[0];
        Assert.Equal(
            ("edifact", "ORDERS", "D96A", "7", "1", "A", "B", 9),
            (Text(message, "format"), Text(message, "messageType"), Text(message, "version"), Text(message, "interchangeReference"), Text(message, "messageReference"), Text(message, "sender"), Text(message, "receiver"), message.GetProperty("segments").GetInt32()));
        Assert.Equal(("PO1", "B1", "S1", 1), (Text(message, "documentNumber"), Text(message, "buyer"), Text(message, "supplier"), message.GetProperty("lineCount").GetInt32()));
        Assert.Equal(("X", 5m), (Text(message.GetProperty("firstLine"), "item"), message.GetProperty("firstLine").GetProperty("quantity").GetDecimal()));
        Assert.Empty(message.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal("{\"interchanges\":1,\"groups\":0,\"messages\":1,\"errors\":0,\"warnings\":0}", lines[1].GetProperty("summary").GetRawText());
    }

    [Fact]
    public async Task Faults_end_with_1_and_have_their_place()
    {
        (int code, JsonElement[] lines, _) = await RunAsync(Sound.Replace("UNT+9", "UNT+5", StringComparison.Ordinal), "validate", "{file}", "--json");

        Assert.Equal(ExitCodes.FaultsFound, code);
        JsonElement fault = Assert.Single(lines[0].GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(("WE2112", "error"), (Text(fault, "code"), Text(fault, "severity")));
        Assert.True(fault.GetProperty("offset").GetInt64() > 0);
    }

    [Theory]
    [InlineData("UNT+9", ExitCodes.Clean, "UCM+1+ORDERS:D:96A:UN+7'")]
    [InlineData("UNT+5", ExitCodes.FaultsFound, "UCM+1+ORDERS:D:96A:UN+4+29+UNT'")]
    public async Task Acknowledge_answers_a_file_and_tells_what_was_rejected(string trailer, int expected, string answer)
    {
        string made = Path.Combine(_folder, "answer.edi");

        (int code, _, string errors) = await RunAsync(Sound.Replace("UNT+9", trailer, StringComparison.Ordinal), "acknowledge", "{file}", "-o", made, "--reference", "12", "--json");

        Assert.Equal(expected, code);
        Assert.Contains(answer, await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains($"\"messages\":1,\"rejected\":{expected}", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", ExitCodes.CannotRead)]
    [InlineData(Sound, ExitCodes.WrongUse, "--to", "998")]
    public async Task What_cannot_be_acknowledged_is_told(string text, int expected, params string[] more)
    {
        (int code, JsonElement[] lines, string errors) = await RunAsync(text, ["acknowledge", "{file}", .. more]);

        Assert.Equal(expected, code);
        Assert.Empty(lines);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Map_prints_canonical_documents()
    {
        (int code, JsonElement[] lines, _) = await RunAsync(Sound, "map", "{file}", "--map", "edifact-orders", "--json");

        Assert.Equal(ExitCodes.Clean, code);
        Assert.Equal("PO1", lines[0].GetProperty("document").GetProperty("number").GetString());
    }

    [Fact]
    public async Task Detect_tells_the_format_and_why()
    {
        (int code, JsonElement[] lines, _) = await RunAsync(Sound, "detect", "{file}", "--json");

        Assert.Equal((ExitCodes.Clean, "edifact"), (code, Text(lines[0], "format")));
        Assert.NotEqual("", Text(lines[0], "evidence"));
    }

    [Theory]
    [InlineData(ExitCodes.WrongUse, "read")]
    [InlineData(ExitCodes.WrongUse, "read", "--nothing", "{file}")]
    [InlineData(ExitCodes.WrongUse, "map", "{file}", "--map", "no-such-map")]
    [InlineData(ExitCodes.WrongUse, "read", "{file}", "--tolerate", "everything")]
    [InlineData(ExitCodes.CannotRead, "read", "{file}.not-there")]
    public async Task Wrong_use_and_missing_files_have_their_own_codes(int expected, params string[] args)
    {
        (int code, _, string errors) = await RunAsync(Sound, args);

        Assert.Equal(expected, code);
        Assert.NotEqual("", errors);
    }

    [Fact]
    public async Task Convert_writes_another_format_to_a_file_that_reads_as_the_same_order()
    {
        string made = Path.Combine(_folder, "out.x12");

        (int code, _, string errors) = await RunAsync(Sound, "convert", "{file}", "--to", "x12-850", "--out", made, "--sender", "BUYER", "--receiver", "SELLER", "--reference", "42");
        (int again, JsonElement[] lines, _) = await RunAsync(await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken), "read", "{file}", "--json");

        // BGM 220 is SA in BEG02.
        Assert.Equal(ExitCodes.Clean, code);
        Assert.Contains("1 documents written, 0 losses", errors, StringComparison.Ordinal);
        Assert.Contains("BEG*00*SA*PO1*", await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Clean, again);
        Assert.Equal(
            ("x12", "850", "000000042", "BUYER", "SELLER", "PO1", "X"),
            (Text(lines[0], "format"), Text(lines[0], "messageType"), Text(lines[0], "interchangeReference"), Text(lines[0], "sender"), Text(lines[0], "receiver"), Text(lines[0], "documentNumber"), Text(lines[0].GetProperty("firstLine"), "item")));
    }

    [Fact]
    public async Task Convert_tells_losses_as_json_beside_the_file()
    {
        string made = Path.Combine(_folder, "out.x12");

        // 999 is no document name that X12 has a type of orders for: mutually defined is written, and told.
        (_, _, string errors) = await RunAsync(Sound.Replace("BGM+220", "BGM+999", StringComparison.Ordinal), "convert", "{file}", "--to", "x12-850", "-o", made, "--sender", "BUYER", "--receiver", "SELLER", "--json");

        JsonElement[] told = [.. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        JsonElement loss = told[0].GetProperty("loss");
        Assert.Equal(("order.type", "999", "ZZ", "form", null), (Text(loss, "path"), Text(loss, "value"), Text(loss, "written"), Text(loss, "reason"), Text(loss, "line")));
        Assert.Equal("{\"documents\":1,\"losses\":1}", told[1].GetProperty("written").GetRawText());
    }

    [Fact]
    public async Task Convert_to_json_prints_documents_and_nothing_is_lost()
    {
        (int code, JsonElement[] lines, _) = await RunAsync(Sound, "convert", "{file}", "--to", "json");

        Assert.Equal(ExitCodes.Clean, code);
        Assert.Equal("PO1", Text(Assert.Single(lines), "number"));
    }

    [Fact]
    public async Task Convert_leaves_out_what_has_errors_and_says_so()
    {
        (int code, JsonElement[] lines, string errors) = await RunAsync(Sound.Replace("UNT+9", "UNT+5", StringComparison.Ordinal), "convert", "{file}", "--to", "json");

        Assert.Equal(ExitCodes.FaultsFound, code);
        Assert.Empty(lines);
        Assert.Contains("left out", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("convert", "{file}")]
    [InlineData("convert", "{file}", "--to", "no-such-map")]
    [InlineData("convert", "{file}", "--to", "x12-850", "--sender", "A")]
    [InlineData("convert", "{file}", "--to", "edifact-orders", "--reference", "12+3")]
    public async Task Convert_refuses_options_that_no_file_can_have(params string[] args)
    {
        (int code, JsonElement[] lines, string errors) = await RunAsync(Sound, args);

        Assert.Equal(ExitCodes.WrongUse, code);
        Assert.Empty(lines);
        Assert.NotEqual("", errors);
    }

    [Fact]
    public async Task Several_files_are_read_one_after_another()
    {
        (int code, JsonElement[] lines, string errors) = await RunAsync(Sound, "read", "{file}", "{file}", "--json");

        Assert.Equal("", errors);
        Assert.Equal(ExitCodes.Clean, code);
        Assert.Equal(4, lines.Length);
        Assert.Equal([1, 1], lines.Where(l => l.TryGetProperty("summary", out _)).Select(l => l.GetProperty("summary").GetProperty("messages").GetInt32()));
    }

    [Fact]
    public async Task What_is_no_message_at_all_cannot_be_read()
    {
        (int code, JsonElement[] lines, _) = await RunAsync("\0\u0001\u0002", "read", "{file}", "--json");

        Assert.Equal(ExitCodes.CannotRead, code);
        Assert.Equal("WE1003", Text(lines[0].GetProperty("diagnostics")[0], "code"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Text(JsonElement at, string name) => at.GetProperty(name).GetString();

    private async Task<(int Code, JsonElement[] Lines, string Errors)> RunAsync(string content, params string[] args)
    {
        string file = Path.Combine(_folder, "in.edi");
        await File.WriteAllTextAsync(file, content);
        using MemoryStream output = new();
        using StringWriter text = new();
        using StringWriter errors = new();

        int code = await new CommandLine(output, text, errors).RunAsync([.. args.Select(a => a.Replace("{file}", file, StringComparison.Ordinal))]);

        string json = Encoding.UTF8.GetString(output.ToArray());
        return (code, [.. json.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)], errors.ToString());
    }
}
