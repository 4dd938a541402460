using LipServerless.Activities.Changes;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Rounds;

/// <summary>Makes the mails due that tell every body the outcome. The steering group knows it.</summary>
[DurableTask(TaskNames.TellOutcome)]
public sealed class TellOutcomeActivity(IRoundStore store, ProcessClock clock) : TaskActivity<RoundInput, Done>
{
    private readonly RoundWriter writer = new(store);

    /// <inheritdoc />
    public override Task<Done> RunAsync(TaskActivityContext context, RoundInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NotBefore(input.AsOf);
        return writer.ChangeAsync(
            input.RoundId,
            round => round.Round is { State: RoundState.Returned or RoundState.Accepted, OutcomeTold: false } row && row.Generation == input.Generation
                ? (Told(round, now), new Done { Now = true })
                : (null, new Done()),
            CancellationToken.None);
    }

    private static RoundChange Told(RoundView round, DateTimeOffset now) => new()
    {
        Put =
        [
            round.Round with { OutcomeTold = true },
            .. round.Bodies.Select(body => NewMail.ByRound(body.BodyId, MailKind.Outcome, 0, now)),
        ],
        Audit = [OrchestrationLog.Entry(now, AuditVerb.OutcomeTold, round.Round.RoundId)],
    };
}
