using LipServerless.Rounds.Attendance;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;

namespace LipServerless.Rounds;

/// <summary>
/// One body's part in a round: ask, remind, close. A loop over what the store says is next, so that extensions, early
/// closing and late starts need no path of their own.
/// </summary>
/// <remarks>
/// Version 1.0. Running instances replay this code for weeks: put a change to the order of its calls behind
/// <c>context.CompareVersionTo("2.0")</c> and keep the old branch until no instance needs it (docs/replay.md).
/// There is no ContinueAsNew: a turn costs some seven events of history, and a body has one turn for each reminder, mail and
/// stored change (autosaves raise none). Even three hundred versions of a statement stay near two thousand events.
/// </remarks>
[DurableTask(TaskNames.Body)]
public sealed class BodyConsultationOrchestrator : TaskOrchestrator<BodyInput, BodyOutcome>
{
    /// <inheritdoc />
    public override async Task<BodyOutcome> RunAsync(TaskOrchestrationContext context, BodyInput input)
    {
        var body = new BodyAttendance(context, input);
        while (true)
        {
            var next = await body.ReadStep();
            switch (next.Kind)
            {
                case BodyStepKind.Open:
                    await body.Open();
                    break;
                case BodyStepKind.Send:
                    await body.Send(next.MailId);
                    break;
                case BodyStepKind.Remind:
                    await body.Remind(next.ReminderStep);
                    break;
                case BodyStepKind.Close:
                    await body.Close();
                    break;
                case BodyStepKind.Wait:
                    await body.WaitForChangeOr(next.At);
                    break;
                case BodyStepKind.Done:
                case BodyStepKind.Superseded:
                    return new BodyOutcome { BodyId = input.BodyId, Result = next.Result };
                default:
                    throw new ArgumentOutOfRangeException(nameof(input), next.Kind, "This version knows no such deed.");
            }
        }
    }
}
