using LipServerless.Embedded.Inbox.Reports;

namespace LipServerless.Embedded.Inbox;

/// <summary>An address with the name shown beside it.</summary>
public sealed record MailParty(string Address, string? DisplayName)
{
    /// <summary>The name if there is one, else the address.</summary>
    public string Shown => string.IsNullOrWhiteSpace(DisplayName) ? Address : DisplayName;
}

/// <summary>A file that came with a mail, without its content.</summary>
/// <param name="Number">Its place in the mail, from 0.</param>
/// <param name="Name">The file's name as the sender gave it: untrusted.</param>
/// <param name="ContentType">The media type as the sender gave it: untrusted.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentId">Set if the HTML body shows it as <c>cid:</c>.</param>
public sealed record MailAttachment(int Number, string Name, string ContentType, long Size, string? ContentId);

/// <summary>Why a sending ended as failed.</summary>
public sealed record MailFailure(string Code, string Message);

/// <summary>A stored mail, without bodies.</summary>
public record MailSummary
{
    /// <summary>The inbox's number for it, from 1, rising in the order of storing.</summary>
    public required long Id { get; init; }

    /// <summary>The sender's operation id; two mails share it only under <see cref="OperationReuse.DeliverAgain"/>.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>When it was received, by <see cref="InboxOptions.Clock"/>; UTC.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>Recipients.</summary>
    public required IReadOnlyList<MailParty> To { get; init; }

    /// <summary>Recipients of a copy.</summary>
    public required IReadOnlyList<MailParty> Cc { get; init; }

    /// <summary>Recipients of a copy whom the others do not see.</summary>
    public required IReadOnlyList<MailParty> Bcc { get; init; }

    /// <summary>Where answers are to go.</summary>
    public required IReadOnlyList<MailParty> ReplyTo { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>What it is about, from the header <c>x-lip-mail</c> (Invitation, Reminder, …); null without one.</summary>
    public required string? Kind { get; init; }

    /// <summary>The custom headers.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The attachments, without content.</summary>
    public required IReadOnlyList<MailAttachment> Attachments { get; init; }

    /// <summary>Set if the sending ended as failed (<see cref="InboxFault.FailLater"/>).</summary>
    public MailFailure? Failure { get; init; }

    /// <summary>All who get it: to, cc and bcc.</summary>
    internal IEnumerable<MailParty> Recipients => To.Concat(Cc).Concat(Bcc);
}

/// <summary>A stored mail with its bodies.</summary>
public sealed record MailDetail : MailSummary
{
    /// <summary>Copies a summary and adds the bodies.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal MailDetail(MailSummary summary, string? text, string? html, IReadOnlyList<DeliveryReport> reports)
        : base(summary)
    {
        Text = text;
        Html = html;
        Reports = reports;
    }

    /// <summary>The plain-text body.</summary>
    public string? Text { get; }

    /// <summary>The HTML body, exactly as it was sent: untrusted.</summary>
    public string? Html { get; }

    /// <summary>Its delivery reports, oldest first.</summary>
    public IReadOnlyList<DeliveryReport> Reports { get; }
}

/// <summary>Counts over the whole life of the folder.</summary>
/// <param name="Posts">Every POST to <c>/emails:send</c>, refused ones and failures included.</param>
/// <param name="Mails">Distinct operation ids that were accepted.</param>
/// <param name="Duplicates">Well-formed POSTs whose operation id had been accepted before, whatever they got.</param>
/// <param name="Stored">Files: more than <paramref name="Mails"/> only under <see cref="OperationReuse.DeliverAgain"/>.</param>
public sealed record InboxStats(long Posts, long Mails, long Duplicates, long Stored)
{
    /// <summary>POSTs since the start that came before the <c>Retry-After</c> of the last 429 was over: a sender that does not listen.</summary>
    public long TooEarly { get; init; }
}
