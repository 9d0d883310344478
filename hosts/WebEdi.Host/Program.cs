using WebEdi;
using WebEdi.Host.Commands;
using WebEdi.Host.Serving;

return await new HostCommandLine(new HostRunner(Compose)).RunAsync(args);

static WebApplication Compose(HostSettings settings)
{
    WebApplicationBuilder builder = settings.Builder.AddHostBasics(settings);
    builder.Services.AddWebEdi(edi => edi
        .UseStorage(settings)
        .UseCharacterTables(settings.Data.Characters)
        .UseMaps(settings.Data.Maps)
        .UsePartners(settings.Data.Partners)
        .UseTables(settings.Data.Tables)
        .UseTemplates(settings.Data.Templates)
        .AddPdf()
        .AddPortal()
        .AddBackups()
        .AddRetention()
        .AddTransports(settings));
    builder.Services.AddHealthChecks().AddWebEdi();

    WebApplication app = builder.Build();
    app.UseForwardedHeaders();
    app.MapSamples(settings);
    app.MapWebEdi();
    return app;
}
