using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Suggestion
{
    private const int MaxLength = 60;

    /// <summary>Finds the nearest of some words: equal but for case, width and spaces, or a few letters away.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What exists.</param>
    /// <returns>The nearest, or null when none is near.</returns>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string folded = Fold(word);
        string? best = null;
        int bestDistance = Math.Max(1, folded.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(folded, Fold(candidate));
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>The platform refuses to normalise it.</summary>
    private const char NoCharacter = '\uFFFE';

    private static string Fold(string text)
    {
        string cut = text.Length <= MaxLength ? text : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        if (cut.Any(c => char.IsSurrogate(c) || c == NoCharacter))
            return cut.ToUpperInvariant();

        return string.Concat(cut.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
