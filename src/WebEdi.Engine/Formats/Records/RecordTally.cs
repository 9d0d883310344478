using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Records;

/// <summary>Counts records and sums up what trailers state, for the whole file or for one order.</summary>
/// <param name="types">The types.</param>
/// <param name="records">Knows where the fields of a record lie.</param>
internal sealed class RecordTally(IEnumerable<RecordType> types, RecordSource records)
{
    private static readonly NumberFormat Plain = NumberFormat.Default;

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
    public void Add(SegmentBlock block, int segment, RecordType type)
    {
        _counts[type.Name] = _counts.GetValueOrDefault(type.Name) + 1;
        foreach ((string Of, int Field) summand in _summands)
        {
            if (summand.Of == type.Name && TryNumber(block, segment, type, summand.Field, out decimal number))
                _sums[summand] = _sums.GetValueOrDefault(summand) + number;
        }
    }

    /// <summary>Compares what a record states with what was counted.</summary>
    public IEnumerable<Diagnostic> Check(SegmentBlock block, int segment, RecordType type)
    {
        if (type.CountField >= 0)
        {
            decimal counted = type.Counted.Sum(t => _counts.GetValueOrDefault(t));
            if (Compare(DiagnosticCodes.RecordCountWrong, block, segment, type, type.CountField, counted) is { } fault)
                yield return fault;
        }

        if (type.TotalField >= 0)
        {
            decimal sum = _sums.GetValueOrDefault((type.TotalOf, type.Summand));
            if (Compare(DiagnosticCodes.RecordTotalWrong, block, segment, type, type.TotalField, sum) is { } fault)
                yield return fault;
        }
    }

    private Diagnostic? Compare(string code, SegmentBlock block, int segment, RecordType type, int index, decimal actual)
    {
        string path = $"{type.Name}/{type.Layout.Fields[index].Name}";
        string text = actual.ToString(CultureInfo.InvariantCulture);
        if (TryNumber(block, segment, type, index, out decimal stated))
            return stated == actual ? null : Diagnostic.Create(code, records.PositionOf(block, segment, type, index), path, stated.ToString(CultureInfo.InvariantCulture), Expect.Value(text));

        records.TryRead(block, segment, type, index, out ReadOnlySpan<byte> raw);
        return Diagnostic.Create(code, records.PositionOf(block, segment, type, index), path, records.Codec.Show(raw), Expect.Value(text));
    }

    private bool TryNumber(SegmentBlock block, int segment, RecordType type, int field, out decimal number)
    {
        number = 0;
        if (!records.TryRead(block, segment, type, field, out ReadOnlySpan<byte> value))
            return false;

        TextCodec codec = records.Codec;
        if (type.Layout.Fields[field].IsNumber || codec.IsAsciiBased)
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
