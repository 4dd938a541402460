using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Retention;

/// <summary>
/// Erases what has had its time, by <see cref="RetentionRules"/>. Each rule is carried out once in a round: what it did is written into the
/// round's row of erasures and its log, in one transaction, after it is done. A run that is cut off, or fails at one thing, goes on the next
/// time; nothing is erased twice, and one failure keeps nothing else.
/// </summary>
public sealed class RetentionSweep(IRoundStore store, IEnumerable<IErasure> erasures, RetentionPeriods periods, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Goes over all rounds.</summary>
    /// <param name="further">What the caller alone can erase, beside the registered ones.</param>
    /// <param name="cancellationToken">Stops between two erasures.</param>
    public async Task<RetentionReport> ExecuteAsync(IReadOnlyList<IErasure> further, CancellationToken cancellationToken)
    {
        var rounds = new List<RoundView>();
        await foreach (var round in store.ReadAllAsync(cancellationToken))
            rounds.Add(round);
        var ends = new ConsultationEnds(rounds);
        var (done, left) = (new List<RetentionDone>(), new List<RetentionLeft>());
        var order = RetentionRules.All.ToList();
        var inOrder = erasures.Concat(further).OrderBy(erasure => order.IndexOf(erasure.Rule)).ToList();
        // Older rounds first: the last one of a consultation tells when it ended.
        foreach (var (round, erasure, due) in from round in rounds from erasure in inOrder let due = DueAt(erasure.Rule, round, ends) where due <= clock.GetUtcNow() select (round, erasure, due.Value))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await EraseAsync(erasure, round, cancellationToken) is not { } count)
                    left.Add(new(round.Round.RoundId, erasure.Rule, due, null));
                else if (count > 0 || round.Round.Away is null)
                    done.Add(new(round.Round.RoundId, erasure.Rule, count));
            }
#pragma warning disable CA1031 // Whatever it is: it is told, the rest goes on, and the next run tries again.
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                left.Add(new(round.Round.RoundId, erasure.Rule, due, e));
            }
        }

        return new(done, left);
    }

    private DateTimeOffset? DueAt(RetentionRule rule, RoundView round, ConsultationEnds ends) =>
        periods.DaysOf(rule) is > 0 and var days && round.Erasures?.DoneAt(rule.Id) is null ? ends.StartOf(rule, round)?.AddDays(days) : null;

    private async Task<int?> EraseAsync(IErasure erasure, RoundView round, CancellationToken cancellationToken)
    {
        var count = await erasure.EraseAsync(round, cancellationToken);
        // A round that is gone, or was handed over, has no log here to write into.
        if (count is { } erased && erasure.Rule != RetentionRules.Rounds && round.Round.Away is null)
            await RecordAsync(round.Round.RoundId, erasure.Rule, erased, cancellationToken);
        return count;
    }

    private Task<bool> RecordAsync(string roundId, RetentionRule rule, int count, CancellationToken cancellationToken) => writer.ChangeAsync(
        roundId,
        round =>
        {
            var before = round.Erasures ?? new ErasureRecord();
            if (before.DoneAt(rule.Id) is not null)
                return (null, false);
            var now = clock.GetUtcNow();
            var change = new RoundChange
            {
                Put = [before with { ByRule = [.. before.ByRule, new() { Rule = rule.Id, At = now, Count = count }] }],
                Audit = [OrchestrationLog.Entry(now, AuditVerb.Erased, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rule.Id} {count}"))],
            };
            return (change, true);
        },
        cancellationToken);
}

/// <summary>What a run did.</summary>
/// <param name="Done">What it erased.</param>
/// <param name="Left">What was due and is not done.</param>
public sealed record RetentionReport(IReadOnlyList<RetentionDone> Done, IReadOnlyList<RetentionLeft> Left);

/// <summary>A rule was carried out in a round.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Count">How many rows, documents or files went.</param>
public sealed record RetentionDone(string RoundId, RetentionRule Rule, int Count);

/// <summary>A rule was due in a round and is not done.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Due">Since when.</param>
/// <param name="Fault">Why; null where something still needs what it erases.</param>
public sealed record RetentionLeft(string RoundId, RetentionRule Rule, DateTimeOffset Due, Exception? Fault);
