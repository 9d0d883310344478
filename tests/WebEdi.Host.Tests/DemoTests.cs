using System.Net;
using System.Text.Json;

namespace WebEdi.Host.Tests;

public sealed class DemoTests : HostTestBase
{
    [Fact]
    public async Task The_first_lines_give_the_address_and_a_key_that_works_and_stays()
    {
        string? key;
        await using (HostProcess host = await HostProcess.StartAsync("demo", Data, Cancel))
        {
            key = host.Key;
            using HttpClient client = host.Client();
            using HttpResponseMessage replies = await client.GetAsync("/api/v1/replies", Cancel);

            Assert.StartsWith("Open      http://127.0.0.1:", host.Output[0], StringComparison.Ordinal);
            Assert.Matches("^API key   wek_[A-Za-z0-9_-]{43}$", host.Output[1]);
            Assert.Equal(HttpStatusCode.OK, replies.StatusCode);
            Assert.Equal(0, await host.StopAsync(Cancel));
        }

        await using HostProcess again = await HostProcess.StartAsync("demo", Data, Cancel);

        Assert.Equal(key, again.Key);
        Assert.Equal("", again.Errors);
    }

    [Theory]
    [InlineData("orders-cp932.csv", "csv, cp932", 3, 0)]
    [InlineData("orders-utf8.csv", "csv, utf-8", 2, 0)]
    [InlineData("orders-bad-row.csv", "csv, utf-8", 2, 1)]
    public async Task Sample_files_are_taken(string name, string format, int created, int refused)
    {
        await using HostProcess host = await HostProcess.StartAsync("demo", Data, Cancel);
        using HttpClient client = host.Client();
        byte[] sample = await client.GetByteArrayAsync("/samples/" + name, Cancel);

        using HttpResponseMessage first = await client.PostAsync($"/api/v1/orders?map=demo&fileName={name}", new ByteArrayContent(sample), Cancel);
        using HttpResponseMessage second = await client.PostAsync($"/api/v1/orders?map=demo&fileName={name}", new ByteArrayContent(sample), Cancel);

        JsonElement answer = await JsonAsync(first);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Data, "samples", name), Cancel), sample);
        Assert.Equal(format, answer.GetProperty("detectedFormat").GetString());
        Assert.Equal(created, answer.GetProperty("counts").GetProperty("created").GetInt32());
        Assert.Equal(refused, answer.GetProperty("counts").GetProperty("refused").GetInt32());
        Assert.Equal("duplicate", (await JsonAsync(second)).GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_file_dropped_in_the_folder_is_taken_and_archived()
    {
        await using HostProcess host = await HostProcess.StartAsync("demo", Data, Cancel);

        File.Copy(Path.Combine(Data, "samples", "orders-utf8.csv"), Path.Combine(Data, "in", "drop.csv"));

        await Eventually.TrueAsync("the file is still there", () => Task.FromResult(!File.Exists(Path.Combine(Data, "in", "drop.csv"))), Cancel);
        using HttpClient client = host.Client();
        using HttpResponseMessage order = await client.GetAsync("/api/v1/orders/4500003002", Cancel);
        Assert.Equal(HttpStatusCode.OK, order.StatusCode);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
