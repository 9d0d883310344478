using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace WebEdi.Documents.Pdf.Writing;

/// <summary>Writes the objects of a PDF file and its table of contents. The same calls give the same bytes.</summary>
/// <remarks>Source: ISO 32000-1 (PDF 1.7). The file id is a hash of the content, and there is no date in it.</remarks>
internal sealed class PdfWriter
{
    private readonly Stream _output;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<long> _offsets = [];
    private long _position;

    /// <summary>Initializes a new instance and writes the header.</summary>
    /// <param name="output">Where; written from its current position.</param>
    public PdfWriter(Stream output)
    {
        _output = output;

        // The comment of four high bytes tells transfer programs that the file is binary.
        Write("%PDF-1.7\n%"u8);
        Write([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    /// <summary>Takes the next object number, so that others can refer to an object before it is written.</summary>
    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count;
    }

    /// <summary>Writes an object.</summary>
    public void Object(int number, string body)
    {
        Begin(number);
        Write(Encoding.ASCII.GetBytes(body));
        Write("\nendobj\n"u8);
    }

    /// <summary>Writes a compressed stream.</summary>
    /// <param name="number">The object.</param>
    /// <param name="data">The content.</param>
    /// <param name="entries">Further entries of its dictionary.</param>
    public void Stream(int number, ReadOnlySpan<byte> data, string entries = "")
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);

        Begin(number);
        Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<< /Length {packed.Length} /Filter /FlateDecode {entries}>>\nstream\n")));
        Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
        Write("\nendstream\nendobj\n"u8);
    }

    /// <summary>Writes the cross-reference table and the end of the file.</summary>
    /// <param name="catalog">The catalogue object.</param>
    /// <param name="info">The information object.</param>
    public void Finish(int catalog, int info)
    {
        string id = Convert.ToHexString(_hash.GetCurrentHash().AsSpan(0, 16));
        long start = _position;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (long offset in _offsets)
            text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {_offsets.Count + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n");
        Write(Encoding.ASCII.GetBytes(text.ToString()));
        _hash.Dispose();
    }

    /// <summary>Writes a text string as UTF-16 with its mark, in hexadecimal: no escapes to get wrong.</summary>
    public static string Text(string value) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))}>";

    private void Begin(int number)
    {
        _offsets[number - 1] = _position;
        Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n")));
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _hash.AppendData(bytes);
        _position += bytes.Length;
    }
}
