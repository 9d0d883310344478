using System.Text;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>Knows the declarations that ordinary files have.</summary>
internal static class ScannedProlog
{
    private const int MaxDeclaration = 256;

    /// <summary>Tells how long the XML declaration is.</summary>
    /// <param name="head">The first bytes, behind a byte order mark.</param>
    /// <returns>0: there is none; -1: it is not an ordinary one of a file in UTF-8.</returns>
    public static int LengthOf(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("<?"u8))
            return 0;

        int length = head[..Math.Min(head.Length, MaxDeclaration)].IndexOf("?>"u8);
        if (length < 0)
            return -1;

        string text = Encoding.Latin1.GetString(head[..length]);
        if (!text.Contains('"', StringComparison.Ordinal))
            text = text.Replace('\'', '"');
        ReadOnlySpan<char> rest = text;
        if (!Passes(ref rest, "<?xml version=\"1.0\""))
            return -1;

        if (!Passes(ref rest, " encoding=\"utf-8\""))
            Passes(ref rest, " encoding=\"UTF-8\"");
        if (!Passes(ref rest, " standalone=\"yes\""))
            Passes(ref rest, " standalone=\"no\"");
        return rest.Trim(' ').IsEmpty ? length + 2 : -1;
    }

    /// <summary>Tells whether an ordinary file declares such a namespace: plain ASCII, and none that XML itself owns.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="prefix">What stands for it.</param>
    public static bool IsOrdinarySpace(ReadOnlySpan<byte> space, ScannedPrefix prefix) =>
        space.Length <= XmlConstants.MaxNameLength
        && !space.ContainsAnyExceptInRange((byte)' ', (byte)'~')
        && !space.ContainsAny((byte)'&', (byte)'<')
        && !space.StartsWith("http://www.w3.org/XML/1998/"u8)
        && !space.StartsWith("http://www.w3.org/2000/xmlns"u8)
        && prefix.Name is not ("xml" or "xmlns")
        && (!space.IsEmpty || prefix.Name.Length == 0);

    private static bool Passes(ref ReadOnlySpan<char> rest, string text)
    {
        if (!rest.StartsWith(text, StringComparison.Ordinal))
            return false;

        rest = rest[text.Length..];
        return true;
    }
}
