using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Disowning;

/// <summary>
/// "Das waren wir nicht", said from a receipt: logged, shown to staff, and mailed to the project office. It changes nothing of what was
/// said: what becomes of that is for staff to find out and decide.
/// </summary>
public sealed class Disown(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Alerts the office, once for each receipt.</summary>
    /// <exception cref="CommandRefusedException">The body has no such receipt.</exception>
    public Task<CommandResult> ExecuteAsync(string roundId, string bodyId, string receiptNumber, CancellationToken cancellationToken) =>
        writer.ChangeAsync(roundId, round => Decide(round, bodyId, receiptNumber), cancellationToken);

    private (RoundChange?, CommandResult) Decide(RoundView round, string bodyId, string receiptNumber)
    {
        var body = round.Body(bodyId);
        var version = round.Statements.FirstOrDefault(s => s.BodyId == bodyId && s.ReceiptNumber == receiptNumber)?.Number;
        if (body is null || (version is null && body.Dissent?.ReceiptNumber != receiptNumber))
            throw new CommandRefusedException(Refusal.NotFound, "Diesen Beleg gibt es nicht.");
        if (body.Disowned.Any(said => said.ReceiptNumber == receiptNumber))
            return (null, new CommandResult());

        var now = clock.GetUtcNow();
        var next = body with { Disowned = [.. body.Disowned, new Disowned { ReceiptNumber = receiptNumber, Version = version, At = now }] };
        var change = new RoundChange
        {
            Put = [next, .. Mail(round, next, now)],
            Audit = [new() { At = now, Verb = AuditVerb.Disowned, Subject = bodyId, Channel = "web", Who = bodyId, Detail = receiptNumber }],
        };
        return (change, new CommandResult { Wake = Wakes.Of(round, body) });
    }

    // After the decision the round's orchestration has ended, or is about to: nobody would send it. The dashboard shows it all the same.
    private static MailRecord[] Mail(RoundView round, BodyRecord body, DateTimeOffset now) =>
        round.Round.State is RoundState.Collecting or RoundState.AwaitingDecision
            ? [new MailRecord { Recipient = body.BodyId, Owner = Wakes.OwnerOf(body), Kind = MailKind.Disowned, Step = body.Disowned.Count, DueAt = now }]
            : [];
}
