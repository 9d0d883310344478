using System.Net;
using System.Text.Json;
using WebEdi.Portal.Api;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class OrderTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _key = await _host.KeyAsync(ApiScopes.OrdersRead);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("PO-1")]
    [InlineData("2026/04/001")]
    [InlineData("注文 1号")]
    [InlineData("A%2FB")]
    [InlineData("100%")]
    [InlineData("a+b&c=d#e?f")]
    [InlineData("髙①㈱")]
    [InlineData("trace")]
    public async Task An_order_is_found_by_its_number_whatever_it_holds(string number)
    {
        await _host.AddOrderAsync(number);
        string path = Uri.EscapeDataString(number);

        using HttpResponseMessage order = await _host.GetAsync("api/v1/orders/" + path, _key);
        using HttpResponseMessage trace = await _host.GetAsync($"api/v1/orders/{path}/trace", _key);

        Assert.Equal(number, (await ApiHost.JsonAsync(order)).GetProperty("order").GetProperty("number").GetString());
        JsonElement body = await ApiHost.JsonAsync(trace);
        Assert.Equal(number, body.GetProperty("orderNumber").GetString());
        Assert.Equal("stored", body.GetProperty("steps")[0].GetProperty("step").GetString());
    }

    [Fact]
    public async Task A_number_with_a_slash_is_not_confused_with_one_that_holds_its_escape()
    {
        await _host.AddOrderAsync("A/B");

        using HttpResponseMessage slash = await _host.GetAsync("api/v1/orders/A%2FB", _key);
        using HttpResponseMessage escape = await _host.GetAsync("api/v1/orders/A%252FB", _key);

        Assert.Equal(HttpStatusCode.OK, slash.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, escape.StatusCode);
    }

    [Theory]
    [InlineData("api/v1/orders/PO-9")]
    [InlineData("api/v1/orders/PO-9/trace")]
    [InlineData("api/v1/orders/%00")]
    public async Task An_unknown_order_is_404(string path)
    {
        using HttpResponseMessage response = await _host.GetAsync(path, _key);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task The_list_is_filtered_and_cut_into_pages()
    {
        for (int i = 1; i <= 5; i++)
            await _host.AddOrderAsync($"PO-{i}");
        await _host.AddOrderAsync("X/1");

        JsonElement page = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/orders?text=PO-&sort=orderNumber&page=2&pageSize=2", _key));
        JsonElement named = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/orders?number=X%2F1&number=PO-1", _key));

        Assert.Equal(5, page.GetProperty("total").GetInt32());
        Assert.Equal(["PO-3", "PO-4"], page.GetProperty("items").EnumerateArray().Select(o => o.GetProperty("orderNumber").GetString()));
        Assert.Equal(2, named.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("page=0&pageSize=0")]
    [InlineData("page=-5&pageSize=100000")]
    [InlineData("page=2147483647&pageSize=2147483647")]
    public async Task Page_numbers_are_brought_into_their_limits(string query)
    {
        using HttpResponseMessage response = await _host.GetAsync("api/v1/orders?" + query, _key);

        JsonElement body = await ApiHost.JsonAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.InRange(body.GetProperty("pageSize").GetInt32(), 1, 500);
        Assert.InRange(body.GetProperty("page").GetInt32(), 1, 1_000_000);
    }

    [Theory]
    [InlineData("' OR 1=1 --")]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("\");DROP TABLE orders;--")]
    public async Task S01_Search_words_are_data(string text)
    {
        await _host.AddOrderAsync("PO-1");

        JsonElement found = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/orders?text=" + Uri.EscapeDataString(text), _key));

        Assert.Equal(0, found.GetProperty("total").GetInt32());
    }
}
