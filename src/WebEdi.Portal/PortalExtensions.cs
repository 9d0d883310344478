using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebEdi.Portal;
using WebEdi.Portal.Branch;
using WebEdi.Portal.SignIn;

namespace WebEdi;

/// <summary>Adds the portal and the REST API to a program.</summary>
public static class PortalExtensions
{
    /// <summary>Registers the portal: pages for suppliers and buyers, sign-in, and the REST API. Safe to call again.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the settings of section <c>WebEdi:Portal</c>.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder AddPortal(this IWebEdiBuilder builder, Action<PortalOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        IServiceCollection services = builder.Services;
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);

        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddHealthChecks();
        services.TryAddSingleton<ISetupLinks, SetupLinks>();
        Portal.Api.ApiEndpoints.AddKeys(services);
        services.TryAddSingleton<PortalMounts>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Microsoft.Extensions.Hosting.IHostedService, PortalStarter>());

        return builder;
    }

    /// <summary>Maps the pages, the REST API and the health endpoints (<c>/health/live</c>, <c>/health/ready</c>) below a path.</summary>
    /// <remarks>
    /// Everything below the path runs in a branch of its own: own services, own sign-in, own error pages. The program's authentication,
    /// authorization policies, Razor Pages and their settings are neither used nor changed. Where more than one endpoint matches, the
    /// program's more exact ones win.
    /// </remarks>
    /// <param name="endpoints">The program, or a route group of it.</param>
    /// <param name="prefix">The path without parameters, for instance <c>/edi</c>; empty for the root.</param>
    /// <returns>The conventions of the one endpoint that leads into the branch, for instance to require a host.</returns>
    /// <exception cref="InvalidOperationException"><see cref="AddPortal"/> was not called.</exception>
    public static IEndpointConventionBuilder MapWebEdi(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);

        PortalMounts mounts = endpoints.ServiceProvider.GetService<PortalMounts>()
            ?? throw new InvalidOperationException("MapWebEdi needs the portal: services.AddWebEdi(edi => edi.AddPortal()).");
        RoutePattern pattern = RoutePatternFactory.Parse($"{prefix.TrimEnd('/')}/{{**webEdiPath}}");
        if (pattern.Parameters.Count != 1)
            throw new ArgumentException("The path must not have parameters.", nameof(prefix));

        PortalBranch branch = mounts.Add();
        return endpoints.Map(pattern, branch.InvokeAsync)
            .WithDisplayName("WebEdi")
            .WithMetadata(new Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute(), new NotDescribed());
    }

    /// <summary>The branch signs people in itself; what it serves is no part of the program's own API description.</summary>
    private sealed class NotDescribed : IExcludeFromDescriptionMetadata
    {
        public bool ExcludeFromDescription => true;
    }
}
