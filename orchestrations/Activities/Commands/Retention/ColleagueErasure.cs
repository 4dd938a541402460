using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Retention;

/// <summary>
/// Takes a colleague's name out of a round: from the links that bear it, from texts, comments and files of the working draft, and from the
/// log. What was written stays the body's; nobody is named beside it any more.
/// </summary>
public sealed class ColleagueErasure(IRoundStore store, IWorkingDraftStore drafts, IDraftAttachmentStore files)
{
    private const int Attempts = 5;

    /// <summary>Erases a name; answers the links that bore it, and how many rows changed.</summary>
    /// <exception cref="CommandRefusedException">Nobody of this name is there.</exception>
    public async Task<(string? Links, int Count)> EraseAsync(string roundId, BodyRecord body, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(roundId, body.BodyId, name, cancellationToken);
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Somebody was writing: read again.
            }
        }
    }

    private async Task<(string? Links, int Count)> TryAsync(string roundId, string bodyId, string name, CancellationToken cancellationToken)
    {
        bool IsMeant(string? by) => string.Equals(by?.Trim(), name, StringComparison.OrdinalIgnoreCase);
        var notes = await drafts.ReadNotesAsync(roundId, bodyId, cancellationToken);
        var links = notes.Names.Where(link => IsMeant(link.Value)).Select(link => link.Key).ToList();
        var fields = (await drafts.ReadAsync(roundId, bodyId, cancellationToken)).Where(field => IsMeant(field.By) || field.Kept.Any(kept => IsMeant(kept.By))).ToList();
        var comments = notes.Comments.Where(comment => IsMeant(comment.By)).ToList();
        var added = (await files.ReadAsync(roundId, bodyId, cancellationToken)).Where(file => IsMeant(file.By)).ToList();
        if (links.Count + fields.Count + comments.Count + added.Count == 0)
            throw new CommandRefusedException(Refusal.NotFound, "Unter diesem Namen ist bei diesem Gremium nichts (mehr) gespeichert.");

        var keys = links.ConvertAll(link => ColleagueLinkRecord.KeyOf(bodyId, link));
        // The log first: as long as the name stands beside the draft, asking again finds it.
        var logged = await LogDetails.EraseAsync(store, roundId, (entry, _) => keys.Exists(key => LogDetails.NamesColleague(entry, key)), cancellationToken);
        foreach (var file in added)
            await files.PutAsync(roundId, file with { By = null }, cancellationToken);
        await drafts.CommitAsync(
            roundId,
            [
                .. fields.Select(field => field with { By = IsMeant(field.By) ? null : field.By, Kept = [.. field.Kept.Select(kept => IsMeant(kept.By) ? kept with { By = null } : kept)] }),
                .. comments.Select(comment => comment with { By = null }),
            ],
            [],
            cancellationToken);
        await drafts.ForgetNamesAsync(roundId, bodyId, links, cancellationToken);
        return (links.Count == 0 ? null : string.Join(',', links), logged + links.Count + fields.Count + comments.Count + added.Count);
    }
}
