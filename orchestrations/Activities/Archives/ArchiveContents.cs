using System.Text.Json;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Audit;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Archives;

/// <summary>Checks what an archive holds, once its entries are as they were written: rows of this round and no other, an unbroken log, no document missing.</summary>
internal static class ArchiveContents
{
    private const string LinkKey = "link";

    /// <summary>The round in the archive.</summary>
    /// <exception cref="CommandRefusedException">Something in it does not fit together.</exception>
    public static ArchivedRound Check(ArchiveManifest manifest, IReadOnlyList<ArchiveRow> rows)
    {
        var round = Round(rows);
        var own = round.View.Round;
        if (own.RoundId != manifest.RoundId || !IsId(own.RoundId) || !IsId(own.Settings.Consultation))
            throw ArchiveFaults.Broken("Die Zeilen gehören zu einer anderen Runde als das Verzeichnis.");
        if (rows.GroupBy(row => (row.Table, row.Partition, row.Key)).Any(same => same.Count() > 1))
            throw ArchiveFaults.Broken("Eine Zeile kommt zweimal vor.");
        if (rows.FirstOrDefault(row => !Belongs(row, own)) is { } stray)
            throw ArchiveFaults.Broken($"Die Zeile '{stray.Key}' gehört nicht zu dieser Runde.");
        if (own.Settings.Bodies.FirstOrDefault(body => round.View.Body(body.Id) is null) is { } missing)
            throw ArchiveFaults.Broken($"Die Zeile des Gremiums '{missing.Id}' fehlt.");
        if ((own.Away is not null) != (manifest.Kind == ArchiveKind.Move) && manifest.Kind != ArchiveKind.Archive)
            throw ArchiveFaults.Broken("Ob die Runde angehalten war, sagen Zeilen und Verzeichnis verschieden.");
        CheckLog(round, manifest);
        CheckBlobs(round, manifest);
        return round;
    }

    private static ArchivedRound Round(IReadOnlyList<ArchiveRow> rows)
    {
        try
        {
            return ArchivedRound.Of(rows);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            throw ArchiveFaults.Broken("Eine Zeile ist nicht lesbar.");
        }
    }

    private static bool Belongs(ArchiveRow row, RoundRecord own) => row.Table switch
    {
        ArchiveTable.Rounds or ArchiveTable.Drafts => row.Partition == own.RoundId,
        ArchiveTable.Contacts => row.Partition == own.Settings.Consultation && Read<Contact>(row)?.BodyId == row.Key,
        ArchiveTable.Links => row.Key == LinkKey && row.Partition.Length == 64 && row.Partition.All(char.IsAsciiHexDigitLower)
            && Read<LinkRecord>(row) is { } link && link.TokenHash == row.Partition && link.RoundId == own.RoundId,
        _ => false,
    };

    private static T? Read<T>(ArchiveRow row)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(row.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckLog(ArchivedRound round, ArchiveManifest manifest)
    {
        if (AuditVerification.FirstBroken(round.Log) is { } broken)
            throw ArchiveFaults.Refused($"Das Protokoll der Runde stimmt nicht: Eintrag {broken} fehlt oder wurde verändert. Ein solches Archiv wird nicht eingelesen.");
        var (sequence, hash) = round.Log is [.., { Entry: var last }] ? (last.Sequence, last.Hash) : (0, AuditChain.Genesis);
        if ((round.Head?.Sequence ?? 0, round.Head?.Hash ?? AuditChain.Genesis) != (sequence, hash) || (manifest.LogSequence, manifest.LogHash) != (sequence, hash))
            throw ArchiveFaults.Refused("Das Protokoll der Runde stimmt nicht: Seine letzten Einträge fehlen. Ein solches Archiv wird nicht eingelesen.");
    }

    private static void CheckBlobs(ArchivedRound round, ArchiveManifest manifest)
    {
        var named = round.Documents.Concat(round.Files).ToHashSet();
        var there = manifest.Entries.Select(entry => entry.Blob).OfType<ArchiveBlob>().ToList();
        if (there.Distinct().Count() != there.Count)
            throw ArchiveFaults.Broken("Ein Dokument kommt zweimal vor.");
        if (named.Except(there).Except(manifest.Erased).FirstOrDefault() is { } missing)
            throw ArchiveFaults.Broken($"Das Dokument '{missing.Name}' fehlt.");
        var folder = $"{round.View.Round.RoundId}/";
        if (there.FirstOrDefault(blob => !named.Contains(blob) && !IsFileOf(blob, folder)) is { } stray)
            throw ArchiveFaults.Broken($"Das Dokument '{stray.Name}' gehört nicht zu dieser Runde.");
    }

    // Files of working drafts, and such as no row names any more.
    private static bool IsFileOf(ArchiveBlob blob, string folder) =>
        blob.Kind == ArchiveBlobKind.File && blob.Name.StartsWith(folder, StringComparison.Ordinal) && ArchivePaths.IsSafe(blob.Name) && blob.Name.Split('/').Length == 3;

    private static bool IsId(string id) => id.Length is > 0 and <= 48 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
