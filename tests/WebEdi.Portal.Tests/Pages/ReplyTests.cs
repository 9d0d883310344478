using System.Net;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Pages;

public sealed class ReplyTests
{
    private static readonly AccessScope Buyer = new(PortalHost.Tenant);

    private const string ReplyForm = "form[data-reply]";
    private const string Send = "button[value='send']";

    private static async Task<(PortalHost Host, Browser Browser)> StartAsync(params Order[] orders)
    {
        PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, orders.Length > 0 ? orders : [PortalHost.NewOrder("PO-1", "0012")]);
        return (host, await host.SignInAsync("yamada@example.jp"));
    }

    private static async Task<OrderLineState> LineAsync(PortalHost host, string number = "PO-1", int line = 0) =>
        (await host.Store.Documents.FindAsync(Buyer, number))!.Lines[line];

    [Fact]
    public async Task A_line_is_accepted_as_ordered()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;

        Page done = await browser.SubmitAsync(await browser.GetAsync("/order?number=PO-1"), ReplyForm, new Dictionary<string, string?> { ["Form.Lines[0].Kind"] = "accepted", ["Form.Note"] = "よろしく" }, Send);

        Assert.Single(done.Texts(".note.good"));
        OrderLineState state = await LineAsync(host);
        Assert.Equal(LineStatus.Accepted, state.Status);
        Assert.Equal(0, (await LineAsync(host, line: 1)).ReplyVersion);
        Assert.Contains("よろしく", done.Text, StringComparison.Ordinal);
        Assert.Equal("yamada@example.jp", (await host.Store.Documents.FindAsync(Buyer, "PO-1"))!.Responses.Single().RespondedBy);
    }

    [Fact]
    public async Task Another_date_and_quantity_are_typed_the_way_people_type()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;

        await browser.SubmitAsync(await browser.GetAsync("/order?number=PO-1"), ReplyForm, new Dictionary<string, string?>
        {
            ["Form.Lines[0].Kind"] = "changed", ["Form.Lines[0].Parts[0].Date"] = "２０２６/4/20", ["Form.Lines[0].Parts[0].Quantity"] = "１００", ["Form.Lines[0].ReasonCode"] = "R1",
        }, Send);

        OrderLineState state = await LineAsync(host);
        Assert.Equal(LineStatus.AnsweredWithChange, state.Status);
        Assert.Equal([new PromisedDelivery(new DateOnly(2026, 4, 20), 100)], state.Reply!.Schedule);
        Assert.Equal("R1", state.Reply.ReasonCode);
    }

    [Fact]
    public async Task Several_deliveries_are_entered_without_script_by_adding_rows()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;
        Page page = await browser.GetAsync("/order?number=PO-1");
        for (int i = 0; i < 4; i++)
            page = await browser.SubmitAsync(page, ReplyForm, i == 0 ? new Dictionary<string, string?> { ["Form.Lines[1].Reason"] = "typed before" } : null, "button[value='add:0010']");

        Assert.Equal(5, page.Document.QuerySelectorAll("input[name^='Form.Lines[0].Parts'][type=date]").Length);
        Assert.Equal("typed before", page.Document.QuerySelector("input[name='Form.Lines[1].Reason']")!.GetAttribute("value"));
        Dictionary<string, string?> typed = new() { ["Form.Lines[0].Kind"] = "changed" };
        for (int i = 0; i < 5; i++)
        {
            typed[$"Form.Lines[0].Parts[{i}].Date"] = $"2026-05-{20 - i}";
            typed[$"Form.Lines[0].Parts[{i}].Quantity"] = "20";
        }

        await browser.SubmitAsync(page, ReplyForm, typed, Send);

        OrderLineState state = await LineAsync(host);
        Assert.Equal(5, state.Reply!.Schedule.Count);
        Assert.Equal(new DateOnly(2026, 5, 16), state.Reply.Schedule[0].Date);
        Assert.Equal(0, state.Reply.Remainder);
    }

    [Fact]
    public async Task A_rest_that_will_not_come_is_declared()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;

        await browser.SubmitAsync(await browser.GetAsync("/order?number=PO-1"), ReplyForm, new Dictionary<string, string?>
        {
            ["Form.Lines[0].Kind"] = "changed", ["Form.Lines[0].Parts[0].Quantity"] = "60", ["Form.Lines[0].RestWillNotCome"] = "true", ["Form.Lines[0].Reason"] = "材料不足",
        }, Send);

        Assert.Equal(40, (await LineAsync(host)).Reply!.Remainder);
    }

    [Fact]
    public async Task A_refusal_needs_a_reason()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;

        Page refused = await browser.SubmitAsync(await browser.GetAsync("/order?number=PO-1"), ReplyForm, new Dictionary<string, string?> { ["Form.Lines[0].Kind"] = "refused" }, Send);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Single(refused.Texts("#errors li"));

        await browser.SubmitAsync(refused, ReplyForm, new Dictionary<string, string?> { ["Form.Lines[0].Reason"] = "製造中止" }, Send);
        Assert.Equal(LineStatus.Refused, (await LineAsync(host)).Status);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_shown_again()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;

        Page page = await browser.SubmitAsync(await browser.GetAsync("/order?number=PO-1"), ReplyForm, new Dictionary<string, string?>
        {
            ["Form.Lines[0].Kind"] = "changed", ["Form.Lines[0].Parts[0].Date"] = "someday", ["Form.Lines[0].Parts[0].Quantity"] = "many", ["Form.SalesOrderNumber"] = "SO-77",
        }, Send);

        Assert.Equal(2, page.Texts("#errors li").Count);
        Assert.Equal("many", page.Document.QuerySelector("input[name='Form.Lines[0].Parts[0].Quantity']")!.GetAttribute("value"));
        Assert.Equal("SO-77", page.Document.QuerySelector("#sales")!.GetAttribute("value"));
        Assert.Equal(0, (await LineAsync(host)).ReplyVersion);
    }

    [Fact]
    public async Task The_enter_key_does_not_send()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;
        Page page = await browser.GetAsync("/order?number=PO-1");

        Assert.Equal("stay", page.Form(ReplyForm).QuerySelector("button")!.GetAttribute("value"));
        await browser.SubmitAsync(page, ReplyForm, new Dictionary<string, string?> { ["Form.Lines[0].Kind"] = "accepted" }, "button[value='stay']");

        Assert.Equal(0, (await LineAsync(host)).ReplyVersion);
    }

    [Fact]
    public async Task An_order_changed_meanwhile_shows_the_difference_and_keeps_what_was_typed()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;
        Page page = await browser.GetAsync("/order?number=PO-1");
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012", revision: 1, change: l => l.Number == "0010" ? l with { Quantity = 77 } : l)]);

        Page stale = await browser.SubmitAsync(page, ReplyForm, new Dictionary<string, string?>
        {
            ["Form.Lines[0].Kind"] = "changed", ["Form.Lines[0].Parts[0].Date"] = "2026-06-01", ["Form.Lines[0].Parts[0].Quantity"] = "77", ["Form.Note"] = "typed",
        }, Send);

        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("100 PCE", stale.Texts("del"));
        Assert.Contains("77 PCE", stale.Texts("ins"));
        Assert.Equal("2026-06-01", stale.Document.QuerySelector("input[name='Form.Lines[0].Parts[0].Date']")!.GetAttribute("value"));
        Assert.Equal("typed", stale.Document.QuerySelector("#note")!.TextContent.Trim());
        Assert.Equal(0, (await LineAsync(host)).ReplyVersion);

        await browser.SubmitAsync(stale, ReplyForm, null, Send);
        OrderLineState state = await LineAsync(host);
        Assert.Equal(1, state.ReplyRevision);
        Assert.Equal(new DateOnly(2026, 6, 1), state.Reply!.Schedule.Single().Date);
    }

    [Fact]
    public async Task A_colleagues_answer_in_between_is_not_overwritten()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;
        Page mine = await browser.GetAsync("/order?number=PO-1");
        Browser colleague = await host.SignInAsync("yamada@example.jp");
        await colleague.SubmitAsync(await colleague.GetAsync("/order?number=PO-1"), ReplyForm, new Dictionary<string, string?> { ["Form.Lines[0].Kind"] = "accepted" }, Send);

        Page stale = await browser.SubmitAsync(mine, ReplyForm, new Dictionary<string, string?> { ["Form.Lines[0].Kind"] = "refused", ["Form.Lines[0].Reason"] = "no" }, Send);

        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal(LineStatus.Accepted, (await LineAsync(host)).Status);
        Assert.Equal("no", stale.Document.QuerySelector("input[name='Form.Lines[0].Reason']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Sending_the_same_form_twice_stores_one_answer()
    {
        (PortalHost host, Browser browser) = await StartAsync();
        await using PortalHost _ = host;
        Page page = await browser.GetAsync("/order?number=PO-1");
        Dictionary<string, string?> typed = new() { ["Form.Lines[0].Kind"] = "accepted" };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.SubmitAsync(page, ReplyForm, typed, Send)));

        Assert.Equal(1, (await LineAsync(host)).ReplyVersion);
        Assert.Single((await host.Store.Documents.FindAsync(Buyer, "PO-1"))!.Responses);
    }

    [Fact]
    public async Task Selected_orders_are_accepted_after_a_look()
    {
        (PortalHost host, Browser browser) = await StartAsync(PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-2", "0012", 3), PortalHost.NewOrder("PO-3", "0012"));
        await using PortalHost _ = host;

        Page confirm = await browser.SubmitAsync(await browser.GetAsync("/orders"), "form.bulk", new Dictionary<string, string?> { ["order"] = "PO-1\u001fPO-2\u001fPO-9" }, "button[formaction$='/orders/confirm']");
        Assert.Equal(5, confirm.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(0, (await LineAsync(host)).ReplyVersion);
        Page done = await browser.SubmitAsync(confirm, "form[action*='Commit']");

        Assert.Equal("/orders", done.Url.AbsolutePath);
        Assert.Equal(LineStatus.Accepted, (await LineAsync(host, "PO-2", 2)).Status);
        Assert.Equal(LineStatus.Unread, (await LineAsync(host, "PO-3")).Status);
    }

    [Fact]
    public async Task What_changed_after_the_look_is_not_accepted()
    {
        (PortalHost host, Browser browser) = await StartAsync(PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-2", "0012"));
        await using PortalHost _ = host;
        Page order = await browser.GetAsync("/order?number=PO-1");
        Page confirm = await browser.SubmitAsync(await browser.GetAsync("/orders"), "form.bulk", new Dictionary<string, string?> { ["order"] = "PO-1\u001fPO-2" }, "button[formaction$='/orders/confirm']");
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012", revision: 1, change: l => l with { Quantity = 1 })]);

        Page again = await browser.SubmitAsync(confirm, "form[action*='Commit']");

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal(0, (await LineAsync(host, "PO-2")).ReplyVersion);
        await browser.SubmitAsync(again, "form[action*='Commit']");
        Assert.Equal(1, (await LineAsync(host)).ReplyRevision);
        Assert.Equal(LineStatus.Accepted, (await LineAsync(host, "PO-2")).Status);
        Assert.NotNull(order);
    }

    [Fact]
    public async Task A_long_order_is_answered_page_by_page()
    {
        (PortalHost host, Browser browser) = await StartAsync(PortalHost.NewOrder("PO-1", "0012", 230));
        await using PortalHost _ = host;

        Page third = await browser.GetAsync("/order?number=PO-1&p=3");
        Assert.Equal(30, third.Document.QuerySelectorAll("fieldset.line").Length);
        await browser.SubmitAsync(third, ReplyForm, new Dictionary<string, string?> { ["Form.Lines[29].Kind"] = "accepted" }, Send);
        Assert.Equal(LineStatus.Accepted, (await LineAsync(host, line: 229)).Status);

        Page confirm = await browser.SubmitAsync(third, "form[action$='/orders/confirm']");
        await browser.SubmitAsync(confirm, "form[action*='Commit']");
        Assert.All((await host.Store.Documents.FindAsync(Buyer, "PO-1"))!.Lines, l => Assert.Equal(LineStatus.Accepted, l.Status));
    }

    [Fact]
    public async Task S31_Fields_of_others_are_not_taken()
    {
        (PortalHost host, Browser browser) = await StartAsync(PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-9", "0034"));
        await using PortalHost _ = host;
        Page page = await browser.GetAsync("/order?number=PO-1");

        await browser.SubmitAsync(page, ReplyForm, new Dictionary<string, string?>
        {
            ["Form.Lines[0].Kind"] = "accepted", ["Scope.Supplier"] = "0034", ["Supplier"] = "0034", ["Actor"] = "boss", ["Tenant"] = "other", ["Form.Lines[0].Status"] = "Refused", ["OrderNumber"] = "PO-9",
        }, Send);

        Assert.Equal(LineStatus.Accepted, (await LineAsync(host)).Status);
        Assert.Equal(0, (await LineAsync(host, "PO-9")).ReplyVersion);
        OrderResponse response = (await host.Store.Documents.FindAsync(Buyer, "PO-1"))!.Responses.Single();
        Assert.Equal("yamada@example.jp", response.RespondedBy);
        Assert.Equal("0012", response.SupplierCode);
    }
}
