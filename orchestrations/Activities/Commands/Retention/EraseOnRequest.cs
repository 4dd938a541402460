using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Retention;

/// <summary>
/// Staff erase something of a body because a person asks for it (Art. 17 DSGVO), with a reason. First it is erased, then the log says so:
/// asking again after a failure in between finishes it. The log's digests stay and its chain verifies.
/// </summary>
public sealed class EraseOnRequest(IRoundStore store, IDocumentStore documents, IAttachmentStore attachments, ColleagueErasure colleagues, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Erases it.</summary>
    /// <exception cref="CommandRefusedException">There is no such thing, or the synopsis is still to be made from it.</exception>
    public async Task<ErasureDone> ExecuteAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reason = Reasons.Checked(request.Reason);
        var round = await store.ReadAsync(request.RoundId, cancellationToken) ?? throw new RoundNotFoundException(request.RoundId);
        if (round.Round.Away is not null)
            throw new RoundAwayException(round.Round);
        var body = round.Body(request.BodyId) ?? throw NotFound("Dieses Gremium ist an der Runde nicht beteiligt.");
        var (which, count) = request.What switch
        {
            ErasureTarget.Colleague => await colleagues.EraseAsync(round.Round.RoundId, body, NameIn(request), cancellationToken),
            ErasureTarget.LogDetails => (null, await LogDetails.EraseAsync(store, round.Round.RoundId, (entry, side) => LogDetails.Concerns(entry, side, body.BodyId), cancellationToken)),
            ErasureTarget.Statement => await StatementAsync(round, body, request.Number, cancellationToken),
            ErasureTarget.Attachment => await AttachmentAsync(round, body, request.Hash, cancellationToken),
            ErasureTarget.DissentReason => (null, await DocumentAsync(body.Dissent?.Document ?? throw NotFound("Dieses Gremium hat keine Abweichung vermerkt."), cancellationToken)),
            ErasureTarget.MoreTimeReason => await MoreTimeAsync(body, request.Number, cancellationToken),
            _ => throw CommandRefusedException.Invalid("what", "So etwas lässt sich nicht löschen."),
        };
        await RecordAsync(request, which, reason, cancellationToken);
        return new(count, round.Round.SynopsisDocument is not null && request.What is ErasureTarget.Statement or ErasureTarget.DissentReason);
    }

    // Taken out before the synopsis is frozen, a statement that counts would be missing there, and nobody would know.
    private async Task<(string? Which, int Count)> StatementAsync(RoundView round, BodyRecord body, int? number, CancellationToken cancellationToken)
    {
        var version = round.Statement(body.BodyId, number ?? throw CommandRefusedException.Invalid("number", "Bitte die Nummer der Fassung angeben."))
            ?? throw NotFound("Diese Fassung gibt es nicht.");
        var alike = round.Statements.Where(other => other.Document == version.Document).ToList();
        if (round.Round.State == RoundState.Collecting && alike.Exists(other => other.Number == body.Versions || other.Number == body.WebVersion || other.Number == body.PaperVersion))
        {
            throw new CommandRefusedException(
                Refusal.Conflict, "Diese Fassung zählt, und die Synopse ist noch nicht erstellt: Das Gremium kann bis zu seiner Frist eine neue Fassung abgeben, danach lässt sich diese löschen.");
        }

        return (Number(version.Number), await DocumentAsync(version.Document, cancellationToken));
    }

    private async Task<(string? Which, int Count)> AttachmentAsync(RoundView round, BodyRecord body, string? hash, CancellationToken cancellationToken)
    {
        var named = hash ?? throw CommandRefusedException.Invalid("hash", "Bitte die SHA-256-Prüfsumme der Datei angeben.");
        if (!round.Statements.Any(version => version.BodyId == body.BodyId && version.Attachments.Contains(named, StringComparer.Ordinal)))
            throw NotFound("Diese Datei gehört zu keiner Stellungnahme des Gremiums.");
        var stored = (await attachments.ListAsync(round.Round.RoundId, cancellationToken)).FirstOrDefault(file => file.Key.BodyId == body.BodyId && file.Key.Hash == named);
        if (stored is not null && !await attachments.DeleteAsync(stored, cancellationToken))
            throw new CommandRefusedException(Refusal.Conflict, "Die Datei wird gerade noch einmal abgegeben: bitte noch einmal versuchen.");
        return (named, stored is null ? 0 : 1);
    }

    private async Task<(string? Which, int Count)> MoreTimeAsync(BodyRecord body, int? number, CancellationToken cancellationToken)
    {
        var asked = body.MoreTime.FirstOrDefault(asked => asked.Number == number) ?? throw NotFound("Eine Bitte um mehr Zeit mit dieser Nummer (number) gibt es nicht.");
        return (Number(asked.Number), await DocumentAsync(asked.ReasonDocument, cancellationToken));
    }

    private async Task<int> DocumentAsync(string name, CancellationToken cancellationToken) => await documents.RemoveAsync(name, cancellationToken) ? 1 : 0;

    private Task<bool> RecordAsync(ErasureRequest request, string? which, string reason, CancellationToken cancellationToken) => writer.ChangeAsync(
        request.RoundId,
        round =>
        {
            var (before, now) = (round.Erasures ?? new ErasureRecord(), clock.GetUtcNow());
            var change = new RoundChange
            {
                Put = [before with { OnRequest = [.. before.OnRequest, new() { BodyId = request.BodyId, What = request.What, Which = which, At = now }] }],
                Audit =
                [
                    new()
                    {
                        At = now,
                        Verb = AuditVerb.ErasedOnRequest,
                        Subject = string.Join(' ', new[] { request.BodyId, request.What.ToString(), which }.OfType<string>()),
                        Channel = "api",
                        Who = request.Who,
                        Detail = reason,
                    },
                ],
            };
            return (change, true);
        },
        cancellationToken);

    private static string NameIn(ErasureRequest request) => request.Name?.Trim() is { Length: > 0 } name
        ? name
        : throw CommandRefusedException.Invalid("name", "Bitte den Namen angeben, wie ihn die Seite des Gremiums zeigt.");

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static CommandRefusedException NotFound(string message) => new(Refusal.NotFound, message);
}
