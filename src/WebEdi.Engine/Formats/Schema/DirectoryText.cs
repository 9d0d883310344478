using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Reads the elements, composites and segments of a syntax from their text.</summary>
/// <remarks>
/// One per line, each defined before it is used:
/// <c>e 1004 an ..35</c> a simple element, its kind (a an n p for EDIFACT; AN ID R N DT TM B P for X12) and length;
/// <c>c C507 2005! 2380 2379</c> a composite, <c>!</c> behind what is mandatory in it;
/// <c>s DTM C507!</c> a segment, <c>*5</c> behind what may be repeated in place;
/// <c>v 1225 1 4 5 9</c> the codes of an element, where the list is short and closed;
/// <c>r N1 R0203 P0304</c> which elements of a segment need or exclude others (<see cref="ElementCondition"/>).
/// </remarks>
internal sealed class DirectoryText
{
    private readonly Dictionary<string, ElementSchema> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ComponentSchema[]> _composites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SegmentSchema> _segments = new(StringComparer.Ordinal);

    private DirectoryText()
    {
    }

    /// <summary>Reads a directory.</summary>
    /// <param name="file">Its name, for faults.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The segments by tag.</returns>
    /// <exception cref="EdiSetupException">The text is at fault; the message names file and line.</exception>
    public static IReadOnlyDictionary<string, SegmentSchema> Parse(string file, string text)
    {
        DirectoryText directory = new();
        SchemaLines lines = new(file, text);
        while (lines.MoveNext())
        {
            ReadOnlySpan<char> what = lines.Word();
            string code = lines.Word().ToString();
            if (what.Length != 1 || code.Length == 0)
                throw lines.Fault("expected e, c, s, v or r and a code");

            switch (what[0])
            {
                case 'e':
                    directory.AddElement(ref lines, code);
                    break;
                case 'v':
                    directory.AddCodes(ref lines, code);
                    break;
                case 'c':
                    directory.AddComposite(ref lines, code);
                    break;
                case 's':
                    directory.AddSegment(ref lines, code);
                    break;
                case 'r':
                    directory.AddConditions(ref lines, code);
                    break;
                default:
                    throw lines.Fault("'", what, "' is none of e, c, s, v, r");
            }
        }

        return directory._segments;
    }

    private static ElementKind KindOf(ref SchemaLines lines, ReadOnlySpan<char> word)
    {
        (char first, char second) = (word.IsEmpty ? ' ' : word[0], word.Length > 1 ? word[1] : ' ');
        return (first, second, word.Length) switch
        {
            ('a', 'n', 2) or ('A', 'N', 2) => ElementKind.Text,
            ('a', _, 1) => ElementKind.Letters,
            ('n', _, 1) or ('R', _, 1) => ElementKind.Number,
            ('N', _, 1) => ElementKind.Implied,
            ('I', 'D', 2) => ElementKind.Code,
            ('D', 'T', 2) => ElementKind.Date,
            ('T', 'M', 2) => ElementKind.Time,
            ('B', _, 1) => ElementKind.Binary,
            ('p', _, 1) => ElementKind.PeriodThenForm,
            ('P', _, 1) => ElementKind.FormThenPeriod,
            _ => throw lines.Fault("'", word, "' is no kind of element"),
        };
    }

    /// <summary>Takes what follows a code apart: ! for mandatory, *n for repeats.</summary>
    private static string Mark(ref SchemaLines lines, ReadOnlySpan<char> word, out bool mandatory, out int repeats)
    {
        repeats = 1;
        int star = SchemaLines.Find(word, '*');
        if (star >= 0)
        {
            repeats = SchemaLines.NumberOf(word[(star + 1)..]);
            if (repeats < 1)
                throw lines.Fault("'", word, "' has no number behind its *");
            word = word[..star];
        }

        mandatory = !word.IsEmpty && word[^1] == '!';
        return (mandatory ? word[..^1] : word).ToString();
    }

    private void AddElement(ref SchemaLines lines, string code)
    {
        ElementKind kind = KindOf(ref lines, lines.Word());
        ReadOnlySpan<char> length = lines.Word();
        int dots = SchemaLines.Find(length, '.');
        bool isRange = dots >= 0;
        int min = dots == 0 ? 1 : SchemaLines.NumberOf(isRange ? length[..dots] : length);
        int max = !isRange ? min : length.Length > dots + 2 && length[dots + 1] == '.' ? SchemaLines.NumberOf(length[(dots + 2)..]) : -1;
        if (min < 1 || max < min || !lines.Word().IsEmpty)
            throw lines.Fault("element ", code, " needs one length such as ..35, 3 or 2..3");

        if (!_elements.TryAdd(code, new ElementSchema(code, kind, min, max)))
            throw lines.Fault("element ", code, " is there twice");
    }

    private void AddCodes(ref SchemaLines lines, string code)
    {
        if (_composites.Count + _segments.Count > 0)
            throw lines.Fault("codes must stand before the first composite or segment");
        if (!_elements.TryGetValue(code, out ElementSchema? element))
            throw lines.Fault("element ", code, " is not known");

        List<string> codes = [];
        if (element.Codes is { } before)
            codes.AddRange(before);
        for (ReadOnlySpan<char> word = lines.Word(); !word.IsEmpty; word = lines.Word())
            codes.Add(word.ToString());

        _elements[code] = new ElementSchema(code, element.Kind, element.MinLength, element.MaxLength, [.. codes]);
    }

    private void AddComposite(ref SchemaLines lines, string code)
    {
        ComponentSchema[] components = [];
        for (ReadOnlySpan<char> word = lines.Word(); !word.IsEmpty; word = lines.Word())
        {
            string name = Mark(ref lines, word, out bool mandatory, out int repeats);
            if (repeats != 1)
                throw lines.Fault("component ", name, " cannot be repeated in place");
            components = [.. components, new ComponentSchema(Element(ref lines, name), mandatory)];
        }

        if (components.Length == 0 || !_composites.TryAdd(code, components))
            throw lines.Fault("composite ", code, " is empty or there twice");
    }

    private void AddSegment(ref SchemaLines lines, string tag)
    {
        PartSchema[] parts = [];
        for (ReadOnlySpan<char> word = lines.Word(); !word.IsEmpty; word = lines.Word())
        {
            string name = Mark(ref lines, word, out bool mandatory, out int repeats);
            PartSchema part = _composites.TryGetValue(name, out ComponentSchema[]? components)
                ? new PartSchema(name, mandatory, components, true, repeats)
                : new PartSchema(name, mandatory, [new ComponentSchema(Element(ref lines, name), mandatory)], false, repeats);
            parts = [.. parts, part];
        }

        if (!_segments.TryAdd(tag, new SegmentSchema(tag, parts)))
            throw lines.Fault("segment ", tag, " is there twice");
    }

    private void AddConditions(ref SchemaLines lines, string tag)
    {
        if (!_segments.TryGetValue(tag, out SegmentSchema? segment))
            throw lines.Fault("segment ", tag, " is not known");

        ElementCondition[] conditions = [];
        for (ReadOnlySpan<char> word = lines.Word(); !word.IsEmpty; word = lines.Word())
            conditions = [.. conditions, ElementCondition.Read(word, segment.Parts.Length) ?? throw lines.Fault("'", word, "' is no condition such as P0304 of elements that the segment has")];

        _segments[tag] = segment with { Conditions = conditions };
    }

    private ElementSchema Element(ref SchemaLines lines, string code) =>
        _elements.TryGetValue(code, out ElementSchema? element) ? element : throw lines.Fault("element ", code, " is not known");
}
