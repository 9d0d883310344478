using System.Globalization;
using System.Text;
using WebEdi.Documents.Pdf.Fonts;

namespace WebEdi.Documents.Pdf.Writing;

/// <summary>A document of A4 pages that share one font subset. Pages are written as they are added; the font follows at the end.</summary>
internal sealed class PdfDocument
{
    private readonly PdfWriter _writer;
    private readonly FontSubset _font;
    private readonly List<int> _pages = [];
    private readonly int _catalog, _tree, _fontObject;

    public PdfDocument(Stream output, FontSubset font)
    {
        _writer = new PdfWriter(output);
        _font = font;
        _catalog = _writer.Reserve();
        _tree = _writer.Reserve();
        _fontObject = _writer.Reserve();
    }

    /// <summary>Adds a page.</summary>
    /// <param name="content">Its drawing operators.</param>
    public void AddPage(ReadOnlySpan<byte> content)
    {
        int page = _writer.Reserve(), stream = _writer.Reserve();
        _writer.Stream(stream, content);
        _writer.Object(page, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent {_tree} 0 R /MediaBox [0 0 595.276 841.89] /Resources << /Font << /F {_fontObject} 0 R >> >> /Contents {stream} 0 R >>"));
        _pages.Add(page);
    }

    /// <summary>Writes the font and the ends.</summary>
    /// <param name="title">Shown in the title bar of viewers.</param>
    /// <param name="language">For instance ja-JP.</param>
    public void Finish(string title, string language)
    {
        WriteFont();
        StringBuilder kids = new();
        foreach (int page in _pages)
            kids.Append(CultureInfo.InvariantCulture, $"{page} 0 R ");
        _writer.Object(_tree, string.Create(CultureInfo.InvariantCulture, $"<< /Type /Pages /Count {_pages.Count} /Kids [{kids}] >>"));

        // PrintScaling None: bar codes keep their size unless somebody asks for scaling.
        _writer.Object(_catalog, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /Catalog /Pages {_tree} 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>"));
        int info = _writer.Reserve();
        _writer.Object(info, $"<< /Title {PdfWriter.Text(title)} /Producer (WebEdi) >>");
        _writer.Finish(_catalog, info);
    }

    private void WriteFont()
    {
        TrueTypeFont font = _font.Font;
        int descendant = _writer.Reserve(), descriptor = _writer.Reserve(), file = _writer.Reserve(), unicode = _writer.Reserve();
        string name = _font.TaggedName();
        byte[] data = _font.ToFontFile();
        _writer.Object(_fontObject, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>"));
        _writer.Object(descendant, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 1000 /W {_font.Widths()} >>"));
        _writer.Object(descriptor, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{Em(font.Box.Left)} {Em(font.Box.Bottom)} {Em(font.Box.Right)} {Em(font.Box.Top)}] /ItalicAngle 0 /Ascent {Em(font.Ascender)} /Descent {Em(font.Descender)} /CapHeight {Em(font.CapHeight)} /StemV 80 /FontFile2 {file} 0 R >>"));
        _writer.Stream(file, data, string.Create(CultureInfo.InvariantCulture, $"/Length1 {data.Length} "));
        _writer.Stream(unicode, _font.ToUnicode());

        int Em(int units) => (int)Math.Round(units * 1000.0 / font.UnitsPerEm);
    }
}
