namespace LipServerless.Activities.Ports;

/// <summary>
/// The bytes of files that belong to statements, apart from all other documents: nothing here is ever read as anything but bytes.
/// Written before the row that names them.
/// </summary>
public interface IAttachmentStore
{
    /// <summary>Stores bytes. Storing the same file again counts as new: whoever is about to delete it finds it changed.</summary>
    Task PutAsync(AttachmentKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The bytes of a file; null where there is none (never stored, or deleted). The caller disposes of the stream.</summary>
    Task<Stream?> OpenAsync(AttachmentKey key, CancellationToken cancellationToken);

    /// <summary>All files of a round.</summary>
    Task<IReadOnlyList<StoredAttachment>> ListAsync(string roundId, CancellationToken cancellationToken);

    /// <summary>Deletes a file as it was listed; false where it was stored again since, or is gone.</summary>
    Task<bool> DeleteAsync(StoredAttachment listed, CancellationToken cancellationToken);
}

/// <summary>Where a file lies: files of one body never meet those of another, even where they are the same.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="BodyId">The body.</param>
/// <param name="Hash">Lower-case hex SHA-256 of its bytes.</param>
public sealed record AttachmentKey(string RoundId, string BodyId, string Hash);

/// <summary>A stored file.</summary>
/// <param name="Key">Where it lies.</param>
/// <param name="StoredAt">When, by the store's own clock (system time, not process time).</param>
/// <param name="Version">Opaque version (ETag).</param>
public sealed record StoredAttachment(AttachmentKey Key, DateTimeOffset StoredAt, string Version);
