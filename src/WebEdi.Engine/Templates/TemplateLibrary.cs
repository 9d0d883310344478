using System.Globalization;
using Microsoft.Extensions.Logging;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Templates;

namespace WebEdi.Engine.Templates;

/// <summary>Renders a named template from the first source that has a working one: tenant, folder, built in.</summary>
internal sealed class TemplateLibrary(IEnumerable<ITemplateSource> sources, ITemplateRenderer renderer, ILogger<TemplateLibrary> logger)
{
    private readonly ITemplateSource[] _sources = [.. sources.OrderBy(s => s.Order)];

    /// <summary>Renders; a template that is broken gives way to the next source's with a logged error, so that a typo loses no notice.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The template's name.</param>
    /// <param name="language">ja or en.</param>
    /// <param name="culture">How numbers and dates are written.</param>
    /// <param name="model">An immutable record.</param>
    /// <param name="cancellationToken">Stops waiting and rendering.</param>
    /// <returns>The text.</returns>
    /// <exception cref="EdiSetupException">No source has the template, or the last one's is broken too.</exception>
    public async Task<string> RenderAsync(string tenant, string name, string language, CultureInfo culture, object model, CancellationToken cancellationToken = default)
    {
        EdiSetupException? fault = null;
        foreach (ITemplateSource source in _sources)
        {
            if (await source.FindAsync(tenant, name, language, cancellationToken).ConfigureAwait(false) is not { } text)
                continue;

            try
            {
                return renderer.Render(text, name, model, culture, cancellationToken);
            }
            catch (EdiSetupException exception)
            {
                fault = exception;
                logger.TemplateBroken(tenant, name, language, source.Order, exception.Message);
            }
        }

        throw fault ?? new EdiSetupException($"There is no template '{name}' for the language '{language}'.");
    }
}
