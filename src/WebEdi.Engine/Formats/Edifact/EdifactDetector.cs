using System.Globalization;

using WebEdi.Formats;

namespace WebEdi.Engine.Formats.Edifact;

/// <summary>Tells EDIFACT from everything else: by its first segment, wherever text before it ends.</summary>
internal sealed class EdifactDetector : IFormatDetector
{
    public string Format => "edifact";

    public FormatMatch Match(ReadOnlySpan<byte> head)
    {
        int at = ServiceString.FindHeader(head, null, final: true, out _);
        if (at < 0)
            return new FormatMatch(0, "no UNA, UNB or UNH segment in the first bytes");

        string tag = System.Text.Encoding.Latin1.GetString(head.Slice(at, 3));
        bool isFirst = BlankFile.IsPadding(head[..at]);
        string evidence = string.Concat(string.Concat("segment ", tag, " at byte "), at.ToString(CultureInfo.InvariantCulture), isFirst ? "" : ", text before it");
        int confidence = tag switch
        {
            "UNA" or "UNB" or "UIB" when isFirst => 100,
            _ when isFirst => 95,
            "UNA" => 90,
            _ => 60,
        };
        return new FormatMatch(confidence, evidence);
    }
}
