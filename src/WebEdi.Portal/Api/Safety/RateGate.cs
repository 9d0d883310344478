using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WebEdi.Portal.Api.Safety;

/// <summary>What is counted.</summary>
internal enum LimitKind
{
    /// <summary>Any request, per key or signed-in person, else per address.</summary>
    Request = 0,

    /// <summary>A costly function, per key or signed-in person.</summary>
    Costly = 1,

    /// <summary>A wrong API key, per network.</summary>
    Guess = 2,
}

/// <summary>Limits, section <c>WebEdi:Limits</c>; all per minute. A burst of one minute's worth is allowed.</summary>
internal sealed class LimitOptions
{
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 1_200;

    [Range(1, 1_000_000)]
    public int CostlyPerMinute { get; set; } = 240;

    [Range(1, 1_000_000)]
    public int GuessesPerMinute { get; set; } = 20;

    public int Of(LimitKind kind) => kind switch
    {
        LimitKind.Costly => CostlyPerMinute,
        LimitKind.Guess => GuessesPerMinute,
        _ => RequestsPerMinute,
    };
}

/// <summary>Counts what one caller takes, as buckets that refill evenly (S35). One caller's limit never touches another's.</summary>
internal sealed class RateGate(IOptions<LimitOptions> options, TimeProvider clock)
{
    private const int MaxBuckets = 50_000;
    private const string Overflow = "";
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    // Read at once: values out of range are refused here, when the branch is built.
    private readonly LimitOptions _limits = options.Value;
    private readonly ConcurrentDictionary<(LimitKind Kind, string Caller), Bucket> _buckets = new();
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>Takes one; false with the time after which there is one again.</summary>
    public bool TryTake(LimitKind kind, string caller, out TimeSpan retryAfter) => Find(kind, caller).Take(Rate(kind), clock, out retryAfter);

    internal int Count => _buckets.Count;

    private long Now => clock.GetTimestamp();

    private int Rate(LimitKind kind) => _limits.Of(kind);

    private Bucket Find(LimitKind kind, string caller)
    {
        if (_buckets.TryGetValue((kind, caller), out Bucket? known))
            return known;

        if (_buckets.Count >= MaxBuckets)
            SweepNowAndThen();

        // Full of callers that are all busy: the newcomers share one bucket, so that memory stays bounded.
        string name = _buckets.Count >= MaxBuckets ? Overflow : caller;
        return _buckets.GetOrAdd((kind, name), static (key, gate) => new Bucket(gate.Rate(key.Kind), gate.Now), this);
    }

    /// <summary>A sweep looks at every bucket; a flood of newcomers must not pay for one each.</summary>
    private void SweepNowAndThen()
    {
        long last = Interlocked.Read(ref _sweptAt);
        if (clock.GetElapsedTime(last) < SweepEvery || Interlocked.CompareExchange(ref _sweptAt, Now, last) != last)
            return;

        foreach (((LimitKind Kind, string Caller) key, Bucket bucket) in _buckets)
        {
            if (bucket.IsFull(Rate(key.Kind), clock))
                _buckets.TryRemove(new KeyValuePair<(LimitKind, string), Bucket>(key, bucket));
        }
    }

    private sealed class Bucket(int rate, long now)
    {
        private readonly Lock _lock = new();
        private double _level = rate;
        private long _at = now;

        public bool Take(int perMinute, TimeProvider clock, out TimeSpan retryAfter)
        {
            lock (_lock)
            {
                Refill(perMinute, clock);
                bool has = _level >= 1;
                retryAfter = has ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Ceiling((1 - _level) * 60 / perMinute));
                if (has)
                    _level--;
                return has;
            }
        }

        public bool IsFull(int perMinute, TimeProvider clock)
        {
            lock (_lock)
            {
                Refill(perMinute, clock);
                return _level >= perMinute;
            }
        }

        private void Refill(int perMinute, TimeProvider clock)
        {
            long now = clock.GetTimestamp();
            _level = Math.Min(perMinute, _level + (clock.GetElapsedTime(_at, now).TotalMinutes * perMinute));
            _at = now;
        }
    }
}
