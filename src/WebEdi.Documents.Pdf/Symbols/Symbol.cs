using System.Globalization;
using System.Text;

namespace WebEdi.Documents.Pdf.Symbols;

/// <summary>A black rectangle of a symbol, in modules.</summary>
internal readonly record struct SymbolBox(int X, int Y, int Width, int Height);

/// <summary>A bar code or matrix code with its quiet zones.</summary>
/// <param name="Payload">What a scanner reads.</param>
/// <param name="Width">Modules.</param>
/// <param name="Height">Modules; 1 for bars.</param>
/// <param name="Boxes">The black parts.</param>
internal sealed record Symbol(string Payload, int Width, int Height, IReadOnlyList<SymbolBox> Boxes)
{
    /// <summary>Writes the black parts as the path data of an SVG.</summary>
    /// <param name="scale">The height of a module, in units of its width.</param>
    public string ToSvgPath(int scale = 1)
    {
        StringBuilder path = new();
        foreach (SymbolBox box in Boxes)
            path.Append(CultureInfo.InvariantCulture, $"M{box.X} {box.Y * scale}h{box.Width}v{box.Height * scale}h-{box.Width}z");
        return path.ToString();
    }
}
