using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Drafts;
using LipServerless.Web.Pages.Reply.Beside;
using LipServerless.Web.Pages.Reply.Delta;
using LipServerless.Web.Pages.Reply.Remarks;
using LipServerless.Web.Pages.Reply.Working;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Reply;

/// <summary>Gathers what the reply page shows.</summary>
public sealed class ReplyPageReader(IRoundStore rounds, RoundDocuments documents, IWorkingDraftStore drafts, ChangeAttachments attachments, DeltaReader deltas, FormToken formTokens, ProcessClock clock)
{
    /// <summary>Purpose of the token of the reply form, and of the forms beside it.</summary>
    public const string ReplyPurpose = "reply";

    /// <summary>The page of a body.</summary>
    /// <param name="token">The link's token.</param>
    /// <param name="visit">What it opens: a body's page.</param>
    /// <param name="posted">What stands in the fields, when it was posted; null for what is stored, begun texts before submitted ones.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public async Task<ReplyPageModel> ReadAsync(
        string token, LinkVisit visit, IFormCollection? posted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var (round, body, link) = (visit.Round!, visit.Body!, visit.Link!);
        var notes = await drafts.ReadNotesAsync(round.Round.RoundId, body.BodyId, cancellationToken);
        var access = visit.Access with { Name = link.ColleagueId is { } id ? notes.Names.GetValueOrDefault(id) : null };
        var draft = await documents.DraftAsync(round.Round, cancellationToken);
        // Paper is never filled into the form: online and paper do not overwrite one another.
        var content = await documents.StatementAsync(NewestOnline(round, body.BodyId), cancellationToken);
        var stored = ReplyForm.Of(content, body.Versions);
        var files = access.IsLimited ? DraftAttachments.None : await attachments.ReadAsync(round.Round.RoundId, body.BodyId, content?.Attachments ?? [], cancellationToken);
        // Of the body's texts a limited link shows those of its paragraphs alone.
        var submitted = FormFields.Of(stored).Where(field => access.ReadsField(field.Key)).ToDictionary(StringComparer.Ordinal);
        var begun = (await drafts.ReadAsync(round.Round.RoundId, body.BodyId, cancellationToken)).Where(field => access.ReadsField(field.Field)).ToList();
        var isPending = begun.Exists(field => field.Text != (submitted.GetValueOrDefault(field.Field) ?? ""));
        var form = posted is not null && access.MayDraft ? ReplyFormReader.Read(posted, draft, body.Kind, access)
            : isPending || access.IsLimited ? Begun(submitted, begun, draft, body)
            : stored;
        var previous = await PreviousAsync(round.Round, cancellationToken);
        var now = clock.GetUtcNow();
        return new ReplyPageModel
        {
            Token = token,
            Access = access,
            FormToken = formTokens.For(link, ReplyPurpose),
            Round = round,
            Body = body,
            Draft = draft,
            Phase = PhaseOf(round, body, now),
            Now = now,
            Instructions = InstructionsOf(previous, draft),
            Delta = previous is null ? null : await deltas.ReadAsync(previous, body.BodyId, draft, cancellationToken),
            Versions = [.. VersionsOf(round, body).OrderByDescending(version => version.Number)],
            Form = form,
            Submitted = submitted,
            Working = posted is null ? WorkingDraft.Opened(begun, form, isPending || files.IsChanged) : WorkingDraft.Posted(begun, posted, isPending || files.IsChanged),
            Attachments = files,
            SubmittedFiles = content?.Attachments ?? [],
            Remarks = new BodyRemarks
            {
                Stored = [.. notes.Comments.Where(comment => access.Reads(comment.ParagraphId))],
                Typed = posted is null ? new Dictionary<string, string>() : RemarkFields.Read(posted, draft, access),
            },
            Councils = await CouncilsAsync(round, body, cancellationToken),
            Joint = access.IsLimited ? null : await JointAsync(round, body, cancellationToken),
            MoreTime = await documents.MoreTimeAsync(body, clock.GetUtcNow(), cancellationToken),
            Beside = posted is null ? BesideInput.Nothing : BesideInput.Read(posted),
        };
    }

    /// <summary>What a body can do at an instant.</summary>
    public static ReplyPhase PhaseOf(RoundView round, BodyRecord body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(body);
        if (round.Round.State != RoundState.Collecting)
            return ReplyPhase.Closed;
        if (body.State == BodyState.Planned)
            return ReplyPhase.Waiting;
        if (body.IsOpenAt(now))
            return ReplyPhase.Open;
        return CollectionWindow.IsClosed(round, now) ? ReplyPhase.Closed : ReplyPhase.Late;
    }

    /// <summary>The instructions of the decision that returned the draft's predecessor, placed in the draft.</summary>
    public async Task<PlacedInstructions> InstructionsAsync(RoundRecord round, Draft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return InstructionsOf(await PreviousAsync(round, cancellationToken), draft);
    }

    /// <summary>The newest version that a body handed in behind its link; null for none.</summary>
    public static StatementRecord? NewestOnline(RoundView round, string bodyId)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Statements.Where(version => version.BodyId == bodyId && version.Channel == Channel.Web).MaxBy(version => version.Number);
    }

    /// <summary>The version that is the adopted joint view; null where there is none.</summary>
    public static StatementRecord? JointRow(RoundView round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Conference is { AdoptedAt: not null } conference
            ? VersionsOf(round, conference).Where(version => version is { IsLate: false, IsNil: false }).MaxBy(version => version.Number)
            : null;
    }

    private static PlacedInstructions InstructionsOf(RoundView? previous, Draft draft) =>
        previous is null ? PlacedInstructions.None : PlacedInstructions.Of(previous.Decision, previous.Round.Number, draft);

    private async Task<RoundView?> PreviousAsync(RoundRecord round, CancellationToken cancellationToken) =>
        round.PreviousRoundId is null ? null : await rounds.ReadAsync(round.PreviousRoundId, cancellationToken);

    private static IEnumerable<StatementRecord> VersionsOf(RoundView round, BodyRecord body) =>
        round.Statements.Where(statement => statement.BodyId == body.BodyId);

    private static ReplyForm Begun(IReadOnlyDictionary<string, string> submitted, IReadOnlyList<DraftFieldRecord> begun, Draft draft, BodyRecord body)
    {
        var fields = submitted.ToDictionary(StringComparer.Ordinal);
        foreach (var field in begun)
            fields[field.Field] = field.Text;
        return FormFields.Read(fields, draft, body.Kind, body.Versions) with { Faults = [] };
    }

    // Early views steer later ones: the conference sees them once every council has ended, and nobody else does.
    private async Task<CouncilViews?> CouncilsAsync(RoundView round, BodyRecord body, CancellationToken cancellationToken)
    {
        if (body.Kind != BodyKind.DelegateConference || !CouncilViewing.IsOpen(round, clock.GetUtcNow()))
            return null;
        var councils = await Task.WhenAll(round.Councils.Select(async council =>
        {
            var standing = CouncilViews.Standing(round, council);
            var statements = await Task.WhenAll(standing.Select(async row => new CouncilStatement(row, await documents.StatementAsync(row, cancellationToken))));
            return new CouncilAnswer(council, statements);
        }));
        return new CouncilViews(councils);
    }

    private async Task<JointView?> JointAsync(RoundView round, BodyRecord body, CancellationToken cancellationToken)
    {
        if (body.Kind != BodyKind.IntegrationCouncil
            || round.Conference is not { AdoptedAt: { } adoptedAt }
            || JointRow(round) is not { } statement
            || CollectionWindow.DissentEndsAt(round) is not { } ends)
        {
            return null;
        }

        return new JointView
        {
            Statement = statement,
            Content = await documents.StatementAsync(statement, cancellationToken),
            AdoptedAt = adoptedAt,
            DissentEndsAt = ends,
            CanDissent = round.Round.State == RoundState.Collecting && clock.GetUtcNow() < ends,
            Own = [.. (await Task.WhenAll(CouncilViews.Standing(round, body).Select(row => documents.StatementAsync(row, cancellationToken)))).OfType<StatementContent>()],
            OwnDissent = await documents.DissentAsync(body, cancellationToken),
        };
    }
}
