using System.Globalization;

using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Csv;

/// <summary>Tells text in columns from everything else.</summary>
internal sealed class CsvDetector : IFormatDetector
{
    /// <summary>Begins the shifts of ISO-2022-JP.</summary>
    private const byte Escape = 0x1B;

    private static readonly (byte[] Signature, string Name)[] Foreign =
    [
        ("PK\x03\x04"u8.ToArray(), "a zip archive (an .xlsx workbook is one)"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document (.xls)"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ([0x1F, 0x8B], "gzip-compressed data"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ("MZ"u8.ToArray(), "a program"),
        ([0x1B, 0x24], "ISO-2022-JP text"),
        ("<?xml"u8.ToArray(), "XML"),
        ("UNA"u8.ToArray(), "an EDIFACT interchange"),
        ("UNB+"u8.ToArray(), "an EDIFACT interchange"),
        ("ISA*"u8.ToArray(), "an X12 interchange"),
    ];

    public string Format => "csv";

    public FormatMatch Match(ReadOnlySpan<byte> head) => Match(head, (byte)',');

    /// <summary>Judges bytes that should stand between known separators.</summary>
    /// <param name="head">The first bytes, behind a mark.</param>
    /// <param name="separator">The separator that a map names, which is no sign of something else even where it is a control character.</param>
    public static FormatMatch Match(ReadOnlySpan<byte> head, byte separator)
    {
        foreach ((byte[] signature, string name) in Foreign)
        {
            // Two letters alone prove nothing: a CSV file may begin with "MZ".
            if (head.StartsWith(signature) && (signature.Length > 2 || signature[0] < 0x20 || head.IndexOf((byte)0) >= 0))
                return new FormatMatch(0, $"begins like {name}: {FirstBytes(head)}");
        }

        int control = IndexOfControl(head, separator);
        if (control >= 0)
            return new FormatMatch(0, string.Create(CultureInfo.InvariantCulture, $"byte 0x{head[control]:X2} at offset {control} is no text; begins with {FirstBytes(head)}"));

        int end = head.IndexOfAny(CsvConstants.LineFeed, CsvConstants.CarriageReturn);
        ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
        int separators = line.Count((byte)',') + line.Count((byte)'\t') + line.Count((byte)';') + line.Count((byte)'|') + line.Count(CsvConstants.UnitSeparator);
        return separators > 0
            ? new FormatMatch(80, string.Create(CultureInfo.InvariantCulture, $"text; {separators} separators in the first line"))
            : new FormatMatch(20, "text without separators in the first line");
    }

    /// <summary>Shows the first bytes for a person: hexadecimal, and as characters where they are printable.</summary>
    internal static string FirstBytes(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> first = head[..Math.Min(head.Length, 8)];
        Span<char> shown = stackalloc char[first.Length];
        for (int i = 0; i < first.Length; i++)
            shown[i] = first[i] is >= 0x20 and < 0x7F ? (char)first[i] : '.';

        return $"{Convert.ToHexString(first)} '{shown}'";
    }

    /// <summary>Finds a byte that no text has. A stray control character is left to the row it stands in; many of them are no text.</summary>
    private static int IndexOfControl(ReadOnlySpan<byte> head, byte separator)
    {
        int first = -1;
        int count = 0;
        for (int from = 0; from < head.Length; from++)
        {
            int at = head[from..].IndexOfAnyInRange((byte)0x00, (byte)0x1F);
            if (at < 0)
                break;

            from += at;
            if (head[from] is (byte)'\t' or CsvConstants.LineFeed or CsvConstants.CarriageReturn or 0x0C or CsvConstants.EndMark or CsvConstants.UnitSeparator || head[from] == separator)
                continue;

            if (head[from] is 0x00 or Escape)
                return from;

            first = first < 0 ? from : first;
            count++;
        }

        return count > 2 && count * 100 > head.Length ? first : -1;
    }
}
