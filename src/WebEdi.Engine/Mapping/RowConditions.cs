using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Reads from a map which rows are meant ("rows") and which are passed over ("skip"), and finds what can never hold.</summary>
/// <param name="column">Finds a column by name or position, for a place in the map.</param>
/// <param name="wrong">Told what is wrong: path, found, expected.</param>
/// <param name="missing">Told what is missing: path, expected.</param>
internal sealed class RowConditions(Func<string?, int, string, int> column, Action<string, string, Expectation> wrong, Action<string, Expectation> missing)
{
    private readonly List<(RowCondition Condition, string Path)> _read = [];

    /// <summary>Reads both properties.</summary>
    public IReadOnlyList<RowCondition> Read(DefinitionNode root)
    {
        Read(root, "rows", skips: false);
        Read(root, "skip", skips: true);
        for (int i = 0; i < _read.Count; i++)
            Check(i);
        return [.. _read.Select(r => r.Condition)];
    }

    /// <summary>Holds the condition of a field against them: it must be able to hold in a row that is read.</summary>
    /// <param name="when">The condition's column.</param>
    /// <param name="texts">The texts with which the field is taken.</param>
    /// <param name="path">Its place in the map.</param>
    public void CheckField(int when, IReadOnlyCollection<string> texts, string path)
    {
        foreach ((RowCondition row, _) in _read.Where(r => r.Condition.Column == when))
        {
            if (!texts.Any(t => Holds(row, t) != row.Skips))
                wrong(path, string.Join(", ", texts), Expect.TextOfReadRows);
        }
    }

    private void Read(DefinitionNode root, string property, bool skips)
    {
        if (!root.TryGetProperty(property, out DefinitionNode? said))
            return;

        bool isList = said.Kind == NodeKind.Array;
        int index = 0;
        foreach (DefinitionNode one in isList ? [.. said.Children] : new[] { said })
        {
            string path = isList ? string.Create(CultureInfo.InvariantCulture, $"{property}[{index++}]") : property;
            string? name = one.TryGetProperty("column", out DefinitionNode? c) ? c.GetString() : null;
            int position = one.TryGetProperty("position", out DefinitionNode? p) ? p.GetInt32() : 0;
            if ((name is null) == (position == 0))
                missing(path, Expect.ExactlyOneOf("\"column\"", "\"position\""));
            if (Condition(one, column(name, position, path)) is { } condition)
                _read.Add((condition with { Skips = skips }, path));
            else
                missing(path, Expect.ExactlyOneOf("\"is\"", "\"startsWith\"", "\"empty\""));
        }
    }

    private static RowCondition? Condition(DefinitionNode said, int column)
    {
        bool hasIs = said.TryGetProperty("is", out DefinitionNode? texts);
        bool hasStart = said.TryGetProperty("startsWith", out DefinitionNode? starts);
        bool hasEmpty = said.TryGetProperty("empty", out DefinitionNode? empty);
        return (hasIs, hasStart, hasEmpty) switch
        {
            (true, false, false) => new RowCondition(column, RowTest.Is, Texts(texts!)),
            (false, true, false) => new RowCondition(column, RowTest.StartsWith, Texts(starts!)),
            (false, false, true) => new RowCondition(column, empty!.GetBoolean() ? RowTest.Empty : RowTest.Filled, []),
            _ => null,
        };
    }

    /// <summary>A condition that stands there twice, and two of which no row can have both, are mistakes of whoever wrote the map.</summary>
    private void Check(int index)
    {
        (RowCondition later, string path) = _read[index];
        if (later.Texts.Distinct(StringComparer.Ordinal).Count() < later.Texts.Count)
            wrong(path, string.Join(", ", later.Texts), Expect.OnlyOnce);
        foreach ((RowCondition earlier, _) in _read.Take(index).Where(r => r.Condition.Column == later.Column))
        {
            if (earlier.Skips == later.Skips && earlier.Test == later.Test && earlier.Texts.ToHashSet(StringComparer.Ordinal).SetEquals(later.Texts))
                wrong(path, Show(later), Expect.OnlyOnce);
            else if (!earlier.Skips && !CanMeet(earlier, later))
                wrong(path, Show(later), Expect.ConditionsThatMeet);
        }
    }

    /// <summary>Tells whether a row that is read because of the earlier condition can get past the later one.</summary>
    private static bool CanMeet(RowCondition earlier, RowCondition later) => earlier.Test switch
    {
        RowTest.Is => earlier.Texts.Any(t => Holds(later, t) != later.Skips),
        RowTest.Empty => Holds(later, "") != later.Skips,
        RowTest.Filled => later.Skips ? later.Test != RowTest.Filled : later.Test != RowTest.Empty,
        _ => later.Test switch
        {
            RowTest.Is => later.Skips || later.Texts.Any(t => Holds(earlier, t)),
            RowTest.StartsWith => later.Skips
                ? !earlier.Texts.All(e => later.Texts.Any(l => e.StartsWith(l, StringComparison.Ordinal)))
                : earlier.Texts.Any(e => later.Texts.Any(l => e.StartsWith(l, StringComparison.Ordinal) || l.StartsWith(e, StringComparison.Ordinal))),
            RowTest.Empty => later.Skips,
            _ => !later.Skips,
        },
    };

    private static bool Holds(RowCondition condition, string text) => condition.Test switch
    {
        RowTest.Is => condition.Texts.Contains(text, StringComparer.Ordinal),
        RowTest.StartsWith => condition.Texts.Any(t => text.StartsWith(t, StringComparison.Ordinal)),
        RowTest.Empty => text.Length == 0,
        _ => text.Length > 0,
    };

    private static string Show(RowCondition condition) => condition.Texts.Count > 0 ? string.Join(", ", condition.Texts) : condition.Test == RowTest.Empty ? "empty" : "not empty";

    private static string[] Texts(DefinitionNode value) => value.Kind == NodeKind.Array ? [.. value.Children.Select(v => v.GetString()!)] : [value.GetString()!];
}
