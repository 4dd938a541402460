using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Colleagues;

/// <summary>What the commands about colleagues' links share.</summary>
public static class ColleagueRules
{
    /// <summary>Whether a link still opens its body's page, as long as the round is not decided.</summary>
    public static bool IsAlive(ColleagueLinkRecord link, BodyRecord body)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(body);
        return link.BodyId == body.BodyId && link.WithdrawnAt is null && link.Generation >= body.LinkGeneration;
    }

    internal static BodyRecord BodyOf(RoundView round, string bodyId, DateTimeOffset now)
    {
        var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        return body.State != BodyState.Planned && !CollectionWindow.IsClosed(round, now)
            ? body
            : throw new CommandRefusedException(Refusal.Conflict, "Die Sammlung der Stellungnahmen ist geschlossen: Es gibt keine Links mehr zu erstellen oder zu ändern.");
    }

    internal static AuditEntry Entry(DateTimeOffset at, string verb, ColleagueLinkRecord link, string? detail) =>
        new() { At = at, Verb = verb, Subject = link.Key, Channel = "web", Who = link.BodyId, Detail = detail };
}
