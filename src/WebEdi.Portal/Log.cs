using Microsoft.Extensions.Logging;

namespace WebEdi.Portal;

/// <summary>Everything the portal and the API write to the log: 8000 pages, 8100 API and edge. No secrets, no field values.</summary>
internal static partial class Log
{
    [LoggerMessage(8100, LogLevel.Error, "Request {TraceId} failed")]
    public static partial void RequestFailed(this ILogger logger, string traceId, Exception failure);

    [LoggerMessage(8101, LogLevel.Error, "Request {TraceId} was answered 503: the store or the disk cannot be used")]
    public static partial void StoreLost(this ILogger logger, string traceId, Exception failure);

    [LoggerMessage(8102, LogLevel.Error, "Request {TraceId} failed after its answer had begun; the connection is cut")]
    public static partial void RequestBroken(this ILogger logger, string traceId, Exception failure);
}
