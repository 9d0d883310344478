using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WebEdi;

/// <summary>Settings of the SQLite store, section <c>WebEdi:Sqlite</c>.</summary>
public sealed class SqliteOptions
{
    /// <summary>Gets or sets the database file. It must lie on a local disk: SQLite loses data on network file systems, which are refused.</summary>
    /// <value>A path; a relative one lies below <c>WebEdi:Data</c> (default <c>data</c>). The default is <c>webedi.db</c>.</value>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; set; } = "webedi.db";

    /// <summary>Gets or sets how long a write waits for another process that writes, for instance a backup.</summary>
    /// <value>0 to 5 minutes. The default is 30 seconds. Afterwards the write fails as transient.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how many questions are answered at the same time.</summary>
    /// <value>1 to 64 connections, each with a cache of up to 64 MiB. The default is 4.</value>
    [Range(1, 64)]
    public int ReadConnections { get; set; } = 4;

    /// <summary>Gets or sets how many order lines are kept in memory to sort, filter and search lists by.</summary>
    /// <value>
    /// 0 to 50,000,000 lines of all suppliers together; a line takes 24 bytes, 4 more for every order in which it was listed, and its texts, equal
    /// ones once. The default is 2,000,000. The lists of a supplier with more lines are read from the file for every page, which is far slower.
    /// </value>
    [Range(0, 50_000_000)]
    public int LinesInMemory { get; set; } = 2_000_000;
}

[OptionsValidator]
internal sealed partial class SqliteOptionsAnnotations : IValidateOptions<SqliteOptions>;

internal sealed class SqliteOptionsValidator : IValidateOptions<SqliteOptions>
{
    private static readonly TimeSpan MaxBusyTimeout = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, SqliteOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        result.AddResult(new SqliteOptionsAnnotations().Validate(name, options));
        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > MaxBusyTimeout)
            result.AddError($"is {options.BusyTimeout}; expected 0 to 5 minutes.", "WebEdi:Sqlite:BusyTimeout");
        if (options.Path.Contains('\0', StringComparison.Ordinal) || options.Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || options.Path == ":memory:")
            result.AddError("is not a path of a file.", "WebEdi:Sqlite:Path");
        return result.Build();
    }
}
