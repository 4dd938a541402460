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

    /// <summary>The names of a body's colleagues' links, and the comments beside its paragraphs, oldest first.</summary>
    Task<ColleagueNotes> ReadNotesAsync(string roundId, string bodyId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts and removes fields, names and comments: rows with a version only if unchanged since, rows without only if they do not exist. Large changes are
    /// stored in portions; whatever portion fails, doing the same again is safe.
    /// </summary>
    /// <exception cref="StoreConflictException">A row was changed by somebody else: read again and decide anew.</exception>
    Task CommitAsync(string roundId, IReadOnlyList<StoredRecord> put, IReadOnlyList<StoredRecord> remove, CancellationToken cancellationToken);

    /// <summary>Deletes the names of these colleagues' links of a body; what is gone already is no error.</summary>
    Task ForgetNamesAsync(string roundId, string bodyId, IReadOnlyCollection<string> linkIds, CancellationToken cancellationToken);

    /// <summary>Deletes all working drafts of a round, names and comments included; answers how many rows there were.</summary>
    Task<int> ForgetAsync(string roundId, CancellationToken cancellationToken);
}

/// <summary>What the people of a body see of one another beside their texts.</summary>
/// <param name="Names">Name of a colleague's link, by its id.</param>
/// <param name="Comments">Comments, oldest first.</param>
public sealed record ColleagueNotes(IReadOnlyDictionary<string, string> Names, IReadOnlyList<DraftCommentRecord> Comments)
{
    /// <summary>No links, no comments.</summary>
    public static ColleagueNotes None { get; } = new(new Dictionary<string, string>(), []);
}
