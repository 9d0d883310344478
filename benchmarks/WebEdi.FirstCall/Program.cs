// Reads one file, as a program does that somebody wrote for that, and prints what its first call took:
// milliseconds, those of the processor, and the highest resident memory in kB. The table of floors publishes and starts it.
using System.Diagnostics;
using System.Globalization;

using WebEdi;

TimeSpan before = Environment.CpuUsage.TotalTime;
long start = Stopwatch.GetTimestamp();

int lines = 0;
await using (FileStream file = File.OpenRead(args[0]))
{
    await foreach (EdiMessage message in new EdiFileReader().ReadAsync(file))
        lines += message.LineCount;
}

double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
double processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
string memory = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.000} {processor:0.000} {memory}"));
return lines > 0 ? 0 : 1;
