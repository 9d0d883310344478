using System.Globalization;
using System.Text;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Counts the records of an order or of a file and sums up what is in them, as a reader does.</summary>
/// <param name="types">The types.</param>
/// <param name="losses">Told what a document states otherwise.</param>
internal sealed class RecordCounts(IEnumerable<RecordType> types, LossBook losses)
{
    private readonly (string Of, int Field)[] _summands = [.. types.Where(t => t.TotalField >= 0).Select(t => (t.TotalOf, t.Summand)).Distinct()];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Of, int Field), decimal> _sums = [];

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _counts.Clear();
        _sums.Clear();
    }

    /// <summary>Counts a record as it was written.</summary>
    public void Add(RecordSheet sheet)
    {
        _counts[sheet.Type.Name] = _counts.GetValueOrDefault(sheet.Type.Name) + 1;
        foreach ((string Of, int Field) summand in _summands)
        {
            if (summand.Of == sheet.Type.Name && TryNumber(sheet[summand.Field], out decimal number))
                _sums[summand] = _sums.GetValueOrDefault(summand) + number;
        }
    }

    /// <summary>States the count and the sum in a record that has places for them.</summary>
    public void State(RecordSheet sheet)
    {
        RecordType type = sheet.Type;
        if (type.CountField >= 0)
            State(sheet, type.CountField, type.Counted.Sum(t => _counts.GetValueOrDefault(t)));
        if (type.TotalField >= 0)
            State(sheet, type.TotalField, _sums.GetValueOrDefault((type.TotalOf, type.Summand)));
    }

    private void State(RecordSheet sheet, int field, decimal actual)
    {
        string text = actual.ToString("0.##################", CultureInfo.InvariantCulture);
        if (sheet[field].Length > 0 && TryNumber(sheet[field], out decimal said) && said == actual)
            return;

        if (sheet[field].Length > 0)
            losses.Add(sheet.PathOf(field), sheet.ValueOf(field), WriteLossReason.NoPlaceLeft, text);
        sheet.Set(field, text, RecordSheet.Counted);
    }

    private static bool TryNumber(string text, out decimal number)
    {
        Span<byte> bytes = stackalloc byte[64];
        number = 0;
        return text.Length is > 0 and <= 64 && Ascii.IsValid(text) && NumberFormat.Default.TryParse(bytes[..Encoding.ASCII.GetBytes(text, bytes)], out number);
    }
}
