using System.Text;
using WebEdi.Documents.Pdf.Fonts;
using WebEdi.Documents.Pdf.Writing;

namespace WebEdi.Documents.Pdf.Notes;

/// <summary>A text as it fits a place.</summary>
/// <param name="Lines">One or more lines.</param>
/// <param name="Size">Points.</param>
/// <param name="IsCut">Something is missing; the last line ends in "…".</param>
internal readonly record struct FittedText(IReadOnlyList<string> Lines, double Size, bool IsCut);

/// <summary>Makes texts fit: smaller first, down to a floor, then on several lines, then cut with a mark.</summary>
internal static class TextFitter
{
    private const double Step = 0.25;

    /// <summary>A line may not begin with these (kinsoku).</summary>
    private const string NotFirst = "、。，．・：；！？）］｝」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]},.:;!?%";

    /// <summary>Fits a text into a place.</summary>
    /// <param name="font">The font.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">Millimetres.</param>
    /// <param name="size">Wanted points.</param>
    /// <param name="floor">Least points.</param>
    /// <param name="maxLines">Most lines.</param>
    /// <param name="height">Millimetres for all lines; one line is always allowed.</param>
    /// <returns>The lines; one empty line for an empty text.</returns>
    public static FittedText Fit(TrueTypeFont font, string text, double width, double size, double floor, int maxLines = 1, double height = double.MaxValue)
    {
        double natural = Width(font, text, 1);
        if (natural * size <= width)
            return new FittedText([text], size, false);
        if (natural * floor <= width)
            return new FittedText([text], width / natural, false);

        for (int lines = 2; lines <= maxLines; lines++)
        {
            for (double points = size; points >= floor; points -= Step)
            {
                if (LineHeight(points) * lines <= height && Wrap(font, text, width, points) is var wrapped && wrapped.Count <= lines)
                    return new FittedText(wrapped, points, false);
            }
        }

        int room = Math.Clamp((int)(height / LineHeight(floor)), 1, maxLines);
        List<string> cut = Wrap(font, text, width, floor);
        cut.RemoveRange(room, cut.Count - room);
        string last = cut[^1];
        while (last.Length > 0 && Width(font, last + "…", floor) > width)
            last = last[..^(last.Length > 1 && char.IsLowSurrogate(last[^1]) ? 2 : 1)];
        cut[^1] = last + "…";
        return new FittedText(cut, floor, true);
    }

    /// <summary>The distance of baselines in millimetres.</summary>
    public static double LineHeight(double size) => size * 1.22 / PdfCanvas.PointsPerMillimetre;

    private static List<string> Wrap(TrueTypeFont font, string text, double width, double size)
    {
        List<string> lines = [];
        double limit = width * PdfCanvas.PointsPerMillimetre * font.UnitsPerEm / size;
        int start = 0;
        while (start < text.Length)
        {
            int end = start;
            double used = 0;
            while (end < text.Length)
            {
                Rune rune = Rune.GetRuneAt(text, end);
                used += font.AdvanceOf(font.GlyphOf(rune.Value));
                if (used > limit && end > start)
                    break;
                end += rune.Utf16SequenceLength;
            }

            if (end < text.Length)
                end = BreakBefore(text, start, end);
            lines.Add(text[start..end].Trim());
            start = end;
        }

        return lines;
    }

    /// <summary>Moves a break back to the beginning of a Latin word or of a character that may not begin a line, but not by more than half the line.</summary>
    private static int BreakBefore(string text, int start, int end)
    {
        int earliest = start + ((end - start) / 2);
        int at = end;
        while (at > earliest && (NotFirst.Contains(text[at], StringComparison.Ordinal) || IsWord(text[at]) && IsWord(text[at - 1]) || char.IsLowSurrogate(text[at])))
            at--;
        return at > earliest ? at : end;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c);

    private static double Width(TrueTypeFont font, string text, double size) => font.Measure(text) * size / font.UnitsPerEm / PdfCanvas.PointsPerMillimetre;
}
