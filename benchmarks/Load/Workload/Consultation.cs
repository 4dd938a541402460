using Microsoft.DurableTask;

namespace LipServerless.Load.Workload;

/// <summary>
/// The orchestration that is measured: fifteen activities, and between them fourteen waits for an event, each raced against a timer
/// that loses and is cancelled. Thirty turns, if nothing arrives together.
/// </summary>
internal sealed class Consultation(EventSource events) : TaskOrchestrator<int, int>
{
    public const string Step = "Step";
    public const int Activities = 15;
    public const int Events = 14;
    public const int Turns = 1 + Activities + Events;

    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        var sum = 0;
        for (var i = 0; i < Activities; i++)
        {
            sum += await context.CallActivityAsync<int>(Step, i);
            if (i < Events)
                sum += await ReplyAsync(context, i);
        }

        return sum;
    }

    private async Task<int> ReplyAsync(TaskOrchestrationContext context, int number)
    {
        using var noLonger = new CancellationTokenSource();
        var reply = context.WaitForExternalEvent<int>("reply" + number);
        var limit = context.CreateTimer(context.CurrentUtcDateTime.AddHours(1), noLonger.Token);

        // To the load generator, which answers from outside: an event of its own turn.
        if (!context.IsReplaying)
            events.Answer(context.InstanceId, number);
        if (await Task.WhenAny(reply, limit) != reply)
            throw new TimeoutException("The load generator has not answered.");
        noLonger.Cancel();
        return await reply;
    }
}
