using WebEdi.Host.Demo;

namespace WebEdi.Host.Serving;

/// <summary>Hands out the demo's sample files, for those who see a container only from outside.</summary>
internal static class Samples
{
    public static void MapSamples(this WebApplication app, HostSettings settings)
    {
        if (!settings.IsDemo)
            return;

        app.MapGet("/samples/{name}", (string name) => DemoSamples.Contains(name)
            ? Results.File(Path.Combine(settings.Data.Samples, name), "text/csv", name)
            : Results.NotFound());
    }
}
