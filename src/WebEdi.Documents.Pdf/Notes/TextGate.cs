using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Fonts;

namespace WebEdi.Documents.Pdf.Notes;

/// <summary>Through here every text enters a document: cleaned, and each character asked for in the font before anything is written.</summary>
/// <param name="font">The font; null: the reader's browser draws, nothing is asked for.</param>
internal sealed class TextGate(TrueTypeFont? font)
{
    private const int MaxDiagnostics = 100;

    /// <summary>Gets what is wrong, at most 100.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Takes a text in.</summary>
    /// <param name="document">The number of the note, for the message.</param>
    /// <param name="path">The field, for the message.</param>
    /// <param name="text">The text.</param>
    /// <returns>The text as it is drawn.</returns>
    public string Take(string document, string path, string? text)
    {
        string clean = PrintableText.Clean(text);
        if (font is not null)
        {
            foreach (Rune rune in clean.EnumerateRunes())
            {
                if (font.GlyphOf(rune.Value) == 0)
                    Refuse(FontSubset.MissingGlyph(rune, new SourcePosition(document, 0, 0), path, font));
            }
        }

        return clean;
    }

    /// <summary>Notes a fault.</summary>
    public void Refuse(Diagnostic diagnostic)
    {
        if (Diagnostics.Count < MaxDiagnostics)
            Diagnostics.Add(diagnostic);
    }

    /// <summary>Ends the check.</summary>
    /// <exception cref="EdiFormatException">Something is wrong.</exception>
    public void ThrowIfRefused()
    {
        if (Diagnostics.Count > 0)
            throw new EdiFormatException(Diagnostics);
    }
}
