using System.Buffers;
using System.Text;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Codes;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Brings the values of fields to their places, and tells what finds none.</summary>
/// <param name="sheet">The places.</param>
/// <param name="envelope">What the format can hold.</param>
/// <param name="text">What the envelope says.</param>
/// <param name="losses">Told what is lost.</param>
internal sealed class FieldPlacer(SlotSheet sheet, IEnvelopeWriter envelope, EnvelopeText text, LossBook losses)
{
    // Readers take line breaks out of segments; the other control characters are none that a value may have.
    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\v\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F";

    private readonly SearchValues<char> _refused = SearchValues.Create(Controls + envelope.Refused);
    private readonly SearchValues<char>? _allowed = envelope.Allowed.Length == 0 ? null : SearchValues.Create(envelope.Allowed);
    private readonly SearchValues<char> _special = SearchValues.Create(Controls + envelope.Refused + envelope.Segments.Released);
    private readonly List<List<Further>> _byDepth = [];
    private ScriptRecorder? _recorder;
    private int _field;
    private List<Further> _further = [];

    /// <summary>Gets what writes texts of ordinary characters.</summary>
    public PlainText Plain { get; } = new(Controls + envelope.Refused + envelope.Segments.Released, envelope);

    /// <summary>Gets a value indicating whether any text goes on in further segments.</summary>
    public bool HasMore => _byDepth.Exists(f => f.Count > 0);

    /// <summary>Begins a part.</summary>
    /// <param name="depth">How many levels are above it.</param>
    public void Begin(int depth)
    {
        while (_byDepth.Count <= depth)
            _byDepth.Add([]);
        for (int i = depth; i < _byDepth.Count; i++)
            _byDepth[i].Clear();
        _further = _byDepth[depth];
    }

    /// <summary>Brings the values of a further segment to their places.</summary>
    /// <param name="node">The segment that goes on.</param>
    /// <param name="segment">Which one, from 1.</param>
    /// <returns>False: there is none.</returns>
    public bool More(WriteNode node, int segment)
    {
        List<Further> from = _byDepth.FindLast(d => d.Exists(f => f.Slot.Node == node)) ?? [];
        bool any = false;
        foreach (Further further in from)
        {
            if (further.Slot.Node != node || further.Segment != segment)
                continue;

            if (!any)
                sheet.ClearOwn(node);
            any = true;
            sheet.Put(further.Slot, further.Start, further.Length);
        }

        return any;
    }

    /// <summary>Places the values of a part.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="part">The part.</param>
    /// <param name="recorder">Told the places; null: nobody asks.</param>
    public void Place(WriteField[] fields, object part, ScriptRecorder? recorder)
    {
        _recorder = recorder;
        for (_field = 0; _field < fields.Length; _field++)
            Place(fields[_field], part);
        _recorder = null;
    }

    /// <summary>Tells whether a value need not be written, because a reader with the same map finds it all the same.</summary>
    public bool IsSilent(WriteField field, Presence presence, in Value value) =>
        field.Ways.Length == 0
            ? (presence == Presence.Usual && ValueText.IsUnderstood(field.Plan, value)) || IsGivenBack(field.Plan, value)
            : presence == Presence.Usual && field.Plan.Kind == ValueKind.Number && ValueText.IsUnderstood(field.Plan, value);

    /// <summary>Forms a value, as it is written, behind the bytes in use.</summary>
    /// <returns>How many bytes; -1: it does not fit the place as it is, or has characters to see to.</returns>
    public int Form(WriteField field, in Value value, WriteSlot slot)
    {
        FieldPlan plan = field.Plan;
        string? words = null;
        if ((plan.Codes is not null || plan.Inverse is not null) && !ValueText.TryCode(plan, value, out words))
            return -1;

        words ??= plan.Kind switch
        {
            ValueKind.Text when plan.Standard is { } standard => standard.Equal(value.Text!),
            ValueKind.Text => value.Text,
            ValueKind.Flag or ValueKind.Name => ValueText.Word(plan, value.Integer) ?? value.ToText(plan.Kind),
            _ => null,
        };
        if (words is not null || plan.Kind == ValueKind.Text)
            return words is null ? -1 : Form(words, slot);

        int length = plan.Kind == ValueKind.DueDate && value.Date is null ? 0 : Digits(plan, value, sheet.Room(ValueText.MaxLength));
        return length > 0 && Misfit(slot, length, null) is null ? length : -1;
    }

    /// <summary>Forms a text.</summary>
    public int Form(string words, WriteSlot slot)
    {
        ReadOnlySpan<char> chars = words;
        if (chars.IsEmpty || chars[0] is ' ' or '\u3000' || chars[^1] is ' ' or '\u3000' || (_allowed is not null && chars.ContainsAnyExcept(_allowed)))
            return -1;

        bool isSpecial = chars.ContainsAny(_special);
        if ((isSpecial && chars.ContainsAny(_refused)) || sheet.Encode(chars, envelope.Codec, out int length) >= 0 || !Fits(slot, words, length))
            return -1;

        return isSpecial ? envelope.Segments.Release(sheet.Room(length * 2), length) : length;
    }

    /// <summary>Forms a text, to be written more than once.</summary>
    /// <returns>Empty: it does not fit the place as it is, or has more bytes than are wanted.</returns>
    public byte[] Formed(string words, WriteSlot slot, int most)
    {
        int length = Form(words, slot);
        return length < 0 || length > most ? [] : sheet.Bytes(sheet.Used, length).ToArray();
    }

    /// <summary>Forms a value, to be written more than once.</summary>
    public byte[] Formed(WriteField field, in Value value, WriteSlot slot) => sheet.Bytes(sheet.Used, Math.Max(0, Form(field, value, slot))).ToArray();

    /// <summary>Writes a text.</summary>
    /// <returns>How many bytes; -1: it does not fit the place as it is, and nothing was written.</returns>
    public int Write(string words, WriteSlot slot, Span<byte> to)
    {
        int length = Form(words, slot);
        return length >= 0 && sheet.Bytes(sheet.Used, length).TryCopyTo(to) ? length : -1;
    }

    private bool Fits(WriteSlot slot, string words, int length) =>
        slot is { Kind: not (ElementKind.Number or ElementKind.Implied), Codes: null }
            ? words.Length <= slot.MaxLength && words.Length >= slot.MinLength
            : Misfit(slot, length, words) is null;

    private void Place(WriteField field, object part)
    {
        Presence presence = field.Get(part, out Value value);
        if (presence == Presence.None || IsSilent(field, presence, value))
            return;

        FieldPlan plan = field.Plan;
        if (field.Ways.Length == 0)
        {
            losses.Add(plan.Path, value.ToText(plan.Kind), WriteLossReason.NoPlaceInMap);
            return;
        }

        if (!ValueText.TryCode(plan, value, out string? code))
            losses.Add(plan.Path, Shown(plan, value), WriteLossReason.Form);
        else if (code is not null)
            PlaceText(plan, field.Ways, code, isWording: false, plan.Inverse is null ? value : null);
        else if (plan.Standard is { } standard)
            PlaceCode(plan, field.Ways, standard, value.Text!);
        else if (plan.Kind == ValueKind.Text)
            PlaceText(plan, field.Ways, value.Text!, field.IsWording);
        else if (plan.Kind is ValueKind.Flag or ValueKind.Name)
            PlaceText(plan, field.Ways, ValueText.Word(plan, value.Integer) ?? value.ToText(plan.Kind), isWording: false);
        else if (plan.Kind == ValueKind.DueDate && value.Date is null)
            PlaceUndecided(plan, field.Ways);
        else
            PlaceDigits(plan, field.Ways, value);
    }

    private static string Shown(FieldPlan plan, in Value value) => plan.Kind is ValueKind.Name ? ValueText.Word(plan, value.Integer) ?? value.ToText(plan.Kind) : value.ToText(plan.Kind);

    /// <summary>Tells whether a reader with the same map finds the value although it has no place in the message.</summary>
    private bool IsGivenBack(FieldPlan plan, in Value value) =>
        (plan.Constant is { } constant && ValueText.Same(plan.Kind, constant, value))
        || (plan.Envelope == EnvelopePart.Sender && value.Text == text.Sender)
        || (plan.Envelope == EnvelopePart.Receiver && value.Text == text.Receiver);

    private void PlaceUndecided(FieldPlan plan, WriteWay[] ways)
    {
        if (plan.Undecided?.Order(StringComparer.Ordinal).FirstOrDefault() is { } word)
            PlaceText(plan, ways, word, isWording: false);
        else
            losses.Add(plan.Path, "undecided", WriteLossReason.Form);
    }

    private void PlaceDigits(FieldPlan plan, WriteWay[] ways, in Value value)
    {
        int length = Digits(plan, value, sheet.Room(ValueText.MaxLength));
        WriteLossReason? fault = length == 0 ? WriteLossReason.Form : Find(ways, length, null);
        if (fault is { } reason)
            losses.Add(plan.Path, value.ToText(plan.Kind), reason);
    }

    private static int Digits(FieldPlan plan, in Value value, Span<byte> to) => plan.Kind switch
    {
        ValueKind.Number or ValueKind.Integer => ValueText.Number(plan.Number, value.Number, to),
        ValueKind.Time => ValueText.Time(value.Time, to),
        _ => ValueText.Date(plan, value.Date!.Value, to),
    };

    /// <summary>Places the code that the standard has for one of documents; where it has none, the nearest one, which is told.</summary>
    private void PlaceCode(FieldPlan plan, WriteWay[] ways, StandardCodes standard, string meant)
    {
        string? equal = standard.Equal(meant);
        if ((equal ?? standard.Nearest(meant)) is not { } code)
            losses.Add(plan.Path, meant, WriteLossReason.Form);
        else if (PlaceText(plan, ways, code, isWording: false) && equal is null)
            losses.Add(plan.Path, meant, WriteLossReason.Form, code);
    }

    /// <returns>False: it has not been placed as it is, which has been told.</returns>
    private bool PlaceText(FieldPlan plan, WriteWay[] ways, string given, bool isWording, Value? meant = null)
    {
        string words = plan.Trim && given.Length > 0 && (given[0] is ' ' or '\u3000' || given[^1] is ' ' or '\u3000') ? given.Trim(' ', '\u3000') : given;
        bool isClean = IsClean(words, out int length);
        if (!isClean && isWording)
        {
            words = Cleaned(words);
            losses.Add(plan.Path, given, WriteLossReason.Character, words);
            isClean = words.Length > 0 && IsClean(words, out length);
        }
        else if (!isClean)
        {
            losses.Add(plan.Path, given, WriteLossReason.Character);
        }

        if (!isClean || words.Length == 0)
            return false;

        WriteLossReason? fault = Find(ways, length, words);
        if (fault is null || (fault == WriteLossReason.NoPlaceLeft && meant is { } value && IsSaid(plan, ways, value)))
            return true;

        string? written = fault == WriteLossReason.TooLong && isWording ? Divide(plan, ways[0], words) : null;
        if (written != words)
            losses.Add(plan.Path, given, fault.Value, written);
        return false;
    }

    /// <summary>Tells whether a code that stands where a reader looks for the field means the same.</summary>
    private bool IsSaid(FieldPlan plan, WriteWay[] ways, in Value value)
    {
        foreach (WritePlace place in ways.SelectMany(w => w.Places))
        {
            ReadOnlySpan<byte> standing = sheet.Settled(place.Value);
            if (standing.IsEmpty || (place.Qualifier is not null && !IsOneOf(sheet.Settled(place.Qualifier), place.Qualifiers)))
                continue;

            return plan.Codes!.TryGetValue(Encoding.UTF8.GetString(standing), out Value meant)
                ? ValueText.Same(plan.Kind, meant, value)
                : plan.Else == CodesElse.Value && ValueText.Same(plan.Kind, plan.ElseValue, value);
        }

        return false;
    }

    private bool IsClean(string words, out int length)
    {
        length = 0;
        return !words.AsSpan().ContainsAny(_refused) && (_allowed is null || !words.AsSpan().ContainsAnyExcept(_allowed)) && sheet.Encode(words, envelope.Codec, out length) < 0;
    }

    /// <summary>Makes blanks of the characters that cannot be written.</summary>
    private string Cleaned(string words)
    {
        char[] chars = words.ToCharArray();
        for (int i = 0; i < chars.Length; i++)
        {
            if (_refused.Contains(chars[i]) || (_allowed is not null && !_allowed.Contains(chars[i])))
                chars[i] = ' ';
        }

        for (int at = sheet.Encode(chars, envelope.Codec, out _); at >= 0; at = sheet.Encode(chars, envelope.Codec, out _))
        {
            if (char.IsHighSurrogate(chars[at]) && at + 1 < chars.Length && char.IsLowSurrogate(chars[at + 1]))
                chars[at + 1] = ' ';
            chars[at] = ' ';
        }

        return new string(chars).Trim(' ', '\u3000');
    }

    /// <summary>Finds a place for a value that stands behind the bytes in use.</summary>
    /// <returns>Null: it has been placed.</returns>
    private WriteLossReason? Find(WriteWay[] ways, int length, string? words)
    {
        WriteLossReason fault = WriteLossReason.NoPlaceLeft;
        foreach (WriteWay way in ways)
        {
            foreach (WritePlace place in way.Places)
            {
                ReadOnlySpan<byte> standing = sheet.Settled(place.Value);
                bool isMeant = place.Qualifier is null || IsOneOf(sheet.Settled(place.Qualifier), place.Qualifiers);
                bool isOpen = place.Qualifier is not null && sheet.Settled(place.Qualifier).IsEmpty;
                if (standing.IsEmpty && (isMeant || isOpen))
                {
                    if (Misfit(place.Value, length, words) is { } misfit)
                    {
                        fault = misfit;
                        _recorder?.Spoil();
                        continue;
                    }

                    sheet.Put(place.Value, sheet.Used, length);
                    _recorder?.Place(_field, place.Value);
                    sheet.Used += length;
                }
                else if (!standing.IsEmpty && !standing.SequenceEqual(sheet.Bytes(sheet.Used, length)))
                {
                    if (isMeant || isOpen)
                        _recorder?.Spoil();

                    // A reader would take the other value for this one: a place further back would not help.
                    if (isMeant)
                        return WriteLossReason.NoPlaceLeft;
                    continue;
                }
                else if (!isMeant && !isOpen)
                {
                    continue;
                }
                else
                {
                    _recorder?.Share(_field, place.Value);
                }

                if (!isMeant)
                    sheet.Put(place.Qualifier!, place.Qualifiers[0]);
                return null;
            }
        }

        return fault;
    }

    private WriteLossReason? Misfit(WriteSlot slot, int length, string? words)
    {
        ReadOnlySpan<byte> bytes = sheet.Bytes(sheet.Used, length);
        int size = words?.Length ?? length;
        if (slot.Kind is ElementKind.Number or ElementKind.Implied)
        {
            size = 0;
            foreach (byte b in bytes)
            {
                bool isDigit = b is >= (byte)'0' and <= (byte)'9';
                size += isDigit ? 1 : 0;
                if (!isDigit && (b != (byte)'-') && (slot.Kind == ElementKind.Implied || b is not ((byte)'.' or (byte)',')))
                    return WriteLossReason.Form;
            }
        }

        if (size > slot.MaxLength)
            return WriteLossReason.TooLong;
        if (size < slot.MinLength)
            return WriteLossReason.TooShort;

        return slot.Codes is { } codes && words is not null && !codes.Contains(words) ? WriteLossReason.Form : null;
    }

    private static bool IsOneOf(ReadOnlySpan<byte> value, byte[][] values)
    {
        foreach (byte[] one in values)
        {
            if (value.SequenceEqual(one))
                return true;
        }

        return false;
    }

    /// <summary>Divides words over the places of a way and over further segments.</summary>
    /// <returns>What of it is read back.</returns>
    private string? Divide(FieldPlan plan, WriteWay way, string words)
    {
        _recorder?.Spoil();
        if (sheet.Has(way.Places[0].Value))
            return null;

        WritePlace[] places = plan.Join is null ? way.Places[..1] : way.Places;
        List<string> parts = [];
        string rest = words;
        for (int segment = 0; segment < way.MaxSegments && rest.Length > 0; segment++)
        {
            foreach (WritePlace place in places)
            {
                if (rest.Length == 0)
                    break;

                parts.Add(Cut(ref rest, place.Value.MaxLength, plan.Join));
                sheet.Encode(parts[^1], envelope.Codec, out int length);
                if (segment == 0)
                    sheet.Put(place.Value, sheet.Used, length);
                else
                    _further.Add(new Further(place.Value, segment, sheet.Used, length));
                sheet.Used += length;
            }
        }

        return string.Join(plan.Join ?? "", parts);
    }

    private static string Cut(ref string rest, int most, string? join)
    {
        string part = rest;
        if (rest.Length <= most)
        {
            rest = "";
            return part;
        }

        int blank = join == " " ? ValueText.BlankWithin(rest, most) : -1;
        int end = blank > 0 ? blank : char.IsHighSurrogate(rest[most - 1]) ? most - 1 : most;
        part = rest[..end].TrimEnd(' ', '\u3000');
        rest = rest[(blank > 0 ? blank + 1 : end)..].TrimStart(' ', '\u3000');
        return part;
    }

    private readonly record struct Further(WriteSlot Slot, int Segment, int Start, int Length);
}
