using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Takes the values of one field from the segments of one file.</summary>
internal sealed class FieldReader : FieldText
{
    private readonly FieldPlan _plan;
    private readonly FileSurvey _survey;
    private readonly TextCache _cache;
    private readonly Setter _set;
    private readonly TextCodec _codec;
    private readonly int _element;
    private readonly int _whenElement;
    private readonly bool _isSimple;
    private readonly bool _mayBeEmpty;

    public FieldReader(BoundField bound, FileSurvey survey, TextCache cache)
        : base(bound.Plan, cache)
    {
        (_plan, _survey, _cache, _set, _codec) = (bound.Plan, survey, cache, bound.Set, survey.Codec);
        _element = _plan.Column < 0 ? -1 : survey.ElementOf[_plan.Column];
        _whenElement = _plan.WhenColumn < 0 ? -1 : survey.ElementOf[_plan.WhenColumn];
        _isSimple = _element >= 0 && _whenElement < 0 && _codec.HasAscii && survey.Plan.Layout?[_element] is null or { IsNumber: false, IsWide: false, ZeroPadded: false };
        _mayBeEmpty = _plan is { Required: false, Default: null };
    }

    /// <summary>Gets the plan.</summary>
    public FieldPlan Plan => _plan;

    /// <summary>Gets the element; -1 for a constant.</summary>
    public int Element => _element;

    /// <summary>Gets the element that decides whether the field is taken; -1: always.</summary>
    public int WhenElement => _whenElement;

    /// <summary>Gets a value indicating whether its value depends on nothing but <see cref="BytesOf"/>.</summary>
    public bool IsSimple => _isSimple;

    /// <summary>Gets the name that people know the field by.</summary>
    public string Name => _element < 0 ? _plan.Path : _survey.NameOf(_element);

    /// <summary>Puts a value where it belongs.</summary>
    public void Set(Draft draft, Value value) => _set(draft, value);

    /// <summary>Reads an ordinary value of a segment and puts it where it belongs, as can be done with most.</summary>
    /// <param name="block">The block.</param>
    /// <param name="segment">The segment, sound.</param>
    /// <param name="draft">The draft of its level.</param>
    /// <returns>False: nothing was done, the value must be looked at more closely.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryFill(SegmentBlock block, int segment, Draft draft)
    {
        if (!_isSimple)
            return false;

        ReadOnlySpan<byte> bytes = BytesOf(block, segment);
        if (bytes.IsEmpty)
            return _mayBeEmpty;

        Value value = ReadOrdinary(bytes, _codec);
        if (value.IsNothing)
            return false;

        _set(draft, value);
        return true;
    }

    /// <summary>Reads an ordinary value of a segment.</summary>
    /// <param name="block">The block.</param>
    /// <param name="segment">The segment, sound.</param>
    /// <param name="value">The value.</param>
    /// <returns>False: the value must be looked at more closely, or there is none.</returns>
    public bool TryReadOrdinary(SegmentBlock block, int segment, out Value value)
    {
        value = _isSimple && BytesOf(block, segment) is { IsEmpty: false } bytes ? ReadOrdinary(bytes, _codec) : default;
        return !value.IsNothing;
    }

    /// <summary>Gets the bytes of a simple field, trimmed where it asks for that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> BytesOf(SegmentBlock block, int segment) => Trimmed(block.TextOf(segment, _element));

    /// <summary>Reads the value of a segment.</summary>
    /// <param name="block">The block.</param>
    /// <param name="segment">The segment, sound.</param>
    /// <param name="value">The value.</param>
    /// <param name="found">Faults and warnings are added here.</param>
    /// <returns>False: the segment states no value, or a wrong one.</returns>
    public bool TryRead(SegmentBlock block, int segment, out Value value, List<Diagnostic> found)
    {
        value = default;
        if (_whenElement >= 0 && !_plan.WhenValues.Contains(_cache.Decode(block.Codec, block.Element(segment, _whenElement), out _).Trim(' ', '\u3000')))
            return TryStandIn(_plan.Default, out value);

        if (_element < 0)
            return TryStandIn(_plan.Constant, out value);

        Cell cell = new(block, segment, _element);
        if (TryRead(cell, Name, out value, found, out bool empty))
            return true;

        if (!empty)
            return false;

        if (_plan.Default is not null)
            return TryStandIn(_plan.Default, out value);

        if (_plan.Required)
            found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, cell.PositionAt(), Name, expected: Expected()));
        return false;
    }
}
