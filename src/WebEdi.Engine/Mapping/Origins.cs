using System.Globalization;

namespace WebEdi.Engine.Mapping;

/// <summary>Names of fields in the account of where values came from.</summary>
internal static class Origins
{
    /// <summary>Names a field of a document.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="number">The running number of the line, from 1; 0: the head.</param>
    public static string PathOf(FieldPlan plan, int number) =>
        number == 0 ? plan.Path : string.Create(CultureInfo.InvariantCulture, $"lines[{number - 1}]{plan.Path["line".Length..]}");
}
