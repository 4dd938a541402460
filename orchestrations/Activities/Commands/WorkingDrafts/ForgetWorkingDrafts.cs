using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;

namespace LipServerless.Activities.Commands.WorkingDrafts;

/// <summary>Deletes what was begun and never submitted, thirty days after the round's decision.</summary>
public sealed class ForgetWorkingDrafts(IRoundStore rounds, IWorkingDraftStore drafts, ProcessClock clock)
{
    /// <summary>How long after the decision it is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Goes over all rounds; answers how many fields were deleted.</summary>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var roundId in await rounds.ListAsync(cancellationToken))
        {
            if (await rounds.ReadAsync(roundId, cancellationToken) is { Decision: { } decision } && clock.GetUtcNow() >= decision.RecordedAt + KeptFor)
                forgotten += await drafts.ForgetAsync(roundId, cancellationToken);
        }

        return forgotten;
    }
}
