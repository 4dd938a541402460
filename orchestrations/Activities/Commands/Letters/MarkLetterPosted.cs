using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Letters;

/// <summary>Staff have printed and posted a letter to a body that has no e-mail.</summary>
public sealed class MarkLetterPosted(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Records it; recording it again changes nothing.</summary>
    public Task<CommandResult> ExecuteAsync(string roundId, string mailId, string who, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            roundId,
            round =>
            {
                var mail = round.Mail(mailId);
                if (mail is not { State: MailState.Letter })
                    throw new CommandRefusedException(Refusal.NotFound, "Diesen Brief gibt es nicht.");
                if (mail.LetterPostedAt is not null)
                    return (null, new CommandResult());
                var now = clock.GetUtcNow();
                var change = new RoundChange
                {
                    Put = [mail with { LetterPostedAt = now }],
                    Audit = [new() { At = now, Verb = AuditVerb.LetterPosted, Subject = mailId, Channel = "api", Who = who }],
                };
                return (change, new CommandResult());
            },
            cancellationToken);
}
