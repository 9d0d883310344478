using System.Globalization;
using System.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Physical lines of a file, kept and shown as ranges: 2-4,9.</summary>
internal sealed class LineRanges
{
    private const int ShownRanges = 500;
    private readonly List<(int First, int Last)> _ranges = [];

    public static string Show(int first, int last) =>
        first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");

    /// <summary>Adds lines behind those that are there.</summary>
    public void Add(int first, int last)
    {
        if (_ranges.Count > 0 && first <= _ranges[^1].Last + 1)
            _ranges[^1] = (_ranges[^1].First, Math.Max(last, _ranges[^1].Last));
        else
            _ranges.Add((first, last));
    }

    /// <summary>Returns the ranges; very many are cut with an ellipsis.</summary>
    public override string ToString()
    {
        if (_ranges.Count == 1)
            return Show(_ranges[0].First, _ranges[0].Last);

        StringBuilder text = new();
        for (int i = 0; i < Math.Min(_ranges.Count, ShownRanges); i++)
            text.Append(i == 0 ? "" : ",").Append(Show(_ranges[i].First, _ranges[i].Last));

        return _ranges.Count > ShownRanges ? text.Append(",…").ToString() : text.ToString();
    }
}
