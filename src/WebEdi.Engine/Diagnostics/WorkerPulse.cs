namespace WebEdi.Engine.Diagnostics;

/// <summary>The sign of life of the worker: written by finished looks at the store, never by merely running.</summary>
internal sealed class WorkerPulse(TimeProvider time)
{
    private long _last = time.GetUtcNow().UtcTicks;

    /// <summary>Gets when a look at the store was last finished, UTC.</summary>
    public DateTimeOffset Last => new(Interlocked.Read(ref _last), TimeSpan.Zero);

    /// <summary>Gets or sets why effects wait although the worker runs, or null.</summary>
    public string? Waiting { get; set; }

    public void Beat() => Interlocked.Exchange(ref _last, time.GetUtcNow().UtcTicks);
}
