using LipServerless.Activities.Changes;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Rounds;

/// <summary>What the round's own loop does next, and when.</summary>
[DurableTask(TaskNames.ReadRoundStep)]
public sealed class ReadRoundStepActivity(IRoundStore store) : TaskActivity<RoundInput, RoundStep>
{
    /// <inheritdoc />
    public override async Task<RoundStep> RunAsync(TaskActivityContext context, RoundInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var round = await store.ReadAsync(input.RoundId, CancellationToken.None) ?? throw new RoundNotFoundException(input.RoundId);
        return RoundPlan.Next(round, input.AsOf, input.Generation);
    }
}
