namespace WebEdi.Engine.Mapping;

/// <summary>Reads the paths of maps.</summary>
/// <remarks>
/// In formats of segments and records the last part is an element: its position (<c>04</c>, <c>4.1</c>: one or two digits), or its number in
/// the directory (<c>3039</c>, <c>#67</c>), or the name of a field; the parts before are tags, with a qualifier that the first element must
/// hold (<c>NAD+BY|OB</c>), or with a star: any number of them below one another (<c>HL*</c>). In XML and JSON every part is a name. Conditions stand in brackets: <c>[7143=EN]</c>, <c>[@schemeID!=GLN]</c>,
/// in formats of segments also of what is below the node <c>[HL*/HL/03!=I]</c>, and whether a segment is there at all <c>[SN1]</c>.
/// </remarks>
internal static class TreePathParser
{
    /// <summary>The longest path, in characters.</summary>
    public const int MaxLength = 400;

    private const int MaxSteps = 20;

    /// <summary>Reads the path of a value.</summary>
    /// <param name="text">The path.</param>
    /// <param name="segments">Whether the format is made of segments or records.</param>
    /// <returns>Null when it is none.</returns>
    public static TreePath? Parse(string text, bool segments)
    {
        if (text == TreePath.LineCount)
            return new TreePath(text, PathStart.Part, [], null);

        return ParseParts(text, out PathStart start) is not { Count: > 0 and <= MaxSteps } parts || (segments && parts.Count < 2)
            ? null
            : Make(text, start, segments ? parts[..^1] : parts, segments ? parts[^1] : null, segments);
    }

    /// <summary>Reads the path of a node.</summary>
    public static TreePath? ParseNode(string text, bool segments) =>
        ParseParts(text, out PathStart start) is { Count: > 0 and <= MaxSteps } parts ? Make(text, start, parts, null, segments) : null;

    private static TreePath? Make(string text, PathStart start, List<string> steps, string? place, bool segments)
    {
        TreeStep[] read = new TreeStep[steps.Count];
        for (int i = 0; i < read.Length; i++)
        {
            if (Step(steps[i], segments) is not { } made)
                return null;

            read[i] = made;
        }

        if (place is null)
            return new TreePath(text, start, read, null);

        return Place(place) is { } at ? new TreePath(text, start, read, at) : null;
    }

    /// <summary>Cuts at slashes that stand outside brackets.</summary>
    private static List<string>? ParseParts(string text, out PathStart start)
    {
        start = text.StartsWith('/') ? PathStart.Message : text.StartsWith("../", StringComparison.Ordinal) ? PathStart.Above : PathStart.Part;
        if (text.Length is 0 or > MaxLength)
            return null;

        List<string> parts = [];
        int depth = 0, from = start switch { PathStart.Message => 1, PathStart.Above => 3, _ => 0 };
        for (int i = from; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == '/' && depth == 0))
            {
                if (i == from || depth != 0)
                    return null;

                parts.Add(text[from..i]);
                from = i + 1;
                continue;
            }

            depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            if (depth is < 0 or > 1)
                return null;
        }

        return parts;
    }

    private static TreeStep? Step(string text, bool segments)
    {
        if (Conditions(text, segments, out string head) is not { } conditions)
            return null;

        bool isRepeated = segments && head.EndsWith('*');
        if (isRepeated)
            head = head[..^1];

        string? qualifier = null;
        if (segments && head.IndexOf('+', StringComparison.Ordinal) is > 0 and int plus)
            (head, qualifier) = (head[..plus], head[(plus + 1)..]);

        if (!segments)
            head = Local(head);
        if (head.Length == 0 || head is "@" or TreePath.LineCount || qualifier?.Length == 0 || (segments && head.Contains('*', StringComparison.Ordinal)))
            return null;

        if (qualifier is not null)
            conditions = [new PathCondition(new PathSubject(new PlaceReference(null, 0, 0, null), []), qualifier.Split('|'), Holds: true), .. conditions];
        return new TreeStep(head, conditions, isRepeated);
    }

    private static PlaceReference? Place(string text)
    {
        if (Conditions(text, segments: true, out string head) is not { Length: <= 1 } conditions || Array.Exists(conditions, c => c.Of.Place is null || c.Of.Names.Count > 0) || Position(head) is not { } place)
            return null;

        return place with { Beside = conditions.Length == 0 ? null : conditions[0] };
    }

    private static PlaceReference? Position(string text)
    {
        if (text.Length == 0)
            return null;

        if (text[0] == '#')
            return text.Length > 1 ? new PlaceReference(text[1..], 0, 0, null) : null;

        int dot = text.IndexOf('.', StringComparison.Ordinal);
        int element = Number(dot < 0 ? text : text.AsSpan(0, dot));
        int component = dot < 0 ? 1 : Number(text.AsSpan(dot + 1));
        if (element < 0 || component < 0)
            return new PlaceReference(text, 0, 0, null);

        return element == 0 || component == 0 ? null : new PlaceReference(null, element - 1, component - 1, null);
    }

    /// <summary>Reads one or two digits; -1: it is something else.</summary>
    private static int Number(ReadOnlySpan<char> text)
    {
        if (text.Length is not (1 or 2))
            return -1;

        int number = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return -1;
            number = (number * 10) + c - '0';
        }

        return number;
    }

    private static PathCondition[]? Conditions(string text, bool segments, out string head)
    {
        int open = text.IndexOf('[', StringComparison.Ordinal);
        head = open < 0 ? text : text[..open];
        PathCondition[] conditions = [];
        for (int at = open; at >= 0 && at < text.Length;)
        {
            int close = text.IndexOf(']', at);
            if (text[at] != '[' || close < 0 || Condition(text[(at + 1)..close], segments) is not { } condition)
                return null;

            conditions = [.. conditions, condition];
            at = close + 1;
        }

        return conditions;
    }

    private static PathCondition? Condition(string text, bool segments)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return segments && Way(text, segments) is { } there ? new PathCondition(new PathSubject(null, there), [], Holds: true) : null;
        if (equals == 0)
            return null;

        bool holds = text[equals - 1] != '!';
        string subject = text[..(holds ? equals : equals - 1)];
        string[] values = text[(equals + 1)..].Split('|');
        if (subject.Length == 0)
            return null;

        if (!segments)
            return Way(subject, segments) is { } names ? new PathCondition(new PathSubject(null, names), values, holds) : null;

        int last = subject.LastIndexOf('/');
        string[]? way = last < 0 ? [] : Way(subject[..last], segments);
        return way is not null && Position(subject[(last + 1)..]) is { } place ? new PathCondition(new PathSubject(place, way), values, holds) : null;
    }

    /// <summary>Reads the names of the way from a node to what is below it; null: it is none.</summary>
    private static string[]? Way(string text, bool segments)
    {
        string[] names = text.Split('/');
        for (int i = 0; i < names.Length; i++)
        {
            if (!segments)
                names[i] = Local(names[i]);
            if (names[i] is "" or "@" or TreePath.LineCount || (segments && names[i].TrimEnd('*').Length < Math.Max(1, names[i].Length - 1)))
                return null;
        }

        return names;
    }

    /// <summary>Takes the prefix off: which one a file uses is its own business.</summary>
    private static string Local(string name)
    {
        bool attribute = name.StartsWith('@');
        int colon = name.LastIndexOf(':');
        return colon < 0 ? name : (attribute ? "@" : "") + name[(colon + 1)..];
    }
}
