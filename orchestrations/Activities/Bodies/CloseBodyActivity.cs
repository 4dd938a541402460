using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Bodies;

/// <summary>
/// Closes a body at its deadline. Competes with a last submission and with a request for more time for the body's row: whichever
/// commits second reads again and decides anew. A deadline that was extended meanwhile, or that a request holds, is no deadline.
/// </summary>
[DurableTask(TaskNames.CloseBody)]
public sealed class CloseBodyActivity(IRoundStore store, ProcessClock clock) : TaskActivity<BodyInput, Done>
{
    private readonly RoundWriter writer = new(store);

    /// <inheritdoc />
    public override Task<Done> RunAsync(TaskActivityContext context, BodyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NotBefore(input.AsOf);
        return writer.ChangeAsync(input.RoundId, round =>
        {
            var body = round.Require(input.BodyId);
            return round.Round.Generation == input.Generation && body.State == BodyState.Open && !body.IsOpenAt(input.AsOf)
                ? (Closed(body, now), new Done { Now = true })
                : (null, new Done());
        }, CancellationToken.None);
    }

    private static RoundChange Closed(BodyRecord body, DateTimeOffset now)
    {
        var result = body.ResultSoFar();
        return new RoundChange
        {
            Put = [body with { State = body.State.Move(BodyState.Closed), ClosedAt = now, Result = result }],
            Audit = [OrchestrationLog.Entry(now, AuditVerb.BodyClosed, body.BodyId, result.ToString())],
        };
    }
}
