using System.Text;
using WebEdi.Templates;

namespace WebEdi.Documents.Pdf.Html;

/// <summary>The template delivery-note.html of this package; its fixed words come with the model, so one text serves every language.</summary>
internal sealed class BuiltInTemplates : ITemplateSource
{
    private static readonly Lazy<string> DeliveryNote = new(() => Read(HtmlNoteRenderer.TemplateName));

    /// <inheritdoc/>
    public int Order => 200;

    /// <inheritdoc/>
    public Task<string?> FindAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default) =>
        Task.FromResult(name == HtmlNoteRenderer.TemplateName ? DeliveryNote.Value : null);

    private static string Read(string name)
    {
        using Stream stream = typeof(BuiltInTemplates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The template '{name}' is missing from its own package.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
