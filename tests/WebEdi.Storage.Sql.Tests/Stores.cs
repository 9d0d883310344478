using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Storage.Sql.Tests;

internal static class Stores
{
    public static SqliteStore Create(string directory, TimeProvider clock, string file = "webedi.db") => new(Database(Path.Combine(directory, file), clock));

    public static SqliteDatabase Database(string path, TimeProvider clock) =>
        new(Options.Create(new SqliteOptions { Path = path, BusyTimeout = TimeSpan.FromMilliseconds(200) }), clock, NullLogger<SqliteDatabase>.Instance);
}
