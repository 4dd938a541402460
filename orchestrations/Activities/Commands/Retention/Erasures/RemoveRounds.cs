using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>The round as a whole: documents, files, drafts and links first, its rows last. Nothing of it remains, its log included.</summary>
public sealed class RemoveRounds(IRoundStore store, IDocumentStore documents, IWorkingDraftStore drafts, ILinkStore links, IAttachmentStore files, IDeliveryIndex index) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.Rounds;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        var id = round.Round.RoundId;
        await EraseMails.ForgetAsync(index, round, cancellationToken);
        var erased = await EraseAttachments.OfAsync(files, id, cancellationToken) + await drafts.ForgetAsync(id, cancellationToken) + await links.RemoveAllAsync(id, cancellationToken);
        foreach (var folder in DocumentFolders.All(id))
            erased += await documents.RemoveAllAsync(folder, cancellationToken);
        return erased + await store.RemoveAsync(id, cancellationToken);
    }
}
