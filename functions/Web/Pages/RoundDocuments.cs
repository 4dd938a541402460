using System.Text;
using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages;

/// <summary>Reads the documents that a round's rows name.</summary>
public sealed class RoundDocuments(IDocumentStore documents)
{
    /// <summary>The draft that is asked about.</summary>
    /// <exception cref="InvalidDataException">The document is missing: it was written before the row that names it.</exception>
    public async Task<Draft> DraftAsync(RoundRecord round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        var bytes = await documents.GetAsync(round.DraftDocument, cancellationToken);
        return (bytes is null ? null : JsonSerializer.Deserialize<Draft>(bytes))
            ?? throw new InvalidDataException($"Round '{round.RoundId}' has no draft document.");
    }

    /// <summary>What a statement says; null where it was erased.</summary>
    public async Task<StatementContent?> StatementAsync(StatementRecord? statement, CancellationToken cancellationToken)
    {
        var bytes = statement is null ? null : await documents.GetAsync(statement.Document, cancellationToken);
        return bytes is null ? null : StatementContent.FromBytes(bytes);
    }

    /// <summary>The frozen synopsis; null until the collection closed.</summary>
    public async Task<Synopsis?> SynopsisAsync(RoundRecord round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.SynopsisDocument is null)
            return null;
        var bytes = await documents.GetAsync(round.SynopsisDocument, cancellationToken);
        return (bytes is null ? null : JsonSerializer.Deserialize<Synopsis>(bytes))
            ?? throw new InvalidDataException($"Round '{round.RoundId}' has no synopsis document.");
    }

    /// <summary>A council's reason for its mark "abweichend"; null without a mark, or where it was erased.</summary>
    public async Task<string?> DissentAsync(BodyRecord? council, CancellationToken cancellationToken)
    {
        var bytes = council?.Dissent is null ? null : await documents.GetAsync(council.Dissent.Document, cancellationToken);
        return bytes is null ? null : Encoding.UTF8.GetString(bytes);
    }
}
