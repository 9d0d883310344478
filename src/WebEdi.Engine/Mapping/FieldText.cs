using System.Buffers;
using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping.Codes;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Makes values of the texts of one field, wherever they come from. Not safe for concurrent use.</summary>
internal class FieldText(FieldPlan plan, TextCache cache, NumberFormat? otherNumber = null)
{
    /// <summary>How many texts tell whether those of the field come again.</summary>
    private const int Probe = 256;

    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), 0x7F]);

    private readonly bool _plainNumber = plan is { Kind: ValueKind.Number or ValueKind.Integer, Codes: null, Pattern: null };
    private readonly bool _anyNumber = plan is { Kind: ValueKind.Number, Min: null, Max: null };
    private readonly bool _plainText = plan is { Kind: ValueKind.Text, Codes: null, Pattern: null, Allowed: null };
    private readonly StandardCodes? _standard = plan.Standard;
    private readonly NumberFormat _number = plan.Number;
    private readonly bool _trim = plan.Trim;
    private readonly int _shortest = Math.Max(1, plan.MinLength);
    private readonly int _longest = plan.MaxLength > 0 ? plan.MaxLength : int.MaxValue;
    private readonly PlainDates _dates = PlainDates.Of(plan);

    private int _asked;
    private int _known;
    private int _unasked;
    private string? _lastCode;
    private string? _lastMeant;

    /// <summary>Gets a value indicating whether plain texts need nothing but to be of the right length: no translation either.</summary>
    protected bool IsPlainText => _plainText && _standard is null;

    /// <summary>Gets a value indicating whether every plain number will do.</summary>
    protected bool IsAnyNumber => _plainNumber && _anyNumber && _number.Implied == 0;

    /// <summary>Gets a value indicating whether dates of eight digits are plain ones.</summary>
    protected bool HasWholeDates => _dates.HasWhole;

    /// <summary>Gets what short codes mean; null: the field has plain texts, or none.</summary>
    public CodeMemo? Codes => field ??= _plainText && _standard is not null ? new CodeMemo(_standard) : null;

    /// <summary>Gets the fewest characters of a text.</summary>
    public int Shortest => _shortest;

    /// <summary>Gets the most characters of a text.</summary>
    public int Longest => _longest;

    /// <summary>Gets a value indicating whether every value is looked at closely, plain ones too.</summary>
    public bool IsClose { get; init; }

    /// <summary>Takes what stands in for a value.</summary>
    public static bool TryStandIn(Value? other, out Value value)
    {
        value = other ?? default;
        return other is not null;
    }

    /// <summary>Makes a value of a text.</summary>
    /// <param name="cell">The text.</param>
    /// <param name="name">The name that people know the field by.</param>
    /// <param name="value">The value.</param>
    /// <param name="found">Faults and warnings are added here.</param>
    /// <param name="empty">Whether there is no text at all.</param>
    /// <returns>False: the text is empty, says nothing or is wrong.</returns>
    public bool TryRead(in Cell cell, string name, out Value value, List<Diagnostic> found, out bool empty)
    {
        empty = false;
        if (cell.IsDamaged)
        {
            value = default;
            found.Add(cell.Damage(name));
            return false;
        }

        ReadOnlySpan<byte> bytes = cell.Bytes;
        if (_trim)
            bytes = cell.Codec.TrimSpaces(bytes);
        if ((!IsClose || _plainNumber) && TryPlain(bytes, cell.Codec.HasAscii, out value))
            return true;

        return TryText(cell, bytes, name, out value, found, out empty);
    }

    /// <summary>Makes a value of bytes in an encoding that has ASCII as it is, where they are no more than a plain number, date or text, as most are.</summary>
    /// <param name="bytes">The bytes, at least one.</param>
    /// <param name="value">The value.</param>
    /// <returns>False: they must be looked at more closely.</returns>
    protected bool TryReadAscii(ReadOnlySpan<byte> bytes, out Value value)
    {
        if (_trim && (bytes[0] == (byte)' ' || bytes[^1] == (byte)' '))
            bytes = bytes.Trim((byte)' ');
        return TryPlain(bytes, hasAscii: true, out value);
    }

    /// <summary>Takes the spaces off both ends, where the field asks for it, in an encoding that has ASCII as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> bytes)
    {
        if (!_trim || bytes.IsEmpty || (bytes[0] != (byte)' ' && bytes[^1] != (byte)' '))
            return bytes;

        if (bytes[^1] == (byte)' ')
            bytes = bytes[..(bytes.LastIndexOfAnyExcept((byte)' ') + 1)];
        return bytes.IsEmpty || bytes[0] != (byte)' ' ? bytes : bytes[bytes.IndexOfAnyExcept((byte)' ')..];
    }

    /// <summary>Makes an ordinary value of trimmed bytes, whatever the language.</summary>
    /// <param name="bytes">The bytes, at least one.</param>
    /// <param name="codec">Their encoding, one that has ASCII as it is.</param>
    /// <returns>Nothing: they must be looked at more closely.</returns>
    protected Value ReadOrdinary(ReadOnlySpan<byte> bytes, TextCodec codec)
    {
        if (_plainText)
            return new Value { Text = Meant((bytes.Length <= _longest && bytes.Length >= _shortest ? Plain(bytes) : null) ?? Decode(bytes, codec)) };

        return _plainNumber && !_anyNumber && TryPlainNumber(bytes, out Value number) ? number : ReadPlain(bytes);
    }

    /// <summary>Makes a value of bytes in an encoding that has ASCII as it is, where they are no more than a plain number, date or text, as most are.</summary>
    /// <param name="bytes">The bytes, at least one.</param>
    /// <returns>Nothing: they must be looked at more closely.</returns>
    protected Value ReadPlain(ReadOnlySpan<byte> bytes)
    {
        if (_trim && (bytes[0] == (byte)' ' || bytes[^1] == (byte)' '))
            bytes = bytes.Trim((byte)' ');
        if (_plainText)
            return new Value { Text = bytes.Length <= _longest && bytes.Length >= _shortest ? Meant(Plain(bytes)) : null };
        if (!_anyNumber)
            return _dates.TryRead(bytes, out DateOnly date) ? new Value { Date = date } : default;

        SmallNumber number = _plainNumber ? SmallOf(_number, bytes) : default;
        if (!number.IsThere && _plainNumber && otherNumber is not null)
            number = SmallOf(otherNumber, bytes);
        return new Value { Small = number };
    }

    /// <summary>Reads a plain number that fits into eight bytes; none: it must be looked at more closely.</summary>
    private static SmallNumber SmallOf(NumberFormat format, ReadOnlySpan<byte> bytes)
    {
        if (!format.TryParsePlain(bytes, out long digits, out int decimals))
            return default;

        SmallNumber number = SmallNumber.Of(digits, decimals);
        return number.IsWide ? default : number;
    }

    private bool TryPlain(ReadOnlySpan<byte> bytes, bool hasAscii, out Value value)
    {
        if (_plainText)
        {
            string? text = hasAscii && bytes.Length <= _longest && bytes.Length >= _shortest ? Meant(Plain(bytes)) : null;
            value = new Value { Text = text };
            return text is not null;
        }

        if (_plainNumber)
            return TryPlainNumber(bytes, out value);

        bool isDate = _dates.TryRead(bytes, out DateOnly date);
        value = isDate ? new Value { Date = date } : default;
        return isDate;
    }

    /// <summary>Makes a code of documents of one of the file. The same text as before, as most are, is the same object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private string? Meant(string? text) => _standard is null || text is null ? text : ReferenceEquals(text, _lastCode) ? _lastMeant : Translate(text);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string Translate(string text)
    {
        (_lastCode, _lastMeant) = (text, _standard!.Read(text));
        return _lastMeant;
    }

    /// <summary>Makes a text of plain bytes. Texts of a field that hardly ever come again - numbers of articles, names - are looked for now and then only.</summary>
    private string? Plain(ReadOnlySpan<byte> bytes)
    {
        if (_unasked > 0)
        {
            _unasked--;
            return TextCache.MakePlain(bytes);
        }

        string? text = cache.DecodePlain(bytes, out bool known);
        _known += known ? 1 : 0;
        if (++_asked == Probe)
        {
            _unasked = _known < Probe / 8 ? Probe * 16 : 0;
            (_asked, _known) = (0, 0);
        }

        return text;
    }

    /// <summary>Makes a text in any language. Control characters are looked for in the bytes: in no encoding that has ASCII as it is are they a part of others.</summary>
    /// <returns>Null: it must be looked at more closely.</returns>
    private string? Decode(ReadOnlySpan<byte> bytes, TextCodec codec)
    {
        if (bytes.ContainsAny(Controls))
            return null;

        bool isKept = _unasked == 0;
        string? text = null;
        ReadOnlySpan<char> chars = isKept ? text = cache.Decode(codec, bytes, out int invalid) : cache.DecodeOnce(codec, bytes, out invalid);
        if (invalid >= 0)
            return null;

        if (_trim && chars.Length > 0 && (chars[0] is ' ' or '\u3000' || chars[^1] is ' ' or '\u3000'))
        {
            chars = chars.Trim(" \u3000");
            text = null;
        }

        return chars.Length >= _shortest && chars.Length <= _longest ? text ?? new string(chars) : null;
    }

    private bool TryPlainNumber(ReadOnlySpan<byte> bytes, out Value value)
    {
        SmallNumber small = _anyNumber && !IsClose ? SmallOf(_number, bytes) : default;
        value = new Value { Small = small };
        if (small.IsThere)
            return true;

        if (!_number.TryParse(bytes, out decimal number) && otherNumber?.TryParse(bytes, out number) != true)
            return false;

        if (!_anyNumber && FieldConverter.Check(plan, number).Code is not null)
            return false;

        value = new Value { Number = number };
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryText(in Cell cell, ReadOnlySpan<byte> bytes, string name, out Value value, List<Diagnostic> found, out bool empty)
    {
        value = default;
        empty = false;
        string text = cache.Decode(cell.Codec, bytes, out int invalid);
        if (invalid >= 0)
        {
            string shown = Convert.ToHexString(bytes.Slice(invalid, Math.Min(2, bytes.Length - invalid)));
            found.Add(Diagnostic.Create(DiagnosticCodes.TextInvalid, cell.PositionAt(Math.Max(invalid, 1)), name, shown, Expect.Value(cell.Codec.Name)));
            return false;
        }

        if (plan.Trim)
            text = text.Trim(' ', '\u3000');

        empty = text.Length == 0;
        if (empty)
            return false;

        Fault fault = FieldConverter.Convert(plan, text, out value, out string? folded);
        if (fault.Code is not null)
        {
            found.Add(Diagnostic.Create(fault.Code, cell.PositionAt(), name, fault.Found ?? text, fault.Expected));
            return false;
        }

        if (folded is not null)
            found.Add(Diagnostic.Create(DiagnosticCodes.FullWidthDigits, cell.PositionAt(), name, text, Expect.Value(folded)));

        // A placeholder is a statement ("undecided") for the requested date only; for other dates it says nothing.
        return plan.Kind != ValueKind.Date || value.Date is not null;
    }

    /// <summary>Says what is expected where nothing stands.</summary>
    public Expectation Expected() => plan.Kind switch
    {
        ValueKind.Number or ValueKind.Integer => Expect.Number,
        ValueKind.Date or ValueKind.DueDate => Expect.Date,
        ValueKind.Time => Expect.Time,
        _ => plan.MaxLength > 0 ? Expect.Characters(1, plan.MaxLength) : Expect.AnyValue,
    };
}
