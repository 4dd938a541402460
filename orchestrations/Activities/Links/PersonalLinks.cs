using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Links;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Links;

/// <summary>
/// Makes personal links: what the store holds of one, and its address. The token exists only in the address; it is computed
/// whenever it is needed and kept nowhere.
/// </summary>
public sealed class PersonalLinks(ILinkSecret secret, ILinkStore store, PublicAddresses addresses)
{
    /// <summary>The generation of the steering group's link: it is the same for the whole round.</summary>
    public const int SteeringGeneration = 1;

    /// <summary>A body's reply page, in the generation its row names; the link is stored before its address is returned.</summary>
    public Task<Uri> ReplyAsync(string roundId, BodyRecord body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return StoredAsync(roundId, body.BodyId, LinkKind.Reply, body.LinkGeneration, addresses.Reply, cancellationToken);
    }

    /// <summary>
    /// "Lesen und mitschreiben – zum Weiterleiten": opens a body's reply page and can never submit; stored as above. Dies with the reply
    /// link, and alone.
    /// </summary>
    public Task<Uri> ForwardAsync(string roundId, BodyRecord body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return StoredAsync(roundId, body.BodyId, LinkKind.Forward, body.ForwardGeneration, addresses.Reply, cancellationToken);
    }

    /// <summary>
    /// "Das waren wir nicht" to a receipt; stored as above. It opens nothing and is never revoked: whoever finds a link misused says so
    /// also after that link was withdrawn.
    /// </summary>
    public Task<Uri> DisownAsync(string roundId, BodyRecord body, string receiptNumber, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return StoredAsync(roundId, body.BodyId, LinkKind.Disown, 1, token => addresses.Disown(token, receiptNumber), cancellationToken);
    }

    /// <summary>The address of <see cref="ForwardAsync"/>'s link, for showing: stores nothing.</summary>
    public Uri ForwardAddress(string roundId, BodyRecord body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return addresses.Reply(TokenOf($"{roundId}/{body.BodyId}/{LinkKind.Forward}", body.ForwardGeneration));
    }

    /// <summary>A colleague's link to a body's reply page; stored as above. Opens nothing unless its row is stored, too.</summary>
    public async Task<Uri> ColleagueAsync(string roundId, ColleagueLinkRecord link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        var token = TokenOf($"{roundId}/{link.BodyId}/{LinkKind.Colleague}/{link.LinkId}", link.Generation);
        await store.PutAsync(
            new LinkRecord
            {
                TokenHash = LinkToken.Hash(token),
                RoundId = roundId,
                Recipient = link.BodyId,
                Kind = LinkKind.Colleague,
                Generation = link.Generation,
                ColleagueId = link.LinkId,
            },
            cancellationToken);
        return addresses.Reply(token);
    }

    /// <summary>A body's page with synopsis and outcome; stored as above. A revoked reply link revokes this one too.</summary>
    public Task<Uri> OutcomeAsync(string roundId, BodyRecord body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return StoredAsync(roundId, body.BodyId, LinkKind.Outcome, body.LinkGeneration, addresses.Outcome, cancellationToken);
    }

    /// <summary>A round on the dashboard: no personal link, staff sign in.</summary>
    public Uri Dashboard(string roundId) => addresses.Dashboard(roundId);

    /// <summary>The steering group's page; stored as above.</summary>
    public Task<Uri> SteeringAsync(string roundId, CancellationToken cancellationToken) =>
        StoredAsync(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering, SteeringGeneration, addresses.Steering, cancellationToken);

    private async Task<Uri> StoredAsync(
        string roundId, string recipient, LinkKind kind, int generation, Func<string, Uri> address, CancellationToken cancellationToken)
    {
        var token = TokenOf($"{roundId}/{recipient}/{kind}", generation);
        await store.PutAsync(
            new LinkRecord { TokenHash = LinkToken.Hash(token), RoundId = roundId, Recipient = recipient, Kind = kind, Generation = generation },
            cancellationToken);
        return address(token);
    }

    private string TokenOf(string linkId, int generation) => LinkToken.Compute(secret.Key.Span, linkId, generation);
}
