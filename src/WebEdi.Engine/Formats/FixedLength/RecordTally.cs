using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Counts records and sums up what trailers state, for the whole file or for one order.</summary>
/// <param name="types">The types.</param>
/// <param name="codec">The encoding.</param>
internal sealed class RecordTally(IEnumerable<RecordType> types, TextCodec codec)
{
    private static readonly NumberFormat Plain = new(Group: 0);

    private readonly (string Of, int Field)[] _summands = [.. types.Where(t => t.TotalField >= 0).Select(t => (t.TotalOf, t.Summand)).Distinct()];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Of, int Field), decimal> _sums = [];

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _counts.Clear();
        _sums.Clear();
    }

    /// <summary>Counts a record.</summary>
    public void Add(RecordType type, ReadOnlySpan<byte> record)
    {
        _counts[type.Name] = _counts.GetValueOrDefault(type.Name) + 1;
        foreach ((string Of, int Field) summand in _summands)
        {
            if (summand.Of == type.Name && TryNumber(type.Layout.Fields[summand.Field], record, out decimal number))
                _sums[summand] = _sums.GetValueOrDefault(summand) + number;
        }
    }

    /// <summary>Compares what a record states with what was counted.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="record">Its bytes.</param>
    /// <param name="positionOf">Tells where a field of it stands.</param>
    public IEnumerable<Diagnostic> Check(RecordType type, byte[] record, Func<int, SourcePosition> positionOf)
    {
        if (type.CountField >= 0)
        {
            decimal counted = type.Counted.Sum(t => _counts.GetValueOrDefault(t));
            if (Compare(DiagnosticCodes.RecordCountWrong, type, type.CountField, record, counted, positionOf) is { } fault)
                yield return fault;
        }

        if (type.TotalField >= 0)
        {
            decimal sum = _sums.GetValueOrDefault((type.TotalOf, type.Summand));
            if (Compare(DiagnosticCodes.RecordTotalWrong, type, type.TotalField, record, sum, positionOf) is { } fault)
                yield return fault;
        }
    }

    private Diagnostic? Compare(string code, RecordType type, int index, byte[] record, decimal actual, Func<int, SourcePosition> positionOf)
    {
        LayoutField field = type.Layout.Fields[index];
        string path = $"{type.Name}/{field.Name}";
        string text = actual.ToString(CultureInfo.InvariantCulture);
        if (!TryNumber(field, record, out decimal stated))
        {
            field.TryRead(record, codec, out ReadOnlySpan<byte> raw);
            return Diagnostic.Create(code, positionOf(index), path, codec.Show(raw), Expect.Value(text));
        }

        return stated == actual ? null : Diagnostic.Create(code, positionOf(index), path, stated.ToString(CultureInfo.InvariantCulture), Expect.Value(text));
    }

    private bool TryNumber(LayoutField field, ReadOnlySpan<byte> record, out decimal number)
    {
        number = 0;
        if (!field.TryRead(record, codec, out ReadOnlySpan<byte> value))
            return false;

        if (field.IsNumber || codec.IsAsciiBased)
            return Plain.TryParse(codec.TrimSpaces(value), out number);

        Span<char> chars = stackalloc char[64];
        Span<byte> ascii = stackalloc byte[64];
        value = codec.TrimSpaces(value);
        if (value.Length > chars.Length || codec.Decode(value, chars, out int written) >= 0 || !System.Text.Ascii.IsValid(chars[..written]))
            return false;

        System.Text.Encoding.ASCII.GetBytes(chars[..written], ascii);
        return Plain.TryParse(ascii[..written], out number);
    }
}
