using Azure;
using Azure.Communication.Email;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Mail;

/// <summary>
/// Mails through Azure Communication Services, or a server of the same protocol. The operation id is the caller's and the same
/// at every repeat; the service keeps what it accepted under it.
/// </summary>
public sealed class AcsMailer(EmailClient client, MailSettings settings) : IMailer
{
    /// <inheritdoc />
    public async Task<bool> IsAcceptedAsync(Guid operationId, CancellationToken cancellationToken)
    {
        var operation = new EmailSendOperation(operationId.ToString(), client);
        try
        {
            await operation.UpdateStatusAsync(cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
        catch (RequestFailedException e) when (e.Status == 200)
        {
            // Known to the service, and ended in failure.
            throw new MailRefusedException(e.ErrorCode ?? "Failed", e);
        }
    }

    /// <inheritdoc />
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var content = new EmailContent(mail.Content.Subject) { Html = mail.Content.Html, PlainText = mail.Content.Text };
        var recipients = new EmailRecipients(mail.To.Select(address => new EmailAddress(address, mail.ToName)));
        var message = new EmailMessage(settings.Sender, recipients, content) { UserEngagementTrackingDisabled = true };
        if (settings.ReplyTo is { } replyTo)
            message.ReplyTo.Add(new EmailAddress(replyTo));
        foreach (var file in mail.Content.Files)
            message.Attachments.Add(new EmailAttachment(file.Name, file.ContentType, BinaryData.FromBytes(file.Content)));
        foreach (var (name, value) in mail.Headers)
            message.Headers[name] = value;
        try
        {
            await client.SendAsync(WaitUntil.Started, message, mail.OperationId, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 400 or 409 or 413)
        {
            // An earlier send of this mail may have arrived after all: the service may refuse the second although it keeps the first.
            if (await IsAcceptedAsync(mail.OperationId, cancellationToken))
                return;
            if (e.Status == 409)
                throw;
            throw new MailRefusedException(e.ErrorCode ?? "BadRequest", e);
        }
    }
}
