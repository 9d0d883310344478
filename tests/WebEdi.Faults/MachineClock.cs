using System.Globalization;

namespace WebEdi.Faults;

/// <summary>The clock of a machine, as its processes see it: it may be set forward and back while they run. Timers go on at their own pace.</summary>
/// <param name="file">What the clock of the processes is read from.</param>
internal sealed class MachineClock(string file)
{
    private static readonly string? Shim = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    /// <summary>Gets a value indicating whether clocks can be set.</summary>
    public static bool IsThere => Shim is not null;

    /// <summary>Gets what a process is started with.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => Shim is null
        ? []
        : [new("LD_PRELOAD", Shim), new("FAKETIME_TIMESTAMP_FILE", file), new("FAKETIME_CACHE_DURATION", "1"), new("FAKETIME_DONT_FAKE_MONOTONIC", "1"), new("FAKETIME_FORCE_MONOTONIC_FIX", "0")];

    /// <summary>Sets the clock.</summary>
    /// <param name="off">How far off it is.</param>
    public void Set(TimeSpan off)
    {
        // Renamed into its place, so that nobody reads half of it.
        string next = file + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{(off < TimeSpan.Zero ? "" : "+")}{off.TotalSeconds:0}\n"));
        File.Move(next, file, overwrite: true);
    }
}
