using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Links;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Access;

/// <summary>Lets in who comes with a link. Looks up its hash only: the token itself is kept nowhere, and not logged.</summary>
public sealed class LinkGate(ILinkStore links, IRoundStore rounds)
{
    /// <summary>What a token opens as a link of this kind, and of no other: where only those who submit may come, they come by this.</summary>
    public Task<LinkVisit> VisitAsync(string token, LinkKind kind, CancellationToken cancellationToken) => VisitAsync(token, [kind], cancellationToken);

    /// <summary>What a token opens as any link to a body's reply page; what its holder may do there is the visit's <see cref="LinkVisit.Access"/>.</summary>
    public Task<LinkVisit> VisitPageAsync(string token, CancellationToken cancellationToken) =>
        VisitAsync(token, [LinkKind.Reply, LinkKind.Forward, LinkKind.Colleague], cancellationToken);

    private async Task<LinkVisit> VisitAsync(string token, LinkKind[] kinds, CancellationToken cancellationToken)
    {
        if (!LinkToken.IsWellFormed(token))
            return LinkVisit.Nobody;
        var link = await links.FindAsync(LinkToken.Hash(token), cancellationToken);
        if (link is null || !kinds.Contains(link.Kind))
            return LinkVisit.Nobody;
        var round = await rounds.ReadAsync(link.RoundId, cancellationToken);
        if (round is null)
            return LinkVisit.Nobody;
        if (round.Round.Away is not null)
            return new LinkVisit { State = LinkState.Moved, Link = link, Round = round, Body = round.Body(link.Recipient) };
        if (link.Kind == LinkKind.Steering)
            return new LinkVisit { State = LinkState.Open, Link = link, Round = round };

        var body = round.Body(link.Recipient);
        if (body is null)
            return LinkVisit.Nobody;
        if (link.Kind == LinkKind.Disown)
            return new LinkVisit { State = LinkState.Open, Link = link, Round = round, Body = body };
        var isDecided = round.Round.State is RoundState.Accepted or RoundState.Returned;
        var colleague = link.Kind == LinkKind.Colleague ? round.ColleagueLink(body.BodyId, link.ColleagueId) : null;
        if (link.Kind == LinkKind.Colleague && colleague is null)
            return LinkVisit.Nobody;
        var isRevoked = colleague is not null
            ? !ColleagueRules.IsAlive(colleague, body)
            : link.Generation < (link.Kind == LinkKind.Forward ? body.ForwardGeneration : body.LinkGeneration);
        var state = isRevoked ? LinkState.Revoked
            : link.Kind == LinkKind.Outcome ? (isDecided ? LinkState.Open : LinkState.NotYet)
            : isDecided ? LinkState.RoundOver
            : body is { State: BodyState.Planned, Kind: not BodyKind.DelegateConference } ? LinkState.NotYet
            : LinkState.Open;
        return new LinkVisit { State = state, Link = link, Round = round, Body = body, Access = AccessOf(link, colleague) };
    }

    // Whatever kind is not named here may read only.
    private static PageAccess AccessOf(LinkRecord link, ColleagueLinkRecord? colleague) => link.Kind switch
    {
        LinkKind.Reply => PageAccess.Own,
        LinkKind.Forward => PageAccess.Forwarded,
        LinkKind.Colleague => PageAccess.Of(colleague!),
        _ => PageAccess.None,
    };
}
