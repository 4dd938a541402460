using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Synopses;

/// <summary>The documents a synopsis is built from. Texts that were erased are missing from the dictionaries.</summary>
public sealed record SynopsisSources
{
    /// <summary>The draft that was asked about.</summary>
    public required Draft Draft { get; init; }

    /// <summary>Statements by the name of their document.</summary>
    public IReadOnlyDictionary<string, StatementContent> Statements { get; init; } = new Dictionary<string, StatementContent>();

    /// <summary>Reasons for marks "abweichend" by the name of their document.</summary>
    public IReadOnlyDictionary<string, string> Dissents { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads everything that the round's rows name.</summary>
    public static async Task<SynopsisSources> ReadAsync(IDocumentStore documents, RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        var statements = new Dictionary<string, StatementContent>(StringComparer.Ordinal);
        foreach (var name in round.Statements.Select(version => version.Document).Distinct(StringComparer.Ordinal))
        {
            if (await documents.ReadStatementAsync(name, cancellationToken) is { } content)
                statements[name] = content;
        }

        var dissents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mark in round.Bodies.Select(body => body.Dissent).OfType<DissentMark>())
        {
            if (await documents.ReadTextAsync(mark.Document, cancellationToken) is { } reason)
                dissents[mark.Document] = reason;
        }

        return new SynopsisSources
        {
            Draft = await documents.ReadDraftAsync(round.Round.DraftDocument, cancellationToken),
            Statements = statements,
            Dissents = dissents,
        };
    }
}
