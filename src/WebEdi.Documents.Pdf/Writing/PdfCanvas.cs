using System.Buffers;
using System.Buffers.Text;
using System.Text;
using WebEdi.Documents.Pdf.Fonts;
using WebEdi.Documents.Pdf.Symbols;

namespace WebEdi.Documents.Pdf.Writing;

internal enum TextAlign
{
    Left,
    Center,
    Right,
}

/// <summary>Draws on one A4 page. Lengths are millimetres from the top left corner; type sizes and line widths are points.</summary>
internal sealed class PdfCanvas(FontSubset font)
{
    public const double PointsPerMillimetre = 72 / 25.4;
    public const double PageHeight = 297;

    private readonly ArrayBufferWriter<byte> _content = new(16 * 1024);

    public ReadOnlySpan<byte> Content => _content.WrittenSpan;

    public TrueTypeFont Font => font.Font;

    /// <summary>Starts the next page.</summary>
    public void Clear() => _content.ResetWrittenCount();

    /// <summary>Measures a line.</summary>
    public double Measure(ReadOnlySpan<char> text, double size) => Font.Measure(text) * size / Font.UnitsPerEm / PointsPerMillimetre;

    /// <summary>Draws a line of text.</summary>
    /// <param name="x">Its left end, middle or right end.</param>
    /// <param name="baseline">Where the letters stand.</param>
    /// <param name="text">The text.</param>
    /// <param name="size">Points.</param>
    /// <param name="align">What x means.</param>
    /// <param name="bold">Outlined as well as filled: there is one font only.</param>
    /// <param name="spacing">Points after every character; keeps a wide-set word one word for searching.</param>
    public void Text(double x, double baseline, string text, double size, TextAlign align = TextAlign.Left, bool bold = false, double spacing = 0)
    {
        if (text.Length == 0)
            return;

        double width = Measure(text, size) + (spacing * Math.Max(0, text.EnumerateRunes().Count() - 1) / PointsPerMillimetre);
        x -= align switch { TextAlign.Center => width / 2, TextAlign.Right => width, _ => 0 };

        Write("BT "u8);
        if (bold)
            Operator(" w 2 Tr "u8, size * 0.035);
        if (spacing != 0)
            Operator(" Tc "u8, spacing);
        Write("/F "u8);
        Operator(" Tf "u8, size);
        Operator(" Td <"u8, x * PointsPerMillimetre, Y(baseline));
        foreach (Rune rune in text.EnumerateRunes())
            Code(font.CodeOf(rune));
        Write("> Tj"u8);
        if (bold)
            Write(" 0 Tr"u8);
        if (spacing != 0)
            Write(" 0 Tc"u8);
        Write(" ET\n"u8);
    }

    /// <summary>Draws a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, double width = 0.4, bool dashed = false)
    {
        if (dashed)
            Write("[2 2] 0 d "u8);
        Operator(" w "u8, width);
        Operator(" m "u8, x1 * PointsPerMillimetre, Y(y1));
        Operator(" l S\n"u8, x2 * PointsPerMillimetre, Y(y2));
        if (dashed)
            Write("[] 0 d\n"u8);
    }

    /// <summary>Draws the frame of a rectangle.</summary>
    public void Frame(double x, double y, double width, double height, double lineWidth = 0.4)
    {
        Operator(" w "u8, lineWidth);
        Box(x, y, width, height);
        Write("S\n"u8);
    }

    /// <summary>Fills a rectangle.</summary>
    /// <param name="x">Left.</param>
    /// <param name="y">Top.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="gray">0 is black, 1 white.</param>
    public void Fill(double x, double y, double width, double height, double gray)
    {
        Operator(" g "u8, gray);
        Box(x, y, width, height);
        Write("f 0 g\n"u8);
    }

    /// <summary>Fills black rectangles as one shape, so that neighbours have no seam.</summary>
    /// <param name="boxes">In modules: x, y, width, height.</param>
    /// <param name="x">Left.</param>
    /// <param name="y">Top.</param>
    /// <param name="module">The width of a module.</param>
    /// <param name="moduleHeight">The height of a module.</param>
    public void Modules(IEnumerable<SymbolBox> boxes, double x, double y, double module, double moduleHeight)
    {
        foreach (SymbolBox box in boxes)
            Box(x + (box.X * module), y + (box.Y * moduleHeight), box.Width * module, box.Height * moduleHeight);
        Write("f\n"u8);
    }

    private static double Y(double millimetres) => (PageHeight - millimetres) * PointsPerMillimetre;

    private void Box(double x, double y, double width, double height)
    {
        Number(x * PointsPerMillimetre);
        Number(Y(y + height));
        Operator(" re "u8, width * PointsPerMillimetre, height * PointsPerMillimetre);
    }

    private void Operator(ReadOnlySpan<byte> name, double first, double? second = null)
    {
        Number(first);
        if (second is { } value)
            Number(value);
        Write(name[1..]);
    }

    /// <summary>Writes a number with at most three decimals and a space.</summary>
    private void Number(double value)
    {
        long thousandths = (long)Math.Round(value * 1000, MidpointRounding.AwayFromZero);
        Span<byte> target = _content.GetSpan(32);
        int at = 0;
        if (thousandths < 0)
        {
            target[at++] = (byte)'-';
            thousandths = -thousandths;
        }

        Utf8Formatter.TryFormat(thousandths / 1000, target[at..], out int written);
        at += written;
        int rest = (int)(thousandths % 1000);
        if (rest != 0)
        {
            target[at++] = (byte)'.';
            for (int unit = 100; rest != 0; unit /= 10)
            {
                target[at++] = (byte)('0' + (rest / unit));
                rest %= unit;
            }
        }

        target[at++] = (byte)' ';
        _content.Advance(at);
    }

    private void Code(ushort code)
    {
        Span<byte> target = _content.GetSpan(4);
        Utf8Formatter.TryFormat(code, target, out _, new StandardFormat('X', 4));
        _content.Advance(4);
    }

    private void Write(ReadOnlySpan<byte> bytes) => _content.Write(bytes);
}
