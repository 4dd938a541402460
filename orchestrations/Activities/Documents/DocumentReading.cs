using System.Text;
using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;

namespace LipServerless.Activities.Documents;

/// <summary>Reads documents as what they hold.</summary>
public static class DocumentReading
{
    /// <summary>The draft in a document. A draft is never erased: <see cref="InvalidDataException"/> where it is missing.</summary>
    public static async Task<Draft> ReadDraftAsync(this IDocumentStore documents, string name, CancellationToken cancellationToken) =>
        await ReadJsonAsync<Draft>(documents, name, cancellationToken) ?? throw new InvalidDataException($"Document '{name}' is missing.");

    /// <summary>The synopsis in a document. <see cref="InvalidDataException"/> where it is missing.</summary>
    public static async Task<Synopsis> ReadSynopsisAsync(this IDocumentStore documents, string name, CancellationToken cancellationToken) =>
        await ReadJsonAsync<Synopsis>(documents, name, cancellationToken) ?? throw new InvalidDataException($"Document '{name}' is missing.");

    /// <summary>The statement in a document; null once erased.</summary>
    public static async Task<StatementContent?> ReadStatementAsync(this IDocumentStore documents, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return await documents.GetAsync(name, cancellationToken) is { } bytes ? StatementContent.FromBytes(bytes) : null;
    }

    /// <summary>Plain text in a document; null once erased.</summary>
    public static async Task<string?> ReadTextAsync(this IDocumentStore documents, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return await documents.GetAsync(name, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static async Task<T?> ReadJsonAsync<T>(IDocumentStore documents, string name, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(documents);
        return await documents.GetAsync(name, cancellationToken) is { } bytes ? JsonSerializer.Deserialize<T>(bytes) : null;
    }
}
