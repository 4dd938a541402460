using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines.MoreTime;

/// <summary>
/// Staff refuse a request for more time, or all that are undecided, with a reason. The body keeps a rest (<see cref="RestAfterRefusal"/>)
/// to hand in what it has; where that reaches past the conference's start, the conference's deadline moves in the same step.
/// </summary>
public sealed class RefuseMoreTime(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Refuses one body's request, or (null) all.</summary>
    public async Task<CommandResult> ExecuteAsync(string roundId, string? bodyId, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        if (bodyId is not null && round.Body(bodyId) is null)
            throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        var asking = round.Bodies.Where(b => IsMeant(b, bodyId)).Select(b => b.BodyId).ToList();
        return await Portions.ChangeAsync(writer, roundId, asking, (current, portion) => Refuse(current, portion, words, who), cancellationToken)
            ?? throw UndecidedRequests.NothingRequested();
    }

    private static bool IsMeant(BodyRecord body, string? bodyId) =>
        body is { State: BodyState.Open, UndecidedRequest: not null } && (bodyId is null || body.BodyId == bodyId);

    private (RoundChange?, IReadOnlyList<string>?) Refuse(RoundView round, string[] bodyIds, string reason, string who)
    {
        var now = clock.GetUtcNow();
        var refused = round.Bodies.Where(b => IsMeant(b, null) && bodyIds.Contains(b.BodyId)).Select(b => Refused(b, reason, now, round.Round.Settings)).ToList();
        if (refused.Count == 0)
            return (null, null);
        var conference = ConferenceShift.Of(round, refused, wantedLastDay: null, reason, now);
        var change = new RoundChange
        {
            Put = [.. refused, .. conference.ToRow(), .. refused.Select(b => Mail(b, reason, now))],
            Audit =
            [
                .. refused.Select(b => new AuditEntry { At = now, Verb = AuditVerb.MoreTimeRefused, Subject = b.BodyId, Channel = "api", Who = who, Detail = reason }),
                .. conference.ToEntry(now, who, reason),
            ],
        };
        return (change, Wakes.Of(round, refused));
    }

    private static BodyRecord Refused(BodyRecord body, string reason, DateTimeOffset now, RoundSettings settings) =>
        body.WithDecision(request => request with
        {
            State = MoreTimeState.Refused,
            DecidedAt = now,
            Answer = reason,
            OpenUntil = RestAfterRefusal.Until(body.Deadline, now, settings),
        });

    private static MailRecord Mail(BodyRecord body, string reason, DateTimeOffset now) => new()
    {
        Recipient = body.BodyId,
        Owner = body.BodyId,
        Kind = MailKind.ExtensionRefused,
        Step = body.MoreTime[^1].Number,
        Reason = reason,
        DueAt = now,
    };
}
