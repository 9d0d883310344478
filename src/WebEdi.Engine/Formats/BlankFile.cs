namespace WebEdi.Engine.Formats;

/// <summary>Tells files that hold nothing: no byte, or blanks and line ends only.</summary>
internal static class BlankFile
{
    /// <summary>Looks at the first bytes.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head)
    {
        // The first byte that is none of them decides, so there is nothing to search for.
        foreach (byte b in head is [0xEF, 0xBB, 0xBF, ..] ? head[3..] : head)
        {
            if (b is not ((byte)' ' or (>= (byte)'\t' and <= (byte)'\r') or 0x1A))
                return false;
        }

        return true;
    }

    /// <summary>Tells whether nothing but a byte order mark, blanks and line breaks stands in front of a header.</summary>
    public static bool IsPadding(ReadOnlySpan<byte> before)
    {
        foreach (byte b in before)
        {
            if (b is not (0xEF or 0xBB or 0xBF or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }

        return true;
    }
}
