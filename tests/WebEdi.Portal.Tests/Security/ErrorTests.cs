using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WebEdi.Diagnostics;
using WebEdi.Portal.Api;
using WebEdi.Portal.Api.Safety;
using WebEdi.Portal.Tests.Api;
using Xunit;

namespace WebEdi.Portal.Tests.Security;

public sealed class ErrorTests
{
    private const string Secret = "Host=db;Password=hunter2";

    [Fact]
    public async Task S50_A_store_that_fails_closes_every_route_and_nothing_leaks()
    {
        FailingStore store = new();
        await using ApiHost host = await ApiHost.StartAsync(store.Use);
        string receipt = (await host.AddAndListAsync("A"))[0];
        Seeded seeded = new("A", receipt, "orders", "0012");
        string key = await host.KeyAsync();

        foreach ((Exception failure, HttpStatusCode status) in new (Exception, HttpStatusCode)[]
        {
            (new InvalidOperationException(Secret), HttpStatusCode.InternalServerError),
            (new EdiStoreException(Secret, isTransient: true), HttpStatusCode.ServiceUnavailable),
        })
        {
            foreach (ApiRouteCase route in ApiRouteCase.All(host).Where(r => r.Scope is not null))
            {
                store.Failure = failure;
                using HttpResponseMessage response = await host.SendAsync(new HttpMethod(route.Method), route.Path(seeded), key, route.Body());
                store.Failure = null;

                string text = await response.Content.ReadAsStringAsync(ApiHost.Cancel);
                Assert.True(status == response.StatusCode, $"{route}: {response.StatusCode} {text}");
                Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/x", "application/problem+json")]
    [InlineData("/orders", "text/html; charset=utf-8")]
    public async Task S50_Insides_stay_inside(string path, string mediaType)
    {
        (HttpContext context, string text) = await FailAsync(path, new InvalidOperationException(Secret, new IOException("/data/webedi.db")));

        Assert.Equal(StatusCodes.Status500InternalServerError, context.Response.StatusCode);
        Assert.StartsWith(mediaType, context.Response.ContentType, StringComparison.Ordinal);
        Assert.Contains(context.TraceIdentifier, text, StringComparison.Ordinal);
        foreach (string inside in new[] { "hunter2", "webedi.db", "Exception", "   at ", "ErrorTests" })
            Assert.DoesNotContain(inside, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "30")]
    [InlineData(false, "300")]
    public async Task S50_A_lost_store_is_503_with_a_time(bool isTransient, string retryAfter)
    {
        (HttpContext context, string text) = await FailAsync("/api/v1/x", new EdiStoreException(Secret, isTransient));

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, context.Response.StatusCode);
        Assert.Equal(retryAfter, context.Response.Headers.RetryAfter);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S50_A_full_disk_is_507()
    {
        (HttpContext context, _) = await FailAsync("/api/v1/x", new IOException("No space left on device : '/data/x'", 28));

        Assert.Equal(StatusCodes.Status507InsufficientStorage, context.Response.StatusCode);
        Assert.Equal("300", context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task S50_An_identifier_from_outside_is_encoded_on_the_page()
    {
        (_, string text) = await FailAsync("/orders", new InvalidOperationException("x"), "<script>alert(1)</script>");

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S50_Half_an_answer_does_not_look_whole()
    {
        bool isAborted = false;
        DefaultHttpContext context = new() { RequestServices = Services() };
        context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpResponseFeature>(new StartedResponse());
        context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpRequestLifetimeFeature>(new Lifetime(() => isAborted = true));

        await Failures.AnswerAsync(context, new InvalidOperationException("x"), NullLogger.Instance);

        Assert.True(isAborted);
    }

    private static async Task<(HttpContext Context, string Text)> FailAsync(string path, Exception failure, string? id = null)
    {
        DefaultHttpContext context = new() { RequestServices = Services() };
        context.Request.Path = path;
        context.TraceIdentifier = id ?? "trace-1";
        using MemoryStream body = new();
        context.Response.Body = body;

        await new Edge(_ => throw failure, NullLogger<Edge>.Instance).InvokeAsync(context);

        return (context, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    private static ServiceProvider Services() => new ServiceCollection().AddLogging().BuildServiceProvider();

    private sealed class StartedResponse : Microsoft.AspNetCore.Http.Features.HttpResponseFeature
    {
        public override bool HasStarted => true;
    }

    private sealed class Lifetime(Action abort) : Microsoft.AspNetCore.Http.Features.IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => abort();
    }
}
