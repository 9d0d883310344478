using Microsoft.Extensions.Logging;

namespace WebEdi.Engine.Diagnostics;

internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Error, "Template {Template} ({Language}) of {Tenant}, source {Source}, is broken; the next source is used: {Fault}")]
    public static partial void TemplateBroken(this ILogger logger, string tenant, string template, string language, int source, string fault);
}
