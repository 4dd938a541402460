namespace LipServerless.Activities.Ports;

/// <summary>Documents: drafts, statement texts, synopses. Written before the row that names them; never changed.</summary>
public interface IDocumentStore
{
    /// <summary>
    /// Stores bytes under a name. Storing the same name again with the same bytes is no error, so that a repeat is safe;
    /// names contain the content's hash.
    /// </summary>
    Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>The bytes of a document; null where there is none (never written, or erased).</summary>
    Task<byte[]?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names of all documents that begin so.</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Erases a document; false where there is none.</summary>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
