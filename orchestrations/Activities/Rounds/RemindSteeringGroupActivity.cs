using LipServerless.Activities.Changes;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Rounds;

/// <summary>Makes a reminder to the steering group due, if one still is: it may have decided since.</summary>
[DurableTask(TaskNames.RemindSteeringGroup)]
public sealed class RemindSteeringGroupActivity(IRoundStore store, ProcessClock clock) : TaskActivity<RoundInput, Done>
{
    private readonly RoundWriter writer = new(store);

    /// <inheritdoc />
    public override Task<Done> RunAsync(TaskActivityContext context, RoundInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NotBefore(input.AsOf);
        return writer.ChangeAsync(
            input.RoundId,
            round => round.Round.Generation == input.Generation && RoundPlan.ReminderFor(round.Round, now) is { } reminder
                ? (Reminded(round.Round, reminder, now), new Done { Now = true })
                : (null, new Done()),
            CancellationToken.None);
    }

    private static RoundChange Reminded(RoundRecord round, ReminderStep reminder, DateTimeOffset now)
    {
        var mail = NewMail.ByRound(WellKnownIds.SteeringGroup, MailKind.SteeringReminder, reminder.Step, now);
        return new RoundChange
        {
            Put = [round with { DecisionRemindersDone = RoundPlan.DoneWith(reminder, round) }, mail],
            Audit = [OrchestrationLog.Entry(now, AuditVerb.Reminded, mail.MailId)],
        };
    }
}
