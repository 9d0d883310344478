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

    private const string BodyEnd = "</body>";
    private const int PortionRows = 600;

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
        ITemplateRenderer renderer = services.GetRequiredService<ITemplateRenderer>();
        string? pending = null;
        foreach (Range range in Portions(sheets))
        {
            string html = renderer.Render(template, TemplateName, HtmlNotesFactory.Create(sheets, range, labels, options.HidePrices), CultureInfo.InvariantCulture, cancellationToken);
            if (pending is not null)
            {
                int end = pending.LastIndexOf(BodyEnd, StringComparison.OrdinalIgnoreCase);
                await WriteAsync(end < 0 ? pending : pending[..end]).ConfigureAwait(false);
                html = AfterBodyStart(html);
            }

            pending = html;
        }

        await WriteAsync(pending!).ConfigureAwait(false);

        Task WriteAsync(string text) => output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();
    }

    /// <summary>Divides the notes into portions that a template's limits of time and size have room for; the bodies of the later ones follow the first one's.</summary>
    private static List<Range> Portions(List<NoteSheet> sheets)
    {
        List<Range> portions = [];
        int start = 0, rows = 0;
        for (int i = 0; i < sheets.Count; i++)
        {
            rows += sheets[i].Rows.Count + NotePages.ThreeUpRows;
            if (rows >= PortionRows || i == sheets.Count - 1)
            {
                portions.Add(start..(i + 1));
                (start, rows) = (i + 1, 0);
            }
        }

        return portions;
    }

    private static string AfterBodyStart(string html)
    {
        int start = html.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        int end = start < 0 ? -1 : html.IndexOf('>', start);
        return end < 0 ? html : html[(end + 1)..];
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
