using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>Divides words that are too long for one place over those that the map names together, and over further elements.</summary>
/// <param name="placer">Brings them to their places.</param>
internal sealed class ElementWording(ElementPlacer placer)
{
    /// <summary>Divides words.</summary>
    /// <param name="element">Where the ways begin.</param>
    /// <param name="field">The field.</param>
    /// <param name="words">Its text.</param>
    /// <returns>What a reader will find; null: nothing was divided, because the words fit, are no words, or have no place.</returns>
    public string? Divide(ElementOut element, ElementLevel.Field field, string words)
    {
        FieldPlan plan = field.Source.Plan;
        if (field.Ways.Length == 0 || !FieldWords.IsWording(plan) || placer.LongestOf(element, field.Ways[0].Steps) is not (> 0 and int longest))
            return null;

        string? join = plan.Join;
        bool hasLines = join == "\n" && words.Contains('\n', StringComparison.Ordinal);
        if (words.Length <= longest && !hasLines)
            return null;

        FieldPath[] ways = join is null ? [field.Ways[0]] : [.. field.Ways.Where(w => w.Rank == field.Ways[0].Rank)];
        List<string> placed = [];
        int at = 0;
        foreach (string line in hasLines ? words.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [words])
        {
            for (string rest = line; rest.Length > 0;)
            {
                FieldPath way = ways[Math.Min(at, ways.Length - 1)];
                string piece = Piece(rest, placer.LongestOf(element, way.Steps));
                bool isThere = at < ways.Length ? placer.TryPlace(element, way.Steps, piece, isBare: false) : join is not null && placer.TryPlaceBeside(element, way.Steps, piece);
                if (!isThere)
                    return placed.Count == 0 ? null : string.Join(join, placed);

                placed.Add(piece);
                at++;
                rest = rest[piece.Length..].TrimStart(' ');
            }
        }

        return string.Join(join, placed);
    }

    /// <summary>Cuts at the last blank that has room, or where the room ends, never within a character.</summary>
    private static string Piece(string text, int longest)
    {
        if (longest == 0 || text.Length <= longest)
            return text;

        int end = text.LastIndexOf(' ', longest);
        if (end > 0 && !string.IsNullOrWhiteSpace(text[..end]))
            return text[..end].TrimEnd(' ');

        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }
}
