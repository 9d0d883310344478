using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using WebEdi.Portal.Api;

namespace WebEdi.Portal.Branch;

/// <summary>The branch from top to bottom.</summary>
internal static class PortalPipeline
{
    internal static RequestDelegate Create(IServiceProvider services)
    {
        ApplicationBuilder branch = new(services);

        ApiEndpoints.UseApi(branch);
        branch.UseMiddleware<Languages>();
        branch.UseMiddleware<PageErrors>();
        branch.UseMiddleware<BodyLimits>();
        branch.UseRouting();
        ApiEndpoints.UseRoutes(branch);
        branch.UseAuthentication();
        branch.UseAuthorization();
        ApiEndpoints.UseLimits(branch);
        branch.UseEndpoints(endpoints =>
        {
            endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
            endpoints.MapHealthChecks("/health/ready").AllowAnonymous();
            Assets.Map(endpoints);
            endpoints.MapRazorPages();
            ApiEndpoints.MapApi(endpoints);
        });

        return branch.Build();
    }
}
