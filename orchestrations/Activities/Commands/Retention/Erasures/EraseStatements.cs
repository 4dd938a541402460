using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;
using LipServerless.Domain.Statements;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>
/// Texts of statements but those that their body gave for publication; reasons for marks "abweichend" and for more time. The frozen
/// synopsis is a document of its own and keeps what it quotes.
/// </summary>
public sealed class EraseStatements(IDocumentStore documents) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.Statements;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        var id = round.Round.RoundId;
        var named = round.Statements.Select(version => version.Document).ToHashSet(StringComparer.Ordinal);
        var erased = 0;
        // By their place, not by rows: what a crash left between text and row goes, too.
        foreach (var name in await documents.ListAsync(DocumentFolders.Statements(id), cancellationToken))
        {
            if (!named.Contains(name) || await documents.ReadStatementAsync(name, cancellationToken) is { Publication: Publication.NotPublished })
                erased += await documents.RemoveAsync(name, cancellationToken) ? 1 : 0;
        }

        return erased
            + await documents.RemoveAllAsync(DocumentFolders.Dissents(id), cancellationToken)
            + await documents.RemoveAllAsync(DocumentFolders.Requests(id), cancellationToken);
    }
}
