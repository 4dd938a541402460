using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Reply.MoreTime;

namespace LipServerless.Web.Pages;

/// <summary>Reads the documents that a round's rows name.</summary>
public sealed class RoundDocuments(IDocumentStore documents)
{
    /// <summary>The draft that is asked about.</summary>
    /// <exception cref="InvalidDataException">The document is missing: it was written before the row that names it.</exception>
    public Task<Draft> DraftAsync(RoundRecord round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return documents.ReadDraftAsync(round.DraftDocument, cancellationToken);
    }

    /// <summary>What a statement says; null for no statement, and where it was erased.</summary>
    public async Task<StatementContent?> StatementAsync(StatementRecord? statement, CancellationToken cancellationToken) =>
        statement is null ? null : await documents.ReadStatementAsync(statement.Document, cancellationToken);

    /// <summary>The frozen synopsis; null until the collection closed.</summary>
    public async Task<Synopsis?> SynopsisAsync(RoundRecord round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.SynopsisDocument is null ? null : await documents.ReadSynopsisAsync(round.SynopsisDocument, cancellationToken);
    }

    /// <summary>Where a body stands with its request for more time.</summary>
    public Task<MoreTimeView> MoreTimeAsync(BodyRecord body, DateTimeOffset now, CancellationToken cancellationToken) =>
        MoreTimeView.ReadAsync(body, documents, now, cancellationToken);

    /// <summary>Why a body asked for more time; null once erased.</summary>
    public Task<string?> ReasonAsync(MoreTimeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return documents.ReadTextAsync(request.ReasonDocument, cancellationToken);
    }

    /// <summary>A council's reason for its mark "abweichend"; null without a mark, or where it was erased.</summary>
    public async Task<string?> DissentAsync(BodyRecord? council, CancellationToken cancellationToken) =>
        council?.Dissent is null ? null : await documents.ReadTextAsync(council.Dissent.Document, cancellationToken);
}
