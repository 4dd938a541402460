using LipServerless.Activities.Ports;
using LipServerless.Domain.Links;
using LipServerless.Domain.States;

namespace LipServerless.Web.Pages.Access;

/// <summary>Lets in who comes with a link. Looks up its hash only: the token itself is kept nowhere, and not logged.</summary>
public sealed class LinkGate(ILinkStore links, IRoundStore rounds)
{
    /// <summary>What a token opens as a link of this kind.</summary>
    public async Task<LinkVisit> VisitAsync(string token, LinkKind kind, CancellationToken cancellationToken)
    {
        if (!LinkToken.IsWellFormed(token))
            return LinkVisit.Nobody;
        var link = await links.FindAsync(LinkToken.Hash(token), cancellationToken);
        if (link is null || link.Kind != kind)
            return LinkVisit.Nobody;
        var round = await rounds.ReadAsync(link.RoundId, cancellationToken);
        if (round is null)
            return LinkVisit.Nobody;
        if (kind == LinkKind.Steering)
            return new LinkVisit { State = LinkState.Open, Link = link, Round = round };

        var body = round.Body(link.Recipient);
        if (body is null)
            return LinkVisit.Nobody;
        var isDecided = round.Round.State is RoundState.Accepted or RoundState.Returned;
        var state = link.Generation < body.LinkGeneration ? LinkState.Revoked
            : kind == LinkKind.Outcome ? (isDecided ? LinkState.Open : LinkState.NotYet)
            : isDecided ? LinkState.RoundOver
            : body.State == BodyState.Planned ? LinkState.NotYet
            : LinkState.Open;
        return new LinkVisit { State = state, Link = link, Round = round, Body = body };
    }
}
