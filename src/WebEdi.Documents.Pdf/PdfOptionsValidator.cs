using Microsoft.Extensions.Options;

namespace WebEdi.Documents.Pdf;

[OptionsValidator]
internal sealed partial class PdfOptionsValidator : IValidateOptions<PdfOptions>;
