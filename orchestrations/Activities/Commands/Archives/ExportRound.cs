using LipServerless.Activities.Archives;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Links;
using LipServerless.Activities.Ports;
using LipServerless.Activities.Synopses;
using LipServerless.Domain.Audit;
using LipServerless.Domain.Time;

namespace LipServerless.Activities.Commands.Archives;

/// <summary>Makes an archive of a round: everything it holds in one ZIP file, for people and for <see cref="ImportRound"/>.</summary>
public sealed class ExportRound(IArchiveStore store, IDocumentStore documents, IArchivePages pages, ILinkSecret secret, ProcessClock clock)
{
    /// <summary>Reads the round as it is at one instant; what is refused is refused here, before a byte is written.</summary>
    /// <exception cref="RoundNotFoundException">There is no such round.</exception>
    /// <exception cref="CommandRefusedException">It is to be moved and was not handed over, or it does not live here.</exception>
    /// <exception cref="StoreConflictException">The round changes all the time.</exception>
    public async Task<RoundExport> PrepareAsync(string roundId, ArchiveKind kind, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(roundId, everything: kind != ArchiveKind.Archive, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        var round = ArchivedRound.Of(rows);
        switch (round.View.Round.Away)
        {
            case { ArrivingFrom: not null }:
                throw new RoundAwayException(round.View.Round);
            case null when kind == ArchiveKind.Move:
                throw new CommandRefusedException(Refusal.Conflict, "Vor dem Umzug wird die Runde hier angehalten, damit nicht zwei Stellen für sie schreiben: erst „Zum Umzug anhalten“, dann ausgeben.");
            case not null when kind == ArchiveKind.Backup:
                throw new CommandRefusedException(Refusal.Conflict, "Diese Runde ist zum Umzug angehalten: bitte zum Umzug ausgeben (for=move).");
        }

        var sources = await SynopsisSources.ReadAsync(documents, round.View, cancellationToken);
        var synopsis = round.View.Round.SynopsisDocument is { } frozen ? await documents.ReadSynopsisAsync(frozen, cancellationToken) : null;
        var log = round.Log;
        var subject = new ArchiveSubject
        {
            Kind = kind,
            Round = round.View,
            ExportedAt = clock.GetUtcNow(),
            Log = log,
            IsLogIntact = AuditVerification.FirstBroken(log) is null,
            Sources = sources,
            Synopsis = synopsis,
            Files = NamesOfFiles(round, sources),
            DraftFile = ArchivePaths.OfDraft(round.View.Round.DraftFileName),
        };
        return new RoundExport(store, pages, round, subject, kind == ArchiveKind.Archive ? null : LinkSecretMark.Of(secret));
    }

    private static Dictionary<(string BodyId, string Hash), string> NamesOfFiles(ArchivedRound round, SynopsisSources sources)
    {
        var names = new Dictionary<(string, string), string>();
        foreach (var statement in round.View.Statements)
        {
            foreach (var file in sources.Statements.GetValueOrDefault(statement.Document)?.Attachments ?? [])
                names.TryAdd((statement.BodyId, file.Hash), ArchivePaths.OfFile(statement.BodyId, file));
        }

        return names;
    }
}

/// <summary>An archive about to be written.</summary>
public sealed class RoundExport
{
    private readonly IArchiveStore store;
    private readonly IArchivePages pages;
    private readonly ArchivedRound round;
    private readonly ArchiveSubject subject;
    private readonly string? secretMark;

    internal RoundExport(IArchiveStore store, IArchivePages pages, ArchivedRound round, ArchiveSubject subject, string? secretMark)
    {
        (this.store, this.pages, this.round, this.subject, this.secretMark) = (store, pages, round, subject, secretMark);
    }

    /// <summary>The name the file is offered under.</summary>
    public string FileName
    {
        get
        {
            var kind = subject.Kind switch
            {
                ArchiveKind.Move => "umzug",
                ArchiveKind.Backup => "sicherung",
                _ => "archiv",
            };
            return $"{kind}-{subject.Round.Round.RoundId}.zip";
        }
    }

    /// <summary>Writes it; holds one document at a time in memory. The stream need not be seekable and stays open.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var archive = await ArchiveWriter.BeginAsync(output, subject.ExportedAt, cancellationToken);
        foreach (var table in round.Rows.GroupBy(row => row.Table))
            await archive.AddAsync(ArchiveWriter.Named(ArchivePaths.Of(table.Key)) with { Rows = table.Key }, ArchiveRowFile.Write(table), cancellationToken);

        var erased = new List<ArchiveBlob>();
        foreach (var blob in await BlobsAsync(cancellationToken))
        {
            if (await store.OpenAsync(blob, cancellationToken) is not { } content)
            {
                erased.Add(blob);
                continue;
            }

            await using var bytes = content.Content;
            await archive.AddAsync(ArchiveWriter.Named(PathOf(blob)) with { Blob = blob, ContentType = content.ContentType }, bytes, cancellationToken);
        }

        await foreach (var page in pages.WriteAsync(subject, cancellationToken))
            await archive.AddAsync(ArchiveWriter.Named(page.Path), page.Content, cancellationToken);
        foreach (var page in await pages.IndexAsync(subject, [.. archive.Entries], cancellationToken))
            await archive.AddAsync(ArchiveWriter.Named(page.Path), page.Content, cancellationToken);
        await archive.EndAsync(
            new()
            {
                Format = ArchiveManifest.FormatName,
                Version = ArchiveManifest.CurrentVersion,
                Kind = subject.Kind,
                RoundId = subject.Round.Round.RoundId,
                ExportedAt = subject.ExportedAt,
                LogSequence = round.Head?.Sequence ?? 0,
                LogHash = round.Head?.Hash ?? AuditChain.Genesis,
                LinkSecretMark = secretMark,
                Erased = erased,
                Entries = [],
            },
            cancellationToken);
    }

    // Everything: also files of working drafts, and what a crash left between bytes and row.
    private async Task<IEnumerable<ArchiveBlob>> BlobsAsync(CancellationToken cancellationToken)
    {
        var files = subject.Kind == ArchiveKind.Archive ? round.Files : round.Files.Union(await store.ListFilesAsync(subject.Round.Round.RoundId, cancellationToken));
        return round.Documents.Concat(files);
    }

    private string PathOf(ArchiveBlob blob)
    {
        if (blob.Kind == ArchiveBlobKind.Document)
            return blob.Name == subject.Round.Round.DraftFile ? subject.DraftFile : ArchivePaths.Of(blob);
        return blob.Name.Split('/') is [_, var body, var hash] && subject.Files.TryGetValue((body, hash), out var path) ? path : ArchivePaths.Of(blob);
    }
}
