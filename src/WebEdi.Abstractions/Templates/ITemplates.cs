namespace WebEdi.Templates;

/// <summary>Finds template texts: the tenant's, a folder's, the built-in ones.</summary>
public interface ITemplateSource
{
    /// <summary>Gets the place in the row; the lowest is asked first (database 0, folder 100, embedded 200).</summary>
    int Order { get; }

    /// <summary>Finds a text.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">For instance supplier-notice.subject, supplier-notice.text, supplier-notice.html, delivery-note.html.</param>
    /// <param name="culture">ja or en.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The text, or null.</returns>
    Task<string?> FindAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default);
}

/// <summary>Makes a text from a template and a model.</summary>
public interface ITemplateRenderer
{
    /// <summary>Renders.</summary>
    /// <param name="template">The template's text.</param>
    /// <param name="name">Its name, for messages; a name that ends in .html escapes every value for HTML.</param>
    /// <param name="model">An immutable record.</param>
    /// <param name="culture">The culture for dates and numbers.</param>
    /// <param name="cancellationToken">Stops a long template.</param>
    /// <returns>The text.</returns>
    /// <exception cref="Diagnostics.EdiSetupException">The template is wrong or exceeds its limits.</exception>
    string Render(string template, string name, object model, System.Globalization.CultureInfo culture, CancellationToken cancellationToken = default);
}

/// <summary>Makes print-ready documents, for instance PDF.</summary>
public interface IDocumentRenderer
{
    /// <summary>Gets the media type that it makes, for instance application/pdf.</summary>
    string MediaType { get; }

    /// <summary>Renders delivery notes into one document, in the given order.</summary>
    /// <param name="advices">At least one.</param>
    /// <param name="options">How.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="cancellationToken">Stops rendering.</param>
    /// <returns>A task.</returns>
    /// <exception cref="Diagnostics.EdiFormatException">A text has a character that the font lacks.</exception>
    Task RenderDeliveryNotesAsync(IReadOnlyList<Documents.DespatchAdvice> advices, RenderOptions options, Stream output, CancellationToken cancellationToken = default);
}

/// <summary>How a document is rendered.</summary>
/// <param name="Tenant">The tenant, for its templates.</param>
/// <param name="Culture">ja or en.</param>
/// <param name="HidePrices">Whether prices are left off the copy for the carrier (価格表示区分).</param>
public sealed record RenderOptions(string Tenant, string Culture = "ja", bool HidePrices = false);

/// <summary>A rendered document.</summary>
/// <param name="FileName">A safe file name with extension.</param>
/// <param name="MediaType">The media type.</param>
/// <param name="Content">The bytes.</param>
public sealed record RenderedDocument(string FileName, string MediaType, ReadOnlyMemory<byte> Content);
