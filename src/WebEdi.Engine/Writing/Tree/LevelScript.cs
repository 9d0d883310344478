using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Codes;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Writes parts of a level that say the same fields as an earlier one: the bytes of the earlier part, with the values of the new one in their places.</summary>
/// <remarks>
/// Which places values take depends on which fields are said, as long as every value fits its place and none meets another one there. So the long way
/// is gone once per set of fields; what does not fit goes it again, and that alone decides and tells losses.
/// </remarks>
internal sealed class LevelScript
{
    private const int MaxFields = 128;
    private const int MaxShapes = 32;

    private readonly WriteField[] _fields;
    private readonly FieldPlacer _placer;
    private readonly SlotSheet _sheet;
    private readonly Value[] _values;
    private readonly string?[] _texts;
    private readonly string?[] _meant;
    private readonly string?[] _codes;
    private readonly DateOnly?[] _dates;
    private readonly (int Start, int Length)[] _formed;
    private readonly List<Shape> _shapes = [];
    private readonly Probe[] _probes;
    private readonly Turn[] _turns;
    private readonly bool _isPossible;
    private UInt128 _said;
    private bool _isWhole;

    /// <summary>Makes the script of a level.</summary>
    public LevelScript(WriteLevel level, FieldPlacer placer, SlotSheet sheet)
    {
        (_fields, _placer, _sheet) = (level.Fields, placer, sheet);
        (_values, _texts, _formed) = (new Value[_fields.Length], new string?[_fields.Length], new (int, int)[_fields.Length]);
        (_meant, _codes) = (new string?[_fields.Length], new string?[_fields.Length]);
        _dates = new DateOnly?[_fields.Length];
        Lines = new LineScript(placer);
        _probes = [.. _fields.Select((f, i) => new Probe(i, f.Target?.GetText, f.Target?.GetSmall, f.Target?.GetNumber, f.Target?.GetDate, f.Ways.Length == 0, f.Ways.Length > 0 && f.Plan is { Codes: null, Inverse: null } ? f.Plan.Standard : null))];

        // What is a part of the same thing is asked for together: where that is missing, none of it is said.
        _turns = [.. _probes.GroupBy(p => _fields[p.Field].Target?.GetHolder).Select(g => new Turn(g.Key, [.. g]))];

        // Where a value of one field is the qualifier of another, places depend on values.
        WritePlace[] places = [.. _fields.SelectMany(f => f.Ways).SelectMany(w => w.Places)];
        _isPossible = _fields.Length <= MaxFields && !places.Any(p => p.Qualifier is { } q && places.Any(o => o.Value == q));
    }

    /// <summary>Gets what writes lines of orders straight from what they keep.</summary>
    public LineScript Lines { get; }

    /// <summary>Finds how a part is written.</summary>
    /// <returns>Null: it must go the long way.</returns>
    public Shape? Find(object part)
    {
        _isWhole = _isPossible && Look(part);
        if (!_isWhole)
            return null;

        foreach (Shape shape in _shapes)
        {
            if (shape.Said == _said)
                return shape;
        }

        return null;
    }

    /// <summary>Writes the part that was looked at, where its shape has nothing but bytes and values in a row.</summary>
    /// <returns>False: a value is not as its place wants it, and nothing was written.</returns>
    public bool TryWrite(StraightStep[] steps, SegmentWriter to, int lines)
    {
        int start = to.Length;
        int segments = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            ref readonly StraightStep step = ref steps[i];
            to.Fixed(step.Before, step.BeforeLength);
            segments += step.Segments;
            if (step.Kind != StraightKind.Nothing && !TryValue(step, to, lines))
            {
                to.Length = start;
                return false;
            }
        }

        to.Segments += segments;
        return true;
    }

    /// <summary>Learns how lines are written that say the same fields as one that was just written with some steps.</summary>
    public void Learn(OrderLine line, StraightStep[] steps)
    {
        if (!Lines.IsNew(line, out ulong key))
            return;

        // What becomes of a field without a place may depend on its value.
        bool isRegular = !Array.Exists(_fields, f => f.Ways.Length == 0 && FactOf(f) is { } fact && LineKey.Says(key, fact));
        List<byte> bytes = [];
        List<LineStep> taken = [];
        int from = 0;
        foreach (StraightStep step in steps)
        {
            bytes.AddRange(step.Before.AsSpan(0, step.BeforeLength));
            LineFact? fact = step.Slot is null ? null : FactOf(_fields[step.Field]);
            if (step.Slot is { } slot && fact is null)
            {
                // A choice that all these lines make.
                bytes.AddRange(_placer.Formed(_fields[step.Field], ValueOf(step.Field), slot));
                continue;
            }

            isRegular &= step.Kind != StraightKind.Other;
            WrittenCodes? codes = step is { Kind: StraightKind.Text, Slot: { } place } && _probes[step.Field].Standard is { } standard ? new WrittenCodes(standard, place, _placer) : null;
            taken.Add(new LineStep(from, bytes.Count - from, step.Kind, fact ?? default, step.Slot, codes));
            from = bytes.Count;
        }

        Lines.Keep(key, isRegular ? [.. taken] : null, [.. bytes], steps.Sum(s => s.Segments));
    }

    private static LineFact? FactOf(WriteField field) => field.Target is { } target ? LineKey.FactOf(target.Name) : null;

    private bool TryValue(in StraightStep step, SegmentWriter to, int lines)
    {
        int length;
        switch (step.Kind)
        {
            case StraightKind.Text when _texts[step.Field] is var words && words!.Length <= step.Most && words.Length >= step.Least && _placer.Plain.TryWrite(words, to.Ahead(words.Length)):
                to.Length += words.Length;
                return true;
            case StraightKind.Number when ValueText.Number(_values[step.Field].Small, step.Slot!, to.Ahead(ValueText.MaxLength)) is >= 0 and int size:
                to.Length += size;
                return true;
            case StraightKind.Date when _dates[step.Field] is { } date && ValueText.DateLength <= step.Most && ValueText.DateLength >= step.Least:
                ValueText.Date(date, to.Ahead(ValueText.DateLength));
                to.Length += ValueText.DateLength;
                return true;
            case StraightKind.Count:
                to.Number(lines);
                return true;
            default:
                length = Form(step.Field, step.Slot!);
                if (length < 0)
                    return false;
                to.Raw(_sheet.Bytes(_sheet.Used, length));
                return true;
        }
    }

    /// <summary>Gets a value as it is written.</summary>
    public ReadOnlySpan<byte> Formed(int field) => _sheet.Bytes(_formed[field].Start, _formed[field].Length);

    /// <summary>Begins to learn from the part that was last looked at, which goes the long way now.</summary>
    /// <returns>Null: there is nothing to learn.</returns>
    public ScriptRecorder? Learn() => _isWhole && _shapes.Count < MaxShapes && !_shapes.Exists(s => s.Said == _said) ? new ScriptRecorder(_said) : null;

    /// <summary>Keeps what was learnt.</summary>
    public void Keep(Shape shape) => _shapes.Add(shape with { Straight = StraightOf(shape) });

    private StraightStep[]? StraightOf(Shape shape)
    {
        if (shape.Same.Length > 0 || Array.Exists(shape.Steps, s => s.Below is not null))
            return null;

        StraightStep[] steps = new StraightStep[shape.Steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            Step step = shape.Steps[i];
            WriteSlot? slot = step.Field < 0 ? null : Array.Find(shape.Values, v => v.Field == step.Field).Slot;
            steps[i] = StraightStep.Of(step, slot, slot is null ? StraightKind.Nothing : KindOf(step.Field, slot));
        }

        return steps;
    }

    /// <summary>Tells the quickest way to write a field.</summary>
    private StraightKind KindOf(int field, WriteSlot slot)
    {
        FieldPlan plan = _fields[field].Plan;
        bool isNumeric = slot.Kind is ElementKind.Number or ElementKind.Implied;
        if (plan.Codes is not null || plan.Inverse is not null)
            return StraightKind.Other;
        if (_probes[field].Text is not null && !isNumeric && slot.Codes is null)
            return StraightKind.Text;

        if (_probes[field].Date is not null && plan.Pictures[0].Text == ValueText.EightDigits)
            return StraightKind.Date;

        return _probes[field].Number is not null && plan.Kind is ValueKind.Number or ValueKind.Integer
            && plan.Number is { Implied: 0, Sign: NumberSign.Leading, Decimal: (byte)'.' }
            ? StraightKind.Number
            : StraightKind.Other;
    }

    /// <summary>Looks what a part says.</summary>
    /// <returns>False: it says something that has no place.</returns>
    private bool Look(object part)
    {
        (ulong low, ulong high) = (0, 0);
        foreach (Turn turn in _turns)
        {
            if (turn.Holder is { } holder && holder(part) is null)
                continue;

            Probe[] probes = turn.Probes;
            for (int i = 0; i < probes.Length; i++)
            {
                ref readonly Probe probe = ref probes[i];
                int field = probe.Field;
                if (probe.Text is { } text)
                {
                    string? words = text(part);
                    if (string.IsNullOrEmpty(words))
                        continue;

                    // A code that the standard does not have goes the long way, where that is told.
                    _texts[field] = probe.Standard is { } standard ? CodeOf(standard, field, words) : words;
                    if (_texts[field] is null)
                        return false;
                }
                else if (!Says(probe, part))
                {
                    continue;
                }

                if (probe.IsHomeless)
                {
                    if (!_placer.IsSilent(_fields[field], Presence.Stated, ValueOf(field)))
                        return false;
                    continue;
                }

                if (field < 64)
                    low |= 1UL << field;
                else
                    high |= 1UL << (field - 64);
            }
        }

        _said = new UInt128(high, low);
        return true;
    }

    /// <summary>Finds the code of the standard. The same text as before, as most are, is the same object.</summary>
    private string? CodeOf(StandardCodes standard, int field, string meant)
    {
        if (!ReferenceEquals(_meant[field], meant))
            (_meant[field], _codes[field]) = (meant, standard.Equal(meant));
        return _codes[field];
    }

    private bool Says(in Probe probe, object part)
    {
        ref Value value = ref _values[probe.Field];
        if (probe.Small is { } small && small(part) is { IsWide: false } digits)
        {
            value = new Value { Small = digits };
            return digits.IsThere;
        }

        if (probe.Number is { } number)
        {
            if (number(part) is not { } amount)
                return false;

            value = new Value { Number = amount };
            return true;
        }

        if (probe.Date is { } date && (_dates[probe.Field] = date(part)) is not null)
            return true;

        WriteField field = _fields[probe.Field];
        Presence presence = field.Get(part, out value);
        return presence != Presence.None && !_placer.IsSilent(field, presence, value);
    }

    private Value ValueOf(int field)
    {
        ref readonly Probe probe = ref _probes[field];
        return probe.Text is not null ? Value.Of(_texts[field]!) : probe.Date is not null && _dates[field] is { } date ? new Value { Date = date } : _values[field];
    }

    private int Form(int field, WriteSlot slot)
    {
        WriteField own = _fields[field];
        return own.Plan.Codes is null && own.Plan.Inverse is null && _probes[field].Text is not null ? _placer.Form(_texts[field]!, slot) : _placer.Form(own, ValueOf(field), slot);
    }

    /// <summary>Forms the values of the part that was looked at.</summary>
    /// <returns>False: one is not as its place wants it.</returns>
    public bool IsFormed(Shape shape)
    {
        foreach ((int field, WriteSlot slot) in shape.Values)
        {
            int start = _sheet.Used;
            int length = Form(field, slot);
            if (length < 0)
                return false;

            _formed[field] = (start, length);
            _sheet.Used += length;
        }

        foreach ((int field, int owner, WriteSlot slot) in shape.Same)
        {
            int length = Form(field, slot);
            if (length < 0 || !_sheet.Bytes(_sheet.Used, length).SequenceEqual(Formed(owner)))
                return false;
        }

        return true;
    }

    /// <summary>How parts with the same fields are written.</summary>
    /// <param name="Said">The fields that they say.</param>
    /// <param name="Values">The fields and their places, in the order of the map.</param>
    /// <param name="Same">The fields that say what another one says, at its place.</param>
    /// <param name="Steps">The bytes, from left to right.</param>
    internal sealed record Shape(UInt128 Said, Placed[] Values, Shared[] Same, Step[] Steps)
    {
        /// <summary>Gets the same steps where no other level comes between them and no value is said twice; null: that is so.</summary>
        public StraightStep[]? Straight { get; init; }
    }

    /// <summary>A field at its place.</summary>
    internal readonly record struct Placed(int Field, WriteSlot Slot);

    /// <summary>A field that says what another one says.</summary>
    internal readonly record struct Shared(int Field, int Owner, WriteSlot Slot);

    /// <summary>Some bytes that are always the same, and what comes behind them.</summary>
    /// <param name="Before">The bytes.</param>
    /// <param name="Segments">How many segments begin in them.</param>
    /// <param name="Field">The field whose value follows; -1: none.</param>
    /// <param name="Below">The level whose parts follow; null: none.</param>
    /// <param name="IsCount">Whether the number of lines follows.</param>
    internal readonly record struct Step(byte[] Before, int Segments, int Field, WriteLevel? Below, bool IsCount);

    /// <summary>The quickest way to see whether a field is said.</summary>
    private readonly record struct Probe(
        int Field, Func<object, string?>? Text, Func<object, SmallNumber>? Small, Func<object, decimal?>? Number, Func<object, DateOnly?>? Date, bool IsHomeless, StandardCodes? Standard);

    /// <summary>Fields that are parts of the same thing.</summary>
    /// <param name="Holder">Gets the thing; null: they stand by themselves.</param>
    /// <param name="Probes">The fields.</param>
    private sealed record Turn(Func<object, object?>? Holder, Probe[] Probes);
}
