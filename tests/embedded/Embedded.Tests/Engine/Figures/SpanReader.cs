using System.Collections.Concurrent;
using System.Diagnostics;

namespace LipServerless.Embedded.Tests.Engine.Figures;

/// <summary>Collects the spans of a source that have ended, whichever test they are of.</summary>
internal sealed class SpanReader : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = [];
    private readonly ActivityListener listener;

    public SpanReader(string source)
    {
        listener = new()
        {
            ShouldListenTo = s => s.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<Activity> Of(string tag, string value) => [.. ended.Where(span => Equals(span.GetTagItem(tag), value))];

    public void Dispose() => listener.Dispose();
}
