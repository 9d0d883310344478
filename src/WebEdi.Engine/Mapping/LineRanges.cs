using System.Globalization;
using System.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Physical lines of a file, kept and shown as ranges: 2-4,9.</summary>
internal sealed class LineRanges
{
    private const int ShownRanges = 500;
    private List<(int First, int Last)>? _closed;
    private int _first = -1;
    private int _last;

    public static string Show(int first, int last) =>
        first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");

    /// <summary>Adds lines behind those that are there.</summary>
    public void Add(int first, int last)
    {
        if (_first >= 0 && first <= _last + 1)
        {
            _last = Math.Max(last, _last);
            return;
        }

        if (_first >= 0)
            (_closed ??= []).Add((_first, _last));
        (_first, _last) = (first, last);
    }

    /// <summary>Returns the ranges; very many are cut with an ellipsis.</summary>
    public override string ToString()
    {
        if (_closed is null)
            return _first >= 0 ? Show(_first, _last) : "";

        StringBuilder text = new();
        foreach ((int first, int last) in _closed.Take(ShownRanges))
            text.Append(Show(first, last)).Append(',');
        return text.Append(_closed.Count < ShownRanges ? Show(_first, _last) : "…").ToString();
    }
}
