namespace WebEdi.Host.Configuration;

/// <summary>The two spellings of a setting: <c>WebEdi:Mail:Host</c> in files, <c>WEBEDI_Mail__Host</c> in the environment.</summary>
internal static class SettingNames
{
    public const string Prefix = "WEBEDI_";
    public const string Root = "WebEdi:";

    public static string KeyOf(string variable) => Root + variable[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);

    public static string VariableOf(string key) => Prefix + key[Root.Length..].Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Finds what somebody probably meant: the known name with the fewest wrong letters, if there are few.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        (string Name, int Distance)? best = known
            .Select(k => (Name: k, Distance: Distance(Fold(name), Fold(k))))
            .OrderBy(k => k.Distance)
            .Select(k => ((string, int)?)k)
            .FirstOrDefault();

        return best is { } found && found.Distance <= Math.Max(2, name.Length / 4) ? found.Name : null;
    }

    /// <summary>Underscores and case are what people get wrong most; they count little.</summary>
    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Levenshtein distance: insertions, deletions and replacements of letters.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
