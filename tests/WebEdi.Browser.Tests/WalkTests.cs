using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using WebEdi.Host.Tests;
using static Microsoft.Playwright.Assertions;

namespace WebEdi.Browser.Tests;

/// <summary>The whole main job, as its people do it.</summary>
public sealed class WalkTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Order = "4500003002";
    private const string Spring = "Enter as supplier ㈱髙木ばね工業";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_file_becomes_mails_answers_a_delivery_note_and_replies()
    {
        IPage buyer = await portal.OpenAsync();
        await PortalFixture.EnterAsync(buyer, "Enter as the buyer");
        await UploadAsync(buyer);
        await ReadMailAsync(buyer);

        IPage supplier = await portal.OpenAsync();
        await PortalFixture.EnterAsync(supplier, Spring);
        await FindAndOpenAsync(supplier);
        await AnswerAsync(supplier);
        await AcceptAllAsync(supplier);
        await PrintAsync(supplier);
        await DownloadAsync(supplier);

        await buyer.GotoAsync("/buyer/order?number=" + Order);
        await Expect(buyer.Locator("main")).ToContainTextAsync("Answered");
        await PullAsync();
        await buyer.ReloadAsync();
        await Expect(buyer.Locator("[aria-labelledby=trace] .timeline")).ToContainTextAsync("cknowledged");
        await PortalFixture.PictureAsync(buyer, "buyer-order");
    }

    private async Task UploadAsync(IPage page)
    {
        await page.GotoAsync("/buyer/upload");
        await page.SelectOptionAsync("#map", "demo");
        await page.SetInputFilesAsync("#file", Path.Combine(portal.Samples, "orders-utf8.csv"));
        await ClickAsync(page, "Check");
        await Expect(page.Locator("main")).ToContainTextAsync(Order);
        await PortalFixture.PictureAsync(page, "buyer-dry-run");
        await ClickAsync(page, "Take in");
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Order })).ToBeVisibleAsync();
    }

    private static async Task ReadMailAsync(IPage page)
    {
        // Three mails of the demo's first file, and one for each of the two suppliers of this one.
        await Eventually.TrueAsync("the mails are not there", async () =>
        {
            await page.GotoAsync("/buyer/mailbox");
            return await page.Locator(".mails li").CountAsync() == 5;
        }, Cancel);
        await page.Locator(".mails a", new PageLocatorOptions { HasText = "sales@takagi-bane.example" }).First.ClickAsync();
        await Expect(page.Locator(".mailtext")).ToContainTextAsync(Order);
        await PortalFixture.PictureAsync(page, "demo-mailbox");
    }

    private static async Task FindAndOpenAsync(IPage page)
    {
        await page.GotoAsync("/orders");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await PortalFixture.PictureAsync(page, "supplier-lines");
        await page.FillAsync("#q", "SP-9");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Order }).ClickAsync();
        await Expect(page.Locator("fieldset.line")).ToHaveCountAsync(2);
    }

    private static async Task AnswerAsync(IPage page)
    {
        ILocator first = page.Locator("fieldset.line").First;
        await first.Locator("select[data-kind]").SelectOptionAsync("changed");
        await first.GetByLabel("Delivery date 1").FillAsync("2027-05-10");
        await first.GetByLabel("Quantity 1").FillAsync("150");
        await first.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add a delivery" }).ClickAsync();
        await first.GetByLabel("Delivery date 2").FillAsync("2027-05-24");
        await first.GetByLabel("Quantity 2").FillAsync("250");

        ILocator second = page.Locator("fieldset.line").Nth(1);
        await second.Locator("select[data-kind]").SelectOptionAsync("refused");
        await second.Locator("input[name$='.Reason']").FillAsync("製造中止品");
        await PortalFixture.PictureAsync(page, "supplier-reply");
        await ClickAsync(page, "Send the answer");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The answer to 2 lines is sent.");
    }

    private static async Task AcceptAllAsync(IPage page)
    {
        await page.GotoAsync("/order?number=4500001003");
        await ClickAsync(page, "Accept the whole order");
        await ClickAsync(page, "Accept");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("accepted");
    }

    private static async Task PrintAsync(IPage page)
    {
        await page.GotoAsync("/order?number=" + Order);
        string printed = await page.EvaluateAsync<string>("""
            async () => {
              const form = document.querySelector('form[action$="/orders/print"]');
              const fields = new FormData(form);
              fields.set('as', 'pdf');
              const answer = await fetch(form.action, { method: 'POST', body: fields });
              const bytes = new Uint8Array(await answer.arrayBuffer());
              return `${answer.status} ${answer.headers.get('content-type')} ${String.fromCharCode(...bytes.slice(0, 5))}`;
            }
            """);
        Assert.Equal("200 application/pdf %PDF-", printed);
    }

    private static async Task DownloadAsync(IPage page)
    {
        await page.GotoAsync("/orders");
        IDownload download = await page.RunAndWaitForDownloadAsync(() => ClickAsync(page, "CSV (UTF-8)"));
        byte[] file = await File.ReadAllBytesAsync(await download.PathAsync(), Cancel);
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Contains("SP-9", System.Text.Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    private async Task PullAsync()
    {
        using HttpClient client = portal.Host.Client();
        JsonElement replies = await client.GetFromJsonAsync<JsonElement>("/api/v1/replies", Cancel);
        Assert.Contains(replies.GetProperty("items").EnumerateArray(), i => i.ToString().Contains(Order, StringComparison.Ordinal));

        using HttpResponseMessage acknowledged = await client.PostAsJsonAsync("/api/v1/replies/ack", new { cursor = replies.GetProperty("cursor").GetString() }, Cancel);
        Assert.True(acknowledged.IsSuccessStatusCode, await acknowledged.Content.ReadAsStringAsync(Cancel));
        string trace = await client.GetStringAsync($"/api/v1/orders/{Order}/trace", Cancel);
        foreach (string step in new[] { "received", "mapped", "stored", "notified", "opened", "answered", "acknowledged" })
            Assert.Contains(step, trace, StringComparison.Ordinal);
    }

    private static Task ClickAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).First.ClickAsync();
}
