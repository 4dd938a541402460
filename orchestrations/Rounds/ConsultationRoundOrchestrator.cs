using LipServerless.Rounds.Attendance;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;

namespace LipServerless.Rounds;

/// <summary>
/// One round of the consultation: a draft is asked about, what was said goes to the steering group, it decides. Everything
/// that happened is in the store; this orchestration only sees to it that what is due happens. It can be started anew from
/// the store at any time under a new generation: what is done is recognised there and not repeated.
/// </summary>
/// <remarks>
/// Version 1.0. Running instances replay this code for months: put a change to the order of its calls behind
/// <c>context.CompareVersionTo("2.0")</c>, here and in <see cref="RoundAttendance"/>, and keep the old branch until no instance needs it (docs/replay.md).
/// </remarks>
[DurableTask(TaskNames.Round)]
public sealed class ConsultationRoundOrchestrator : TaskOrchestrator<RoundInput, RoundResult>
{
    /// <inheritdoc />
    public override async Task<RoundResult> RunAsync(TaskOrchestrationContext context, RoundInput input)
    {
        var round = new RoundAttendance(context, input);
        try
        {
            var opening = await round.Open();
            var others = round.Ask(opening.Independent);
            await round.AttendUntilEnded(round.Ask(opening.Councils));
            await round.AttendUntilEnded(round.Ask(opening.Conference));
            await round.AttendUntilEnded(others);
            await round.AttendUntilCollectionCloses();
            await round.FreezeSynopsis();
            await round.AttendUntilDecided();
            await round.TellOutcome();
            return await round.AttendUntilAllIsTold();
        }
        catch (SupersededException)
        {
            // Its children find out by themselves, each when it next wakes.
            return new RoundResult();
        }
    }
}
