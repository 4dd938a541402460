using LipServerless.Activities.Changes;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Links;

/// <summary>
/// Somebody whose link does not open asks for a new one: the link that is good now goes to the address on file, and nowhere else. Only while
/// the round takes statements and the body was asked, and so many times a day and in a round.
/// </summary>
public sealed class ResendLink(IRoundStore store, ProcessClock clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly RoundWriter writer = new(store);

    /// <summary>Makes the mail due; null where none goes. Whoever asked is told the same in every case.</summary>
    /// <param name="link">The link as it was once made, of whatever generation.</param>
    /// <param name="limits">How often.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<CommandResult?> ExecuteAsync(LinkRecord link, ResendLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            return await writer.ChangeAsync(link.RoundId, round => Decide(round, link, limits), cancellationToken);
        }
        catch (Exception e) when (e is RoundNotFoundException or RoundAwayException)
        {
            return null;
        }
    }

    private (RoundChange?, CommandResult?) Decide(RoundView round, LinkRecord link, ResendLimits limits)
    {
        var now = clock.GetUtcNow();
        if (round.Body(link.Recipient) is not { State: not BodyState.Planned } body || CollectionWindow.IsClosed(round, now))
            return (null, null);
        var sent = round.Mails.Where(mail => mail.Recipient == body.BodyId && mail.Kind == MailKind.NewLink).ToList();
        if (sent.Count >= limits.PerRound || sent.Count(mail => mail.DueAt > now - Day) >= limits.PerDay)
            return (null, null);
        var change = new RoundChange
        {
            Put = [new MailRecord { Recipient = body.BodyId, Owner = Wakes.OwnerOf(body), Kind = MailKind.NewLink, Step = sent.Count + 1, DueAt = now }],
            Audit = [new() { At = now, Verb = AuditVerb.LinkResent, Subject = body.BodyId, Channel = "web", Who = body.BodyId }],
        };
        return (change, new CommandResult { Wake = Wakes.Of(round, body) });
    }
}

/// <summary>How often a body's link is sent again on demand.</summary>
/// <param name="PerDay">Within twenty-four hours.</param>
/// <param name="PerRound">In a round.</param>
public sealed record ResendLimits(int PerDay, int PerRound);
