using Microsoft.Extensions.DependencyInjection;
using WebEdi.Diagnostics;
using WebEdi.Engine;

namespace WebEdi;

/// <summary>What the engine itself offers to a builder: tables.</summary>
public static partial class EngineBuilderExtensions
{
    /// <summary>Makes every <c>NAME.csv</c> and <c>NAME.json</c> of a folder the table NAME of every tenant; a changed file counts from the next order file on.</summary>
    /// <remarks>A table of the same name that a tenant saved itself wins. Used versions are kept in the tenant's store.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The folder, only for tables: never one that files arrive in. Checked at start.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder UseTables(this IWebEdiBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);

        builder.Services.AddSingleton<ITableSource>(new TableFolder(Path.GetFullPath(folder)));
        return builder;
    }

    /// <summary>Adds a table for every tenant, in which maps look values up.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">1-60 letters, digits, hyphens and underscores.</param>
    /// <param name="content">CSV with a header line, or a JSON array of objects.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="EdiSetupException">The name or the table is wrong; the message says where.</exception>
    public static IWebEdiBuilder AddTable(this IWebEdiBuilder builder, string name, string content)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(content);
        if (!TableName.IsValid(name))
            throw new EdiSetupException($"The table name '{name}' is not usable: expected {TableName.Rule}.");

        builder.Services.AddSingleton<ITableSource>(new FixedSource(name, content));
        return builder;
    }
}
