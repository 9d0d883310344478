using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WebEdi.Host.Tests;

/// <summary>Death in the middle of the work (SIGKILL): nothing lost, nothing doubled.</summary>
public sealed class KillTests : HostTestBase
{
    private const int Orders = 2_500;
    private const int LinesPerOrder = 3;
    private const int SeededOrders = 4;
    private const int SeededMails = 3;

    /// <summary>Small batches and short leases: many points to die at, and a quick take-over, also of a mail whose sender died while it left.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["WEBEDI_BatchLines"] = "150",
        ["WEBEDI_InlineBytes"] = "0",
        ["WEBEDI_Lease"] = "00:00:05",
        ["WEBEDI_PollInterval"] = "00:00:00.2",
        ["WEBEDI_UnknownDelay"] = "00:00:01",
        ["WEBEDI_Folder__PollInterval"] = "00:00:00.1",
    };

    [Fact]
    public async Task G4_A_file_sent_by_API_survives_being_killed_several_times()
    {
        byte[] file = Csv();
        string receipt = "";
        foreach (int enough in new[] { 0, 300, 1_200, 2_000 })
        {
            await using HostProcess host = await HostProcess.StartAsync("demo", Data, Cancel, Settings);
            using HttpClient client = host.Client();

            // Sent anew after every death, as a sender does who got no answer; it must make no difference.
            using HttpResponseMessage answer = await client.PostAsync("/api/v1/orders?map=demo&fileName=big.csv", new ByteArrayContent(file), Cancel);
            JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.True(answer.IsSuccessStatusCode, body.ToString());
            receipt = body.GetProperty("receiptId").GetString()!;
            await Eventually.TrueAsync($"{enough} orders are not reached", async () => await DoneAsync(client, receipt) is { } counts && counts.Orders >= enough, Cancel);

            await host.KillAsync();
        }

        await using (HostProcess last = await HostProcess.StartAsync("demo", Data, Cancel, Settings))
            await FinishAsync(last, receipt);

        await CheckAsync();
    }

    [Fact]
    public async Task G4_A_file_dropped_in_the_folder_survives_being_killed()
    {
        foreach (bool isFirst in new[] { true, false, false })
        {
            await using HostProcess host = await HostProcess.StartAsync("demo", Data, Cancel, Settings);
            if (isFirst)
                await File.WriteAllBytesAsync(Path.Combine(Data, "in", "big.csv"), Csv(), Cancel);
            using HttpClient client = host.Client();
            await Eventually.TrueAsync("no order of the file is there", async () => (await client.GetAsync(isFirst ? "/api/v1/orders/K000001" : "/api/v1/orders/K001500", Cancel)).IsSuccessStatusCode || await IsGoneAsync(), Cancel);

            await host.KillAsync();
        }

        await using (HostProcess last = await HostProcess.StartAsync("demo", Data, Cancel, Settings))
        {
            using HttpClient client = last.Client();
            await Eventually.TrueAsync("the last order is not there", async () => (await client.GetAsync($"/api/v1/orders/K{Orders:000000}", Cancel)).IsSuccessStatusCode, Cancel);
            await Eventually.TrueAsync("mails are missing", async () => await MailsAsync() >= SeededMails + 3, Cancel);
            Assert.Equal(0, await last.StopAsync(Cancel));
        }

        await CheckAsync();
    }

    private Task<bool> IsGoneAsync() => Task.FromResult(!File.Exists(Path.Combine(Data, "in", "big.csv")));

    private async Task FinishAsync(HostProcess host, string receipt)
    {
        using HttpClient client = host.Client();
        await Eventually.TrueAsync("the receipt is not finished", async () => await DoneAsync(client, receipt) is { State: "published" }, Cancel);
        await Eventually.TrueAsync("mails are missing", async () => await MailsAsync() >= SeededMails + 3, Cancel);
        Assert.Equal(0, await host.StopAsync(Cancel));
    }

    private async Task<int> MailsAsync()
    {
        await using Ledger ledger = await Ledger.OpenAsync(Data, Cancel);
        return (await ledger.MailsAsync("demo", Cancel)).Count;
    }

    private async Task CheckAsync()
    {
        await using Ledger ledger = await Ledger.OpenAsync(Data, Cancel);
        (string Order, int Lines)[] found = [.. (await ledger.OrdersAsync("demo", Cancel)).Where(o => o.Order[0] == 'K')];

        Assert.Equal(Enumerable.Range(1, Orders).Select(n => ($"K{n:000000}", LinesPerOrder)), found);
        Assert.Equal(Orders + SeededOrders, (await ledger.OrdersAsync("demo", Cancel)).Count);
        Assert.Equal(SeededMails + 3, (await ledger.MailsAsync("demo", Cancel)).Count);
    }

    private static async Task<Progress?> DoneAsync(HttpClient client, string receipt)
    {
        using HttpResponseMessage answer = await client.GetAsync("/api/v1/receipts/" + receipt, Cancel);
        if (!answer.IsSuccessStatusCode)
            return null;

        JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return new Progress(body.GetProperty("state").GetString()!, body.GetProperty("counts").GetProperty("orders").GetInt32());
    }

    private static byte[] Csv()
    {
        StringBuilder csv = new("注文番号,発注日,取引先コード,取引先名,行番号,品番,品名,仕様,数量,単位,単価,納期,納入先コード,納入先,備考\r\n");
        for (int order = 1; order <= Orders; order++)
        {
            for (int line = 1; line <= LinesPerOrder; line++)
                csv.Append(CultureInfo.InvariantCulture, $"K{order:000000},2026/4/1,S00{(order % 3) + 1},仕入先,{line * 10},P-{order},部品{line},,{order + line},個,12.5,2027/4/30,P1,本社工場,\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private sealed record Progress(string State, int Orders);
}
