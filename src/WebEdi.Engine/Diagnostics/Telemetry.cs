using System.Diagnostics;
using System.Diagnostics.Metrics;
using WebEdi.Storage;

namespace WebEdi.Engine.Diagnostics;

/// <summary>The engine's meter and spans. Tags carry no numbers of orders and no personal data.</summary>
internal static class Telemetry
{
    public static readonly ActivitySource Source = new(EdiTelemetry.ActivitySourceName);

    private static readonly Meter Meter = new(EdiTelemetry.MeterName);
    private static readonly Counter<long> Files = Meter.CreateCounter<long>("webedi.files", "{file}", "Files at the door, by verdict.");
    private static readonly Counter<long> Orders = Meter.CreateCounter<long>("webedi.orders", "{order}", "Orders processed, by verdict.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("webedi.rows", "{row}", "Data rows processed.");
    private static readonly Counter<long> Effects = Meter.CreateCounter<long>("webedi.effects", "{effect}", "Attempts to let an effect out, by kind and outcome.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("webedi.file.duration", "s", "From claim to final state of a file.");

    public static void File(string channel, string verdict) => Files.Add(1, new("channel", channel), new("verdict", verdict));

    public static void Batch(IEnumerable<MessageResult> results, int rows)
    {
        Rows.Add(rows);
        foreach (IGrouping<MessageVerdict, MessageResult> group in results.GroupBy(r => r.Verdict))
            Orders.Add(group.Count(), new KeyValuePair<string, object?>("verdict", group.Key.ToString()));
    }

    public static void Effect(string kind, string outcome) => Effects.Add(1, new("kind", kind), new("outcome", outcome));

    public static void Finished(TimeSpan duration, ReceiptState state) =>
        Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("state", state.ToString()));
}
