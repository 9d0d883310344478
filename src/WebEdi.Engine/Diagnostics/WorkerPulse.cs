namespace WebEdi.Engine.Diagnostics;

/// <summary>The sign of life of the worker: written by finished work, never by merely running.</summary>
internal sealed class WorkerPulse(TimeProvider time)
{
    private long _receiving = time.GetUtcNow().UtcTicks;
    private long _sending = time.GetUtcNow().UtcTicks;

    /// <summary>Gets when the half that is longer silent last finished something, UTC.</summary>
    public DateTimeOffset Last => new(Math.Min(Interlocked.Read(ref _receiving), Interlocked.Read(ref _sending)), TimeSpan.Zero);

    /// <summary>Gets or sets why effects wait although the worker runs, or null.</summary>
    public string? Waiting { get; set; }

    public void Received() => Interlocked.Exchange(ref _receiving, time.GetUtcNow().UtcTicks);

    public void Sent() => Interlocked.Exchange(ref _sending, time.GetUtcNow().UtcTicks);
}
