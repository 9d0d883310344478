using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Portal.Api;
using WebEdi.Storage;

namespace WebEdi.Portal.Branch;

/// <summary>The container of the branch: what the program shares, and what the pages and the API need.</summary>
internal static class PortalServices
{
    internal static ServiceProvider Create(IServiceProvider program)
    {
        ServiceCollection services = new();

        // Instances, not factories: what the program owns is disposed by the program.
        Share<ILoggerFactory>(services, program);
        Share<IConfiguration>(services, program);
        Share<IHostEnvironment>(services, program);
        Share<IWebHostEnvironment>(services, program);
        Share<IHostApplicationLifetime>(services, program);
        Share<DiagnosticListener>(services, program);
        Share<DiagnosticSource>(services, program);
        Share<IMeterFactory>(services, program);
        Share<TimeProvider>(services, program);
        Share<IDataProtectionProvider>(services, program);
        Share<HealthCheckService>(services, program);
        Share<IEdi>(services, program);
        Share<IEdiStore>(services, program);
        Share<ISetupLinks>(services, program);
        Share<ApiKeys>(services, program);
        Share<IOptions<EdiOptions>>(services, program);
        Share<IOptions<PortalOptions>>(services, program);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));

        AddPages(services);
        ApiEndpoints.AddApi(services);

        return services.BuildServiceProvider();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorPages()
            .ConfigureApplicationPartManager(parts =>
            {
                // Only this assembly: the program's own pages and controllers stay out of the branch.
                parts.ApplicationParts.Clear();
                parts.ApplicationParts.Add(new AssemblyPart(typeof(PortalServices).Assembly));
                parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(PortalServices).Assembly));
            });
    }

    private static void Share<T>(IServiceCollection services, IServiceProvider program)
        where T : class
    {
        if (program.GetService<T>() is { } instance)
            services.AddSingleton(instance);
    }
}
