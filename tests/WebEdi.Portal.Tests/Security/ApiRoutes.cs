using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Portal.Api;
using WebEdi.Portal.Api.Safety;
using WebEdi.Portal.Branch;
using WebEdi.Portal.Tests.Api;

namespace WebEdi.Portal.Tests.Security;

/// <summary>Every route of the API as the program mapped it, so that a new one cannot be forgotten by the matrix.</summary>
internal sealed record ApiRouteCase(string Method, string Pattern, string? Scope)
{
    /// <summary>Values under which the own tenant has something.</summary>
    private static readonly Dictionary<string, Func<Seeded, string>> Values = new(StringComparer.Ordinal)
    {
        ["{number}"] = s => Uri.EscapeDataString(s.OrderNumber),
        ["{id}"] = s => s.ReceiptId,
        ["{name}"] = s => s.MapName,
        ["{partner}"] = s => s.Partner,
        ["{code}"] = s => s.Supplier,
    };

    public static IReadOnlyList<ApiRouteCase> All(ApiHost host)
    {
        IServiceProvider branch = host.Services.GetRequiredService<PortalMounts>().Branches[0].Services;
        return [.. branch.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ApiRoute>() is not null)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => new ApiRouteCase(
                m, e.RoutePattern.RawText!.TrimStart('/'), e.Metadata.GetMetadata<RequiredScope>()?.Scope)))];
    }

    public string Path(Seeded seeded) =>
        Values.Aggregate(Pattern, (path, value) => path.Replace(value.Key, value.Value(seeded), StringComparison.Ordinal))
        + (Pattern == "api/v1/orders" && Method == "POST" ? "?map=orders&dryRun=true" : "");

    public HttpContent? Body() => (Method, Pattern) switch
    {
        ("POST", "api/v1/orders") => ApiHost.Text(ApiHost.Csv(1), "text/csv"),
        ("POST", "api/v1/replies/ack") => ApiHost.Text("""{ "cursor": "AAAA" }"""),
        ("PUT", "api/v1/maps/{name}") => ApiHost.Text(ApiHost.Map),
        ("PUT", "api/v1/tables/{name}") => ApiHost.Text("a,b\r\n1,2\r\n", "text/csv"),
        ("PUT", "api/v1/partners/{partner}/profile") => ApiHost.Text("""{ "map": "orders" }"""),
        ("PUT", "api/v1/outbox/{effect}/payload") => ApiHost.Text("{}"),
        ("PUT", "api/v1/suppliers/{code}") => ApiHost.Text("""{ "name": "x" }"""),
        _ => null,
    };
}

/// <summary>What one tenant has.</summary>
internal sealed record Seeded(string OrderNumber, string ReceiptId, string MapName, string Supplier, string Partner = "core");
