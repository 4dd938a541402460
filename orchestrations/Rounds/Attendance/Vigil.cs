using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;

namespace LipServerless.Rounds.Attendance;

/// <summary>
/// Waits for whichever comes first: a change in the store, an instant, the end of a child. At most one wait for the event is
/// open at any time, and it is kept across turns: a wait that is cancelled or left behind would swallow a later event.
/// </summary>
internal sealed class Vigil(TaskOrchestrationContext context)
{
    // Payloads are empty; `object` takes whatever a client sends.
    private Task<object?> changed = context.WaitForExternalEvent<object?>(TaskNames.Changed);

    /// <summary>The orchestration's time as an instant.</summary>
    public DateTimeOffset Now => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    /// <summary>Call before the store is read: the read covers every change announced so far.</summary>
    public void BeginTurn()
    {
        if (changed.IsCompleted)
            changed = context.WaitForExternalEvent<object?>(TaskNames.Changed);
    }

    /// <summary>Returns at a change, at <paramref name="at"/> (null: no time limit), or when one of <paramref name="children"/> ends.</summary>
    public async Task WaitAsync(DateTimeOffset? at, IEnumerable<Task> children)
    {
        if (at is null)
        {
            await Task.WhenAny([changed, .. children]);
            return;
        }

        // An open timer would keep a finished orchestration running: the loser is cancelled.
        using var noLonger = new CancellationTokenSource();
        var timer = context.CreateTimer(at.Value.UtcDateTime, noLonger.Token);
        await Task.WhenAny([changed, timer, .. children]);
        if (!timer.IsCompleted)
            noLonger.Cancel();
    }
}
