using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;

namespace LipServerless.Activities.Commands.Attachments;

/// <summary>
/// Deletes bytes that nothing names any more: files taken out again or never submitted, and what a crash left between bytes and row. Runs
/// after <see cref="Retention.Erasures.EraseWorkingDrafts"/>, which deletes the rows of drafts.
/// </summary>
public sealed class ForgetAttachments(IRoundStore rounds, IAttachmentStore store, IDraftAttachmentStore drafts, ProcessClock clock, TimeProvider time)
{
    /// <summary>
    /// How long bytes are left alone after they were stored (by the system's clock) or taken out (by the process's): whoever submits right
    /// now may be about to name them.
    /// </summary>
    public static readonly TimeSpan LeftAlone = TimeSpan.FromDays(1);

    /// <summary>Goes over all rounds; answers how many files were deleted.</summary>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var roundId in await rounds.ListAsync(cancellationToken))
        {
            var old = (await store.ListAsync(roundId, cancellationToken)).Where(file => file.StoredAt + LeftAlone <= time.GetUtcNow()).ToList();
            if (old.Count > 0 && await rounds.ReadAsync(roundId, cancellationToken) is { } round)
                deleted += await ForgetAsync(round, old, cancellationToken);
        }

        return deleted;
    }

    private async Task<int> ForgetAsync(RoundView round, List<StoredAttachment> old, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var files in old.GroupBy(file => file.Key.BodyId))
        {
            var named = round.Statements.Where(version => version.BodyId == files.Key).SelectMany(version => version.Attachments)
                .Concat((await drafts.ReadAsync(round.Round.RoundId, files.Key, cancellationToken)).Where(row => !row.Removed || row.At + LeftAlone > clock.GetUtcNow()).Select(row => row.File.Hash))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var file in files.Where(file => !named.Contains(file.Key.Hash)))
                deleted += await store.DeleteAsync(file, cancellationToken) ? 1 : 0;
        }

        return deleted;
    }
}
