using LipServerless.Activities.Changes;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Bodies;

/// <summary>What a body's loop does next, and when.</summary>
[DurableTask(TaskNames.ReadBodyStep)]
public sealed class ReadBodyStepActivity(IRoundStore store) : TaskActivity<BodyInput, BodyStep>
{
    /// <inheritdoc />
    public override async Task<BodyStep> RunAsync(TaskActivityContext context, BodyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var round = await store.ReadAsync(input.RoundId, CancellationToken.None) ?? throw new RoundNotFoundException(input.RoundId);
        return BodyPlan.Next(round, input.BodyId, input.AsOf, input.Generation);
    }
}
