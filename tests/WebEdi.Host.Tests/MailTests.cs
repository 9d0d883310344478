using System.Globalization;
using System.Text;
using WebEdi.Documents;
using WebEdi.Storage;
using WebEdi.Transport.Mail.Tests;

namespace WebEdi.Host.Tests;

public sealed class MailTests : HostTestBase
{
    [Fact]
    public async Task A_mail_server_that_is_down_delays_and_loses_nothing()
    {
        bool isDown = true;
        await using SmtpSink sink = new((phase, _, _) => phase == SinkPhase.Banner && Volatile.Read(ref isDown) ? new SinkAction("421 not now") : null);
        await SetUpAsync();
        (int code, string key, string errors) = await RunAsync("key", "create", "--tenant", "acme", "--name", "erp", "--scopes", "orders:write", "--data", Data);
        Assert.True(code == 0, errors);

        Dictionary<string, string> settings = new()
        {
            ["WEBEDI_Mail__Host"] = "127.0.0.1",
            ["WEBEDI_Mail__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
            ["WEBEDI_Mail__Security"] = "None",
            ["WEBEDI_PollInterval"] = "00:00:00.2",
        };
        await using HostProcess host = await HostProcess.StartAsync("", Data, Cancel, settings);
        using HttpClient client = host.Client(key.Trim());
        using HttpResponseMessage taken = await client.PostAsync(
            "/api/v1/orders?map=acme&fileName=orders.csv",
            new ByteArrayContent(Encoding.UTF8.GetBytes("注文番号,取引先,行,品番,数量,納期\r\nA1,S1,1,X,5,20270430\r\nA2,S1,1,Y,7,20270501\r\n")),
            Cancel);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Cancel));

        await Eventually.TrueAsync("nobody tried to send", () => Task.FromResult(sink.Connections > 0), Cancel);
        Assert.Empty(sink.Mails);
        Volatile.Write(ref isDown, false);
        await Eventually.TrueAsync("the mail did not come", () => Task.FromResult(!sink.Mails.IsEmpty), Cancel);

        Assert.Equal(0, await host.StopAsync(Cancel));
        SinkMail mail = Assert.Single(sink.Mails);
        Assert.Equal(["s1@example.jp"], mail.Recipients);
    }

    private async Task SetUpAsync()
    {
        Directory.CreateDirectory(Path.Combine(Data, "maps"));
        await File.WriteAllTextAsync(
            Path.Combine(Data, "maps", "acme.json"),
            """{ "read": "csv", "order": { "number": "注文番号", "supplier": "取引先" }, "line": { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }""",
            Cancel);

        await using Ledger ledger = await Ledger.OpenAsync(Data, Cancel);
        await ledger.Store.Tenants.SaveAsync(new TenantProfile { Id = "acme", Buyer = new Party { Code = "B", Name = "Acme" } }, Cancel);
        await ledger.Store.Tenants.SaveSupplierAsync(
            new SupplierProfile { Tenant = "acme", Party = new Party { Code = "S1", Name = "Supplier 1" }, MailAddresses = ["s1@example.jp"] }, Cancel);
    }
}
