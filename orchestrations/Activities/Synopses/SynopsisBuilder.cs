using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Synopses;

/// <summary>Makes the synopsis of a round. Pure: the same rows and documents give the same synopsis.</summary>
public static class SynopsisBuilder
{
    /// <summary>Everything that was said, in the order joint view, councils, others; bodies of a kind in the roster's order.</summary>
    public static Synopsis Build(RoundView round, SynopsisSources sources, DateTimeOffset frozenAt)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(sources);
        var bodies = round.Bodies.OrderBy(body => Place(body.Kind)).Select(body => BodyOf(body, round, sources)).ToList();
        return new Synopsis
        {
            RoundId = round.Round.RoundId,
            RoundNumber = round.Round.Number,
            Title = round.Round.Settings.Title,
            DraftTitle = sources.Draft.Title,
            DraftHash = round.Round.DraftHash,
            FrozenAt = frozenAt,
            Counts = Count(bodies, round),
            Bundling = BundlingOf(bodies),
            Paragraphs = [.. sources.Draft.Commentable.Select(paragraph => ParagraphOf(paragraph, bodies))],
            Bodies = bodies,
        };
    }

    private static int Place(BodyKind kind) => kind switch
    {
        BodyKind.DelegateConference => 0,
        BodyKind.IntegrationCouncil => 1,
        _ => 2,
    };

    private static SynopsisBody BodyOf(BodyRecord body, RoundView round, SynopsisSources sources) => new()
    {
        BodyId = body.BodyId,
        Name = body.Name,
        Kind = body.Kind,
        Result = body.ResultSoFar(),
        Statements =
        [
            .. round.Statements.Where(version => version.BodyId == body.BodyId)
                .OrderBy(version => version.Number)
                .Select(version => StatementOf(version, body, sources)),
        ],
        ChannelUndecided = Standings.IsUndecided(body),
        NotAffected = round.Statements.Any(version => version.BodyId == body.BodyId && version.RestNotAffected && Standings.Of(version, body).Speaks()),
        Challenges =
        [
            .. body.Challenges.Select(challenge => new SynopsisChallenge
            {
                At = challenge.At,
                Paragraphs = challenge.Paragraphs,
                Reason = challenge.Reason,
                Outcome = EqualityStanding.OutcomeOf(challenge, round, body),
            }),
        ],
        Dissent = body.Dissent is { } mark ? sources.Dissents.GetValueOrDefault(mark.Document) : null,
        DissentReceiptNumber = body.Dissent?.ReceiptNumber,
    };

    private static SynopsisStatement StatementOf(StatementRecord version, BodyRecord body, SynopsisSources sources) => new()
    {
        Number = version.Number,
        ReceiptNumber = version.ReceiptNumber,
        Channel = version.Channel,
        StoredAt = version.StoredAt,
        ReceivedOn = version.ReceivedOn,
        Standing = Standings.Of(version, body),
        LateReason = version.LateReason,
        Content = sources.Statements.GetValueOrDefault(version.Document),
    };

    private static SynopsisCounts Count(List<SynopsisBody> bodies, RoundView round)
    {
        int With(BodyResult result) => bodies.Count(body => body.Result == result);
        return new SynopsisCounts
        {
            Asked = bodies.Count,
            Web = With(BodyResult.Received),
            OnBehalf = With(BodyResult.OnBehalf),
            Nil = With(BodyResult.NilReturn),
            Expired = With(BodyResult.Expired),
            Late = round.Statements.Count(version => version.IsLate),
            NotAffected = bodies.Count(body => body.NotAffected),
        };
    }

    // A joint view that came late was not adopted in time, even where staff admit it: the councils' views go on singly.
    private static Bundling BundlingOf(List<SynopsisBody> bodies)
    {
        if (bodies.Find(body => body.Kind == BodyKind.DelegateConference) is not { } conference)
            return Bundling.NotAsked;
        return conference.Statements.Any(version => version is { Standing: StatementStanding.Counts, Content.NilReturn: false })
            ? Bundling.Bundled
            : Bundling.Unbundled;
    }

    private static SynopsisParagraph ParagraphOf(Paragraph paragraph, List<SynopsisBody> bodies) => new()
    {
        ParagraphId = paragraph.Id,
        Number = paragraph.Number,
        Theme = paragraph.Theme,
        Text = paragraph.Text,
        EqualityRelevant = paragraph.EqualityRelevant,
        EqualityClaimed = !paragraph.EqualityRelevant && bodies.Exists(body => body.Kind == BodyKind.EqualityOfficer && body.Statements.Any(version => version.Standing.Speaks()
            && (version.Content?.Views.Any(view => view.ParagraphId == paragraph.Id && view.Claimed) ?? false))),
        Entries =
        [
            .. from body in bodies
               from version in body.Statements
               where version.Standing.Speaks()
               from view in version.Content?.Views ?? []
               where view.ParagraphId == paragraph.Id
               select EntryOf(body, version, view, bodies),
        ],
    };

    private static SynopsisEntry EntryOf(SynopsisBody body, SynopsisStatement version, ParagraphView view, List<SynopsisBody> bodies) => new()
    {
        BodyId = body.BodyId,
        BodyName = body.Name,
        BodyKind = body.Kind,
        ReceiptNumber = version.ReceiptNumber,
        Stance = view.Stance,
        Comment = view.Comment,
        ProposedWording = view.ProposedWording,
        Claimed = view.Claimed,
        NotAffected = view.NotAffected,
        Sources = [.. bodies.Where(source => view.Sources?.Contains(source.BodyId) ?? false).Select(source => source.Name)],
        Late = version.Standing == StatementStanding.LateAdmitted,
    };
}
