using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebEdi.Portal.Api.Safety;

namespace WebEdi.Portal.Api;

/// <summary>The doors by which the REST API joins the portal's branch, which has a container and a pipeline of its own.</summary>
internal static class ApiEndpoints
{
    /// <summary>Registers in the program's container what its verbs and the branch share.</summary>
    internal static void AddKeys(IServiceCollection program) =>
        program.TryAddSingleton(services => new ApiKeys(services.GetRequiredService<IEdi>(), services.GetRequiredService<TimeProvider>()));

    /// <summary>Registers services in the container of the branch; it already has the engine, the store, the clock, the log and the options.</summary>
    internal static void AddApi(IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("WebEdi:Limits").ValidateDataAnnotations();
        services.AddSingleton<RateGate>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
    }

    /// <summary>Adds middleware in front of routing: it sees every answer of the branch, pages and static files included.</summary>
    internal static void UseApi(IApplicationBuilder branch)
    {
        // Made now, so that a wrong limit in the configuration stops the start.
        branch.ApplicationServices.GetRequiredService<RateGate>();
        branch.UseMiddleware<Edge>();
    }

    /// <summary>Adds middleware between authorization and the endpoints: limits per key or person.</summary>
    internal static void UseLimits(IApplicationBuilder branch) => branch.UseMiddleware<Limits>();

    /// <summary>Maps the routes, relative to the mount point.</summary>
    internal static void MapApi(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapGroup("/api/v1").RequireAuthorization(Policy(null));
        api.MapGet("/ping", (HttpContext context) => ApiCaller.Of(context).Tenant);
    }

    private static AuthorizationPolicy Policy(string? scope)
    {
        AuthorizationPolicyBuilder policy = new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName).RequireAuthenticatedUser();
        if (scope is not null)
            policy.RequireClaim(ApiCaller.ScopeClaim, scope);
        return policy.Build();
    }
}
