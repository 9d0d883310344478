using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Takes the values of one field from the segments of one file.</summary>
internal sealed class FieldReader(FieldPlan plan, FileSurvey survey, TextCache cache)
{
    private readonly int _element = plan.Column < 0 ? -1 : survey.ElementOf[plan.Column];
    private readonly int _whenElement = plan.WhenColumn < 0 ? -1 : survey.ElementOf[plan.WhenColumn];
    private readonly bool _plainNumber = plan is { Kind: ValueKind.Number or ValueKind.Integer, Codes: null, Pattern: null };
    private readonly bool _plainDate = plan is { Kind: ValueKind.Date or ValueKind.DueDate, Codes: null, Pattern: null } && plan.Pictures.Any(p => p.Text == "yyyyMMdd");

    /// <summary>Gets the plan.</summary>
    public FieldPlan Plan => plan;

    /// <summary>Gets the element; -1 for a constant.</summary>
    public int Element => _element;

    /// <summary>Gets the element that decides whether the field is taken; -1: always.</summary>
    public int WhenElement => _whenElement;

    /// <summary>Gets the name that people know the field by.</summary>
    public string Name => _element < 0 ? plan.Path : survey.NameOf(_element);

    /// <summary>Reads the value of a segment.</summary>
    /// <param name="block">The block.</param>
    /// <param name="segment">The segment, sound.</param>
    /// <param name="value">The value.</param>
    /// <param name="found">Faults and warnings are added here.</param>
    /// <returns>False: the segment states no value, or a wrong one.</returns>
    public bool TryRead(SegmentBlock block, int segment, out Value value, List<Diagnostic> found)
    {
        value = default;
        if (_whenElement >= 0 && !plan.WhenValues.Contains(cache.Decode(block.Codec, block.Element(segment, _whenElement), out _).Trim(' ', '\u3000')))
            return TryStandIn(plan.Default, out value);

        if (_element < 0)
            return TryStandIn(plan.Constant, out value);

        ReadOnlySpan<byte> bytes = block.Element(segment, _element);
        if (plan.Trim)
            bytes = bytes.Trim((byte)' ');

        if (_plainNumber && TryPlainNumber(bytes, out value))
            return true;

        if (_plainDate && TryPlainDate(bytes, out value))
            return true;

        return TryText(block, segment, bytes, out value, found);
    }

    private static bool TryStandIn(Value? other, out Value value)
    {
        value = other ?? default;
        return other is not null;
    }

    private bool TryPlainNumber(ReadOnlySpan<byte> bytes, out Value value)
    {
        value = default;
        if (!plan.Number.TryParse(bytes, out decimal number) || FieldConverter.Check(plan, number).Code is not null)
            return false;

        value = FieldConverter.ToValue(plan, number);
        return true;
    }

    private static bool TryPlainDate(ReadOnlySpan<byte> bytes, out Value value)
    {
        value = default;
        if (bytes.Length != 8)
            return false;

        int number = 0;
        foreach (byte b in bytes)
        {
            if (b is < (byte)'0' or > (byte)'9')
                return false;

            number = (number * 10) + b - '0';
        }

        (int year, int month, int day) = (number / 10000, number / 100 % 100, number % 100);
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        value = new Value { Date = new DateOnly(year, month, day) };
        return true;
    }

    private bool TryText(SegmentBlock block, int segment, ReadOnlySpan<byte> bytes, out Value value, List<Diagnostic> found)
    {
        value = default;
        string text = cache.Decode(block.Codec, bytes, out int invalid);
        if (invalid >= 0)
        {
            string shown = Convert.ToHexString(bytes.Slice(invalid, Math.Min(2, bytes.Length - invalid)));
            found.Add(Diagnostic.Create(DiagnosticCodes.TextInvalid, block.PositionOf(segment, _element, Math.Max(invalid, 1)), Name, shown, Expect.Value(block.Codec.Name)));
            return false;
        }

        if (plan.Trim)
            text = text.Trim(' ', '\u3000');

        if (text.Length == 0)
        {
            if (plan.Default is not null)
                return TryStandIn(plan.Default, out value);

            if (plan.Required)
                found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, block.PositionOf(segment, _element), Name, expected: Expected()));
            return false;
        }

        Fault fault = FieldConverter.Convert(plan, text, out value, out string? folded);
        if (fault.Code is not null)
        {
            found.Add(Diagnostic.Create(fault.Code, block.PositionOf(segment, _element), Name, fault.Found ?? text, fault.Expected));
            return false;
        }

        if (folded is not null)
            found.Add(Diagnostic.Create(DiagnosticCodes.FullWidthDigits, block.PositionOf(segment, _element), Name, text, Expect.Value(folded)));

        // A placeholder is a statement ("undecided") for the requested date only; for other dates it says nothing.
        return plan.Kind != ValueKind.Date || value.Date is not null;
    }

    private Expectation Expected() => plan.Kind switch
    {
        ValueKind.Number or ValueKind.Integer => Expect.Number,
        ValueKind.Date or ValueKind.DueDate => Expect.Date,
        ValueKind.Time => Expect.Time,
        _ => plan.MaxLength > 0 ? Expect.Characters(1, plan.MaxLength) : Expect.AnyValue,
    };
}
