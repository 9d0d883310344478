namespace WebEdi.Engine.Formats.X12;

/// <summary>Finds out which delimiters an interchange has: from the places in its ISA segment, or by its separators where the places are shifted.</summary>
internal static class InterchangeHeader
{
    /// <summary>Finds a header.</summary>
    /// <param name="bytes">Where to look.</param>
    /// <param name="final">Whether the file ends with the bytes.</param>
    /// <param name="sure">How many bytes need not be looked at again when there is none.</param>
    /// <returns>Where it begins; -1: nowhere.</returns>
    public static int Find(ReadOnlySpan<byte> bytes, bool final, out int sure)
    {
        int at = 0;
        while (true)
        {
            int found = bytes[at..].IndexOf((byte)'S');

            // What stands before a header tells whether it is one: the byte before it is looked at again with it.
            sure = found >= 0 ? Math.Max(0, at + found - 2) : final ? bytes.Length : Math.Max(0, bytes.Length - 2);
            if (found < 0 || (!final && bytes.Length - at - found < X12Constants.Reach + 4))
                return -1;

            int s = at + found;
            if (s > 0 && bytes[s - 1] == (byte)'I' && IsStart(bytes, s - 1) && IsHeader(bytes[(s - 1)..]))
                return s - 1;
            if (s > 0 && bytes[s - 1] == (byte)'G' && IsStart(bytes, s - 1) && IsGroup(bytes[(s - 1)..]))
                return s - 1;
            at = s + 1;
        }
    }

    /// <summary>Tells whether bytes begin with ISA and a separator.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> bytes) => bytes.Length > 4 && bytes.StartsWith("ISA"u8) && IsDelimiter(bytes[3]);

    /// <summary>Tells whether bytes begin with GS, a separator and, behind the terminator that can be seen from it, ST.</summary>
    public static bool IsGroup(ReadOnlySpan<byte> bytes) => bytes.Length > 3 && bytes.StartsWith("GS"u8) && IsDelimiter(bytes[2]) && ReadGroup(bytes) is not null;

    /// <summary>Reads the delimiters of a file whose interchange header is missing: of a group and the message in it.</summary>
    /// <returns>Null: they cannot be seen.</returns>
    public static Delimiters? ReadGroup(ReadOnlySpan<byte> bytes)
    {
        byte element = bytes[2];
        int next = FindSegment(bytes, "ST"u8, element);
        return next < 0 || !TryReadEnd(bytes, next, out int at) ? null : Of(bytes, element, 0, 0, at);
    }

    /// <summary>Tells whether bytes begin with ST, a separator and the number of a transaction set, and the terminator can be seen behind its reference.</summary>
    public static bool IsSet(ReadOnlySpan<byte> bytes) => bytes.Length > 8 && bytes.StartsWith("ST"u8) && IsDelimiter(bytes[2]) && !bytes[3..6].ContainsAnyExceptInRange((byte)'0', (byte)'9') && ReadSet(bytes) is not null;

    /// <summary>Reads the delimiters of a file that begins with a transaction set: what ends its first segment is neither letter nor separator.</summary>
    /// <returns>Null: they cannot be seen.</returns>
    public static Delimiters? ReadSet(ReadOnlySpan<byte> bytes)
    {
        byte element = bytes[2];
        int separators = 1;
        for (int at = 3; at < Math.Min(bytes.Length, X12Constants.Reach); at++)
        {
            if (bytes[at] == element)
                separators++;
            else if (!IsLetter(bytes[at]) && bytes[at] is not ((byte)' ' or (byte)'-'))
                return separators is 2 or 3 ? Of(bytes, element, 0, 0, at) : null;
        }

        return null;
    }

    /// <summary>Reads the delimiters.</summary>
    /// <param name="bytes">ISA and what follows.</param>
    /// <param name="length">How many bytes the header takes when it is not as the standard says; 0: it is.</param>
    /// <returns>Null: no terminator can be seen, or delimiters are the same.</returns>
    public static Delimiters? Read(ReadOnlySpan<byte> bytes, out int length)
    {
        byte element = bytes[3];
        length = 0;
        Span<int> separators = stackalloc int[X12Constants.HeaderElements];
        bool isAligned = Locate(bytes, element, separators, out int last);
        int group = FindSegment(bytes, "GS"u8, element);
        if (last < 0 || (group > 0 && group < last) || last + 2 >= bytes.Length)
            return ReadShort(bytes, element, group, out length);

        int at = last + 1;
        byte component = bytes[at];
        if (!IsDelimiter(component) || component == element)
            return ReadShort(bytes, element, group, out length);

        int behind = EndBehind(bytes, at);
        byte end = bytes[behind];
        byte repetition = RepetitionOf(bytes, separators);
        if ((end is (byte)'\r' or (byte)'\n' || IsLetter(end)) && EndsNextSegment(bytes, at, component))
        {
            // ISA16 is missing: what stands in its place ends the segments.
            length = at + 1;
            return Of(bytes, element, 0, repetition, at);
        }

        if (!IsDelimiter(end))
            return null;

        Delimiters? delimiters = Of(bytes, element, component, repetition, behind);
        if ((!isAligned || behind > at + 1) && delimiters is not null)
            length = behind + delimiters.TerminatorLength;
        return delimiters;
    }

    /// <summary>Finds what ends the header behind ISA16: where lines were filled up with blanks, the line break behind them.</summary>
    private static int EndBehind(ReadOnlySpan<byte> bytes, int at)
    {
        int end = at + 1;
        while (end + 1 < bytes.Length && bytes[end] is (byte)' ' or (byte)'\t')
            end++;
        return bytes[end] is (byte)'\r' or (byte)'\n' ? end : at + 1;
    }

    /// <summary>Finds the first element that has not as many bytes as the standard gives it.</summary>
    /// <param name="header">A header that is as long as it should be.</param>
    /// <param name="at">Where the element begins.</param>
    /// <param name="bytes">How many bytes it has.</param>
    /// <param name="expected">How many it should have.</param>
    /// <returns>Its number; 0: there is none.</returns>
    public static int FindOdd(ReadOnlySpan<byte> header, out int at, out int bytes, out int expected)
    {
        (at, bytes, expected) = (X12Constants.Separators[0] + 1, 0, 0);
        for (int element = 1; element < X12Constants.HeaderElements; element++)
        {
            expected = X12Constants.Separators[element] - X12Constants.Separators[element - 1] - 1;
            bytes = header[at..].IndexOf(header[at - 1]);
            if (bytes != expected)
                return bytes < 0 ? 0 : element;
            at += bytes + 1;
        }

        return 0;
    }

    public static bool IsLetter(byte b) => b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9');

    private static bool IsDelimiter(byte b) => !IsLetter(b) && b is not ((byte)' ' or 0);

    private static bool IsStart(ReadOnlySpan<byte> bytes, int at) => at == 0 || !IsLetter(bytes[at - 1]);

    /// <summary>Finds the separators, line breaks of a wrapped file left out.</summary>
    /// <returns>Whether they stand where they should.</returns>
    private static bool Locate(ReadOnlySpan<byte> bytes, byte element, Span<int> separators, out int last)
    {
        int count = 0;
        int wrapped = 0;
        bool isAligned = true;
        last = -1;
        for (int at = 3; at < Math.Min(bytes.Length, X12Constants.Reach); at++)
        {
            if (bytes[at] == element)
            {
                isAligned &= at - wrapped == X12Constants.Separators[count];
                separators[count++] = at;
                if (count == X12Constants.HeaderElements)
                {
                    last = at;
                    return isAligned;
                }
            }
            else if (bytes[at] is (byte)'\r' or (byte)'\n')
            {
                wrapped++;
            }
        }

        return false;
    }

    private static byte RepetitionOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> separators)
    {
        ReadOnlySpan<byte> usage = bytes[(separators[10] + 1)..separators[11]];
        ReadOnlySpan<byte> version = bytes[(separators[11] + 1)..separators[12]];
        bool isSeparator = usage.Length == 1 && IsDelimiter(usage[0]) && version.Length == 5
            && version.SequenceCompareTo(System.Text.Encoding.ASCII.GetBytes(X12Constants.FirstRepeating)) >= 0;
        return isSeparator ? usage[0] : (byte)0;
    }

    /// <summary>Reads a header that lacks elements: its end is in front of the group.</summary>
    private static Delimiters? ReadShort(ReadOnlySpan<byte> bytes, byte element, int group, out int length)
    {
        length = 0;
        if (group < 0 || !TryReadEnd(bytes, group, out int at))
            return null;

        byte component = bytes[at - 1];
        Delimiters? delimiters = Of(bytes, element, IsDelimiter(component) && component != element ? component : (byte)0, 0, at);
        if (delimiters is not null)
            length = at + delimiters.TerminatorLength;
        return delimiters;
    }

    /// <summary>Finds the terminator in front of a segment.</summary>
    private static bool TryReadEnd(ReadOnlySpan<byte> bytes, int next, out int at)
    {
        at = next - 1;
        while (at > 4 && bytes[at] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t')
            at--;

        // Line breaks alone: they are the terminator.
        if (IsLetter(bytes[at]))
        {
            at++;
            return bytes[at] is (byte)'\r' or (byte)'\n';
        }

        while (at > 4 && (bytes[at] & 0xC0) == 0x80)
            at--;
        return true;
    }

    private static int FindSegment(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> tag, byte element)
    {
        ReadOnlySpan<byte> near = bytes[..Math.Min(bytes.Length, X12Constants.Reach)];
        for (int at = 4; at + tag.Length < near.Length; at++)
        {
            if (near[at..].StartsWith(tag) && near[at + tag.Length] == element && !IsLetter(near[at - 1]) && near[at - 1] != element)
                return at;
        }

        return -1;
    }

    /// <summary>Tells whether a character ends the segment behind the header.</summary>
    private static bool EndsNextSegment(ReadOnlySpan<byte> bytes, int at, byte candidate)
    {
        ReadOnlySpan<byte> rest = bytes[(at + 1)..Math.Min(bytes.Length, at + X12Constants.Reach)];
        int next = rest.IndexOf(candidate);
        if (next < 0)
            return false;

        ReadOnlySpan<byte> behind = rest[(next + 1)..].TrimStart(" \t\r\n"u8);
        return behind.StartsWith("ST"u8) || behind.StartsWith("GS"u8) || behind.StartsWith("IEA"u8);
    }

    private static Delimiters? Of(ReadOnlySpan<byte> bytes, byte element, byte component, byte repetition, int at)
    {
        // A character of UTF-8 as terminator takes two to four bytes.
        int length = bytes[at] switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => 1,
        };
        for (int i = 1; i < length; i++)
        {
            if (at + i >= bytes.Length || (bytes[at + i] & 0xC0) != 0x80)
                length = 1;
        }

        int lead = 0;
        for (int i = 0; i < length - 1; i++)
            lead |= bytes[at + i] << (8 * i);

        Delimiters delimiters = new()
        {
            Element = element,
            Component = component,
            Repetition = repetition == component ? (byte)0 : repetition,
            Terminator = bytes[at + length - 1],
            TerminatorLead = lead,
            TerminatorLength = length,
        };
        return delimiters.Collide() ? null : delimiters;
    }
}
