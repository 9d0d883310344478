using System.Buffers;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>What comes before the root element, and the name of that.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="At">The character at which it was found.</param>
/// <param name="Root">The local name of the root element; null: not found.</param>
internal readonly record struct XmlProlog(PrologKind Kind, int At, string? Root)
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    /// <summary>Looks at the first characters of a file.</summary>
    /// <param name="head">The characters.</param>
    public static XmlProlog Read(ReadOnlySpan<char> head)
    {
        int at = 0;
        while (true)
        {
            while (at < head.Length && (head[at] <= ' ' || head[at] == '\uFEFF'))
                at++;

            ReadOnlySpan<char> rest = head[at..];
            if (rest.Length < 2)
                return new XmlProlog(PrologKind.Unfinished, at, null);
            if (rest[0] != '<')
                return new XmlProlog(PrologKind.NoXml, at, null);

            int length;
            if (rest[1] == '?')
            {
                length = LengthTo(rest, "?>");
            }
            else if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                length = LengthTo(rest, "-->");
            }
            else if (rest[1] == '!')
            {
                length = DocumentType(rest, out bool hasOwn);
                if (hasOwn)
                    return new XmlProlog(PrologKind.OwnDeclarations, at, null);
            }
            else
            {
                return new XmlProlog(PrologKind.Sound, at, Name(rest[1..]));
            }

            if (length < 0)
                return new XmlProlog(PrologKind.Unfinished, at, null);
            at += length;
        }
    }

    /// <summary>Finds what an XML declaration may not hold: every character in it is ASCII.</summary>
    /// <returns>The first such character; -1: there is none, or no declaration.</returns>
    public static int StrangeInDeclaration(ReadOnlySpan<char> head)
    {
        ReadOnlySpan<char> from = head.TrimStart('\uFEFF');
        int length = from.StartsWith("<?xml", StringComparison.Ordinal) ? LengthTo(from, "?>") : -1;
        int found = length < 0 ? -1 : from[..length].IndexOfAnyExceptInRange('\0', '\x7F');
        return found < 0 ? -1 : found + head.Length - from.Length;
    }

    private static int LengthTo(ReadOnlySpan<char> text, string end)
    {
        int found = text.IndexOf(end);
        return found < 0 ? -1 : found + end.Length;
    }

    private static int DocumentType(ReadOnlySpan<char> text, out bool hasOwn)
    {
        hasOwn = false;
        char quote = '\0';
        for (int i = 2; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return i + 1;
            else if (c == '[')
                hasOwn = true;

            if (hasOwn)
                return -1;
        }

        return -1;
    }

    private static string? Name(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(NameEnds);
        ReadOnlySpan<char> name = end < 0 ? text : text[..end];
        name = name[(name.LastIndexOf(':') + 1)..];
        return name.IsEmpty || !(char.IsLetter(name[0]) || name[0] == '_') ? null : name[..Math.Min(name.Length, 80)].ToString();
    }
}

/// <summary>What a prolog is like.</summary>
internal enum PrologKind
{
    /// <summary>The root element begins.</summary>
    Sound,

    /// <summary>It goes on behind the characters that were there.</summary>
    Unfinished,

    /// <summary>The first character is none that XML begins with.</summary>
    NoXml,

    /// <summary>A document type declares something.</summary>
    OwnDeclarations,
}
