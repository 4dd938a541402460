using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;

namespace LipServerless.Activities.Commands.Attachments;

/// <summary>Stores scans of what came on paper, before the entry on behalf that names them.</summary>
public sealed class StoreScans(IRoundStore rounds, IAttachmentStore store, AttachmentLimits limits)
{
    /// <summary>All files, or none where one is not fine: staff can send them again. Doing the same again is safe.</summary>
    /// <exception cref="CommandRefusedException">The round or body does not exist.</exception>
    public async Task<(IReadOnlyList<Attachment> Files, IReadOnlyList<AttachmentFault> Faults)> ExecuteAsync(
        string roundId, string bodyId, IReadOnlyList<SentFile> sent, CancellationToken cancellationToken)
    {
        if (await rounds.ReadAsync(roundId, cancellationToken) is not { } round || round.Body(bodyId) is null)
            throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        var intake = AttachmentIntake.Take([], sent, limits);
        if (intake.Faults.Count > 0)
            return ([], intake.Faults);
        foreach (var (file, content) in intake.Taken)
            await store.PutAsync(new(roundId, bodyId, file.Hash), content, cancellationToken);
        return ([.. intake.Taken.Select(taken => taken.File)], []);
    }
}
