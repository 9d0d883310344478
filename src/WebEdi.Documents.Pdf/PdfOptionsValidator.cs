using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Fonts;

namespace WebEdi.Documents.Pdf;

[OptionsValidator]
internal sealed partial class PdfOptionsValidator : IValidateOptions<PdfOptions>;

/// <summary>Reads the chosen font at start, so that the first person who prints is not the first to learn that it is missing.</summary>
internal sealed class PdfFontValidator : IValidateOptions<PdfOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FontPath is null)
            return ValidateOptionsResult.Success;

        try
        {
            FontLoader.Load(options.FontPath);
            return ValidateOptionsResult.Success;
        }
        catch (EdiSetupException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }
}
