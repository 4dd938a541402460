using LipServerless.Embedded.Engine.History;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>A task the orchestrator may be waiting for. Whoever waits goes on within these calls, on the orchestrator's thread.</summary>
internal interface IOpenTask
{
    ActionEvent Action { get; }

    void Complete(string? result);

    void Fail(CallFailedException failure);
}

/// <summary>A timer, of one part or several. It can be cancelled, and then nothing waits for it any more.</summary>
internal sealed class OpenTimer(OrchestratorContext context, DateTime due, bool inParts) : TaskCompletionSource<string?>, IOpenTask
{
    private TimerCreated? part;
    private bool isLast;

    public ActionEvent Action => part!;

    public DateTime Due => due;

    public bool InParts => inParts;

    /// <param name="timer">The part that runs from now on.</param>
    /// <param name="last">Whether the timer ends with it.</param>
    public void Begin(TimerCreated timer, bool last) => (part, isLast) = (timer, last);

    public void Complete(string? result)
    {
        if (isLast)
            TrySetResult(null);
        else
            context.OpenPart(this);
    }

    public void Fail(CallFailedException failure) => throw new InvalidOperationException("Timers do not fail.");

    /// <summary>The exception names no token, as in Durable Task.</summary>
    public void Cancel()
    {
        if (context.Forget(part!.Id))
            TrySetCanceled();
    }
}

/// <summary>A call whose result is read by its caller.</summary>
/// <param name="action">What was decided.</param>
/// <param name="isRetried">Its failure goes to the retry loop first.</param>
internal sealed class OpenAction(ActionEvent action, bool isRetried) : TaskCompletionSource<string?>, IOpenTask
{
    public ActionEvent Action { get; } = action;

    public void Complete(string? result) => TrySetResult(result);

    public void Fail(CallFailedException failure) => TrySetException(isRetried ? failure : failure.ToPublic(Name));

    private string Name => Action switch
    {
        TaskScheduled task => task.Name,
        ChildCreated child => child.Name,
        _ => string.Empty,
    };
}

/// <summary>A call of an activity without retries: what the orchestrator awaits.</summary>
internal sealed class OpenCall<T>(ActionEvent action, string name, DataConverter converter) : TaskCompletionSource<T>, IOpenTask
{
    public ActionEvent Action { get; } = action;

    public void Complete(string? result)
    {
        T value;
        try
        {
            value = Results.Read<T>(converter, result);
        }
        catch (Exception unreadable)
        {
            TrySetException(unreadable);
            return;
        }

        TrySetResult(value);
    }

    public void Fail(CallFailedException failure) => TrySetException(failure.ToPublic(name));
}
