using LipServerless.Domain.Time;

namespace LipServerless.Web.Tests.Api.Support;

/// <summary>A process clock that stands until a test moves it: from one awaited instant to the next, letting the engine finish in between.</summary>
internal sealed class SteppedClock(DateTimeOffset start) : ProcessClock(TimeProvider.System)
{
    private readonly Lock gate = new();
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Reached)> waiting = [];
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        TaskCompletionSource reached = new();
        lock (gate)
        {
            if (now >= instant)
                return;
            waiting.Add((instant, reached));
        }

        await using var registration = cancellationToken.Register(() => reached.TrySetCanceled(cancellationToken));
        await reached.Task;
    }

    /// <summary>Moves on to an instant; <paramref name="idleAsync"/> is awaited before each step and at the end.</summary>
    public async Task MoveToAsync(DateTimeOffset instant, Func<Task> idleAsync)
    {
        do
        {
            await idleAsync();
            // On the pool: what follows a wait runs at once there, so that the engine is busy before anybody asks.
            await Task.Run(() => Step(instant));
        }
        while (GetUtcNow() < instant);
        await idleAsync();
    }

    /// <summary>Goes to an instant at once: what was awaited in between is late.</summary>
    public Task JumpAsync(DateTimeOffset instant)
    {
        lock (gate)
            now = instant;
        return Task.Run(() => Step(instant));
    }

    private void Step(DateTimeOffset limit)
    {
        List<TaskCompletionSource> due;
        lock (gate)
        {
            waiting.RemoveAll(one => one.Reached.Task.IsCompleted);
            var next = waiting.Select(one => one.Due).Append(limit).Min();
            now = next > now ? next : now;
            due = [.. waiting.Where(one => one.Due <= now).Select(one => one.Reached)];
            waiting.RemoveAll(one => one.Due <= now);
        }

        foreach (var one in due)
            one.TrySetResult();
    }
}
