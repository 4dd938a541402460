using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Ports;

/// <summary>
/// Texts begun and not submitted. Apart from the rounds' own rows: whoever reads a round never reads them, and they can be deleted
/// without a trace.
/// </summary>
public interface IWorkingDraftStore
{
    /// <summary>The fields of a body's working draft; empty where nothing was begun.</summary>
    Task<IReadOnlyList<DraftFieldRecord>> ReadAsync(string roundId, string bodyId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts and removes fields: rows with a version only if unchanged since, rows without only if they do not exist. Large changes are
    /// stored in portions; whatever portion fails, doing the same again is safe.
    /// </summary>
    /// <exception cref="StoreConflictException">A field was changed by somebody else: read again and decide anew.</exception>
    Task CommitAsync(string roundId, IReadOnlyList<DraftFieldRecord> put, IReadOnlyList<DraftFieldRecord> remove, CancellationToken cancellationToken);

    /// <summary>Deletes all working drafts of a round; answers how many fields there were.</summary>
    Task<int> ForgetAsync(string roundId, CancellationToken cancellationToken);
}
