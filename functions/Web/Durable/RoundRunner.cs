using LipServerless.Activities.Changes;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Durable;

/// <summary>
/// Sees to it that each stored round has an orchestration that runs it. The table is the truth: where the instance is missing or has
/// ended before the round, a new one is started under a new generation and goes on from the store. What failed on a bug would fail
/// again: it is tried when somebody says so (<c>resume</c>: a start of the host, the operator), else once a day.
/// </summary>
public sealed partial class RoundRunner(IRoundStore store, ProcessClock clock, ILogger<RoundRunner> logger)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromDays(1);

    private readonly RoundWriter writer = new(store);

    /// <summary>Starts the round's orchestration if none runs it, else wakes whoever a lost hint left waiting. Safe to call at any time, by several at once.</summary>
    public Task EnsureRunningAsync(DurableTaskClient client, string roundId, CancellationToken cancellationToken) =>
        EnsureRunningAsync(client, roundId, resume: false, cancellationToken);

    // The round as it was read; null where there is none, it is over, or it lives elsewhere.
    private async Task<RoundView?> EnsureRunningAsync(DurableTaskClient client, string roundId, bool resume, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var round = await store.ReadAsync(roundId, cancellationToken);
        if (round is null || round.Round.Away is not null || round.IsOver())
            return null;
        var stuck = await StuckParts.OfAsync(client, round, cancellationToken);
        var triesAgain = stuck.Any && (resume || clock.GetUtcNow() - stuck.Since >= BetweenAttempts);
        if (!triesAgain && (stuck.Any || await IsRunningAsync(client, round.Round, cancellationToken)))
        {
            await RoundSignals.WakeAsync(client, Overdue.Instances(round, clock.GetUtcNow()), logger, cancellationToken);
            return round;
        }

        var generation = await RaiseGenerationAsync(round.Round, cancellationToken);
        if (generation is null)
            return round;
        var input = new RoundInput { RoundId = roundId, Generation = generation.Value };
        var options = new StartOrchestrationOptions(InstanceIds.OfRound(roundId, generation.Value));
        await client.ScheduleNewOrchestrationInstanceAsync(TaskNames.Round, input, options, cancellationToken);
        Started(logger, roundId, generation.Value);
        return round;
    }

    /// <summary>
    /// Starts or wakes as a hint, for a request whose change is stored already: a failure is logged, the reconciler starts the round later.
    /// </summary>
    public async Task HintAsync(DurableTaskClient client, string roundId, CancellationToken cancellationToken)
    {
        try
        {
            await EnsureRunningAsync(client, roundId, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is: the round is stored, and the reconciler comes by.
        catch (Exception e)
#pragma warning restore CA1031
        {
            NotStarted(logger, e, roundId);
        }
    }

    /// <summary>Does so for every stored round.</summary>
    /// <param name="client">The orchestrations.</param>
    /// <param name="resume">Whether what failed on a bug is tried again at once.</param>
    /// <param name="cancellationToken">Stops between two rounds.</param>
    /// <returns>The rounds that are not over, as they were read.</returns>
    public async Task<IReadOnlyList<RoundView>> EnsureAllAsync(DurableTaskClient client, bool resume, CancellationToken cancellationToken)
    {
        var running = new List<RoundView>();
        foreach (var roundId in await store.ListAsync(cancellationToken))
        {
            if (await EnsureRunningAsync(client, roundId, resume, cancellationToken) is { } round)
                running.Add(round);
        }

        return running;
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, RoundRecord round, CancellationToken cancellationToken)
    {
        if (round.Generation == 0)
            return false;
        var instance = await client.GetInstanceAsync(InstanceIds.OfRound(round.RoundId, round.Generation), cancellationToken);
        return instance is { IsCompleted: false };
    }

    // Whoever raises the generation starts the instance; an older one that still lives finds itself superseded and ends.
    private Task<int?> RaiseGenerationAsync(RoundRecord seen, CancellationToken cancellationToken) => writer.ChangeAsync(
        seen.RoundId,
        round =>
        {
            if (round.Round.Generation != seen.Generation)
                return (null, (int?)null);
            var next = seen.Generation + 1;
            var change = new RoundChange
            {
                Put = [round.Round with { Generation = next }],
                Audit =
                [
                    new()
                    {
                        At = clock.GetUtcNow(),
                        Verb = AuditVerb.GenerationStarted,
                        Subject = InstanceIds.OfRound(seen.RoundId, next),
                        Channel = "orchestration",
                        Who = AuditEntry.System,
                    },
                ],
            };
            return (change, (int?)next);
        },
        cancellationToken);

    [LoggerMessage(EventId = 2100, EventName = "RoundStarted", Level = LogLevel.Information,
        Message = "Round {RoundId} runs in generation {Generation}.")]
    private static partial void Started(ILogger logger, string roundId, int generation);

    [LoggerMessage(EventId = 2101, EventName = "RoundNotStarted", Level = LogLevel.Warning,
        Message = "Round {RoundId} was not started; the reconciler will start it.")]
    private static partial void NotStarted(ILogger logger, Exception exception, string roundId);
}
