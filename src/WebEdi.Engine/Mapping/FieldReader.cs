using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Takes the values of one field from the segments of one file.</summary>
internal sealed class FieldReader(FieldPlan plan, FileSurvey survey, TextCache cache)
{
    private readonly int _element = plan.Column < 0 ? -1 : survey.ElementOf[plan.Column];
    private readonly int _whenElement = plan.WhenColumn < 0 ? -1 : survey.ElementOf[plan.WhenColumn];
    private readonly FieldText _text = new(plan, cache);

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
            return FieldText.TryStandIn(plan.Default, out value);

        if (_element < 0)
            return FieldText.TryStandIn(plan.Constant, out value);

        Cell cell = new(block, segment, _element);
        if (_text.TryRead(cell, Name, out value, found, out bool empty))
            return true;

        if (!empty)
            return false;

        if (plan.Default is not null)
            return FieldText.TryStandIn(plan.Default, out value);

        if (plan.Required)
            found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, cell.PositionAt(), Name, expected: _text.Expected()));
        return false;
    }
}
