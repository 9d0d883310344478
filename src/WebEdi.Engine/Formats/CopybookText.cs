using System.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Cuts COBOL source into sentences of words: sequence numbers, comments and the text behind column 72 left out.</summary>
/// <remarks>Lines that begin with six digits are in the fixed format; others are read as they are.</remarks>
internal static class CopybookText
{
    private const int SequenceLength = 6;
    private const int LastColumn = 72;

    /// <summary>Reads the sentences.</summary>
    public static List<CopybookSentence> Read(string text)
    {
        List<CopybookSentence> sentences = [];
        List<string> words = [];
        int begun = 0;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (string word in Words(Code(lines[i].TrimEnd('\r'))))
            {
                if (word == ".")
                {
                    if (words.Count > 0)
                        sentences.Add(new CopybookSentence(begun, words));
                    words = [];
                    continue;
                }

                if (words.Count == 0)
                    begun = i + 1;
                words.Add(word);
            }
        }

        if (words.Count > 0)
            sentences.Add(new CopybookSentence(begun, words));
        return sentences;
    }

    private static string Code(string line)
    {
        if (line.Length > SequenceLength && !line.AsSpan(0, SequenceLength).ContainsAnyExceptInRange('0', '9'))
        {
            if (line[SequenceLength] is '*' or '/')
                return "";

            line = line[(SequenceLength + 1)..Math.Min(line.Length, LastColumn)];
        }

        if (line.AsSpan().TrimStart().StartsWith("*"))
            return "";

        int comment = line.IndexOf("*>", StringComparison.Ordinal);
        return comment < 0 ? line : line[..comment];
    }

    private static IEnumerable<string> Words(string line)
    {
        StringBuilder word = new();
        char quote = '\0';
        for (int i = 0; i <= line.Length; i++)
        {
            char c = i < line.Length ? line[i] : ' ';
            char next = i + 1 < line.Length ? line[i + 1] : ' ';
            if (quote != '\0')
            {
                word.Append(c);
                if (c == quote)
                    quote = '\0';
            }
            else if (c is '\'' or '"')
            {
                word.Append(quote = c);
            }
            else if (char.IsWhiteSpace(c) || (c is '.' or ',' or ';' && char.IsWhiteSpace(next)))
            {
                if (word.Length > 0)
                    yield return word.ToString();
                word.Clear();
                if (c == '.')
                    yield return ".";
            }
            else
            {
                word.Append(c);
            }
        }
    }
}

/// <summary>A sentence.</summary>
/// <param name="Line">The line in which it begins, from 1.</param>
/// <param name="Words">Its words.</param>
internal sealed record CopybookSentence(int Line, IReadOnlyList<string> Words);
