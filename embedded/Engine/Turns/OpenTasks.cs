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

/// <summary>A timer. It can be cancelled, and then nothing waits for it any more.</summary>
internal sealed class OpenTimer(TimerCreated action, OrchestratorContext context) : TaskCompletionSource<string?>, IOpenTask
{
    public ActionEvent Action => action;

    public void Complete(string? result) => TrySetResult(result);

    public void Fail(CallFailedException failure) => throw new InvalidOperationException("Timers do not fail.");

    /// <summary>The exception names no token, as in Durable Task.</summary>
    public void Cancel()
    {
        if (context.Forget(action.Id))
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
