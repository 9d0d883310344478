using System.Net;
using System.Text.Json;
using WebEdi.Portal.Api;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class ProblemTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("GET", "api")]
    [InlineData("GET", "api/v1")]
    [InlineData("GET", "api/v1/nothing")]
    [InlineData("POST", "api/v2/orders")]
    public async Task An_unknown_route_is_404_with_problem_details(string method, string path)
    {
        using HttpResponseMessage response = await _host.SendAsync(new HttpMethod(method), path);

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("DELETE", "api/v1/orders", "GET, POST")]
    [InlineData("POST", "api/v1/replies", "GET")]
    [InlineData("GET", "api/v1/replies/ack", "POST")]
    [InlineData("PATCH", "api/v1/maps/x", "GET, PUT")]
    public async Task A_wrong_method_is_405_and_names_the_right_ones(string method, string path, string allow)
    {
        using HttpResponseMessage response = await _host.SendAsync(new HttpMethod(method), path);

        await AssertProblemAsync(response, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_parameter_that_cannot_be_read_is_named_without_its_value()
    {
        string key = await _host.KeyAsync(ApiScopes.OrdersRead);

        using HttpResponseMessage response = await _host.GetAsync("api/v1/orders?page=%3Cscript%3E", key);

        JsonElement problem = await AssertProblemAsync(response, HttpStatusCode.BadRequest, "bad-request");
        Assert.Contains("page", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("script", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filter=99")]
    [InlineData("sort=-1")]
    [InlineData("filter=bogus")]
    [InlineData("dueFrom=2026-02-30")]
    public async Task A_word_that_is_not_in_the_list_is_400(string query)
    {
        string key = await _host.KeyAsync(ApiScopes.OrdersRead);

        using HttpResponseMessage response = await _host.GetAsync("api/v1/orders?" + query, key);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("ja", "ja", "見つかりません")]
    [InlineData("ja-JP,en;q=0.5", "ja", "見つかりません")]
    [InlineData("en;q=0.9,ja;q=0.1", "en", "There is no such thing here")]
    [InlineData("fr, ja;q=0.4", "ja", "見つかりません")]
    [InlineData("fr", "en", "There is no such thing here")]
    [InlineData(";;;", "en", "There is no such thing here")]
    public async Task Texts_follow_Accept_Language(string accept, string language, string title)
    {
        using HttpResponseMessage response = await _host.SendAsync(HttpMethod.Get, "api/v1/nothing", null, null, ("Accept-Language", accept));

        JsonElement problem = await AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal(language, Assert.Single(response.Content.Headers.ContentLanguage));
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }

    internal static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string name)
    {
        string text = await response.Content.ReadAsStringAsync(ApiHost.Cancel);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(text).RootElement.Clone();
        Assert.Equal("urn:problem:webedi:" + name, problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));
        Assert.Equal(JsonValueKind.Array, problem.GetProperty("issues").ValueKind);
        return problem;
    }
}
