using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Ports;

/// <summary>
/// The truth about rounds. A change to a round is one transaction: its rows, its log entries and the log's head commit
/// together or not at all.
/// </summary>
public interface IRoundStore
{
    /// <summary>All rows of a round but its log; null if there is no such round.</summary>
    Task<RoundView?> ReadAsync(string roundId, CancellationToken cancellationToken);

    /// <summary>
    /// Commits a change. Rows with a <see cref="StoredRecord.Version"/> are replaced if unchanged, rows without are inserted,
    /// and rows to remove are deleted if unchanged.
    /// Log entries are chained by the store, also beside concurrent changes to other rows.
    /// </summary>
    /// <exception cref="StoreConflictException">
    /// A row was changed, exists already, or is gone, or the log was closed: read again and decide anew.
    /// </exception>
    Task CommitAsync(string roundId, RoundChange change, CancellationToken cancellationToken);

    /// <summary>Ids of all rounds, in the order of their start.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The round's log, oldest first, with side rows where they are not erased.</summary>
    Task<IReadOnlyList<AuditLine>> ReadAuditAsync(string roundId, CancellationToken cancellationToken);

    /// <summary>Erases who and why of these entries of the log; the chain still verifies. What is gone already is no error.</summary>
    Task EraseDetailsAsync(string roundId, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a round with its log and its place among the others. The round's own row goes last: while it is there, doing the same again
    /// finishes it. Answers how many rows there were.
    /// </summary>
    Task<int> RemoveAsync(string roundId, CancellationToken cancellationToken);
}
