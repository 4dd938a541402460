using LipServerless.Activities.Changes;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Bodies;

/// <summary>
/// Makes a reminder due. Decides anew which one, if any: the body may have answered since, its deadline may have moved, a later
/// reminder may have taken the place of the one that was due.
/// </summary>
[DurableTask(TaskNames.RemindBody)]
public sealed class RemindBodyActivity(IRoundStore store, ProcessClock clock) : TaskActivity<BodyInput, Done>
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
            return round.Round.Generation == input.Generation && BodyPlan.ReminderFor(body, round.Round.Settings, now) is { } reminder
                ? (Reminded(body, reminder, round.Round.Settings, now), new Done { Now = true })
                : (null, new Done());
        }, CancellationToken.None);
    }

    private static RoundChange Reminded(BodyRecord body, ReminderStep reminder, RoundSettings settings, DateTimeOffset now)
    {
        var mail = NewMail.ByBody(body.BodyId, MailKind.Reminder, body.ReminderMailStep(reminder.Step), now);
        return new RoundChange
        {
            Put = [body with { RemindersDone = BodyPlan.DoneWith(reminder, body, settings) }, mail],
            Audit = [OrchestrationLog.Entry(now, AuditVerb.Reminded, mail.MailId)],
        };
    }
}
