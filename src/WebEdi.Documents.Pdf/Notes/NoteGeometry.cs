namespace WebEdi.Documents.Pdf.Notes;

/// <summary>Where things are in a part, in millimetres from its top left corner; type sizes in points.</summary>
/// <remarks>Everything lies at least 5 mm from the edges of the sheet, where office printers cannot print.</remarks>
internal sealed record NoteGeometry
{
    /// <summary>The distance of all parts from the left edge of the sheet.</summary>
    public const double Left = 10;

    /// <summary>The width of all parts.</summary>
    public const double Width = 190;

    /// <summary>The width of a bar code module: 8 dots of a 600 dpi printer, more than the 0.33 mm that scanners ask for.</summary>
    public const double BarModule = 25.4 / 600 * 8;

    public required double TitleSize { get; init; }
    public required double TitleBaseline { get; init; }
    public required double QrSize { get; init; }
    public required double BarHeight { get; init; }
    public required double DateBaseline { get; init; }
    public required double AddressBaseline { get; init; }
    public required double NameSize { get; init; }
    public required double SmallSize { get; init; }
    public required double SupplierTop { get; init; }
    public required double LineStep { get; init; }
    public required double SentenceBaseline { get; init; }
    public required double StripTop { get; init; }
    public required double StripHeight { get; init; }
    public required double TableTop { get; init; }
    public required double TableHeader { get; init; }
    public required double RowHeight { get; init; }
    public required int Rows { get; init; }
    public required double RowSize { get; init; }
    public required double FooterHeight { get; init; }

    public double RowsTop => TableTop + TableHeader;

    public double RowsBottom => RowsTop + (Rows * RowHeight);

    public double FooterTop => RowsBottom + 1.4;

    /// <summary>A third of an A4 sheet: 89 mm, 5 mm free above and below.</summary>
    public static NoteGeometry Third { get; } = new()
    {
        TitleSize = 16,
        TitleBaseline = 6,
        QrSize = 18,
        BarHeight = 9,
        DateBaseline = 15.9,
        AddressBaseline = 12.4,
        NameSize = 11,
        SmallSize = 6.5,
        SupplierTop = 20.2,
        LineStep = 2.7,
        SentenceBaseline = 28.4,
        StripTop = 29.8,
        StripHeight = 7.2,
        TableTop = 38,
        TableHeader = 4.4,
        RowHeight = 5.55,
        Rows = NotePages.ThreeUpRows,
        RowSize = 7.5,
        FooterHeight = 11.9,
    };

    /// <summary>A whole A4 sheet: 277 mm, 10 mm free above and below.</summary>
    public static NoteGeometry Page { get; } = new()
    {
        TitleSize = 20,
        TitleBaseline = 8,
        QrSize = 22,
        BarHeight = 11,
        DateBaseline = 19.6,
        AddressBaseline = 17,
        NameSize = 13,
        SmallSize = 7.5,
        SupplierTop = 25.5,
        LineStep = 3.4,
        SentenceBaseline = 36.5,
        StripTop = 38.5,
        StripHeight = 9,
        TableTop = 49,
        TableHeader = 6,
        RowHeight = 7.45,
        Rows = NotePages.FullRows,
        RowSize = 8.5,
        FooterHeight = 26.5,
    };
}
