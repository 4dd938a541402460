using LipServerless.Activities.Commands.WorkingDrafts;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Attachments;

/// <summary>
/// Adds files to a body's working draft, and takes them out again. Bytes first, then the row that names them. Like all that is begun and
/// not submitted it counts for nothing, raises no event and writes no log entry.
/// </summary>
public sealed class ChangeAttachments(
    IAttachmentStore store, IDraftAttachmentStore drafts, IWorkingDraftStore texts, IRoundStore rounds, ProcessClock clock, AttachmentLimits limits)
{
    private readonly BegunMark mark = new(texts, rounds);

    /// <summary>The files of a working draft.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="bodyId">The body.</param>
    /// <param name="submitted">Files of the body's newest version behind its link.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public async Task<DraftAttachments> ReadAsync(string roundId, string bodyId, IReadOnlyList<Attachment> submitted, CancellationToken cancellationToken) =>
        DraftAttachments.Of(submitted, await drafts.ReadAsync(roundId, bodyId, cancellationToken));

    /// <summary>Adds files; those that are not fine are told, the others are stored.</summary>
    public async Task<AttachmentsChanged> AddAsync(AttachmentsOwner draft, IReadOnlyList<SentFile> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var before = await ReadAsync(draft, cancellationToken);
        var intake = AttachmentIntake.Take(before.Files, files, limits);
        var place = before.Files.Count;
        foreach (var (file, content) in intake.Taken)
        {
            await store.PutAsync(new(draft.RoundId, draft.BodyId, file.Hash), content, cancellationToken);
            await drafts.PutAsync(draft.RoundId, Row(draft, file) with { Place = place++ }, cancellationToken);
        }

        return new AttachmentsChanged(intake.Taken.Count == 0 ? before : await MarkedAsync(draft, cancellationToken), intake.Faults);
    }

    /// <summary>Takes a file out; one that is not there is no error. Its bytes stay until no version can name them.</summary>
    public async Task<DraftAttachments> RemoveAsync(AttachmentsOwner draft, string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var before = await ReadAsync(draft, cancellationToken);
        if (before.Find(hash) is not { } file)
            return before;
        await drafts.PutAsync(draft.RoundId, Row(draft, file) with { Removed = true }, cancellationToken);
        return await MarkedAsync(draft, cancellationToken);
    }

    private Task<DraftAttachments> ReadAsync(AttachmentsOwner draft, CancellationToken cancellationToken) =>
        ReadAsync(draft.RoundId, draft.BodyId, draft.Submitted, cancellationToken);

    private async Task<DraftAttachments> MarkedAsync(AttachmentsOwner draft, CancellationToken cancellationToken)
    {
        var after = await ReadAsync(draft, cancellationToken);
        if (after.IsChanged)
            await mark.SetAsync(draft.RoundId, draft.BodyId, isBegun: true, cancellationToken);
        else
            await mark.RenewAsync(draft.RoundId, draft.BodyId, draft.SubmittedTexts, cancellationToken);
        return after;
    }

    private DraftAttachmentRecord Row(AttachmentsOwner draft, Attachment file) =>
        new() { BodyId = draft.BodyId, File = file, By = draft.By, At = clock.GetUtcNow() };
}

/// <summary>The working draft whose files are changed, and by whom.</summary>
public sealed record AttachmentsOwner
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>Files of the body's newest version behind its link.</summary>
    public required IReadOnlyList<Attachment> Submitted { get; init; }

    /// <summary>Texts of that version by field.</summary>
    public required IReadOnlyDictionary<string, string> SubmittedTexts { get; init; }

    /// <summary>The name that who does it gave; null for none.</summary>
    public string? By { get; init; }
}

/// <summary>The files after a change.</summary>
/// <param name="Attachments">As they stand.</param>
/// <param name="Faults">What was not taken, and why.</param>
public sealed record AttachmentsChanged(DraftAttachments Attachments, IReadOnlyList<AttachmentFault> Faults);
