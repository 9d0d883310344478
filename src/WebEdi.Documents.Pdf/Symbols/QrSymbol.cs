using System.Collections;
using QRCoder;

namespace WebEdi.Documents.Pdf.Symbols;

/// <summary>QR code, error correction M, with the quiet zone of four modules.</summary>
internal static class QrSymbol
{
    /// <summary>Encodes a text.</summary>
    /// <param name="text">ASCII only: scanners disagree about anything else.</param>
    /// <returns>The modules.</returns>
    public static Symbol Encode(string text)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        List<BitArray> rows = data.ModuleMatrix;
        List<SymbolBox> boxes = [];
        for (int y = 0; y < rows.Count; y++)
        {
            BitArray row = rows[y];
            for (int x = 0; x < row.Count; x++)
            {
                int start = x;
                while (x < row.Count && row[x])
                    x++;
                if (x > start)
                    boxes.Add(new SymbolBox(start, y, x - start, 1));
            }
        }

        return new Symbol(text, rows.Count, rows.Count, boxes);
    }
}
