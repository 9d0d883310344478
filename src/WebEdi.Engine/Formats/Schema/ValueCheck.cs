using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>Checks the values of segments: what is missing, too much, too short, too long, of the wrong kind, no code. Allocates only for faults.</summary>
/// <remarks>
/// Lengths count characters, in numbers neither sign nor decimal mark (ISO 9735 part 1, 10.1; X12.6, 3.3). Separators without anything
/// behind them are no fault.
/// </remarks>
internal sealed class ValueCheck(DiagnosticSink sink)
{
    /// <summary>Checks a segment.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">The segment.</param>
    /// <param name="shapes">What it may hold.</param>
    public void Check(SegmentTree tree, int node, SegmentShapes shapes)
    {
        if (!tree.IsSound(node, shapes))
            Examine(tree, node, shapes.Schema);
    }

    /// <summary>Looks at a segment from left to right and tells every fault.</summary>
    public void Examine(SegmentTree tree, int node, SegmentSchema schema)
    {
        ValueRules rules = schema.Rules;
        ReadOnlySpan<int> marks = tree.MarksOf(node);
        ReadOnlySpan<byte> bytes = tree.Bytes;
        PartRule[] parts = rules.Parts;
        int last = marks.Length - 1;
        int m = 0;
        while (m < last && Mark.KindOf(marks[m]) != MarkKind.Element)
            m++;

        int element = 0;
        ulong there = 0;
        for (; m < last; element++)
        {
            if (element >= parts.Length)
            {
                Surplus(tree, node, schema, marks[m..], element);
                break;
            }

            ref readonly PartRule part = ref parts[element];
            bool filled = false;
            int repetition = 0;
            MarkKind next;
            do
            {
                bool present = false;
                bool lacking = false;
                int component = 0;
                do
                {
                    int start = Mark.IndexOf(marks[m]) + 1;
                    int end = Mark.IndexOf(marks[m + 1]);
                    next = Mark.KindOf(marks[++m]);
                    if (component < part.Count)
                    {
                        ref readonly ValueRule rule = ref rules.Values[part.First + component];
                        if (end == start)
                        {
                            lacking |= rule.Need != ValueNeed.None;
                        }
                        else
                        {
                            present = true;
                            if (!rule.FitsBytes(end - start) && !ValueForms.Fits(rule.Element, bytes, start, end - start, tree.DecimalMark))
                                Judge(tree, node, schema, new Place(element, component, repetition), rule.Element);
                        }
                    }
                    else if (end > start)
                    {
                        present = true;
                        Report(DiagnosticCodes.ComponentsSurplus, tree, node, schema, new Place(element, component, repetition), null, Expect.Value(part.Count));
                    }

                    component++;
                }
                while (next == MarkKind.Component);

                if (part.LeastComponents > 0 && present && (lacking || component < part.LeastComponents))
                    Lacking(tree, node, schema, new Place(element, 0, repetition));
                filled |= present;
                repetition++;
            }
            while (next == MarkKind.Repetition);

            there |= filled ? 1UL << element : 0;
            if (repetition > part.Repeats)
                Report(DiagnosticCodes.RepetitionsSurplus, tree, node, schema, new Place(element, 0, part.Repeats), Number(repetition), Expect.Value(part.Repeats));
            if (!filled && part.Mandatory)
                Report(DiagnosticCodes.ElementMissing, tree, node, schema, new Place(element), null, Expect.AnyValue);
        }

        for (; element < rules.LeastElements; element++)
        {
            if (parts[element].Mandatory)
                Report(DiagnosticCodes.ElementMissing, tree, node, schema, new Place(element), null, Expect.AnyValue);
        }

        foreach (ElementCondition condition in rules.Conditions)
        {
            if (!condition.Holds(there))
                Unmet(tree, node, schema, condition, there);
        }
    }

    /// <summary>Tells what a condition that does not hold lacks, or has too much of.</summary>
    private void Unmet(SegmentTree tree, int node, SegmentSchema schema, ElementCondition condition, ulong there)
    {
        string[] names = [.. condition.Elements.Select(e => $"{schema.Tag}{e + 1:00}")];
        int[] present = [.. condition.Elements.Where(e => (there >> e & 1) != 0)];
        if (condition.Kind == ConditionKind.Exclusion)
        {
            Report(DiagnosticCodes.ElementExcluded, tree, node, schema, new Place(present[1]), null, Expect.Names(names));
            return;
        }

        if (condition.Kind is ConditionKind.Required or ConditionKind.ListConditional)
        {
            int first = condition.Kind == ConditionKind.Required ? 0 : 1;
            Expectation? expected = first == 0 ? Expect.AtLeastOneOf(names) : Expect.AtLeastOneOfBeside(names[1..], names[0]);
            Report(DiagnosticCodes.ElementNeeded, tree, node, schema, new Place(condition.Elements[first]), null, expected);
            return;
        }

        string reason = $"{schema.Tag}{present[0] + 1:00}";
        foreach (int missing in condition.Elements.Where(e => (there >> e & 1) == 0))
            Report(DiagnosticCodes.ElementNeeded, tree, node, schema, new Place(missing), null, Expect.ValueBeside(reason));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Judge(SegmentTree tree, int node, SegmentSchema schema, Place place, ElementSchema element)
    {
        ReadOnlySpan<byte> value = tree.Value(node, place);
        int length = Ascii.IsValid(value) ? value.Length : tree.Codec.CountChars(value);
        string? code = element.Kind switch
        {
            ElementKind.Number => ValueForms.IsNumber(value, tree.DecimalMark, out length) ? null : DiagnosticCodes.ElementNotNumber,
            ElementKind.Implied => ValueForms.IsWhole(value, out length) ? null : DiagnosticCodes.ElementNotNumber,
            ElementKind.Date => ValueForms.IsDate(value) ? null : DiagnosticCodes.ElementNotDate,
            ElementKind.Time => ValueForms.IsTime(value) ? null : DiagnosticCodes.ElementNotTime,
            ElementKind.Letters => value.ContainsAnyInRange((byte)'0', (byte)'9') ? DiagnosticCodes.ElementNotLetters : null,
            _ => null,
        };
        Expectation? expected = element.Kind switch
        {
            _ when code is null => null,
            ElementKind.Date => Expect.Date,
            ElementKind.Time => Expect.Time,
            ElementKind.Letters => Expect.Letters,
            _ => Expect.Number,
        };
        if (element.Kind is ElementKind.PeriodThenForm or ElementKind.FormThenPeriod && FormOf(tree, node, place, element) is { } form && !PeriodForms.Matches(value, form))
            (code, expected) = (DiagnosticCodes.PeriodInvalid, Expect.Value(form.Replace('z', 'Z')));
        if (code is null && length > element.MaxLength)
            (code, expected) = (DiagnosticCodes.ElementTooLong, Expect.AtMostCharacters(element.MaxLength));
        else if (code is null && length < element.MinLength)
            (code, expected) = (DiagnosticCodes.ElementTooShort, Expect.AtLeastCharacters(element.MinLength));

        if (code is null && element.Codes is { } codes && !ValueForms.IsListed(element, value))
            (code, expected) = (DiagnosticCodes.CodeNotListed, Expect.OneOf(codes));

        if (code is not null)
            Report(code, tree, node, schema, place, null, expected);
    }

    /// <summary>Finds the form that is named beside a value.</summary>
    private static string? FormOf(SegmentTree tree, int node, Place place, ElementSchema element) => element.Kind == ElementKind.PeriodThenForm
        ? PeriodForms.Of(tree.Value(node, place with { Component = place.Component + 1 }))
        : place.Element > 0 ? PeriodForms.Of(tree.Value(node, new Place(place.Element - 1))) : null;

    private void Lacking(SegmentTree tree, int node, SegmentSchema schema, Place place)
    {
        ReadOnlySpan<ValueRule> rules = schema.Rules.Values.AsSpan(schema.Rules.Parts[place.Element].First, schema.Rules.Parts[place.Element].Count);
        for (int i = 0; i < rules.Length; i++)
        {
            if (rules[i].Need != ValueNeed.None && tree.Value(node, place with { Component = i }).IsEmpty)
                Report(DiagnosticCodes.ElementMissing, tree, node, schema, place with { Component = i }, null, Expect.AnyValue);
        }
    }

    private void Surplus(SegmentTree tree, int node, SegmentSchema schema, ReadOnlySpan<int> marks, int element)
    {
        for (int m = 0; m < marks.Length - 1; m++)
        {
            if (m > 0 && Mark.KindOf(marks[m]) == MarkKind.Element)
                element++;
            if (Mark.IndexOf(marks[m + 1]) - Mark.IndexOf(marks[m]) > 1)
            {
                Report(DiagnosticCodes.ElementsSurplus, tree, node, schema, new Place(element), null, Expect.Value(schema.Parts.Length));
                return;
            }
        }
    }

    private void Report(string code, SegmentTree tree, int node, SegmentSchema schema, Place place, string? found, Expectation? expected)
    {
        if (sink.IsFull)
        {
            sink.LeaveOut();
            return;
        }

        string path = $"{schema.Tag}/{NameOf(schema, place)}";
        sink.Add(Diagnostic.Create(code, tree.PositionOf(node, place), path, found ?? Show(tree, node, place), expected));
    }

    private static string NameOf(SegmentSchema schema, Place place)
    {
        if (place.Element >= schema.Parts.Length)
            return $"#{place.Element + 1}";

        PartSchema part = schema.Parts[place.Element];
        return place.Component < part.Components.Length ? part.Components[place.Component].Element.Code : part.Code;
    }

    private static string? Show(SegmentTree tree, int node, Place place)
    {
        ReadOnlySpan<byte> value = tree.Value(node, place);
        return value.IsEmpty ? null : tree.Codec.Show(value);
    }
}
