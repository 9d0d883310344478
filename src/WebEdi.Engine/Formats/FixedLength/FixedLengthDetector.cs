using System.Globalization;

using WebEdi.Formats;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Recognises text whose lines are all equally long. Records without line ends can only be known by a map.</summary>
internal sealed class FixedLengthDetector : IFormatDetector
{
    private const int FewestBytes = 10;

    public string Format => "fixed";

    public FormatMatch Match(ReadOnlySpan<byte> head)
    {
        int length = -1;
        int lines = 0;
        for (ReadOnlySpan<byte> rest = head; ;)
        {
            int end = rest.IndexOf(FixedLengthConstants.LineFeed);
            if (end < 0)
                break;

            int bytes = end > 0 && rest[end - 1] == FixedLengthConstants.CarriageReturn ? end - 1 : end;
            if (length >= 0 && bytes != length)
                return new FormatMatch(0, string.Create(CultureInfo.InvariantCulture, $"line {lines + 1} has {bytes} bytes, the lines before it {length}"));

            length = bytes;
            lines++;
            rest = rest[(end + 1)..];
        }

        return lines < 2 || length < FewestBytes || head.Contains((byte)0)
            ? new FormatMatch(0, "no lines of equal length")
            : new FormatMatch(40, string.Create(CultureInfo.InvariantCulture, $"the first {lines} lines all have {length} bytes"));
    }
}
