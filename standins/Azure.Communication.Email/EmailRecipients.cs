namespace Azure.Communication.Email;

/// <summary>Who gets a mail. The three lists may be changed until it is sent.</summary>
public class EmailRecipients
{
    public EmailRecipients(IEnumerable<EmailAddress> to)
        : this(to ?? throw new ArgumentNullException(nameof(to)), null, null)
    {
    }

    public EmailRecipients(IEnumerable<EmailAddress> to = null, IEnumerable<EmailAddress> cc = null, IEnumerable<EmailAddress> bcc = null)
    {
        To = new List<EmailAddress>(to ?? []);
        CC = new List<EmailAddress>(cc ?? []);
        BCC = new List<EmailAddress>(bcc ?? []);
    }

    public IList<EmailAddress> BCC { get; }

    public IList<EmailAddress> CC { get; }

    public IList<EmailAddress> To { get; }
}
