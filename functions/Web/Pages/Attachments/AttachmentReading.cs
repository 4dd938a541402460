using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Reply;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>Opens files for those who may see them. Every rule of who may is here.</summary>
public sealed class AttachmentReading(IAttachmentStore store, ChangeAttachments drafts, RoundDocuments documents, ProcessClock clock)
{
    /// <summary>A file of a version that was handed in; null where there is none of that hash. Asks nobody whether they may.</summary>
    public async Task<IResult?> OfVersionAsync(RoundView round, string bodyId, int number, string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (!IsNamed(round, bodyId, number, hash))
            return null;
        var content = await documents.StatementAsync(round.Statement(bodyId, number), cancellationToken);
        return await OpenAsync(round, bodyId, content?.Attachments?.FirstOrDefault(file => file.Hash == hash), cancellationToken);
    }

    /// <summary>Whether a version names this file: where it does not open all the same, it was erased.</summary>
    public static bool IsNamed(RoundView? round, string bodyId, int number, string hash) =>
        round?.Statement(bodyId, number)?.Attachments.Contains(hash, StringComparer.Ordinal) ?? false;

    /// <summary>A file of a body's working draft; null where there is none of that hash.</summary>
    public async Task<IResult?> OfDraftAsync(RoundView round, string bodyId, string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        var submitted = await SubmittedAsync(round, bodyId, cancellationToken);
        var files = await drafts.ReadAsync(round.Round.RoundId, bodyId, submitted, cancellationToken);
        return await OpenAsync(round, bodyId, files.Find(hash), cancellationToken);
    }

    /// <summary>
    /// Whether a body's page shows a version: its own; to the conference those that stand for a council, once all have ended; to a council the
    /// adopted joint view.
    /// </summary>
    public bool MaySee(RoundView round, BodyRecord visitor, StatementRecord version)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(version);
        if (version.BodyId == visitor.BodyId)
            return true;
        if (round.Body(version.BodyId) is not { } owner)
            return false;
        return visitor.Kind switch
        {
            BodyKind.DelegateConference => CouncilViewing.IsOpen(round, clock.GetUtcNow()) && owner.Kind == BodyKind.IntegrationCouncil && CouncilViews.Standing(round, owner).Contains(version),
            BodyKind.IntegrationCouncil => ReplyPageReader.JointRow(round) == version,
            _ => false,
        };
    }

    private async Task<IReadOnlyList<Attachment>> SubmittedAsync(RoundView round, string bodyId, CancellationToken cancellationToken) =>
        (await documents.StatementAsync(ReplyPageReader.NewestOnline(round, bodyId), cancellationToken))?.Attachments ?? [];

    private async Task<IResult?> OpenAsync(RoundView round, string bodyId, Attachment? file, CancellationToken cancellationToken) =>
        file is not null && await store.OpenAsync(new(round.Round.RoundId, bodyId, file.Hash), cancellationToken) is { } content
            ? new AttachmentResult(file, content)
            : null;
}
