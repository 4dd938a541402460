using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Documents;

/// <summary>Where the documents of a round lie.</summary>
internal static class DocumentFolders
{
    /// <summary>Drafts, as handed in and cut into paragraphs.</summary>
    public static string Drafts(string roundId) => $"drafts/{roundId}/";

    /// <summary>Texts of statements, by body.</summary>
    public static string Statements(string roundId) => $"statements/{roundId}/";

    /// <summary>Reasons for marks "abweichend", by body.</summary>
    public static string Dissents(string roundId) => $"dissents/{roundId}/";

    /// <summary>Reasons of requests for more time, by body.</summary>
    public static string Requests(string roundId) => $"requests/{roundId}/";

    /// <summary>Frozen synopses.</summary>
    public static string Synopses(string roundId) => $"synopses/{roundId}/";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All(string roundId) => [Statements(roundId), Dissents(roundId), Requests(roundId), Synopses(roundId), Drafts(roundId)];

    /// <summary>Erases all documents of a folder; answers how many there were.</summary>
    public static async Task<int> RemoveAllAsync(this IDocumentStore documents, string folder, CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var name in await documents.ListAsync(folder, cancellationToken))
            erased += await documents.RemoveAsync(name, cancellationToken) ? 1 : 0;
        return erased;
    }
}
