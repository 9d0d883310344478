using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WebEdi;

/// <summary>Settings of the backups that the program makes by itself, section <c>WebEdi:Backup</c>.</summary>
public sealed class BackupOptions
{
    /// <summary>Gets or sets the folder that backups are written to. A mounted volume of another machine is best: a backup beside its database is lost with it.</summary>
    /// <value>A path; a relative one lies below <c>WebEdi:Data</c> (default <c>data</c>). The default is <c>backups</c>.</value>
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; set; } = "backups";

    /// <summary>Gets or sets how often a backup is made. Of all hosts on a database one makes it.</summary>
    /// <value>1 minute to 31 days, or zero: never. The default is 1 hour.</value>
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how many of the newest backups are kept.</summary>
    /// <value>1-10,000. The default is 24.</value>
    [Range(1, 10_000)]
    public int Keep { get; set; } = 24;

    /// <summary>Gets or sets for how many days the last backup of a day is kept as well.</summary>
    /// <value>0-3,650 days, by UTC. The default is 14.</value>
    [Range(0, 3_650)]
    public int KeepDays { get; set; } = 14;

    /// <summary>Gets or sets how much room a backup leaves on its disk: the database may live there too. One that would leave less is given up and told.</summary>
    /// <value>0-1,048,576 MiB. The default is 256.</value>
    [Range(0, 1_048_576)]
    public int LeaveFreeMiB { get; set; } = 256;
}

[OptionsValidator]
internal sealed partial class BackupOptionsAnnotations : IValidateOptions<BackupOptions>;

internal sealed class BackupOptionsValidator : IValidateOptions<BackupOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(31);

    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        result.AddResult(new BackupOptionsAnnotations().Validate(name, options));
        if (options.Every != TimeSpan.Zero && (options.Every < Least || options.Every > Most))
            result.AddError($"is {options.Every:c}; expected {Least:c} to {Most:c}, or 0 for never.", "WebEdi:Backup:Every");
        return result.Build();
    }
}
