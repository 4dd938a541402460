using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Disowning;

/// <summary>Staff have seen to a "Das waren wir nicht": what they found stands in the log, and the dashboard stops to show it.</summary>
public sealed class SettleDisowned(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Settles it; once settled, settling it again changes nothing.</summary>
    /// <exception cref="CommandRefusedException">Nobody has disowned this receipt, or the finding is missing.</exception>
    public Task<CommandResult> ExecuteAsync(string roundId, string bodyId, string receiptNumber, string finding, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(finding);
        return writer.ChangeAsync(
            roundId,
            round =>
            {
                var body = round.Body(bodyId);
                if (body?.Disowned.FirstOrDefault(said => said.ReceiptNumber == receiptNumber) is not { } found)
                    throw new CommandRefusedException(Refusal.NotFound, "Zu diesem Beleg hat niemand gemeldet, dass er nicht stimmt.");
                if (found.SettledAt is not null)
                    return (null, new CommandResult());
                var now = clock.GetUtcNow();
                var change = new RoundChange
                {
                    Put = [body with { Disowned = [.. body.Disowned.Select(said => said == found ? said with { SettledAt = now } : said)] }],
                    Audit = [new() { At = now, Verb = AuditVerb.DisownedSettled, Subject = bodyId, Channel = "api", Who = who, Detail = $"{receiptNumber}: {words}" }],
                };
                return (change, new CommandResult());
            },
            cancellationToken);
    }
}
