using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;

namespace LipServerless.Web.Pages.Reply.Delta;

/// <summary>Reads what a body's page needs of the round before.</summary>
public sealed class DeltaReader(RoundDocuments documents)
{
    /// <summary>The difference to the round before, with what the body said then. A body that was not asked then was silent.</summary>
    public async Task<DraftDelta> ReadAsync(RoundView previous, string bodyId, Draft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        var before = await documents.DraftAsync(previous.Round, cancellationToken);
        var standing = previous.Body(bodyId) is { } body ? CouncilViews.Standing(previous, body) : [];
        var earlier = await Task.WhenAll(standing.Select(async row => new EarlierStatement(row, await documents.StatementAsync(row, cancellationToken))));
        return DraftDelta.Between(before, draft, previous, earlier);
    }
}
