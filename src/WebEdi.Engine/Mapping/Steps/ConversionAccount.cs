using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>Tells what a conversion of units made of values: the new value, the conversion, and the bytes that the old one came from.</summary>
/// <param name="origins">The account of the document.</param>
/// <param name="part">The line.</param>
/// <param name="conversion">The units and the factor.</param>
internal sealed class ConversionAccount(List<FieldOrigin> origins, string part, string conversion)
{
    /// <summary>Tells the new value of a field.</summary>
    public void Tell(string field, string value)
    {
        string path = $"{part}.{field}";
        int at = origins.FindLastIndex(o => o.Path == path);
        if (at >= 0)
            origins[at] = origins[at] with { Value = value, Source = conversion, Inputs = [origins[at]] };
        else if (origins.FindLast(o => o.Path == $"{part}.unit") is { } unit)
            origins.Add(unit with { Path = path, Value = value, Source = conversion, Inputs = [] });
    }
}
