using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Schema;

/// <summary>Brings a database to this program's schema: numbered scripts, each in one transaction, each once, none altered afterwards.</summary>
/// <remarks>A script adds and takes nothing away: hosts of the version before it work on beside those that know it.</remarks>
internal static class Migrator
{
    /// <summary>Brings the database to this program's schema, in the transaction that runs.</summary>
    /// <param name="session">The transaction; no other program migrates at the same time.</param>
    /// <param name="dialect">The folder of the scripts.</param>
    /// <param name="now">The time.</param>
    /// <param name="logger">Where it is told.</param>
    /// <returns>The number of the last script.</returns>
    public static int Migrate(SqlSession session, string dialect, DateTimeOffset now, ILogger logger) => Migrate(session, Scripts(dialect), now, logger);

    internal static int Migrate(SqlSession session, IReadOnlyList<Migration> scripts, DateTimeOffset now, ILogger logger)
    {
        session.Script("create table if not exists schema_version (version bigint primary key, name text not null, checksum text not null, applied_at bigint not null)");
        List<Migration> applied = session.List(
            "select version, name, checksum from schema_version order by version", static row => new Migration(row.Int(0), row.Text(1), "", row.Text(2)));
        Check(applied, scripts);
        foreach (Migration script in scripts.Skip(applied.Count))
        {
            session.Script(script.Sql);
            session.Run("insert into schema_version (version, name, checksum, applied_at) values (?1, ?2, ?3, ?4)", script.Version, script.Name, script.Checksum, now);
            Log.SchemaChanged(logger, script.Version, script.Name);
        }

        return scripts.Count;
    }

    private static void Check(List<Migration> applied, IReadOnlyList<Migration> scripts)
    {
        if (applied.Count > scripts.Count)
            throw new EdiStoreException($"The database has schema {applied[^1].Version}, this program knows {scripts.Count}: start the newer program.", isTransient: false);

        for (int i = 0; i < applied.Count; i++)
        {
            if (applied[i].Version != scripts[i].Version || applied[i].Checksum != scripts[i].Checksum)
                throw new EdiStoreException($"Migration {applied[i].Version} ({applied[i].Name}) in the database differs from this program's: it was made by another program.", isTransient: false);
        }
    }

    private static List<Migration> Scripts(string dialect)
    {
        string prefix = $"WebEdi.Storage.Sql.Internal.Schema.{dialect}.";
        List<Migration> scripts = [];
        foreach (string resource in typeof(Migrator).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(typeof(Migrator).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            string sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            string name = resource[prefix.Length..^".sql".Length];
            scripts.Add(new Migration(int.Parse(name[..3], System.Globalization.CultureInfo.InvariantCulture), name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))));
        }

        return scripts;
    }
}

/// <summary>A numbered script.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Name">Its file name without ending.</param>
/// <param name="Sql">Its text.</param>
/// <param name="Checksum">SHA-256 of the text.</param>
internal sealed record Migration(int Version, string Name, string Sql, string Checksum);
