using LipServerless.Activities.Changes;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Statements;

/// <summary>A council marks that its view differs from the adopted joint view ("abweichend"). Nobody else can remove that.</summary>
public sealed class MarkDissent(IRoundStore store, IDocumentStore documents, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Stores the mark with its reason; a second mark within the time replaces the words of the first.</summary>
    public async Task<DissentResult> ExecuteAsync(string roundId, string councilId, string reason, CancellationToken cancellationToken)
    {
        var document = await documents.WriteTextAsync(DocumentFolders.Dissents(roundId), councilId, Reasons.Checked(reason), cancellationToken);
        return await writer.ChangeAsync(roundId, round => Decide(round, councilId, document), cancellationToken);
    }

    private (RoundChange?, DissentResult) Decide(RoundView round, string councilId, string document)
    {
        var council = round.Body(councilId);
        if (council is not { Kind: BodyKind.IntegrationCouncil })
            throw new CommandRefusedException(Refusal.NotFound, "Nur ein Integrationsbeirat kann von der gemeinsamen Stellungnahme abweichen.");
        var now = clock.GetUtcNow();
        if (CollectionWindow.DissentEndsAt(round) is not { } ends)
            throw new CommandRefusedException(Refusal.Conflict, "Es gibt noch keine gemeinsame Stellungnahme.");
        if (round.Round.State != RoundState.Collecting || now >= ends)
            return (null, new() { Stored = false });
        if (council.Dissent is { } same && same.Document == document)
            return (null, new() { Stored = true, ReceiptNumber = same.ReceiptNumber });

        var mark = new DissentMark { At = now, Document = document, ReceiptNumber = ReceiptNumbers.New() };
        var step = round.Mails.Count(m => m.Recipient == councilId && m.Kind == MailKind.DissentReceipt) + 1;
        var change = new RoundChange
        {
            Put =
            [
                council with { Dissent = mark },
                new MailRecord { Recipient = councilId, Owner = Wakes.OwnerOf(council), Kind = MailKind.DissentReceipt, Step = step, DueAt = now },
            ],
            Audit = [new() { At = now, Verb = AuditVerb.Dissented, Subject = councilId, Channel = "web", Who = councilId, Detail = mark.ReceiptNumber }],
        };
        return (change, new() { Stored = true, ReceiptNumber = mark.ReceiptNumber, Wake = Wakes.Of(round, council) });
    }
}

/// <summary>What became of a mark "abweichend".</summary>
public sealed record DissentResult : CommandResult
{
    /// <summary>False where the time for it is over: nothing was stored.</summary>
    public required bool Stored { get; init; }

    /// <summary>Receipt number; null where nothing was stored.</summary>
    public string? ReceiptNumber { get; init; }
}
