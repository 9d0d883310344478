using System.Globalization;
using System.Text;

namespace WebEdi.Documents.Pdf.Symbols;

/// <summary>What the QR code of a delivery note says: <c>WE1:note:order:revision:check</c>, printable ASCII only.</summary>
internal static class NotePayload
{
    private const int MaxOrderLength = 60;

    /// <summary>Writes the payload.</summary>
    /// <param name="number">The note number.</param>
    /// <param name="orderNumber">
    /// The order number; characters other than letters, digits and <c>-./+$* </c> are percent-encoded as UTF-8. Left empty when that makes more than
    /// 60 characters: the note number alone finds the note, and a denser code would not scan from office paper.
    /// </param>
    /// <param name="revision">The revision of the order.</param>
    /// <returns>The payload; check is CRC-16/CCITT-FALSE of everything before the last colon, four hexadecimal digits.</returns>
    public static string Write(string number, string orderNumber, int revision)
    {
        string order = Escape(orderNumber);
        string body = string.Create(CultureInfo.InvariantCulture, $"WE1:{number}:{(order.Length <= MaxOrderLength ? order : "")}:{revision}");
        return string.Create(CultureInfo.InvariantCulture, $"{body}:{Check(body):X4}");
    }

    private static string Escape(string value)
    {
        StringBuilder text = new(value.Length);
        foreach (byte b in Encoding.UTF8.GetBytes(value))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || "-./+$* ".Contains((char)b, StringComparison.Ordinal))
                text.Append((char)b);
            else
                text.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return text.ToString();
    }

    private static ushort Check(string text)
    {
        ushort crc = 0xFFFF;
        foreach (char c in text)
        {
            crc ^= (ushort)(c << 8);
            for (int bit = 0; bit < 8; bit++)
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
        }

        return crc;
    }
}
