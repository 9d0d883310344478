using WebEdi.Host.Commands;
using WebEdi.Host.Serving;

return await new HostCommandLine(new HostRunner(Compose)).RunAsync(args);

static WebApplication Compose(HostSettings settings)
{
    WebApplicationBuilder builder = settings.Builder;
    builder.AddHostBasics(settings);
    builder.Services.AddHealthChecks();

    WebApplication app = builder.Build();
    app.UseForwardedHeaders();
    return app;
}
