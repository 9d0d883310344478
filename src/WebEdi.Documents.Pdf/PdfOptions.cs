using System.ComponentModel.DataAnnotations;

namespace WebEdi;

/// <summary>Settings of the print-ready documents, section <c>WebEdi:Pdf</c>.</summary>
public sealed class PdfOptions
{
    /// <summary>Gets or sets the font file.</summary>
    /// <value>
    /// A TrueType file (.ttf with glyf outlines; not a collection, not CFF) that may be embedded in documents. Null, the default: Noto Sans JP Regular of
    /// the package WebEdi.Fonts.NotoSansJp. A character that the font lacks is a fault of the document, never an empty box.
    /// </value>
    public string? FontPath { get; set; }

    /// <summary>Gets or sets the most pages of one document.</summary>
    /// <value>Pages. The default is 10,000. A document that would be longer is refused before any of it is written.</value>
    [Range(1, 100_000)]
    public int MaxPages { get; set; } = 10_000;
}
