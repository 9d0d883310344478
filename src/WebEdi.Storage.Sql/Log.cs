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
}
