using System.Threading.Channels;
using Microsoft.DurableTask.Client;

namespace LipServerless.Load.Workload;

/// <summary>The outside world: answers whatever orchestration waits, a number of callers at once.</summary>
internal sealed class EventSource
{
    private readonly Channel<(string InstanceId, int Number)> asked = Channel.CreateUnbounded<(string, int)>();

    /// <summary>Raises the event soon.</summary>
    public void Answer(string instanceId, int number) => asked.Writer.TryWrite((instanceId, number));

    /// <summary>Answers until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(DurableTaskClient client, int callers, CancellationToken stopping)
    {
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(client, stopping), CancellationToken.None)));
    }

    private async Task CallAsync(DurableTaskClient client, CancellationToken stopping)
    {
        try
        {
            await foreach (var (instanceId, number) in asked.Reader.ReadAllAsync(stopping))
                await client.RaiseEventAsync(instanceId, "reply" + number, number, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end.
        }
    }
}
