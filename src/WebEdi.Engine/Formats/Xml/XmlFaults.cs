using System.Globalization;
using System.Text;
using System.Xml;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Says what stopped the parser.</summary>
internal static class XmlFaults
{
    /// <summary>Makes a diagnostic of what the parser or one of our limits threw.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="here">Where the parser was.</param>
    /// <param name="maxMarkup">The most bytes of a piece of markup.</param>
    /// <returns>Null: it is no matter of the file.</returns>
    public static Diagnostic? Explain(Exception exception, SourcePosition here, int maxMarkup) => exception switch
    {
        XmlException e => Diagnostic.Create(DiagnosticCodes.NotWellFormed, At(e, here), found: Shorten(e.Message)),
        DocumentLimitException e => Diagnostic.Create(e.Code, here, e.Name, expected: Expect.Value(e.Limit)),
        TooMuchException => Diagnostic.Create(DiagnosticCodes.MarkupTooLong, here, expected: Expect.Value(maxMarkup)),
        TooManyNamesException => Diagnostic.Create(DiagnosticCodes.TooManyNames, here, expected: Expect.Value(XmlConstants.MaxNames)),
        BadTextException e => Diagnostic.Create(DiagnosticCodes.TextInvalid, here with { Offset = e.Offset }, "XML", e.Bytes, Expect.Value(e.Encoding)),
        DecoderFallbackException => Diagnostic.Create(DiagnosticCodes.TextInvalid, here, "XML", "?", Expect.Value("utf-16")),
        _ => null,
    };

    /// <summary>Finds the line and column of a character.</summary>
    public static SourcePosition PositionIn(string text, int at, string file)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, at);
        int line = before.Count('\n') + 1;
        return new SourcePosition(file, line, at - before.LastIndexOf('\n'));
    }

    private static SourcePosition At(XmlException e, SourcePosition here) =>
        e.LineNumber == 0 ? here : here with { Line = e.LineNumber, Column = e.LinePosition, Offset = -1 };

    /// <summary>The platform's text without its own account of the place.</summary>
    private static string Shorten(string message)
    {
        int place = message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return (place > 0 ? message[..place] : message).TrimEnd('.');
    }
}

/// <summary>How long values are in the bytes of an XML file.</summary>
internal static class XmlRaw
{
    /// <summary>An attribute ends at its quote, a text at the next tag.</summary>
    public static int LengthOf(ReadOnlySpan<byte> raw, byte before) => raw.IndexOf(before is (byte)'"' or (byte)'\'' ? before : (byte)'<');
}
