using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LipServerless.Load.Storage;

/// <summary>Sits between an Azure client and its transport, so that it sees each attempt as it goes over the wire.</summary>
internal sealed class Recorder : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<RecordedRequest> sent = new();
    private int inFlight;
    private int most;

    /// <summary>Requests in the order of their sending.</summary>
    public IReadOnlyList<RecordedRequest> Sent => [.. sent.OrderBy(request => request.At)];

    /// <summary>The most requests that were under way at once.</summary>
    public int MostInFlight => Volatile.Read(ref most);

    public void Clear()
    {
        sent.Clear();
        Volatile.Write(ref most, 0);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var at = Stopwatch.GetTimestamp();
        ProcessNext(message, pipeline);
        Record(message, at);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var at = Stopwatch.GetTimestamp();
        var now = Interlocked.Increment(ref inFlight);
        for (var known = MostInFlight; now > known && Interlocked.CompareExchange(ref most, now, known) != known; known = MostInFlight)
        {
            // Somebody else has just raised it; look again.
        }

        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }

        Record(message, at);
    }

    private void Record(HttpMessage message, long at)
    {
        var request = message.Request;
        using MemoryStream body = new();
        request.Content?.WriteTo(body, CancellationToken.None);
        sent.Enqueue(new RecordedRequest(
            at,
            Stopwatch.GetElapsedTime(at),
            request.Method.Method,
            request.Uri.ToUri(),
            [.. request.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
            body.ToArray(),
            message.Response.Status));
    }
}

/// <summary>A request as it was sent, signature included.</summary>
internal sealed record RecordedRequest(
    long At, TimeSpan Took, string Method, Uri Uri, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, int Status)
{
    public bool IsTransaction => Uri.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal);

    public bool IsRead => Method == "GET";
}
