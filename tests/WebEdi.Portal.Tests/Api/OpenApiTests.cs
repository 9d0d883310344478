using System.Net;
using System.Text.Json;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using WebEdi.Portal.Tests.Security;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class OpenApiTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/edi")]
    public async Task The_document_is_served_to_everybody_and_lists_every_route(string prefix)
    {
        await using ApiHost host = await ApiHost.StartAsync(prefix: prefix);

        using HttpResponseMessage response = await host.GetAsync($"{prefix.TrimStart('/')}{(prefix.Length > 0 ? "/" : "")}api/v1/openapi.json");
        JsonElement document = await ApiHost.JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("../v1", document.GetProperty("servers")[0].GetProperty("url").GetString());
        IEnumerable<string> described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}"));
        IEnumerable<string> mapped = ApiRouteCase.All(host)
            .Where(r => r.Pattern != "api/v1/openapi.json")
            .Select(r => $"{r.Method} /{r.Pattern["api/v1/".Length..]}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_is_valid_and_says_for_every_operation_what_it_does_asks_and_answers()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        byte[] bytes = await host.Client.GetByteArrayAsync("api/v1/openapi.json", ApiHost.Cancel);

        using MemoryStream stream = new(bytes);
        ReadResult read = await OpenApiDocument.LoadAsync(stream, "json", cancellationToken: ApiHost.Cancel);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Dictionary<string, string?> scopes = ApiRouteCase.All(host).ToDictionary(r => $"{r.Method} /{r.Pattern["api/v1/".Length..]}", r => r.Scope);
        foreach ((string path, IOpenApiPathItem item) in read.Document!.Paths)
        {
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations!)
            {
                string what = $"{method} {path}";
                Assert.False(string.IsNullOrEmpty(operation.Summary), what);
                Assert.False(string.IsNullOrEmpty(operation.OperationId), what);
                Assert.Contains(operation.Responses!, r => r.Key is "200" or "204");
                if (scopes[what] is not { } scope)
                    continue;

                Assert.Contains(scope, operation.Description, StringComparison.Ordinal);
                Assert.NotEmpty(operation.Security!);
                Assert.Contains("application/problem+json", operation.Responses!["401"].Content!.Keys);
                Assert.True(method == HttpMethod.Get || method == HttpMethod.Delete || operation.RequestBody is not null || path is "/receipts/{id}/release" or "/outbox/{effect}/redrive", what);
            }
        }
    }

    [Fact]
    public async Task Values_of_enumerations_are_words_as_in_the_answers()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        JsonElement document = await ApiHost.JsonAsync(await host.GetAsync("api/v1/openapi.json"));

        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Contains("published", schemas.GetProperty("ReceiptState").ToString(), StringComparison.Ordinal);
        Assert.Contains("issues", schemas.GetProperty("Problem").GetProperty("properties").ToString(), StringComparison.Ordinal);
    }
}
