using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Makes records without values: blanks, zeros where only those are numbers, and blanks between the fields.</summary>
/// <param name="codec">The encoding.</param>
internal sealed class FixedBlank(TextCodec codec)
{
    /// <summary>Makes a record.</summary>
    /// <param name="layout">Its fields; of those that lie over one another the first counts.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <param name="isRead">Tells whether somebody reads a field.</param>
    public byte[] Make(RecordLayout layout, int length, Func<int, bool> isRead)
    {
        byte[] record = new byte[length];
        Fill(record, isWide: false);
        bool[] used = new bool[length];
        foreach ((LayoutField field, bool read) in layout.Fields.Select((f, i) => (f, isRead(i))).Concat(layout.Fillers.Select(f => (f, false))))
        {
            Span<bool> own = used.AsSpan(field.Start, field.Length);
            if (field.IsGroup || own.Contains(true))
                continue;

            own.Fill(true);
            Blank(field, read, record.AsSpan(field.Start, field.Length));
        }

        return record;
    }

    /// <summary>Fills bytes with spaces.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isWide">Whether with double ones; an odd byte gets a single one.</param>
    public void Fill(Span<byte> bytes, bool isWide)
    {
        Span<byte> space = stackalloc byte[16];
        codec.Encode(" ", space, out int written);
        bytes.Fill(written == 1 ? space[0] : (byte)' ');
        if (!isWide || codec.WideForm.Encode("\u3000", space, out written) >= 0 || written == 0)
            return;

        for (int at = 0; at + written <= bytes.Length; at += written)
            space[..written].CopyTo(bytes[at..]);
    }

    private void Blank(LayoutField field, bool isRead, Span<byte> to)
    {
        bool isZero = field.IsNumber ? !(isRead && field.IsBlankable) : field.ZeroPadded || (field.IsDigits && !isRead);
        if (!isZero)
            Fill(to, field.IsWide);
        else if (field.IsNumber)
            HostNumberWriter.TryEncode(field, "0", codec.IsEbcdic, to);
        else
            to.Fill(codec.IsEbcdic ? (byte)0xF0 : (byte)'0');
    }
}
