using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Fonts;

namespace WebEdi.Documents.Pdf.Fonts;

/// <summary>Reads the chosen font once, on first use.</summary>
internal sealed class FontLoader(IOptions<PdfOptions> options)
{
    private readonly Lazy<TrueTypeFont> _font = new(() => Load(options.Value.FontPath));

    /// <summary>Gets the font.</summary>
    /// <exception cref="EdiSetupException">The file cannot be read or used.</exception>
    public TrueTypeFont Font => _font.Value;

    /// <summary>Reads a font.</summary>
    /// <param name="path">The file; null: the packaged one.</param>
    /// <returns>The font.</returns>
    /// <exception cref="EdiSetupException">The file cannot be read or used.</exception>
    public static TrueTypeFont Load(string? path)
    {
        if (path is null)
        {
            using Stream stream = NotoSansJp.OpenRegular();
            byte[] data = new byte[stream.Length];
            stream.ReadExactly(data);
            return TrueTypeFont.Read(data, "NotoSansJP-Regular.ttf");
        }

        try
        {
            return TrueTypeFont.Read(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EdiSetupException($"The font '{path}' (WebEdi:Pdf:FontPath) cannot be read: {exception.Message}", exception);
        }
    }
}
