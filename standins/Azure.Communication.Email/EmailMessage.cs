namespace Azure.Communication.Email;

/// <summary>A mail as it is handed to the service. What is missing in it shows only when it is sent.</summary>
public class EmailMessage
{
    public EmailMessage(string senderAddress, EmailRecipients recipients, EmailContent content)
    {
        ArgumentNullException.ThrowIfNull(senderAddress);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(content);
        SenderAddress = senderAddress;
        Recipients = recipients;
        Content = content;
    }

    public EmailMessage(string senderAddress, string recipientAddress, EmailContent content)
        : this(senderAddress, new EmailRecipients([new EmailAddress(recipientAddress)]), content)
    {
    }

    public IList<EmailAttachment> Attachments { get; } = new List<EmailAttachment>();

    public EmailContent Content { get; }

    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public EmailRecipients Recipients { get; }

    public IList<EmailAddress> ReplyTo { get; } = new List<EmailAddress>();

    public string SenderAddress { get; }

    public bool? UserEngagementTrackingDisabled { get; set; }
}
