using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Rounds;

/// <summary>Staff hand in the revised draft of a returned round: it starts the next round.</summary>
public sealed class HandInRevision(IRoundStore store, IContactStore contacts, StartRound starter, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>The returned round, ready to be revised; refused where it is not returned or was revised already.</summary>
    public async Task<RoundView> RequireReturnedAsync(string roundId, CancellationToken cancellationToken)
    {
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        if (round.Round.Away is not null)
            throw new RoundAwayException(round.Round);
        if (round.Round.State != RoundState.Returned)
            throw new CommandRefusedException(Refusal.Conflict, "Nur ein zurückgegebener Entwurf wird überarbeitet eingereicht.");
        return round.Round.NextRoundId is null
            ? round
            : throw Revised(round.Round.NextRoundId);
    }

    /// <summary>The roster of a round with today's contacts: what the next round's settings may leave out.</summary>
    public async Task<Roster> RosterOfAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        var settings = round.Round.Settings;
        var entries = new List<RosterEntry>();
        foreach (var body in settings.Bodies)
            entries.Add(Entry(body.Id, body.Kind.ToString(), body.Name, await contacts.GetAsync(settings.Consultation, body.Id, cancellationToken)));
        var steering = await contacts.GetAsync(settings.Consultation, WellKnownIds.SteeringGroup, cancellationToken);
        return new() { Bodies = entries, SteeringGroup = Entry(WellKnownIds.SteeringGroup, null, "Lenkungsgruppe", steering) };
    }

    /// <summary>
    /// Starts the next round and names it in the returned one. Answers the new round's id. Where an earlier call ended between the
    /// two, this one names the round that is there; it is refused if its draft is another one than that round's.
    /// </summary>
    public async Task<string> ExecuteAsync(RoundStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(start.Previous);
        var previousId = start.Previous.RoundId;
        if (await store.ReadAsync(StartRound.IdOf(start), cancellationToken) is { } begun && begun.Round.PreviousRoundId == previousId)
        {
            await NameAsync(previousId, begun.Round.RoundId, start.Who, cancellationToken);
            return begun.Round.DraftHash == start.Draft.Hash ? begun.Round.RoundId : throw Revised(begun.Round.RoundId);
        }

        var nextId = await starter.ExecuteAsync(start, cancellationToken);
        await NameAsync(previousId, nextId, start.Who, cancellationToken);
        return nextId;
    }

    private Task<bool> NameAsync(string previousId, string nextId, string who, CancellationToken cancellationToken) => writer.ChangeAsync(
        previousId,
        round =>
        {
            if (round.Round.NextRoundId == nextId)
                return (null, false);
            var change = new RoundChange
            {
                Put = [round.Round with { NextRoundId = nextId }],
                Audit = [new() { At = clock.GetUtcNow(), Verb = AuditVerb.Revised, Subject = nextId, Channel = "api", Who = who }],
            };
            return (change, true);
        },
        cancellationToken);

    private static CommandRefusedException Revised(string nextId) =>
        new(Refusal.Conflict, $"Der überarbeitete Entwurf ist schon eingereicht: Runde '{nextId}'.");

    private static RosterEntry Entry(string id, string? kind, string name, Contact? contact) => new()
    {
        Id = id,
        Kind = kind,
        Name = name,
        Emails = contact?.Emails,
        PostalAddress = contact?.PostalAddress,
        Language = contact?.Language,
    };
}
