using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace WebEdi.Documents.Pdf.Fonts;

/// <summary>Puts tables together to a TrueType file with its directory and check sums.</summary>
internal static class FontFile
{
    private const uint CheckSumOfFile = 0xB1B0AFBA;

    /// <summary>Writes the file.</summary>
    /// <param name="tables">In order of their tags; empty ones are left out.</param>
    /// <returns>The file.</returns>
    public static byte[] Assemble(IEnumerable<(string Tag, byte[] Data)> tables)
    {
        (string Tag, byte[] Data)[] present = [.. tables.Where(table => table.Data.Length > 0)];
        int directory = 12 + (present.Length * 16);
        byte[] file = new byte[directory + present.Sum(table => Padded(table.Data.Length))];
        int powers = BitOperations.Log2((uint)present.Length);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)present.Length);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << powers));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)powers);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((present.Length - (1 << powers)) * 16));

        int at = directory, head = -1;
        for (int i = 0; i < present.Length; i++)
        {
            (string tag, byte[] data) = present[i];
            data.CopyTo(file, at);
            if (tag == "head")
            {
                head = at;
                file.AsSpan(at + 8, 4).Clear();
            }

            Span<byte> entry = file.AsSpan(12 + (i * 16), 16);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(file.AsSpan(at, Padded(data.Length))));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)data.Length);
            at += Padded(data.Length);
        }

        if (head >= 0)
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(CheckSumOfFile - Sum(file)));
        return file;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (int i = 0; i < data.Length; i += 4)
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(data[i..]));
        return sum;
    }
}
