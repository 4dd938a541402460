using System.Security.Cryptography;
using System.Text;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Documents;

/// <summary>Files words of a body as a document, so that they can be erased without breaking the log.</summary>
internal static class TextFiling
{
    /// <summary>Writes them (before the row that names them) and answers the document's name, which holds their hash.</summary>
    public static async Task<string> WriteTextAsync(
        this IDocumentStore documents, string folder, string bodyId, string words, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        var document = $"{folder}{bodyId}/{Convert.ToHexStringLower(SHA256.HashData(bytes))}.txt";
        await documents.PutAsync(document, bytes, "text/plain; charset=utf-8", cancellationToken);
        return document;
    }
}
