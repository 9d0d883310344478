using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Portal.Api;
using WebEdi.Portal.Pages;
using WebEdi.Portal.SignIn;
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

        AddSignIn(services);
        AddPages(services);
        ApiEndpoints.AddApi(services);

        return services.BuildServiceProvider();
    }

    private static void AddSignIn(ServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddIdentityCore<PortalUser>(identity => identity.User.AllowedUserNameCharacters = "") // any; what a name is, is checked by the pages
            .AddUserManager<PortalUserManager>()
            .AddUserStore<PortalUserStore>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        // Identity adds composition rules; ours replace them.
        foreach (ServiceDescriptor rule in services.Where(s => s.ServiceType == typeof(IPasswordValidator<PortalUser>)).ToArray())
            services.Remove(rule);
        services.AddSingleton<IPasswordValidator<PortalUser>, PasswordRules>();
        services.AddSingleton<HashGate>();
        services.AddSingleton<SourceLimit>();
        services.AddSingleton<Sessions>();
        services.AddScoped<SignInService>();
        services.AddScoped<People>();
        services.AddSingleton<HeldUploads>();

        services.AddAuthentication(SessionHandler.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Scheme, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Supplier, p => p.RequireRole(nameof(AccountRole.Supplier)).RequireClaim(Sessions.SupplierClaim))
            .AddPolicy(Policies.Buyer, p => p.RequireRole(nameof(AccountRole.Buyer), nameof(AccountRole.Admin)))
            .AddPolicy(Policies.Admin, p => p.RequireRole(nameof(AccountRole.Admin)))
            // What says nothing about who may use it is for people who are signed in.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(SessionHandler.Scheme).RequireAuthenticatedUser().Build());
    }

    private static void AddPages(ServiceCollection services)
    {
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "webedi.form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true; // set with the other headers, for every answer
        });
        services.AddScoped(_ => Texts.Current);
        // The confirmation of many orders sends four values per line; an upload is held to its own limit before it is read.
        services.AddOptions<Microsoft.AspNetCore.Http.Features.FormOptions>().Configure<IOptions<PortalOptions>>((form, portal) =>
        {
            form.ValueCountLimit = 4 * ConfirmModel.MostLines + 100;
            form.MultipartBodyLengthLimit = portal.Value.MaxUploadBytes;
        });
        services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(mvc => mvc.MaxModelBindingCollectionSize = ConfirmModel.MostLines);
        services.Configure<Microsoft.Extensions.WebEncoders.WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(pages =>
            {
                pages.Conventions.AuthorizeFolder("/");
                pages.Conventions.AuthorizeFolder("/Supplier", Policies.Supplier);
                pages.Conventions.AuthorizeFolder("/Buyer", Policies.Buyer);
                pages.Conventions.AuthorizeFolder("/Admin", Policies.Admin);
                pages.Conventions.AllowAnonymousToFolder("/Public");
            })
            .ConfigureApplicationPartManager(parts =>
            {
                // Only this assembly: the program's own pages and controllers stay out of the branch.
                parts.ApplicationParts.Clear();
                parts.ApplicationParts.Add(new AssemblyPart(typeof(PortalServices).Assembly));
                parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(PortalServices).Assembly));
            });
    }

    private static void Share<T>(ServiceCollection services, IServiceProvider program)
        where T : class
    {
        if (program.GetService<T>() is { } instance)
            services.AddSingleton(instance);
    }
}
