using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine;
using WebEdi.Templates;

namespace WebEdi;

/// <summary>An engine without a host, and the short ways to use one.</summary>
public static class Edi
{
    /// <summary>Makes an engine that keeps everything in memory, for a first try, a converter or a test.</summary>
    /// <param name="configure">Maps, documents and whatever else it needs.</param>
    /// <returns>The engine; disposing it frees all.</returns>
    /// <exception cref="OptionsValidationException">A setting is wrong; the exception lists all of them.</exception>
    /// <exception cref="EdiSetupException">A map or folder cannot be used.</exception>
    public static IEdi InMemory(Action<IWebEdiBuilder>? configure = null)
    {
        ServiceCollection services = new();
        services.AddWebEdi(configure);

        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            provider.GetService<IStartupValidator>()?.Validate();
            EdiEngine engine = (EdiEngine)provider.GetRequiredService<IEdi>();
            engine.CheckSetUp();
            engine.Owner = provider;
            return engine;
        }
        catch
        {
            provider.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Takes an order file from disk, processes it before returning and gives its orders.</summary>
    /// <param name="edi">The engine.</param>
    /// <param name="map">The map's name.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops before the file is accepted.</param>
    /// <returns>The receipt, faults and orders (at most 10,000).</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<IngestResult> IngestFileAsync(this IEdi edi, string map, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edi);
        ArgumentNullException.ThrowIfNull(path);

        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            IngestRequest request = new() { Map = map, FileName = Path.GetFileName(path), ReturnOrders = true };
            return await edi.IngestAsync(request, file, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Renders a document of an order into a file; an existing one is replaced.</summary>
    /// <param name="edi">The engine.</param>
    /// <param name="template">The name: delivery-note.</param>
    /// <param name="order">The order.</param>
    /// <param name="path">The file; .html and .htm give text/html, everything else application/pdf.</param>
    /// <param name="cancellationToken">Stops rendering.</param>
    /// <returns>A task.</returns>
    /// <exception cref="EdiSetupException">Nothing registered makes that media type.</exception>
    public static async Task RenderFileAsync(this IEdi edi, string template, Order order, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edi);
        ArgumentNullException.ThrowIfNull(path);

        bool html = Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm";
        RenderedDocument document = await edi.RenderAsync(template, order, html ? "text/html" : "application/pdf", cancellationToken).ConfigureAwait(false);
        await File.WriteAllBytesAsync(path, document.Content, cancellationToken).ConfigureAwait(false);
    }
}
