using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands.Retention.Erasures;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Commands.Archives;

/// <summary>
/// Deletes what is left here of a round that was handed over: rows, documents, files, links, and the addresses of its consultation where no
/// other round of it is left. Staff do so at once; by itself it goes some time later (<see cref="Domain.Retention.RetentionRules.Moved"/>).
/// </summary>
public sealed class RemoveMoved(IRoundStore store, IDocumentStore documents, IWorkingDraftStore drafts, ILinkStore links, IAttachmentStore files, IContactStore contacts,
    IDeliveryIndex index)
{
    private readonly RemoveRounds removal = new(store, documents, drafts, links, files, index);

    /// <summary>Deletes it; a round that lives here is refused. Cut off, doing it again finishes it.</summary>
    /// <returns>How many rows, documents and files there were.</returns>
    public async Task<int> ExecuteAsync(string roundId, CancellationToken cancellationToken)
    {
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        if (round.Round.Away is null)
            throw new CommandRefusedException(Refusal.Conflict, "Diese Runde läuft hier: Gelöscht wird nur, was nach einem Umzug zurückblieb.");
        var removed = 0;
        if (!await IsConsultedElsewhereAsync(round, cancellationToken))
            removed += await contacts.RemoveAllAsync(round.Round.Settings.Consultation, cancellationToken);
        return removed + await removal.EraseAsync(round, cancellationToken) ?? 0;
    }

    private async Task<bool> IsConsultedElsewhereAsync(RoundView moved, CancellationToken cancellationToken)
    {
        await foreach (var other in store.ReadAllAsync(cancellationToken))
        {
            if (other.Round.RoundId != moved.Round.RoundId && other.Round.Settings.Consultation == moved.Round.Settings.Consultation)
                return true;
        }

        return false;
    }
}
