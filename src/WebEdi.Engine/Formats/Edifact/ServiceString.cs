namespace WebEdi.Engine.Formats.Edifact;

/// <summary>Finds out which delimiters an interchange has: from the service string advice, or from the first segment itself.</summary>
internal static class ServiceString
{
    private const string ServiceTags = "ABHG";

    /// <summary>Reads the service string advice.</summary>
    /// <param name="advice">Nine bytes, UNA first.</param>
    /// <returns>The delimiters; null when they cannot be any.</returns>
    /// <remarks>The fifth character was reserved, for a blank, before syntax version 4 gave it to repetitions.</remarks>
    public static Delimiters? Read(ReadOnlySpan<byte> advice)
    {
        if (!IsAdvice(advice))
            return null;

        Delimiters delimiters = new()
        {
            Component = advice[3],
            Element = advice[4],
            DecimalMark = advice[5],
            Release = advice[6] == (byte)' ' ? (byte)0 : advice[6],
            Repetition = advice[7] == (byte)' ' ? (byte)0 : advice[7],
            Terminator = advice[8],
        };
        return delimiters.Collide() ? null : delimiters;
    }

    /// <summary>Reads a service string advice that lacks one character, mostly the blank that was reserved before syntax version 4.</summary>
    /// <param name="bytes">The advice and the header behind it.</param>
    /// <returns>The delimiters, the last character being the terminator; null: the advice is whole, or none.</returns>
    /// <remarks>Taken as whole, such an advice makes a line break the terminator and the terminator the repetition separator.</remarks>
    public static Delimiters? ReadCut(ReadOnlySpan<byte> bytes)
    {
        const int length = EdifactConstants.AdviceBytes - 1;
        if (bytes.Length < length + 4 || !bytes.StartsWith("UNA"u8) || bytes[length - 1] is (byte)' ' or (byte)'\r' or (byte)'\n' || bytes[3..length].ContainsAnyInRange((byte)'0', (byte)'9'))
            return null;

        ReadOnlySpan<byte> header = bytes[length..Math.Min(bytes.Length, EdifactConstants.HeaderReach)].TrimStart("\r\n"u8);
        byte element = bytes[4], terminator = bytes[length - 1];
        if (!BeginsSegment(header, element))
            return null;

        int end = header.IndexOf(terminator);
        if (end < 0 || !BeginsSegment(header[(end + 1)..].TrimStart("\r\n"u8), element))
            return null;

        Delimiters delimiters = new() { Component = bytes[3], Element = element, DecimalMark = bytes[5], Release = bytes[6] == (byte)' ' ? (byte)0 : bytes[6], Terminator = terminator };
        return delimiters.Collide() ? null : delimiters;
    }

    /// <summary>Tells whether bytes are a service string advice, whatever it says.</summary>
    public static bool IsAdvice(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < EdifactConstants.AdviceBytes || !bytes.StartsWith("UNA"u8))
            return false;

        foreach (byte b in bytes[3..EdifactConstants.AdviceBytes])
        {
            if (IsLetter(b))
                return false;
        }

        return true;
    }

    /// <summary>Finds a header.</summary>
    /// <param name="bytes">Where to look.</param>
    /// <param name="earlier">The delimiters of the interchange before; null: there was none.</param>
    /// <param name="final">Whether the file ends with the bytes.</param>
    /// <param name="sure">How many bytes need not be looked at again when there is none.</param>
    /// <returns>Where it begins; -1: nowhere.</returns>
    public static int FindHeader(ReadOnlySpan<byte> bytes, Delimiters? earlier, bool final, out int sure)
    {
        int at = 0;
        while (true)
        {
            int found = bytes[at..].IndexOf((byte)'U');
            if (found < 0)
            {
                // What stands before a header tells whether it is one: the byte before it is looked at again with it.
                sure = final ? bytes.Length : Math.Max(0, bytes.Length - 1);
                return -1;
            }

            at += found;
            if (bytes.Length - at < (final ? 4 : EdifactConstants.AdviceBytes))
            {
                sure = Math.Max(0, at - 1);
                return -1;
            }

            if (!final && bytes.Length - at < EdifactConstants.HeaderReach && bytes[at..].StartsWith("UNA"u8))
            {
                // Whether an advice lacks a character is seen from the header behind it.
                sure = Math.Max(0, at - 1);
                return -1;
            }

            if ((at == 0 || IsLikely(bytes, at)) && IsHeader(bytes[at..], earlier))
            {
                sure = at;
                return at;
            }

            at++;
        }
    }

    /// <summary>Tells whether a header in the middle of other text is meant as one.</summary>
    private static bool IsLikely(ReadOnlySpan<byte> bytes, int at)
    {
        if (IsLetter(bytes[at - 1]))
            return false;

        ReadOnlySpan<byte> header = bytes[at..];
        if (!header.StartsWith("UNB"u8))
            return true;

        return header.Length > 8 && IsLetter(header[4]) && IsLetter(header[5]) && IsLetter(header[6]) && IsLetter(header[7]) && !IsLetter(header[8]);
    }

    /// <summary>Tells whether bytes begin with a header.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> bytes, Delimiters? earlier)
    {
        if (bytes.Length < 4 || bytes[0] != (byte)'U')
            return false;

        byte next = bytes[3];
        bool known = next is (byte)'+' or 0x1D || next == earlier?.Element;
        return (bytes[1], bytes[2]) switch
        {
            ((byte)'N', (byte)'A') => IsAdvice(bytes) || ReadCut(bytes) is not null,
            ((byte)'N', (byte)'B') => !IsLetter(next) && next > (byte)' ' || known,
            ((byte)'N', (byte)'H' or (byte)'G') or ((byte)'I', (byte)'B' or (byte)'H') => known,
            _ => false,
        };
    }

    /// <summary>Finds the delimiters of a header that no advice stands before.</summary>
    /// <param name="bytes">The header and what follows.</param>
    /// <param name="earlier">The delimiters of the interchange before; null: there was none.</param>
    /// <param name="undeclared">Whether they are others than the standard says.</param>
    public static Delimiters Infer(ReadOnlySpan<byte> bytes, Delimiters? earlier, out bool undeclared)
    {
        byte element = bytes[3];
        undeclared = false;
        if (element == EdifactConstants.LevelB.Element)
            return EdifactConstants.LevelB;

        if (element != EdifactConstants.Ordinary.Element)
        {
            undeclared = true;
            if (earlier is not null && element == earlier.Element)
                return earlier;

            // UNB, then the syntax identifier of four letters, then a component separator.
            byte component = bytes.Length > 8 && !IsLetter(bytes[8]) ? bytes[8] : (byte)':';
            byte end = TerminatorBefore(bytes, element);
            Delimiters guess = EdifactConstants.Ordinary with { Element = element, Component = component, Terminator = end == 0 ? (byte)'\'' : end };
            return guess.Collide() ? EdifactConstants.Ordinary with { Element = element, Component = 0, Release = 0 } : guess;
        }

        Delimiters delimiters = EdifactConstants.Ordinary;
        if (bytes.StartsWith("UNB"u8) && bytes.Length > 9 && bytes[8] == delimiters.Component && bytes[9] == (byte)'4')
            delimiters = delimiters with { Repetition = EdifactConstants.Repetition };

        int terminator = FindTerminator(bytes, delimiters);
        int newline = FindNewSegment(bytes, element);
        if (newline >= 0 && (terminator < 0 || newline < terminator))
        {
            undeclared = true;
            delimiters = delimiters with { Terminator = (byte)'\n' };
        }

        return delimiters;
    }

    public static bool IsLetter(byte b) => b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9');

    /// <summary>Tells whether bytes begin with a tag and the separator of elements.</summary>
    private static bool BeginsSegment(ReadOnlySpan<byte> bytes, byte element) =>
        bytes.Length > 3 && bytes[3] == element && !bytes[..3].ContainsAnyExceptInRange((byte)'A', (byte)'Z');

    /// <summary>Finds the byte that ends the header: the one in front of UNH or UNG.</summary>
    private static byte TerminatorBefore(ReadOnlySpan<byte> bytes, byte element)
    {
        for (int at = 4; at + 3 < bytes.Length; at++)
        {
            if (bytes[at] != (byte)'U' || bytes[at + 1] != (byte)'N' || bytes[at + 2] is not ((byte)'H' or (byte)'G') || bytes[at + 3] != element)
                continue;

            int before = at - 1;
            while (before > 4 && bytes[before] is (byte)'\r' or (byte)'\n' or (byte)' ')
                before--;
            return IsLetter(bytes[before]) ? (byte)'\n' : bytes[before];
        }

        return 0;
    }

    private static int FindTerminator(ReadOnlySpan<byte> bytes, Delimiters delimiters)
    {
        for (int at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == delimiters.Release)
                at++;
            else if (bytes[at] == delimiters.Terminator)
                return at;
        }

        return -1;
    }

    /// <summary>Finds a line that begins like a segment.</summary>
    private static int FindNewSegment(ReadOnlySpan<byte> bytes, byte element)
    {
        bool isInterchange = bytes[2] == (byte)'B';
        for (int at = 0; at + 4 < bytes.Length; at++)
        {
            if (bytes[at] != (byte)'\n' || bytes[at + 4] != element)
                continue;

            ReadOnlySpan<byte> tag = bytes.Slice(at + 1, 3);
            bool isService = tag[0] == (byte)'U' && ServiceTags.Contains((char)tag[2], StringComparison.Ordinal);
            if (isInterchange ? isService : !tag.ContainsAnyExceptInRange((byte)'A', (byte)'Z'))
                return at;
        }

        return -1;
    }
}
