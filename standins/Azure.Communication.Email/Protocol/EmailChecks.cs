#nullable enable
namespace Azure.Communication.Email.Protocol;

/// <summary>What is refused before any request is made. Addresses are only checked for being there: their form is the service's affair.</summary>
internal static class EmailChecks
{
    /// <exception cref="ArgumentException">Something needed is missing or empty.</exception>
    public static void Check(EmailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);

        if (message.Headers.Values.Any(string.IsNullOrWhiteSpace)) Refuse("A header of the mail has no value.");
        if (string.IsNullOrWhiteSpace(message.Content.Html) && string.IsNullOrWhiteSpace(message.Content.PlainText))
            Refuse("The mail has neither an HTML nor a plain-text body.");
        if (string.IsNullOrWhiteSpace(message.Content.Subject)) Refuse("The mail has no subject.");
        if (string.IsNullOrWhiteSpace(message.SenderAddress)) Refuse("The mail has no sender address.");

        var recipients = message.Recipients;
        if (recipients.To.Count + recipients.CC.Count + recipients.BCC.Count == 0) Refuse("The mail has no recipient.");
        if (recipients.To.Concat(recipients.CC).Concat(recipients.BCC).Any(a => string.IsNullOrWhiteSpace(a.Address)))
            Refuse("A recipient of the mail has no address.");
        if (message.ReplyTo.Any(a => string.IsNullOrWhiteSpace(a.Address))) Refuse("A reply-to entry of the mail has no address.");

        if (message.Attachments.Any(a => a.Content.ToMemory().IsEmpty)) Refuse("An attachment of the mail is empty.");
    }

    private static void Refuse(string why) => throw new ArgumentException(why);
}
