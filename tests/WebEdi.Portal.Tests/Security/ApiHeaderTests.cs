using System.Net;
using WebEdi.Portal.Api.Safety;
using WebEdi.Portal.Tests.Api;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace WebEdi.Portal.Tests.Security;

public sealed class ApiHeaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/edi")]
    public async Task S27_Every_answer_of_the_API_carries_the_headers_refusals_included(string prefix)
    {
        await using ApiHost host = await ApiHost.StartAsync(prefix: prefix);
        await host.AddOrderAsync("A");
        string receipt = (await host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 1, ApiHost.Cancel)).Items[0].Id;
        Seeded seeded = new("A", receipt, "orders", "0012");
        string key = await host.KeyAsync();
        string mount = prefix.TrimStart('/') + (prefix.Length == 0 ? "" : "/");

        List<HttpResponseMessage> answers =
        [
            await host.GetAsync(mount + "api/v1/nothing"),
            await host.SendAsync(HttpMethod.Delete, mount + "api/v1/orders"),
            await host.GetAsync(mount + "health/live"),
            await host.GetAsync(mount + "health/ready"),
        ];
        foreach (ApiRouteCase route in ApiRouteCase.All(host))
        {
            answers.Add(await host.SendAsync(new HttpMethod(route.Method), mount + route.Path(seeded), key, route.Body()));
            answers.Add(await host.SendAsync(new HttpMethod(route.Method), mount + route.Path(seeded), null, route.Body()));
        }

        foreach (HttpResponseMessage answer in answers)
        {
            string what = $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {answer.StatusCode}";
            Assert.True(Value(answer, "Content-Security-Policy").Contains("default-src 'none'", StringComparison.Ordinal), what);
            Assert.Contains("frame-ancestors 'none'", Value(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", Value(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.True(Value(answer, "X-Content-Type-Options") == "nosniff", what);
            Assert.True(Value(answer, "Referrer-Policy") == "same-origin", what);
            Assert.True(Value(answer, "Cache-Control").Contains("no-store", StringComparison.Ordinal), what);
            Assert.True(answer.Headers.Contains("Permissions-Policy"), what);
            Assert.False(answer.Headers.Contains("Set-Cookie"), what);
            // S04: no text leaves without its character set.
            string? type = answer.Content.Headers.ContentType?.ToString();
            Assert.True(type is null || type.Contains("charset=", StringComparison.Ordinal) || type.StartsWith("text/plain", StringComparison.Ordinal), $"{what}: {type}");
            answer.Dispose();
        }
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public void S27_Strict_transport_is_asked_for_over_https_only(string scheme, bool isThere)
    {
        DefaultHttpContext context = new();
        context.Request.Scheme = scheme;

        SecurityHeaders.Apply(context, isForSystems: false);

        Assert.Equal(isThere, context.Response.Headers.ContainsKey("Strict-Transport-Security"));
        Assert.Contains("default-src 'self'", context.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", context.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S27_What_the_program_around_serves_is_left_alone()
    {
        await using ApiHost host = await ApiHost.StartAsync(prefix: "/edi");

        using HttpResponseMessage response = await host.GetAsync("elsewhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(response.Headers.Contains("Content-Security-Policy"));
    }

    private static string Value(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(",", values) : "";
}
