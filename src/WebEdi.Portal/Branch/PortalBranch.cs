using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace WebEdi.Portal.Branch;

/// <summary>
/// The pages and the API in a pipeline and a container of their own, entered through one catch-all endpoint of the program.
/// </summary>
/// <remarks>
/// Why not Razor Pages in the program's container, below a route group: the pages would then appear among the program's own, their
/// authorization and antiforgery would depend on the program's middleware and its order, the default authentication scheme would have one
/// owner too many, and every link, redirect and cookie path would have to add the prefix by hand. Here the prefix moves into
/// <see cref="HttpRequest.PathBase"/>, which links, redirects and cookies respect by themselves. What both sides share (store, engine,
/// clock, log, data protection, health checks) is handed over by <see cref="PortalServices"/>.
/// </remarks>
internal sealed class PortalBranch(IServiceProvider program) : IAsyncDisposable
{
    private readonly Lock _building = new();
    private ServiceProvider? _services;
    private RequestDelegate? _pipeline;

    internal IServiceProvider Services
    {
        get
        {
            Build();
            return _services!;
        }
    }

    internal void Build()
    {
        lock (_building)
        {
            if (_pipeline is not null)
                return;

            _services = PortalServices.Create(program);
            _pipeline = PortalPipeline.Create(_services);
        }
    }

    internal async Task InvokeAsync(HttpContext context)
    {
        if (_pipeline is null)
            Build();

        HttpRequest request = context.Request;
        (PathString pathBase, PathString path) = (request.PathBase, request.Path);
        (IServiceProvider services, Endpoint? endpoint) = (context.RequestServices, context.GetEndpoint());
        (RouteValueDictionary values, ClaimsPrincipal user) = (request.RouteValues, context.User);
        IAuthenticateResultFeature? authentication = context.Features.Get<IAuthenticateResultFeature>();
        IHttpAuthenticationFeature? authenticated = context.Features.Get<IHttpAuthenticationFeature>();

        AsyncServiceScope scope = _services!.CreateAsyncScope();
        context.Response.RegisterForDisposeAsync(scope);
        try
        {
            (request.PathBase, request.Path) = Split(pathBase, path, endpoint);
            context.RequestServices = scope.ServiceProvider;
            context.SetEndpoint(null);
            request.RouteValues = [];
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
            context.Features.Set<IAuthenticateResultFeature>(null);
            context.Features.Set<IHttpAuthenticationFeature>(null);
            // The branch words its own errors; the program's status code pages would replace them.
            if (context.Features.Get<IStatusCodePagesFeature>() is { } statusPages)
                statusPages.Enabled = false;

            await _pipeline!(context).ConfigureAwait(false);
        }
        finally
        {
            (request.PathBase, request.Path) = (pathBase, path);
            context.RequestServices = services;
            context.SetEndpoint(endpoint);
            request.RouteValues = values;
            context.User = user;
            context.Features.Set(authentication);
            context.Features.Set(authenticated);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Moves the segments before the catch-all from the path into the path base; a route group's segments are among them.</summary>
    private static (PathString PathBase, PathString Path) Split(PathString pathBase, PathString path, Endpoint? endpoint)
    {
        int segments = endpoint is RouteEndpoint route ? route.RoutePattern.PathSegments.Count - 1 : 0;
        string text = path.Value ?? "";
        int end = 0;
        for (int i = 0; i < segments && end < text.Length; i++)
        {
            int next = text.IndexOf('/', end + 1);
            end = next < 0 ? text.Length : next;
        }

        string rest = text[end..];
        return (pathBase.Add(new PathString(text[..end])), new PathString(rest.Length == 0 ? "/" : rest));
    }
}
