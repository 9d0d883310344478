using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Writing;

namespace WebEdi.Documents.Pdf.Notes;

/// <summary>Paints one page of one part of a delivery note.</summary>
internal sealed class NotePainter(PdfCanvas canvas, NoteLabels labels)
{
    private const double Pad = 1;
    private const double FloorSize = 5.5;
    private const double CodeFloorSize = 4.5;
    private const double HeadingGray = 0.92;

    private double _top;
    private NoteGeometry _geometry = NoteGeometry.Third;

    /// <summary>Paints.</summary>
    /// <param name="sheet">The note.</param>
    /// <param name="part">Which part.</param>
    /// <param name="page">Which rows.</param>
    /// <param name="pageText">For instance 1/3.</param>
    /// <param name="geometry">Where things are.</param>
    /// <param name="top">The upper edge of the part on the sheet.</param>
    /// <param name="withPrices">Whether prices are shown.</param>
    public void Paint(NoteSheet sheet, NotePart part, NotePage page, string pageText, NoteGeometry geometry, double top, bool withPrices)
    {
        _geometry = geometry;
        _top = top;
        PaintTitle(sheet, part, pageText);
        PaintParties(sheet, part);
        PaintStrip(sheet);
        PaintTable(sheet, page, withPrices);
        PaintFooter(sheet, part, withPrices && page.IsLast);
    }

    private void PaintTitle(NoteSheet sheet, NotePart part, string pageText)
    {
        double right = NoteGeometry.Width - _geometry.QrSize - 2;
        double bars = sheet.Barcode.Width * NoteGeometry.BarModule;
        double left = right - bars;

        string title = labels.TitleOf(part);
        // Less than a tenth of the size: more would be read as spaces when the text is searched.
        double spacing = labels.Language == "ja" ? 1.4 : 0;
        FittedText fitted = TextFitter.Fit(canvas.Font, title, left - 24, _geometry.TitleSize, 9);
        Text(0, _geometry.TitleBaseline, title, fitted.Size, bold: true, spacing: spacing);
        double width = canvas.Measure(title, fitted.Size) + (spacing * title.Length / PdfCanvas.PointsPerMillimetre);
        Line(0, _geometry.TitleBaseline + 1.9, width, _geometry.TitleBaseline + 1.9, 0.9);
        Line(0, _geometry.TitleBaseline + 2.6, width, _geometry.TitleBaseline + 2.6, 0.3);
        if (sheet.Reissued.Length > 0)
        {
            double box = canvas.Measure(sheet.Reissued, 9) + 3;
            Frame(width + 3, _geometry.TitleBaseline - 4, box, 5.4, 0.9);
            Text(width + 3 + (box / 2), _geometry.TitleBaseline, sheet.Reissued, 9, TextAlign.Center, bold: true);
        }

        canvas.Modules(sheet.Barcode.Boxes, NoteGeometry.Left + left, _top, NoteGeometry.BarModule, _geometry.BarHeight);
        Text(left + (bars / 2), _geometry.BarHeight + 3.2, sheet.Number, 8.5, TextAlign.Center, spacing: 0.7);

        // A whole number of dots at 600 dpi keeps every module as wide as the next.
        const double Dot = 25.4 / 600;
        double module = Math.Floor(_geometry.QrSize / sheet.Qr.Width / Dot) * Dot;
        double quiet = 4 * module;
        canvas.Modules(sheet.Qr.Boxes, NoteGeometry.Left + NoteGeometry.Width - (sheet.Qr.Width * module) + quiet, _top - quiet + 1, module, module);

        Text(right - 2, _geometry.DateBaseline, $"{labels.IssueDate} {sheet.IssueDate}　　{labels.Page} {pageText}", _geometry.SmallSize + 0.5, TextAlign.Right);
    }

    private void PaintParties(NoteSheet sheet, NotePart part)
    {
        // A receipt goes the other way: from the buyer, who received, to the supplier.
        (NoteParty to, NoteParty from) = part == NotePart.Receipt ? (sheet.Supplier, sheet.Buyer) : (sheet.Buyer, sheet.Supplier);
        double width = Math.Min(88, NoteGeometry.Width - _geometry.QrSize - 4 - (sheet.Barcode.Width * NoteGeometry.BarModule));
        double small = _geometry.SmallSize, y = _geometry.AddressBaseline;

        Fitted(0, y, to.Address, width, small);
        y += _geometry.NameSize * 0.46;
        double honorific = labels.Honorific.Length == 0 ? 0 : canvas.Measure(labels.Honorific, _geometry.NameSize) + 3;
        FittedText name = TextFitter.Fit(canvas.Font, to.Name, 92 - honorific, _geometry.NameSize, 7);
        Text(0, y, name.Lines[0], name.Size, bold: true);
        Text(canvas.Measure(name.Lines[0], name.Size) + 3, y, labels.Honorific, _geometry.NameSize);
        Line(0, y + 1.2, 92, y + 1.2, 0.3);
        y += _geometry.LineStep + 1.6;
        Fitted(0, y, Joined(to.Department, to.Contact.Length > 0 ? $"{labels.Contact} {to.Contact}" : "", part == NotePart.Receipt ? $"{labels.Code} {to.Code}" : ""), 92, small);
        Text(0, _geometry.SentenceBaseline, part == NotePart.Receipt ? labels.ReceiptSentence : labels.NoteSentence, small + 1);

        const double X = 104;
        y = _geometry.SupplierTop;
        Fitted(X, y, from.Name, NoteGeometry.Width - X, _geometry.NameSize - 1.5, bold: true);
        y += 0.5;
        foreach (string line in (string[])
        [
            from.Address,
            Joined(from.Phones, from.Department, from.Contact.Length > 0 ? $"{labels.Contact} {from.Contact}" : ""),
            Joined(from.Registration.Length > 0 ? $"{labels.Registration} {from.Registration}" : "", part == NotePart.Receipt ? "" : $"{labels.Code} {from.Code}"),
        ])
        {
            if (line.Length == 0)
                continue;

            y += _geometry.LineStep;
            Fitted(X, y, line, NoteGeometry.Width - X, small);
        }
    }

    private void PaintStrip(NoteSheet sheet)
    {
        (string Label, string Value, double Width)[] cells =
        [
            (labels.OrderNumber, sheet.OrderNumber, 46),
            (labels.OrderDate, sheet.OrderDate, 28),
            (labels.DeliveryDate, sheet.DeliveryDate, 28),
            (labels.ShipTo, sheet.ShipTo, 54),
            (labels.ReceivingPlace, sheet.ReceivingPlace, 34),
        ];
        double x = 0, top = _geometry.StripTop, height = _geometry.StripHeight;
        const double Heading = 2.8;
        Shade(0, top, NoteGeometry.Width, Heading);
        foreach ((string label, string value, double width) in cells)
        {
            Text(x + Pad, top + 2.15, label, 5.5);
            FittedText fitted = TextFitter.Fit(canvas.Font, value, width - (2 * Pad), _geometry.RowSize + 0.5, FloorSize, 2, height - Heading - 0.2);
            Block(x + Pad, top + Heading, height - Heading, fitted, TextAlign.Left, width);
            if (x > 0)
                Line(x, top, x, top + height, 0.3);
            x += width;
        }

        Frame(0, top, NoteGeometry.Width, height, 0.6);
    }

    private void PaintTable(NoteSheet sheet, NotePage page, bool withPrices)
    {
        IReadOnlyList<NoteColumn> columns = NoteColumns.For(labels, withPrices);
        Shade(0, _geometry.TableTop, NoteGeometry.Width, _geometry.TableHeader);
        double x = 0;
        foreach (NoteColumn column in columns)
        {
            Text(x + (column.Width / 2), _geometry.TableTop + (_geometry.TableHeader / 2) + 0.9, column.Title, _geometry.SmallSize, TextAlign.Center);
            x += column.Width;
        }

        int place = 0;
        if (!page.IsFirst)
            PaintCarry(place++, labels.CarriedIn, sheet.Rows.Take(page.First), sheet.Decimals, withPrices);
        for (int i = page.First; i < page.First + page.Count; i++)
            PaintRow(place++, sheet.Rows[i], i, sheet.Number, columns);
        if (!page.IsLast)
            PaintCarry(place, labels.CarriedOut, sheet.Rows.Take(page.First + page.Count), sheet.Decimals, withPrices);

        Line(0, _geometry.RowsTop, NoteGeometry.Width, _geometry.RowsTop, 0.6);
        for (int i = 1; i < _geometry.Rows; i++)
            Line(0, _geometry.RowsTop + (i * _geometry.RowHeight), NoteGeometry.Width, _geometry.RowsTop + (i * _geometry.RowHeight), 0.15);
        x = 0;
        foreach (NoteColumn column in columns.SkipLast(1))
        {
            x += column.Width;
            Line(x, _geometry.TableTop, x, _geometry.RowsBottom, 0.15);
        }

        Frame(0, _geometry.TableTop, NoteGeometry.Width, _geometry.RowsBottom - _geometry.TableTop, 0.6);
    }

    private void PaintRow(int place, NoteRow row, int index, string number, IReadOnlyList<NoteColumn> columns)
    {
        double top = _geometry.RowsTop + (place * _geometry.RowHeight), height = _geometry.RowHeight, size = _geometry.RowSize, x = 0;
        foreach (NoteColumn column in columns)
        {
            double room = column.Width - (2 * Pad);
            switch (column.Field)
            {
                case NoteField.Line:
                    Number(x, top, column.Width, row.Line, size - 1, TextAlign.Center);
                    break;
                case NoteField.Item:
                    FittedText code = TextFitter.Fit(canvas.Font, row.Item, room, size - 0.5, CodeFloorSize, 3, height + 0.3);
                    if (code.IsCut)
                        throw new EdiFormatException([Diagnostic.Create(DiagnosticCodes.ItemCodeTooLong, new SourcePosition(number, 0, 0), $"lines[{index}].itemCode", row.Item, Expect.Value("3 x 24"))]);
                    Block(x + Pad, top, height, code, TextAlign.Left, column.Width);
                    break;
                case NoteField.Name:
                    Name(x, top, column.Width, row);
                    break;
                case NoteField.Due:
                    Number(x, top, column.Width, row.Due, size - 1, TextAlign.Center);
                    break;
                case NoteField.Quantity:
                    Number(x, top, column.Width, row.Quantity, size, TextAlign.Right);
                    break;
                case NoteField.Unit:
                    Block(x + (column.Width / 2), top, height, TextFitter.Fit(canvas.Font, row.Unit, room, size - 0.5, 4.5, 2, height), TextAlign.Center, column.Width);
                    break;
                case NoteField.Price:
                    Number(x, top, column.Width, row.Price, size, TextAlign.Right);
                    break;
                default:
                    Number(x, top, column.Width, row.Amount, size, TextAlign.Right);
                    break;
            }

            x += column.Width;
        }
    }

    private void Name(double x, double top, double width, NoteRow row)
    {
        double room = width - (2 * Pad), height = _geometry.RowHeight, mark = row.Mark.Length == 0 ? 0 : canvas.Measure(row.Mark, _geometry.RowSize) + 0.5;
        if (mark > 0)
            Text(x + width - Pad, top + (height / 2) + 0.95, row.Mark, _geometry.RowSize, TextAlign.Right);

        room -= mark;
        if (row.Detail.Length == 0)
        {
            Block(x + Pad, top, height, TextFitter.Fit(canvas.Font, row.Name, room, _geometry.RowSize, FloorSize, 2, height), TextAlign.Left, width);
            return;
        }

        // Two lines: the name, and below it the specification with the remark.
        FittedText name = TextFitter.Fit(canvas.Font, row.Name, room, _geometry.RowSize - 0.5, FloorSize);
        FittedText detail = TextFitter.Fit(canvas.Font, row.Detail, room, Math.Max(name.Size - 1, FloorSize - 0.5), FloorSize - 0.5);
        Text(x + Pad, top + (height * 0.485), name.Lines[0], name.Size);
        Text(x + Pad, top + (height * 0.895), detail.Lines[0], detail.Size);
    }

    private void PaintCarry(int place, string label, IEnumerable<NoteRow> rows, int decimals, bool withPrices)
    {
        double top = _geometry.RowsTop + (place * _geometry.RowHeight);
        Shade(0, top, NoteGeometry.Width, _geometry.RowHeight, 0.96);
        Text(46, top + (_geometry.RowHeight / 2) + 1, label, _geometry.RowSize);
        if (withPrices)
            Number(NoteGeometry.Width - 23, top, 23, NoteSheetFactory.Amount(rows.Sum(row => row.Value), decimals), _geometry.RowSize, TextAlign.Right);
    }

    private void PaintFooter(NoteSheet sheet, NotePart part, bool withTotals)
    {
        double top = _geometry.FooterTop, height = _geometry.FooterHeight;
        if (part == NotePart.Receipt)
        {
            PaintSignature(top, height);
            PaintStamps(85, top, height, [labels.ReceiptStamp]);
        }
        else
        {
            PaintRemarks(sheet, top, height);
            PaintStamps(67, top, height, part == NotePart.Note ? [labels.Received, labels.Inspected] : [labels.Shipped, labels.Checked]);
        }

        if (withTotals)
        {
            PaintTaxes(sheet, top, height);
            PaintTotals(sheet, top, height);
        }
    }

    private void PaintRemarks(NoteSheet sheet, double top, double height)
    {
        Frame(0, top, 65, height, 0.3);
        Text(Pad, top + 2.3, labels.Remarks, 5.5);
        string text = Joined(sheet.HasReducedRate ? labels.ReducedNote : "", sheet.HasUnpricedLine ? labels.Unpriced : "", sheet.Remarks);
        FittedText fitted = TextFitter.Fit(canvas.Font, text, 63, _geometry.SmallSize, FloorSize, 6, height - 3);
        Lines(Pad, top + 2.8 + TextFitter.LineHeight(fitted.Size), fitted, TextAlign.Left);
    }

    private void PaintSignature(double top, double height)
    {
        double size = _geometry.SmallSize + 0.5, first = top + (height * 0.36), second = top + (height * 0.85);
        Text(0, first, labels.ReceiptDate, size);
        Text(80, first, labels.EmptyDate, size, TextAlign.Right);
        Line(18, first + 1.1, 82, first + 1.1, 0.3);
        Text(0, second, labels.Signature, size);
        Line(18, second + 1.1, 82, second + 1.1, 0.3);
    }

    private void PaintStamps(double left, double top, double height, string[] names)
    {
        double width = Math.Min(18, height * 1.4), x = left;
        height = Math.Min(height, 20);
        foreach (string name in names)
        {
            Shade(x, top, width, 2.9);
            Text(x + (width / 2), top + 2.2, name, 5.5, TextAlign.Center);
            Line(x, top + 2.9, x + width, top + 2.9, 0.3);
            Frame(x, top, width, height, 0.4);
            x += width;
        }
    }

    private void PaintTaxes(NoteSheet sheet, double top, double height)
    {
        const double X = 106, Rate = 11, Taxable = 18, Tax = 14, Total = Rate + Taxable + Tax;
        double row = Math.Min(4.2, height / (sheet.Taxes.Count + 1));
        double size = Math.Min(_geometry.SmallSize, row * 2.1);
        Shade(X, top, Total, row);
        PaintCells(X, top, row, size, [(labels.TaxRate, Rate), (sheet.TaxIncluded ? labels.TaxableGross : labels.Taxable, Taxable), (sheet.TaxIncluded ? labels.TaxInside : labels.Tax, Tax)], TextAlign.Center);
        for (int i = 0; i < sheet.Taxes.Count; i++)
        {
            double y = top + ((i + 1) * row);
            PaintCells(X, y, row, size, [(sheet.Taxes[i].Rate, Rate), (sheet.Taxes[i].Taxable, Taxable), (sheet.Taxes[i].Tax, Tax)], TextAlign.Right);
            Line(X, y, X + Total, y, 0.15);
        }

        double bottom = top + ((sheet.Taxes.Count + 1) * row);
        Line(X + Rate, top, X + Rate, bottom, 0.15);
        Line(X + Rate + Taxable, top, X + Rate + Taxable, bottom, 0.15);
        Frame(X, top, Total, bottom - top, 0.4);
    }

    private void PaintCells(double x, double top, double height, double size, (string Text, double Width)[] cells, TextAlign align)
    {
        foreach ((string text, double width) in cells)
        {
            FittedText fitted = TextFitter.Fit(canvas.Font, text, width - 1.2, size, 1);
            double at = align == TextAlign.Center ? x + (width / 2) : x + width - 0.6;
            Text(at, top + (height / 2) + (fitted.Size * 0.125), text, fitted.Size, align);
            x += width;
        }
    }

    private void PaintTotals(NoteSheet sheet, double top, double height)
    {
        const double X = 151, Total = 39, Label = 17;
        double row = Math.Min(6.5, height / 3);
        (string Label, string Value)[] rows = [(labels.Net, sheet.Net), (labels.TaxTotal, sheet.Tax), (labels.Gross, sheet.Gross)];
        Shade(X, top, Label, 3 * row);
        for (int i = 0; i < rows.Length; i++)
        {
            bool last = i == rows.Length - 1;
            double y = top + (i * row);
            FittedText label = TextFitter.Fit(canvas.Font, rows[i].Label, Label - 1.2, _geometry.SmallSize, 4);
            Text(X + 0.8, y + (row / 2) + 0.85, label.Lines[0], label.Size);
            FittedText value = TextFitter.Fit(canvas.Font, rows[i].Value, Total - Label - 1.6, _geometry.RowSize + (last ? 1 : 0), 1);
            Text(X + Total - 0.8, y + (row / 2) + 1, rows[i].Value, value.Size, TextAlign.Right, bold: last);
            if (i > 0)
                Line(X, y, X + Total, y, last ? 0.4 : 0.15);
        }

        Frame(X, top, Total, 3 * row, 0.6);
    }

    /// <summary>A number is made smaller until it fits; it is never cut.</summary>
    private void Number(double x, double top, double width, string text, double size, TextAlign align)
    {
        FittedText fitted = TextFitter.Fit(canvas.Font, text, width - (2 * Pad), size, 0.5);
        Block(align == TextAlign.Right ? x + width - Pad : x + (width / 2), top, _geometry.RowHeight, fitted, align, width);
    }

    private void Fitted(double x, double baseline, string text, double width, double size, bool bold = false)
    {
        FittedText fitted = TextFitter.Fit(canvas.Font, text, width, size, FloorSize - 0.5);
        Text(x, baseline, fitted.Lines[0], fitted.Size, bold: bold);
    }

    /// <summary>Sets lines in the middle of a height.</summary>
    private void Block(double x, double top, double height, FittedText text, TextAlign align, double width)
    {
        double step = Math.Min(TextFitter.LineHeight(text.Size), height / text.Lines.Count);
        double letters = text.Size * 0.265;
        double first = top + ((height - ((text.Lines.Count - 1) * step) - letters) / 2) + letters;
        for (int i = 0; i < text.Lines.Count; i++)
            Text(x, first + (i * step), text.Lines[i], text.Size, align);
    }

    private void Lines(double x, double baseline, FittedText text, TextAlign align)
    {
        foreach (string line in text.Lines)
        {
            Text(x, baseline, line, text.Size, align);
            baseline += TextFitter.LineHeight(text.Size);
        }
    }

    private static string Joined(params ReadOnlySpan<string> parts)
    {
        string joined = "";
        foreach (string part in parts)
            joined = part.Length == 0 ? joined : joined.Length == 0 ? part : $"{joined}　{part}";
        return joined;
    }

    private void Text(double x, double baseline, string text, double size, TextAlign align = TextAlign.Left, bool bold = false, double spacing = 0) =>
        canvas.Text(NoteGeometry.Left + x, _top + baseline, text, size, align, bold, spacing);

    private void Line(double x1, double y1, double x2, double y2, double width) =>
        canvas.Line(NoteGeometry.Left + x1, _top + y1, NoteGeometry.Left + x2, _top + y2, width);

    private void Frame(double x, double y, double width, double height, double lineWidth) =>
        canvas.Frame(NoteGeometry.Left + x, _top + y, width, height, lineWidth);

    private void Shade(double x, double y, double width, double height, double gray = HeadingGray) =>
        canvas.Fill(NoteGeometry.Left + x, _top + y, width, height, gray);
}
