using LipServerless.Activities.Archives;
using LipServerless.Activities.Synopses;

namespace LipServerless.Activities.Ports;

/// <summary>Writes what people read in an archive, without this application: HTML without scripts, tables as CSV. Pure: all it needs is handed to it.</summary>
public interface IArchivePages
{
    /// <summary>Draft, statements body by body, synopsis, log; one after another, so that they need not all be in memory.</summary>
    IAsyncEnumerable<ArchivePage> WriteAsync(ArchiveSubject subject, CancellationToken cancellationToken);

    /// <summary>What is in the archive: <c>index.html</c> and <c>INDEX.txt</c>. Names every other entry with size and checksum.</summary>
    Task<IReadOnlyList<ArchivePage>> IndexAsync(ArchiveSubject subject, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken);
}

/// <summary>A page of an archive.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ArchivePage(string Path, byte[] Content);

/// <summary>What an archive is about.</summary>
public sealed record ArchiveSubject
{
    /// <summary>What the archive is for.</summary>
    public required ArchiveKind Kind { get; init; }

    /// <summary>The round, as its rows were read.</summary>
    public required RoundView Round { get; init; }

    /// <summary>When they were read.</summary>
    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>Its log, oldest first.</summary>
    public required IReadOnlyList<AuditLine> Log { get; init; }

    /// <summary>Whether the log's chain verifies.</summary>
    public required bool IsLogIntact { get; init; }

    /// <summary>Draft, statements and reasons; texts that were erased are missing.</summary>
    public required SynopsisSources Sources { get; init; }

    /// <summary>The frozen synopsis; null until the collection has closed.</summary>
    public Domain.Synopses.Synopsis? Synopsis { get; init; }

    /// <summary>Entry of each file of a statement that is stored, by body and hash.</summary>
    public required IReadOnlyDictionary<(string BodyId, string Hash), string> Files { get; init; }

    /// <summary>Entry of the draft as it was handed in.</summary>
    public required string DraftFile { get; init; }
}
