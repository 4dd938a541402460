using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Ports;

/// <summary>Which files a body added to its working draft, or took out of it. <see cref="IWorkingDraftStore.ForgetAsync"/> deletes them, too.</summary>
public interface IDraftAttachmentStore
{
    /// <summary>What one body did, in no certain order.</summary>
    Task<IReadOnlyList<DraftAttachmentRecord>> ReadAsync(string roundId, string bodyId, CancellationToken cancellationToken);

    /// <summary>Stores what somebody did with a file. The last one to act on a file has the last word.</summary>
    Task PutAsync(string roundId, DraftAttachmentRecord record, CancellationToken cancellationToken);
}
