using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Storage.Sql.Tests;

internal static class Stores
{
    public static SqlStore Create(string directory, TimeProvider clock, string file = "webedi.db", int linesInMemory = 2_000_000) =>
        new(Database(Path.Combine(directory, file), clock, linesInMemory));

    public static SqliteDatabase Database(string path, TimeProvider clock, int linesInMemory = 2_000_000) => new(
        Options.Create(new SqliteOptions { Path = path, BusyTimeout = TimeSpan.FromMilliseconds(200), LinesInMemory = linesInMemory }), clock, NullLogger<SqliteDatabase>.Instance);
}
