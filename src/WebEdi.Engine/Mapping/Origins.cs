using System.Globalization;

namespace WebEdi.Engine.Mapping;

/// <summary>Names of fields in the account of where values came from.</summary>
internal static class Origins
{
    /// <summary>Names a field of a document.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="part">The part that it belongs to: lines[0]; empty: the head.</param>
    public static string PathOf(FieldPlan plan, string part) => part.Length == 0 ? plan.Path : part + plan.Path[plan.Path.IndexOf('.', StringComparison.Ordinal)..];

    /// <summary>Names a part of a document.</summary>
    /// <param name="above">The part above: lines[0]; empty: the head.</param>
    /// <param name="list">The list that it stands in.</param>
    /// <param name="number">Its running number, from 1.</param>
    public static string PartOf(string above, string list, int number) => string.Create(CultureInfo.InvariantCulture, $"{above}{(above.Length == 0 ? "" : ".")}{list}[{number - 1}]");
}
