using Microsoft.Extensions.Logging;

namespace WebEdi.Storage.Sql;

internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "Database {Path} opened (schema {SchemaVersion}, write-ahead log, synchronous=FULL)")]
    public static partial void DatabaseOpened(ILogger logger, string path, int schemaVersion);

    [LoggerMessage(7001, LogLevel.Information, "Schema migration {Version} ({Name}) applied")]
    public static partial void SchemaChanged(ILogger logger, int version, string name);

    [LoggerMessage(7002, LogLevel.Warning, "The writing connection could not roll back and is opened anew")]
    public static partial void ConnectionDropped(ILogger logger, Exception exception);

    [LoggerMessage(7003, LogLevel.Information, "Database {Database} on {Server} opened (schema {SchemaVersion})")]
    public static partial void ServerOpened(ILogger logger, string server, string database, int schemaVersion);

    [LoggerMessage(7005, LogLevel.Warning, "The database is waited for: {Reason} Asked again in {Pause}.")]
    public static partial void ServerAwaited(ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(7004, LogLevel.Debug, "The database asked to run the work again ({SqlState}, run {Run})")]
    public static partial void RunAgain(ILogger logger, string sqlState, int run);
}
