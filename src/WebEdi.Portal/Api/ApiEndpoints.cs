using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace WebEdi.Portal.Api;

/// <summary>The three doors by which the REST API joins the portal's branch, which has a container and a pipeline of its own.</summary>
internal static class ApiEndpoints
{
    /// <summary>Registers services in the container of the branch; it already has the engine, the store, the clock, the log and the options.</summary>
    internal static void AddApi(IServiceCollection services)
    {
    }

    /// <summary>Adds middleware in front of routing: it sees every answer of the branch, pages and static files included.</summary>
    internal static void UseApi(IApplicationBuilder branch)
    {
    }

    /// <summary>Maps the routes, relative to the mount point.</summary>
    internal static void MapApi(IEndpointRouteBuilder endpoints)
    {
    }
}
