using System.ComponentModel.DataAnnotations;

namespace WebEdi;

/// <summary>Settings of a watched folder, section <c>WebEdi:Folder</c>.</summary>
/// <remarks>In, Out and Archive are three different folders that hold nothing but order files, reply files and what was taken.</remarks>
public sealed class FolderOptions
{
    /// <summary>Gets or sets the folder that order files arrive in.</summary>
    /// <value>A path; created when it is not there. Null: nothing is watched.</value>
    public string? In { get; set; }

    /// <summary>Gets or sets the folder that replies and result files are written to.</summary>
    /// <value>A path; created when it is not there. Null: no reply files, and result files lie beside the archived file.</value>
    public string? Out { get; set; }

    /// <summary>Gets or sets the folder that taken files are moved to, into a sub-folder per day; refused ones below <c>refused</c>.</summary>
    /// <value>A path on the same file system as <see cref="In"/>. Null: <c>archive</c> beside <see cref="In"/>.</value>
    public string? Archive { get; set; }

    /// <summary>Gets or sets the tenant.</summary>
    /// <value>The default is "default".</value>
    [Required]
    public string Tenant { get; set; } = "default";

    /// <summary>Gets or sets the sending system, whose profile counts for the files.</summary>
    /// <value>A partner's name. Null: "core".</value>
    public string? Partner { get; set; }

    /// <summary>Gets or sets the map that reads the files.</summary>
    /// <value>
    /// A map's name. Null: with <see cref="Partner"/> the map that its profile names; without, the files lie in sub-folders of <see cref="In"/>
    /// that are named like their map.
    /// </value>
    public string? Map { get; set; }

    /// <summary>Gets or sets the map that writes reply files: one for writing, or one for order responses (edifact-ordrsp, x12-855, ubl-order-response, one of your own).</summary>
    /// <value>A map's name. Null: the built-in layout.</value>
    public string? ReplyMap { get; set; }

    /// <summary>Gets or sets the encoding of the files.</summary>
    /// <value>utf-8 or cp932. Null: the partner's, else the map's, else detected.</value>
    public string? Encoding { get; set; }

    /// <summary>Gets or sets which files are order files.</summary>
    /// <value>A pattern with * and ?. The default is "*". Names that begin with a dot or end with .tmp, .part or <see cref="DoneSuffix"/> never are.</value>
    [Required]
    public string Pattern { get; set; } = "*";

    /// <summary>Gets or sets what marks a file as complete: NAME is taken when NAME plus this suffix is there; both are moved.</summary>
    /// <value>For instance ".done". Null: a file is complete when its size and time stay the same for <see cref="StablePolls"/> looks.</value>
    public string? DoneSuffix { get; set; }

    /// <summary>Gets or sets how many looks a file must stay the same after it was first seen.</summary>
    /// <value>1-100. The default is 2.</value>
    [Range(1, 100)]
    public int StablePolls { get; set; } = 2;

    /// <summary>Gets or sets the time between two looks.</summary>
    /// <value>100 milliseconds to 1 hour. The default is 2 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);
}
