using System.Globalization;

using WebEdi.Formats;

namespace WebEdi.Engine.Formats.X12;

/// <summary>Tells X12 from everything else: by its ISA segment, wherever text before it ends.</summary>
internal sealed class X12Detector : IFormatDetector
{
    public string Format => "x12";

    public FormatMatch Match(ReadOnlySpan<byte> head)
    {
        int start = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (start >= 0 && InterchangeHeader.IsSet(head[start..]))
            return new FormatMatch(70, string.Create(CultureInfo.InvariantCulture, $"segment ST at byte {start}, ISA and GS are missing"));

        int at = InterchangeHeader.Find(head, final: true, out _);
        if (at < 0)
            return new FormatMatch(0, "no ISA segment in the first bytes");

        bool isFirst = BlankFile.IsPadding(head[..at]);
        string before = isFirst ? "" : ", text before it";
        if (head[at] == (byte)'G')
            return new FormatMatch(isFirst ? 70 : 50, string.Create(CultureInfo.InvariantCulture, $"segment GS at byte {at}, ISA is missing{before}"));

        bool isReadable = InterchangeHeader.Read(head[at..], out int length) is not null;
        string form = !isReadable ? ", delimiters not readable" : length == 0 ? "" : ", elements not where they should be";
        return new FormatMatch((isReadable, isFirst) switch
        {
            (true, true) => length == 0 ? 100 : 95,
            (true, false) => 90,
            (false, true) => 60,
            _ => 0,
        }, string.Create(CultureInfo.InvariantCulture, $"segment ISA at byte {at}{form}{before}"));
    }
}
