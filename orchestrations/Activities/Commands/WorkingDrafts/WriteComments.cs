using System.Security.Cryptography;
using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.WorkingDrafts;

/// <summary>
/// Comments beside paragraphs, for the body's own eyes: nobody else reads them, they are never submitted, and they are deleted with the
/// working draft. Not in the log, as little as the working draft.
/// </summary>
public sealed class WriteComments(IWorkingDraftStore drafts, ProcessClock clock)
{
    /// <summary>Longest comment, in characters.</summary>
    public const int LongestComment = 4000;

    /// <summary>Most comments of one body in a round.</summary>
    public const int MostComments = 1000;

    /// <summary>Adds comments; the same text at the same paragraph from the same opened page again is the same comment.</summary>
    /// <exception cref="CommandRefusedException">One is longer than <see cref="LongestComment"/>, or there are <see cref="MostComments"/>: none was added.</exception>
    public async Task<IReadOnlyList<DraftCommentRecord>> AddAsync(CommentsTyped typed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Texts.FirstOrDefault(text => text.Value.Length > LongestComment) is { Key: not null } tooLong)
            throw CommandRefusedException.Invalid(tooLong.Key, $"Der Kommentar ist länger als {LongestComment} Zeichen.");
        var there = (await drafts.ReadNotesAsync(typed.RoundId, typed.BodyId, cancellationToken)).Comments;
        if (there.Count + typed.Texts.Count > MostComments)
            throw new CommandRefusedException(Refusal.Conflict, $"Es gibt schon {there.Count} Kommentare; mehr als {MostComments} werden nicht angenommen.");
        var now = clock.GetUtcNow();
        foreach (var (paragraphId, text) in typed.Texts)
        {
            var comment = new DraftCommentRecord
            {
                BodyId = typed.BodyId,
                ParagraphId = paragraphId,
                CommentId = IdOf(typed.Session, paragraphId, text),
                Text = text,
                By = typed.By,
                Via = typed.Via,
                At = now,
            };
            try
            {
                await drafts.CommitAsync(typed.RoundId, [comment], [], cancellationToken);
            }
            catch (StoreConflictException)
            {
                // Sent twice: it is there.
            }
        }

        return (await drafts.ReadNotesAsync(typed.RoundId, typed.BodyId, cancellationToken)).Comments;
    }

    /// <summary>Removes a comment; one that is gone already is no error. The caller has checked whose it is.</summary>
    public async Task RemoveAsync(string roundId, DraftCommentRecord comment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(comment);
        try
        {
            await drafts.CommitAsync(roundId, [], [comment], cancellationToken);
        }
        catch (StoreConflictException)
        {
            // Comments never change: it is gone.
        }
    }

    private static string IdOf(string session, string paragraphId, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{session}\n{paragraphId}\n{text}")).AsSpan(0, 8));
}

/// <summary>Comments that a person typed on one page.</summary>
public sealed record CommentsTyped
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>The opened page.</summary>
    public required string Session { get; init; }

    /// <summary>The author's name; null for none.</summary>
    public string? By { get; init; }

    /// <summary>The link it came by, as in <see cref="DraftFieldRecord.Via"/>.</summary>
    public string? Via { get; init; }

    /// <summary>Texts by paragraph id, none of them empty.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }
}
