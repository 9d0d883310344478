using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>The bytes that divide a file of segments. 0 stands for "there is none".</summary>
internal sealed record Delimiters
{
    // Second bytes of CP932 are 0x40 and above.
    private const byte SecondByte = 0x40;

    /// <summary>Gets the byte between elements.</summary>
    public required byte Element { get; init; }

    /// <summary>Gets the byte between components.</summary>
    public byte Component { get; init; }

    /// <summary>Gets the byte between repetitions of an element.</summary>
    public byte Repetition { get; init; }

    /// <summary>Gets the byte that makes the next one ordinary.</summary>
    public byte Release { get; init; }

    /// <summary>Gets the last byte of a segment; of a terminator of several bytes the last one.</summary>
    public required byte Terminator { get; init; }

    /// <summary>Gets the bytes in front of <see cref="Terminator"/> that belong to the terminator, first byte lowest; 0: it is one byte.</summary>
    /// <remarks>Partners chose characters such as … as terminator, which take two or three bytes in UTF-8.</remarks>
    public int TerminatorLead { get; init; }

    /// <summary>Gets how many bytes the terminator takes, 1 to 4.</summary>
    public int TerminatorLength { get; init; } = 1;

    /// <summary>Gets the byte that stands for the decimal mark.</summary>
    public byte DecimalMark { get; init; } = (byte)'.';

    /// <summary>Gets which bytes are never delimiters, whatever their value.</summary>
    public Wide Wide { get; init; }

    /// <summary>Gets the same delimiters in an encoding whose second bytes may look like one of them.</summary>
    public Delimiters In(TextCodec codec)
    {
        bool isSafe = Element < SecondByte && Component < SecondByte && Repetition < SecondByte && Release < SecondByte && Terminator < SecondByte;
        return codec == TextCodec.Cp932 && !isSafe ? this with { Wide = Wide.LeadBytes } : this;
    }

    /// <summary>Gets the bytes of the terminator.</summary>
    public byte[] TerminatorBytes()
    {
        byte[] bytes = new byte[TerminatorLength];
        for (int i = 0; i < bytes.Length - 1; i++)
            bytes[i] = (byte)(TerminatorLead >> (8 * i));
        bytes[^1] = Terminator;
        return bytes;
    }

    /// <summary>Tells whether two of them are the same byte.</summary>
    public bool Collide()
    {
        Span<byte> all = stackalloc byte[5];
        (all[0], all[1], all[2], all[3], all[4]) = (Element, Component, Repetition, Release, Terminator);
        for (int i = 0; i < all.Length; i++)
        {
            for (int j = i + 1; j < all.Length; j++)
            {
                if (all[i] != 0 && all[i] == all[j])
                    return true;
            }
        }

        return false;
    }
}

/// <summary>Encodings in which a byte of a character may look like a delimiter.</summary>
internal enum Wide
{
    /// <summary>There is none: ASCII, ISO 8859, UTF-8, and CP932 as long as all delimiters are below 0x40.</summary>
    None = 0,

    /// <summary>The byte behind a lead byte is never a delimiter (CP932).</summary>
    LeadBytes = 1,

    /// <summary>Between two escape sequences all characters take two bytes, none of which is a delimiter (ISO 2022).</summary>
    Shifts = 2,
}
