namespace LipServerless.Activities.Ports;

/// <summary>
/// A round as it lies in the store: every row and every document, exactly, whatever it means. For archives only; all else reads and changes
/// rounds through <see cref="IRoundStore"/>.
/// </summary>
public interface IArchiveStore
{
    /// <summary>
    /// All rows that belong to a round, as they were at one instant between the call and its answer; null where there is no such round.
    /// </summary>
    /// <param name="roundId">The round.</param>
    /// <param name="everything">Also contacts, links and working drafts; otherwise the round's own rows only, with its log.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StoreConflictException">The rows changed at every attempt to read them all.</exception>
    Task<IReadOnlyList<ArchiveRow>?> ReadAsync(string roundId, bool everything, CancellationToken cancellationToken);

    /// <summary>The files of statements and working drafts of a round that are stored.</summary>
    Task<IReadOnlyList<ArchiveBlob>> ListFilesAsync(string roundId, CancellationToken cancellationToken);

    /// <summary>A document or file; null where there is none (never written, or erased). The caller disposes of the stream.</summary>
    Task<ArchiveContent?> OpenAsync(ArchiveBlob blob, CancellationToken cancellationToken);

    /// <summary>Stores a document or file; storing the same again is no error.</summary>
    Task PutAsync(ArchiveBlob blob, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the stored rows of a round those given: adds, replaces, and removes what is not among them. The round's own row and the head of
    /// its log come last and together: a round that was not there is visible to readers only then. Doing it again is safe.
    /// </summary>
    /// <exception cref="StoreConflictException">Somebody else changed them meanwhile. The round's own row was not written.</exception>
    Task WriteAsync(string roundId, IReadOnlyList<ArchiveRow> rows, CancellationToken cancellationToken);
}

/// <summary>A row as it lies in a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">Its partition there.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Json">What it holds: one JSON value, character by character.</param>
public sealed record ArchiveRow(ArchiveTable Table, string Partition, string Key, string Json);

/// <summary>The tables that hold rows of a round.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<ArchiveTable>))]
public enum ArchiveTable
{
    /// <summary>The round, its bodies, statements, mails, decision, links of colleagues, and its log; a partition for each round.</summary>
    Rounds,

    /// <summary>Working drafts; a partition for each round.</summary>
    Drafts,

    /// <summary>How bodies are reached; a partition for each consultation.</summary>
    Contacts,

    /// <summary>Personal links; a partition for each hash of a token.</summary>
    Links,
}

/// <summary>Where a document or a file lies.</summary>
/// <param name="Kind">Document or file.</param>
/// <param name="Name">Its name there.</param>
public sealed record ArchiveBlob(ArchiveBlobKind Kind, string Name);

/// <summary>What lies in blobs.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<ArchiveBlobKind>))]
public enum ArchiveBlobKind
{
    /// <summary>Drafts, texts of statements, reasons, synopses (see <see cref="IDocumentStore"/>).</summary>
    Document,

    /// <summary>Files that bodies handed in (see <see cref="IAttachmentStore"/>).</summary>
    File,
}

/// <summary>A document or file as it is stored.</summary>
/// <param name="ContentType">Its media type there.</param>
/// <param name="Content">Its bytes, to be read once.</param>
public sealed record ArchiveContent(string ContentType, Stream Content);
