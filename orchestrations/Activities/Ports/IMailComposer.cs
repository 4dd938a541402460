using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Ports;

/// <summary>Writes mails and letters. Pure: everything it needs is handed to it.</summary>
public interface IMailComposer
{
    /// <summary>Subject, HTML and text in the recipient's language; German where there is no translation.</summary>
    Task<ComposedMail> ComposeAsync(MailOccasion occasion, CancellationToken cancellationToken);
}

/// <summary>What a mail is written from.</summary>
public sealed record MailOccasion
{
    /// <summary>The mail's row: kind, recipient, step.</summary>
    public required MailRecord Mail { get; init; }

    /// <summary>The round with all its rows.</summary>
    public required RoundView Round { get; init; }

    /// <summary>How the recipient is reached; its language.</summary>
    public required Contact Contact { get; init; }

    /// <summary>The draft.</summary>
    public required Draft Draft { get; init; }

    /// <summary>The recipient's row; null for the steering group.</summary>
    public BodyRecord? Body { get; init; }

    /// <summary>Absolute address of the recipient's page.</summary>
    public required Uri Link { get; init; }

    /// <summary>For an invitation, and where links were withdrawn: the address to forward, which reads and writes with and can never submit.</summary>
    public Uri? ForwardLink { get; init; }

    /// <summary>For what was stored in a body's name: the address to say "Das waren wir nicht".</summary>
    public Uri? DisownLink { get; init; }

    /// <summary>For a receipt, a copy or the joint view: what was said.</summary>
    public StatementContent? Statement { get; init; }

    /// <summary>The row of that statement.</summary>
    public StatementRecord? StatementRow { get; init; }

    /// <summary>The decision that returned the draft's predecessor: its instructions are named from the second round on.</summary>
    public DecisionRecord? PreviousDecision { get; init; }
}
