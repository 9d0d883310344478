using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Npgsql;

namespace WebEdi;

/// <summary>Settings of the PostgreSQL store, section <c>WebEdi:PostgreSql</c>.</summary>
public sealed class PostgreSqlOptions
{
    /// <summary>Gets or sets where the database is and who opens it, in the words of Npgsql: <c>Host=db;Database=webedi;Username=webedi;Password=...</c>.</summary>
    /// <value>No default. The user owns the schema and is no superuser: superusers pass row-level security by.</value>
    [Required(AllowEmptyStrings = false)]
    public string ConnectionString { get; set; } = "";

    /// <summary>Gets or sets how many transactions of this host run at the same time.</summary>
    /// <value>2 to 200 connections, each with a thread. The default is 16; one more is kept to listen for work.</value>
    [Range(2, 200)]
    public int Connections { get; set; } = 16;

    /// <summary>Gets or sets how long one statement may take.</summary>
    /// <value>1 second to 10 minutes. The default is 30 seconds. Afterwards the transaction fails as transient.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how many order lines are kept in memory to sort, filter and search lists by.</summary>
    /// <value>
    /// 0 to 50,000,000 lines of all suppliers together; a line takes 24 bytes, 4 more for every order in which it was listed, and its texts, equal
    /// ones once. The default is 2,000,000. The lists of a supplier with more lines are read from the database for every page, which is far slower.
    /// </value>
    [Range(0, 50_000_000)]
    public int LinesInMemory { get; set; } = 2_000_000;
}

[OptionsValidator]
internal sealed partial class PostgreSqlOptionsAnnotations : IValidateOptions<PostgreSqlOptions>;

internal sealed class PostgreSqlOptionsValidator : IValidateOptions<PostgreSqlOptions>
{
    private static readonly TimeSpan MaxCommandTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, PostgreSqlOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        result.AddResult(new PostgreSqlOptionsAnnotations().Validate(name, options));
        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > MaxCommandTimeout)
            result.AddError($"is {options.CommandTimeout}; expected 1 second to 10 minutes.", "WebEdi:PostgreSql:CommandTimeout");
        if (!IsReadable(options.ConnectionString))
            result.AddError("is not a connection string of Npgsql with Host and Database.", "WebEdi:PostgreSql:ConnectionString");
        return result.Build();
    }

    private static bool IsReadable(string text)
    {
        try
        {
            NpgsqlConnectionStringBuilder builder = new(text);
            return !string.IsNullOrEmpty(builder.Host) && !string.IsNullOrEmpty(builder.Database);
        }
        catch (ArgumentException)
        {
            // What is wrong would be told with the text, which holds a password.
            return false;
        }
    }
}
