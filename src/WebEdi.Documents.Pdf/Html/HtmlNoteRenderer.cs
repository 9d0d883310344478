using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Notes;
using WebEdi.Templates;

namespace WebEdi.Documents.Pdf.Html;

/// <summary>Delivery notes as one HTML document to print, from the template delivery-note.html.</summary>
/// <remarks>
/// No script, no outside file, no style attribute; the one style element is named to the browser by <see cref="InlineStyles"/>.
/// The seams are resolved when they are used, so that a program that prints PDF only needs no template engine.
/// </remarks>
internal sealed class HtmlNoteRenderer(IServiceProvider services) : IDocumentRenderer
{
    /// <summary>The name by which a tenant or a folder replaces the template.</summary>
    public const string TemplateName = "delivery-note.html";

    /// <inheritdoc/>
    public string MediaType => "text/html";

    /// <inheritdoc/>
    public async Task RenderDeliveryNotesAsync(IReadOnlyList<DespatchAdvice> advices, RenderOptions options, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(advices);
        ArgumentOutOfRangeException.ThrowIfZero(advices.Count, nameof(advices));
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);

        NoteLabels labels = NoteLabels.For(options.Culture);
        TextGate gate = new(font: null);
        NoteSheetFactory factory = new(labels, gate);
        List<NoteSheet> sheets = [.. advices.Select(factory.Prepare).OfType<NoteSheet>()];
        gate.ThrowIfRefused();

        string template = await FindTemplateAsync(options.Tenant, labels.Language, cancellationToken).ConfigureAwait(false);
        string html = services.GetRequiredService<ITemplateRenderer>().Render(
            template, TemplateName, HtmlNotesFactory.Create(sheets, labels, options.HidePrices), CultureInfo.InvariantCulture, cancellationToken);
        await output.WriteAsync(Encoding.UTF8.GetBytes(html), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> FindTemplateAsync(string tenant, string language, CancellationToken cancellationToken)
    {
        foreach (ITemplateSource source in services.GetServices<ITemplateSource>().OrderBy(source => source.Order))
        {
            if (await source.FindAsync(tenant, TemplateName, language, cancellationToken).ConfigureAwait(false) is { } text)
                return text;
        }

        throw new EdiSetupException($"There is no template '{TemplateName}'.");
    }
}
