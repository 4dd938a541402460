using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>All files of a round.</summary>
public sealed class EraseAttachments(IAttachmentStore store) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.Attachments;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return await OfAsync(store, round.Round.RoundId, cancellationToken);
    }

    internal static async Task<int> OfAsync(IAttachmentStore store, string roundId, CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var file in await store.ListAsync(roundId, cancellationToken))
            erased += await store.DeleteAsync(file, cancellationToken) ? 1 : 0;
        return erased;
    }
}
