using System.Text.Json;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Links;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Archives;

/// <summary>
/// Takes a round in from an archive. All of it is checked before anything is stored; documents first, then rows, last and in one step the row
/// that makes the round visible, still closed; then one commit opens it. Wherever that is interrupted, doing it again completes it.
/// </summary>
public sealed class ImportRound(IArchiveStore store, IRoundStore rounds, ILinkSecret secret, IDeliveryIndex index, ProcessClock clock)
{
    private readonly RoundWriter writer = new(rounds);

    /// <summary>Takes the round in. The same archive again changes nothing.</summary>
    /// <param name="archive">The ZIP file, seekable.</param>
    /// <param name="consent">What is taken in only where somebody says so.</param>
    /// <param name="who">The person of staff.</param>
    /// <param name="cancellationToken">Ends it; what is stored then is invisible, or closed.</param>
    /// <exception cref="CommandRefusedException">It is broken, or the round lives here already, or its predecessor is missing, or it may live elsewhere.</exception>
    public async Task<RoundImported> ExecuteAsync(Stream archive, ImportConsent consent, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(consent);
        await using var reader = await ArchiveReader.OpenAsync(archive, cancellationToken);
        var round = ArchiveContents.Check(reader.Manifest, await RowsAsync(reader, cancellationToken));
        if (await WasTakenInAsync(round, reader.Hash, cancellationToken))
            return new(round.View.Round.RoundId, WasThere: true);

        MayLiveHere(round, reader.Manifest, consent);
        if (round.View.Round.PreviousRoundId is { } previous && await rounds.ReadAsync(previous, cancellationToken) is null)
            throw ArchiveFaults.Refused($"Vor dieser Runde fehlt ihre Vorgängerin '{previous}': bitte deren Archiv zuerst einlesen.");

        foreach (var entry in reader.Manifest.Entries)
        {
            if (entry.Blob is { } blob)
                await store.PutAsync(blob, entry.ContentType ?? "application/octet-stream", await reader.ReadAsync(entry, cancellationToken), cancellationToken);
        }

        await store.WriteAsync(round.View.Round.RoundId, [.. round.Rows.Select(row => Closed(row, round, reader.Hash))], cancellationToken);
        foreach (var mail in round.View.Mails)
        {
            if (mail.OperationId is { } operation)
                await index.PutAsync(operation, new MailPlace(round.View.Round.RoundId, mail.MailId), cancellationToken);
        }

        await OpenAsync(round.View.Round.RoundId, reader.Hash, who, cancellationToken);
        return new(round.View.Round.RoundId, WasThere: false);
    }

    private static async Task<IReadOnlyList<ArchiveRow>> RowsAsync(ArchiveReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadRowsAsync(cancellationToken);
        }
        catch (Exception e) when (e is JsonException or System.Text.DecoderFallbackException)
        {
            throw ArchiveFaults.Broken("Eine Zeile ist nicht lesbar.");
        }
    }

    // Refuses a round that lives here otherwise. One that was handed over from here comes back where its log goes on from where it was closed here.
    private async Task<bool> WasTakenInAsync(ArchivedRound round, string hash, CancellationToken cancellationToken)
    {
        var id = round.View.Round.RoundId;
        if (await rounds.ReadAsync(id, cancellationToken) is not { Round: var here } || here.Away is { ArrivingFrom: not null })
            return false;
        var log = await rounds.ReadAuditAsync(id, cancellationToken);
        if (log.Any(line => line.Entry.Verb == AuditVerb.MovedIn && line.Entry.Subject == SubjectOf(id, hash)))
            return true;
        if (here.Away is null)
            throw ArchiveFaults.Refused($"Die Runde '{id}' gibt es hier schon, mit anderem Stand: Es wurde nichts geändert.");
        if (log is not [.., { Entry: var last }] || round.Log.Count < log.Count || round.Log[log.Count - 1].Entry.Hash != last.Hash)
            throw ArchiveFaults.Refused($"Die Runde '{id}' ist hier mit einem Stand angehalten, von dem dieses Archiv nichts weiß: Es wurde nichts geändert.");
        return round.Log.Count > log.Count
            ? false
            : throw ArchiveFaults.Refused($"Dieses Archiv stammt von hier. Soll die Runde '{id}' doch hier weitergehen, bitte „Doch hier weiterführen“ wählen – aber nur, wenn das Archiv nirgends sonst eingelesen wurde.");
    }

    private void MayLiveHere(ArchivedRound round, ArchiveManifest manifest, ImportConsent consent)
    {
        if (manifest.Kind == ArchiveKind.Archive && !round.View.IsOver())
            throw ArchiveFaults.Refused("Dieses Archiv ist zum Aufheben: Adressen und Links fehlen darin, und die Runde lief noch. Zum Weiterführen bitte zum Umzug ausgeben (for=move).");
        if (manifest.Kind == ArchiveKind.Backup && !round.View.IsOver() && !consent.FromBackup)
            throw ArchiveFaults.Refused("Dies ist eine Sicherung einer Runde, die dort weiterlief, wo sie gesichert wurde. Nur wenn es sie dort nicht mehr gibt, bitte ausdrücklich als Sicherung einlesen (backup=true): Sonst schreiben zwei Stellen dieselben Menschen an.");
        if (manifest.LinkSecretMark is { } mark && mark != LinkSecretMark.Of(secret) && !consent.OtherSecret)
            throw ArchiveFaults.Refused("Die persönlichen Links dieser Runde wurden mit einem anderen Geheimnis berechnet und gingen hier nicht: bitte Lip:LinkSecret von dort übernehmen. Ist es verloren, bitte ausdrücklich ohne einlesen (otherSecret=true) und danach allen neue Links schicken.");
    }

    private ArchiveRow Closed(ArchiveRow row, ArchivedRound round, string hash)
    {
        if (row.Table != ArchiveTable.Rounds)
            return row;
        var own = round.View.Round;
        return row.Key switch
        {
            RoundRecord.TheKey => row with { Json = JsonSerializer.Serialize(own with { Away = new RoundAbsence { Since = own.Away?.Since ?? clock.GetUtcNow(), ArrivingFrom = hash } }) },
            AuditHeadRecord.TheKey => row with { Json = JsonSerializer.Serialize(round.Head! with { Closed = true }) },
            _ => row,
        };
    }

    private Task<bool> OpenAsync(string roundId, string hash, string who, CancellationToken cancellationToken) => writer.ChangeAsync(
        roundId,
        round =>
        {
            // Somebody who took in the same archive was faster.
            if (round.Round.Away?.ArrivingFrom != hash)
                return (null, false);
            var change = new RoundChange
            {
                Put = [round.Round with { Away = null }],
                Audit = [new() { At = clock.GetUtcNow(), Verb = AuditVerb.MovedIn, Subject = SubjectOf(roundId, hash), Channel = "api", Who = who }],
                Log = LogGate.Reopen,
            };
            return (change, true);
        },
        cancellationToken);

    private static string SubjectOf(string roundId, string hash) => $"{roundId} {hash}";
}

/// <summary>What is taken in only where a person of staff says so.</summary>
public sealed record ImportConsent
{
    /// <summary>A backup of a running round: the store that it was made from is lost, nobody runs it there.</summary>
    public bool FromBackup { get; init; }

    /// <summary>The secret of its links is lost: they are dead, and new ones will be sent.</summary>
    public bool OtherSecret { get; init; }
}

/// <summary>A round was taken in.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="WasThere">The same archive had been taken in before: nothing changed.</param>
public sealed record RoundImported(string RoundId, bool WasThere);
