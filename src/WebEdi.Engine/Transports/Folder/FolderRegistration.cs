using Microsoft.Extensions.Options;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Transports.Folder;

/// <summary>One call of AddFolder.</summary>
/// <param name="Name">The name of its options.</param>
internal sealed record FolderRegistration(string Name);

[OptionsValidator]
internal sealed partial class FolderOptionsAttributes : IValidateOptions<FolderOptions>;

/// <summary>What attributes say, and that the folders are apart: what arrives must never lie where something is read as set-up or written.</summary>
internal sealed class FolderOptionsValidator : IValidateOptions<FolderOptions>
{
    private static readonly FolderOptionsAttributes Attributes = new();

    public ValidateOptionsResult Validate(string? name, FolderOptions options)
    {
        List<string> faults = [.. Attributes.Validate(name, options).Failures ?? []];
        if (options.PollInterval < TimeSpan.FromMilliseconds(100) || options.PollInterval > TimeSpan.FromHours(1))
            faults.Add($"WebEdi:Folder:PollInterval is {options.PollInterval:c}; expected 00:00:00.1 to 01:00:00.");
        if (options.Partner is not null && !PartnerName.IsValid(options.Partner))
            faults.Add($"WebEdi:Folder:Partner is '{options.Partner}'; expected {PartnerName.Rule}.");
        if (options.Map is not null && !MapName.IsValid(options.Map))
            faults.Add($"WebEdi:Folder:Map is '{options.Map}'; expected {MapName.Rule}.");
        if (options.ReplyMap is not null && !MapName.IsValid(options.ReplyMap))
            faults.Add($"WebEdi:Folder:ReplyMap is '{options.ReplyMap}'; expected {MapName.Rule}.");
        if (options.Encoding is not null && TextCodec.Find(options.Encoding) is null)
            faults.Add($"WebEdi:Folder:Encoding is '{options.Encoding}'; expected {string.Join(", ", TextCodecs.Names)} or nothing.");
        if (options.DoneSuffix is { } suffix && (suffix.Length < 2 || suffix[0] != '.' || suffix.AsSpan().ContainsAny('/', '\\')))
            faults.Add($"WebEdi:Folder:DoneSuffix is '{suffix}'; expected a dot and a name, for instance .done.");
        if (options.In is not null)
            CheckApart(FolderPaths.Of(options), faults);

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckApart(FolderPaths paths, List<string> faults)
    {
        (string Name, string? Path)[] all = [("In", paths.In), ("Out", paths.Out), ("Archive", paths.Archive)];
        for (int i = 0; i < all.Length; i++)
        {
            for (int j = i + 1; j < all.Length; j++)
            {
                if (all[i].Path is { } a && all[j].Path is { } b && (Within(a, b) || Within(b, a)))
                    faults.Add($"WebEdi:Folder:{all[i].Name} ({a}) and WebEdi:Folder:{all[j].Name} ({b}) lie in one another; expected separate folders.");
            }
        }
    }

    private static bool Within(string inner, string outer) =>
        inner.Equals(outer, StringComparison.Ordinal) || inner.StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

/// <summary>The folders as full paths.</summary>
internal sealed record FolderPaths(string In, string? Out, string Archive)
{
    public static FolderPaths Of(FolderOptions options)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.In!));
        return new FolderPaths(
            full,
            options.Out is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Out)),
            options.Archive is null
                ? Path.Combine(Path.GetDirectoryName(full) ?? full, "archive")
                : Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Archive)));
    }
}
