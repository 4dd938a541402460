using System.Collections.Concurrent;

namespace LipServerless.Web.Limits;

/// <summary>
/// Token buckets by key, in memory. A process that starts anew starts with full buckets; several processes count each for itself, so that the
/// limit is at most theirs times their number. Time is the system's. Thread-safe.
/// </summary>
public sealed class AttemptBuckets(TimeProvider time)
{
    // A bucket is some hundred bytes; beyond this the full ones are forgotten, which changes nothing.
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one attempt; null where there was one, else how long until there is.</summary>
    public TimeSpan? Take(string key, BucketSize size) => Use(key, size, take: true);

    /// <summary>As <see cref="Take"/>, without taking.</summary>
    public TimeSpan? Look(string key, BucketSize size) => Use(key, size, take: false);

    private TimeSpan? Use(string key, BucketSize size, bool take)
    {
        ArgumentNullException.ThrowIfNull(size);
        var now = time.GetTimestamp();
        if (!take && !buckets.ContainsKey(key))
            return null;
        if (buckets.Count > Most)
            Forget(now);
        var bucket = buckets.GetOrAdd(key, static (_, state) => new Bucket(state.size, state.now), (size, now));
        lock (bucket)
        {
            bucket.Refill(time.GetElapsedTime(bucket.At, now), now);
            if (bucket.Left < 1)
                return TimeSpan.FromHours((1 - bucket.Left) / size.PerHour);
            if (take)
                bucket.Left--;
            return null;
        }
    }

    private void Forget(long now)
    {
        foreach (var (key, bucket) in buckets)
        {
            lock (bucket)
            {
                bucket.Refill(time.GetElapsedTime(bucket.At, now), now);
                if (bucket.Left >= bucket.Size.Burst)
                    buckets.TryRemove(key, out _);
            }
        }
    }

    private sealed class Bucket(BucketSize size, long at)
    {
        public BucketSize Size { get; } = size;

        public double Left { get; set; } = size.Burst;

        public long At { get; private set; } = at;

        public void Refill(TimeSpan passed, long now)
        {
            if (passed <= TimeSpan.Zero)
                return;
            Left = Math.Min(Size.Burst, Left + (passed.TotalHours * Size.PerHour));
            At = now;
        }
    }
}
