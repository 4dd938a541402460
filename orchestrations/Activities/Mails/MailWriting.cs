using System.Globalization;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Links;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Mails;

/// <summary>Gathers what a mail or letter is written from, and makes the mail that leaves.</summary>
public sealed class MailWriting(IRoundStore store, IDocumentStore documents, PersonalLinks links, IMailComposer composer)
{
    /// <summary>Header that names a mail to whoever sorts the inbox: recipient, kind, round, step.</summary>
    public const string Header = "x-lip-mail";

    /// <summary>What a mail or letter is written from; its link is stored and alive.</summary>
    public async Task<MailOccasion> OccasionAsync(RoundView round, MailRecord mail, Contact contact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(mail);
        var row = StatementOf(mail, round);
        return new MailOccasion
        {
            Mail = mail,
            Round = round,
            Contact = contact,
            Draft = await documents.ReadDraftAsync(round.Round.DraftDocument, cancellationToken),
            Body = round.Body(mail.Recipient),
            Link = await LinkAsync(mail, round, contact, cancellationToken),
            DisownLink = await DisownLinkAsync(mail, round, row, cancellationToken),
            ForwardLink = mail.Kind is MailKind.Invitation or MailKind.LinkWithdrawn && round.Body(mail.Recipient) is { } invited
                ? await links.ForwardAsync(round.Round.RoundId, invited, cancellationToken)
                : null,
            Statement = row is null ? null : await documents.ReadStatementAsync(row.Document, cancellationToken),
            StatementRow = row,
            PreviousDecision = round.Round.PreviousRoundId is { } previous ? (await store.ReadAsync(previous, cancellationToken))?.Decision : null,
        };
    }

    /// <summary>The mail as it leaves.</summary>
    internal async Task<OutgoingMail> WriteAsync(
        RoundView round, MailRecord mail, Contact contact, IReadOnlyList<string> to, Guid operation, CancellationToken cancellationToken) => new()
        {
            OperationId = operation,
            To = to,
            ToName = mail.IsToOffice ? OfficeMailbox.Name : round.Body(mail.Recipient)?.Name ?? "Lenkungsgruppe",
            Content = await composer.ComposeAsync(await OccasionAsync(round, mail, contact, cancellationToken), cancellationToken),
            Headers = new Dictionary<string, string>
            {
                [Header] = string.Create(CultureInfo.InvariantCulture, $"{mail.Recipient}/{mail.Kind}/{round.Round.RoundId}/{mail.Step}"),
            },
        };

    /// <summary>The addresses that a mail is meant for; none where the recipient is reached by post.</summary>
    internal static IReadOnlyList<string> Addresses(MailRecord mail, Contact contact) =>
        GoesToAll(mail.Kind) ? contact.Emails : [.. contact.Emails.Take(1)];

    // Everybody who shares an address list learns what was handed in under the body's name.
    private static bool GoesToAll(MailKind kind) => kind is MailKind.Receipt or MailKind.OnBehalfCopy or MailKind.DissentReceipt;

    private static StatementRecord? StatementOf(MailRecord mail, RoundView round) => mail.Kind switch
    {
        MailKind.Receipt or MailKind.OnBehalfCopy => round.Statement(mail.Recipient, mail.Step),
        MailKind.Adopted when round.Conference is { } conference => round.Statement(conference.BodyId, mail.Step),
        _ => null,
    };

    private async Task<Uri?> DisownLinkAsync(MailRecord mail, RoundView round, StatementRecord? row, CancellationToken cancellationToken)
    {
        if (!GoesToAll(mail.Kind) || round.Body(mail.Recipient) is not { } body)
            return null;
        var receipt = mail.Kind == MailKind.DissentReceipt ? body.Dissent?.ReceiptNumber : row?.ReceiptNumber;
        return receipt is null ? null : await links.DisownAsync(round.Round.RoundId, body, receipt, cancellationToken);
    }

    private Task<Uri> LinkAsync(MailRecord mail, RoundView round, Contact contact, CancellationToken cancellationToken)
    {
        var roundId = round.Round.RoundId;
        if (mail.IsToOffice)
            return Task.FromResult(links.Dashboard(roundId));
        if (mail.Recipient == WellKnownIds.SteeringGroup)
            return links.SteeringAsync(roundId, cancellationToken);

        var body = round.Body(mail.Recipient) ?? throw new NotStoredException($"body {mail.Recipient} of round {roundId}");
        if (mail.Kind == MailKind.Outcome)
            return links.OutcomeAsync(roundId, body, cancellationToken);

        // Who alone may submit has that link from the invitation; what goes to all addresses must not hand it round.
        return GoesToAll(mail.Kind) && contact.Emails.Count > 1
            ? links.ForwardAsync(roundId, body, cancellationToken)
            : links.ReplyAsync(roundId, body, cancellationToken);
    }
}
