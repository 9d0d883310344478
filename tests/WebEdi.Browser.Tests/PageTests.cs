using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WebEdi.Browser.Tests;

/// <summary>What pages promise whoever comes, and with whatever browser.</summary>
public sealed class PageTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Machine = "Enter as supplier 北浜精機株式会社";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_answered_with_the_keyboard_alone()
    {
        IPage page = await portal.OpenAsync();
        await PortalFixture.EnterAsync(page, Machine);
        await page.GotoAsync("/order?number=4500001002");

        await TabToAsync(page, "document.activeElement.id === 'line0kind'");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("accepted", await page.Locator("#line0kind").InputValueAsync());
        await TabToAsync(page, "document.activeElement.value === 'send'");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The answer to 1 lines is sent.");
    }

    [Fact]
    public async Task The_basics_work_without_JavaScript_and_in_Japanese()
    {
        IPage page = await portal.OpenAsync("ja-JP", withScripts: false);
        await PortalFixture.EnterAsync(page, "取引先「北浜精機株式会社」として見る");
        await page.GotoAsync("/order?number=4500001001");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "注文全体を承諾" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "承諾する" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("2 明細を承諾しました");
        await PortalFixture.PictureAsync(page, "supplier-lines-ja");
    }

    [Fact]
    public async Task S04_A_script_in_an_item_name_is_text()
    {
        const string Name = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";
        IPage page = await portal.OpenAsync();
        using HttpClient client = portal.Host.Client();
        string csv = $"注文番号,発注日,取引先コード,取引先名,行番号,品番,品名,仕様,数量,単位,単価,納期,納入先コード,納入先,備考\nX001,2026/4/1,S001,北浜精機株式会社,10,\"=HYPERLINK(\"\"http://x\"\")\",{Name},,5,個,1,2027/4/30,P1,工場,\n";
        using HttpResponseMessage taken = await client.PostAsync("/api/v1/orders?map=demo&fileName=script.csv", new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), Cancel);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Cancel));

        await PortalFixture.EnterAsync(page, Machine);
        foreach (string address in new[] { "/orders", "/order?number=X001" })
        {
            await page.GotoAsync(address);
            await Expect(page.Locator("main")).ToContainTextAsync(Name);
            Assert.True(await page.EvaluateAsync<bool>("() => window.hacked === undefined"));
        }
    }

    [Fact]
    public async Task S28_The_order_of_another_supplier_is_not_found()
    {
        IPage page = await portal.OpenAsync();
        await PortalFixture.EnterAsync(page, Machine);

        IResponse? foreign = await page.GotoAsync("/order?number=4500001003");
        IResponse? own = await page.GotoAsync("/order?number=4500001001");

        Assert.Equal(404, foreign!.Status);
        Assert.Equal(200, own!.Status);
    }

    private static async Task TabToAsync(IPage page, string condition)
    {
        for (int i = 0; i < 80 && !await page.EvaluateAsync<bool>("() => " + condition); i++)
            await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => " + condition), $"Tab does not lead to: {condition}");
    }
}
