using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebEdi.Documents.Pdf;
using WebEdi.Documents.Pdf.Fonts;
using WebEdi.Documents.Pdf.Html;
using WebEdi.Templates;


namespace WebEdi;

/// <summary>Adds print-ready documents to WebEdi.</summary>
public static class WebEdiPdfExtensions
{
    /// <summary>Adds delivery notes as PDF (application/pdf) and as print-ready HTML (text/html). Settings come from section <c>WebEdi:Pdf</c>.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Changes settings after the configuration was read.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder AddPdf(this IWebEdiBuilder builder, Action<PdfOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        OptionsBuilder<PdfOptions> options = builder.Services.AddOptions<PdfOptions>();
        options.Configure<IServiceProvider>((settings, services) => services.GetService<IConfiguration>()?.GetSection("WebEdi:Pdf").Bind(settings));
        if (configure is not null)
            options.Configure(configure);
        options.ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PdfOptions>, PdfOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PdfOptions>, PdfFontValidator>());

        builder.Services.TryAddSingleton<FontLoader>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDocumentRenderer, PdfNoteRenderer>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDocumentRenderer, HtmlNoteRenderer>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateSource, BuiltInTemplates>());

        return builder;
    }
}
