namespace Azure.Communication.Email;

/// <summary>Subject and body; at least one of the two bodies must hold something when the mail is sent.</summary>
public class EmailContent
{
    public EmailContent(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Subject = subject;
    }

    public string Html { get; set; }

    public string PlainText { get; set; }

    public string Subject { get; }
}
