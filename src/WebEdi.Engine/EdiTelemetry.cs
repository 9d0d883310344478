namespace WebEdi;

/// <summary>Names for collecting what the engine measures, for instance with OpenTelemetry.</summary>
public static class EdiTelemetry
{
    /// <summary>The name of the meter: counters webedi.files, webedi.orders, webedi.rows, webedi.effects; histogram webedi.file.duration in seconds.</summary>
    public const string MeterName = "WebEdi";

    /// <summary>The name of the activity source: spans webedi.receive, webedi.process, webedi.send.</summary>
    public const string ActivitySourceName = "WebEdi";
}
