using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;

namespace LipServerless.Rounds.Attendance;

/// <summary>
/// The round's verbs. To attend is to wait and, meanwhile, to see to what the round itself owes: its mails, the reminders to
/// the steering group. Each verb ends at once where the store is already further, so that a round started anew runs through
/// what is behind it.
/// </summary>
internal sealed class RoundAttendance(TaskOrchestrationContext context, RoundInput input)
{
    private readonly Vigil vigil = new(context);
    private readonly List<Task<BodyOutcome>> asked = [];

    private RoundInput Input => input with { AsOf = vigil.Now };

    /// <summary>Makes the steering group's link and mail; answers who is to be asked in which order.</summary>
    public async Task<RoundOpening> Open()
    {
        var opening = await context.CallActivityAsync<RoundOpening>(TaskNames.OpenRound, Input, Patience.Long);
        return opening.Superseded ? throw new SupersededException() : opening;
    }

    /// <summary>Starts each body's own orchestration. A body that is closed already answers at once.</summary>
    public IReadOnlyList<Task<BodyOutcome>> Ask(IReadOnlyList<string> bodies)
    {
        Task<BodyOutcome>[] children = [.. bodies.Select(Consult)];
        asked.AddRange(children);
        return children;
    }

    /// <summary>As the other overload, for one body or none.</summary>
    public IReadOnlyList<Task<BodyOutcome>> Ask(string? body) => Ask(body is null ? [] : [body]);

    /// <summary>
    /// Attends until all these bodies' parts have ended. A part that failed on a bug stands still, and what comes after this group
    /// waits for it; all others go on meanwhile, and so does what the round itself owes. It is seen on its own instance, at once, and
    /// goes on when the round is started anew under its next generation.
    /// </summary>
    /// <exception cref="TaskFailedException">A part failed, and none of those asked goes on any more: so the round fails too.</exception>
    public async Task AttendUntilEnded(IReadOnlyList<Task<BodyOutcome>> bodies)
    {
        while (!bodies.All(body => body.IsCompletedSuccessfully))
        {
            var step = await ReadStep();

            // To fail while others are asked would help nobody: Durable Task ends a failed instance only after its open children.
            List<Task<BodyOutcome>> open = [.. asked.Where(body => !body.IsCompleted)];
            if (open.Count == 0 && bodies.FirstOrDefault(body => body.IsFaulted) is { } failed)
                await failed;

            // The last of them may have ended while the store was read: then nothing would end a wait.
            if (!bodies.All(body => body.IsCompletedSuccessfully))
                await See(step, open);
        }
    }

    /// <summary>Attends until grace and dissent are over and the synopsis may be frozen.</summary>
    public Task AttendUntilCollectionCloses() => AttendUntil(Stage.CollectionClosed);

    /// <summary>Closes the collection, freezes the synopsis, makes the mail to the steering group due.</summary>
    public Task FreezeSynopsis() => Do(TaskNames.FreezeSynopsis, Input);

    /// <summary>Attends, with reminders, until the steering group's decision is stored.</summary>
    public Task AttendUntilDecided() => AttendUntil(Stage.Decided);

    /// <summary>Makes the mails that tell the outcome due.</summary>
    public Task TellOutcome() => Do(TaskNames.TellOutcome, Input);

    /// <summary>Attends until those mails are sent.</summary>
    public async Task<RoundResult> AttendUntilAllIsTold()
    {
        var end = await AttendUntil(Stage.Told);
        var results = await Task.WhenAll(asked);
        return new RoundResult
        {
            Outcome = end.Outcome,
            Answered = results.Count(body => body.Result is not (null or BodyResult.Expired)),
            Expired = results.Count(body => body.Result is BodyResult.Expired),
        };
    }

    private async Task<RoundStep> AttendUntil(Stage stage)
    {
        while (true)
        {
            var step = await ReadStep();
            if (StageOf(step) >= stage)
                return step;
            await See(step, []);
        }
    }

    private async Task<RoundStep> ReadStep()
    {
        vigil.BeginTurn();
        var step = await context.CallActivityAsync<RoundStep>(TaskNames.ReadRoundStep, Input, Patience.Long);
        return step.Kind == RoundStepKind.Superseded ? throw new SupersededException() : step;
    }

    /// <summary>Does what the step says. Where there is nothing to do, waits: for a change, its instant, a child's end.</summary>
    private Task See(RoundStep step, IReadOnlyList<Task> children) => step.Kind switch
    {
        RoundStepKind.Send => Send(step),
        RoundStepKind.Remind => Do(TaskNames.RemindSteeringGroup, Input),
        RoundStepKind.Wait => vigil.WaitAsync(step.At, children),

        // The bodies' last mails are still on their way; the deed's own verb follows.
        RoundStepKind.Freeze or RoundStepKind.Tell or RoundStepKind.Ended when children.Count > 0 => vigil.WaitAsync(null, children),

        // Something was stored between the reading and the deed, so that it was not done: now it is.
        RoundStepKind.Freeze => FreezeSynopsis(),
        RoundStepKind.Tell => TellOutcome(),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "This version knows no such deed."),
    };

    private Task<BodyOutcome> Consult(string bodyId) => context.CallSubOrchestratorAsync<BodyOutcome>(
        TaskNames.Body,
        new BodyInput { RoundId = input.RoundId, BodyId = bodyId, Generation = input.Generation },
        new SubOrchestrationOptions(instanceId: InstanceIds.OfBody(input.RoundId, bodyId, input.Generation)));

    private Task<Done> Send(RoundStep step) => Do(TaskNames.SendMail, new SendMailInput
    {
        RoundId = input.RoundId,
        MailId = step.MailId ?? throw new ArgumentNullException(nameof(step), "A step to send names no mail."),
        Generation = input.Generation,
        AsOf = vigil.Now,
    });

    private Task<Done> Do(string activity, object what) => context.CallActivityAsync<Done>(activity, what, Patience.Long);

    private static Stage StageOf(RoundStep step) => step.Kind switch
    {
        RoundStepKind.Freeze => Stage.CollectionClosed,
        RoundStepKind.Tell => Stage.Decided,
        RoundStepKind.Ended => Stage.Told,
        _ => Stage.Collecting,
    };

    private enum Stage
    {
        Collecting,
        CollectionClosed,
        Decided,
        Told,
    }
}
