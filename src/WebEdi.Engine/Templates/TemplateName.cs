using System.Text.RegularExpressions;

namespace WebEdi.Engine.Templates;

/// <summary>What may name a template. Names become parts of file and resource names, so nothing else is let through.</summary>
internal static partial class TemplateName
{
    /// <summary>Says whether tenant, name and language are names and not paths.</summary>
    /// <param name="tenant">1-40 lower-case letters, digits and hyphens.</param>
    /// <param name="name">At most 60 lower-case letters, digits and hyphens, in parts joined by single dots.</param>
    /// <param name="culture">ja or en.</param>
    /// <returns>True when all three are.</returns>
    public static bool IsValid(string tenant, string name, string culture) =>
        culture is "ja" or "en" && name.Length <= 60 && Name().IsMatch(name) && Tenant().IsMatch(tenant);

    [GeneratedRegex(@"\A[a-z0-9-]+(?:\.[a-z0-9-]+)*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tenant();
}
