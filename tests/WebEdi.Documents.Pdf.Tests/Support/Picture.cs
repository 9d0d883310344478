using System.Globalization;
using System.Text;

namespace WebEdi.Documents.Pdf.Tests.Support;

/// <summary>A page in shades of grey, measured in millimetres.</summary>
internal sealed class Picture
{
    private readonly byte[] _pixels;
    private readonly double _dotsPerMillimetre;

    private Picture(string path, int width, int height, byte[] pixels, double dotsPerMillimetre)
    {
        Path = path;
        Width = width;
        Height = height;
        _pixels = pixels;
        _dotsPerMillimetre = dotsPerMillimetre;
    }

    public string Path { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Reads a binary portable greymap.</summary>
    public static Picture Read(string path, int dotsPerInch)
    {
        byte[] file = File.ReadAllBytes(path);
        int at = 0;
        string Word()
        {
            int start = at;
            while (!char.IsWhiteSpace((char)file[at]))
                at++;
            return Encoding.ASCII.GetString(file, start, at++ - start);
        }

        Assert.Equal("P5", Word());
        int width = int.Parse(Word(), CultureInfo.InvariantCulture), height = int.Parse(Word(), CultureInfo.InvariantCulture);
        Assert.Equal("255", Word());
        return new Picture(path, width, height, file[at..], dotsPerInch / 25.4);
    }

    /// <summary>Cuts a strip out as a picture of its own, as scissors do.</summary>
    public Picture Cut(double y, double height)
    {
        int top = Dots(y), rows = Math.Min(Dots(height), Height - top);
        string path = System.IO.Path.ChangeExtension(Path, $"{top}.pgm");
        byte[] pixels = _pixels.AsSpan(top * Width, rows * Width).ToArray();
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes($"P5\n{Width} {rows}\n255\n"), .. pixels]);
        return new Picture(path, Width, rows, pixels, _dotsPerMillimetre);
    }

    /// <summary>Says how much of a rectangle is black, 0-1.</summary>
    public double Ink(double x, double y, double width, double height)
    {
        int left = Dots(x), top = Dots(y), right = Dots(x + width), bottom = Dots(y + height);
        double ink = 0;
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
                ink += 255 - _pixels[(row * Width) + column];
        }

        return ink / 255 / Math.Max(1, (right - left) * (bottom - top));
    }

    /// <summary>Returns the widths in millimetres of the white gaps between inked columns of a rectangle.</summary>
    public IReadOnlyList<double> Gaps(double x, double y, double width, double height)
    {
        List<double> gaps = [];
        int last = -1;
        for (int column = Dots(x); column < Dots(x + width); column++)
        {
            bool inked = false;
            for (int row = Dots(y); row < Dots(y + height); row++)
                inked |= _pixels[(row * Width) + column] < 128;
            if (!inked)
                continue;
            if (last >= 0 && column - last > 1)
                gaps.Add((column - last - 1) / _dotsPerMillimetre);
            last = column;
        }

        return gaps;
    }

    private int Dots(double millimetres) => (int)Math.Round(millimetres * _dotsPerMillimetre);
}
