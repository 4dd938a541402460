using System.Globalization;
using Azure;
using Azure.Communication.Email;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Mail;

/// <summary>
/// Mails through Azure Communication Services, or a server of the same protocol. The operation id is the caller's and the same
/// at every repeat; the service keeps what it accepted under it.
/// </summary>
public sealed class AcsMailer(EmailClient client, MailSettings settings, TimeProvider? clock = null) : IMailer
{
    // An activity waits no longer than this; what takes longer is taken up again later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(30);

    // A service that asks for no time at all would be hammered.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly MailPause pause = new(clock ?? TimeProvider.System);

    /// <inheritdoc />
    public Task<Sending> LookUpAsync(Guid operationId, CancellationToken cancellationToken) =>
        AskAsync(new EmailSendOperation(operationId.ToString(), client), cancellationToken);

    /// <inheritdoc />
    public async Task<Sending> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var message = MessageOf(mail);
        for (var left = Patience; ;)
        {
            if (pause.Rest is { } rest)
            {
                if (rest > left)
                    throw new MailThrottledException(rest);
                left -= rest;
                await Task.Delay(rest, clock, cancellationToken);
            }

            try
            {
                return await FollowAsync(await client.SendAsync(WaitUntil.Started, message, mail.OperationId, cancellationToken), left, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 429)
            {
                pause.Begin(AtLeast(ShortestWait, WaitOf(e.GetRawResponse()) ?? UsualPause));
            }
            catch (RequestFailedException e) when (e.Status is 400 or 409 or 413)
            {
                // An earlier send of this mail may have arrived after all: the service may refuse the second although it keeps the first.
                if (await LookUpAsync(mail.OperationId, cancellationToken) is { Progress: not SendingProgress.Unknown } kept)
                    return kept;
                if (e.Status == 409)
                    throw;
                throw new MailRefusedException(e.ErrorCode ?? "BadRequest", e);
            }
        }
    }

    // Accepted: from here on nothing may look as if it were not.
    private async Task<Sending> FollowAsync(EmailSendOperation operation, TimeSpan left, CancellationToken cancellationToken)
    {
        while (true)
        {
            Sending sending;
            try
            {
                sending = await AskAsync(operation, cancellationToken);
            }
            catch (MailThrottledException throttled)
            {
                return new(SendingProgress.Running, throttled.Wait);
            }
            catch (RequestFailedException)
            {
                return new(SendingProgress.Running);
            }

            if (sending.Progress == SendingProgress.Sent)
                return sending;
            var wait = AtLeast(ShortestWait, sending.AskAgainIn ?? Patience);
            if (wait > left)
                return new(SendingProgress.Running, sending.AskAgainIn);
            left -= wait;
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private static async Task<Sending> AskAsync(EmailSendOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await operation.UpdateStatusAsync(cancellationToken);
            return operation.HasCompleted ? new(SendingProgress.Sent) : new(SendingProgress.Running, WaitOf(answer));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return new(SendingProgress.Unknown);
        }
        catch (RequestFailedException e) when (e.Status == 429)
        {
            throw new MailThrottledException(AtLeast(ShortestWait, WaitOf(e.GetRawResponse()) ?? UsualPause), e);
        }
        catch (RequestFailedException e) when (e.Status == 200)
        {
            // Known to the service, and ended in failure.
            throw new MailRefusedException(e.ErrorCode ?? "Failed", e);
        }
    }

    // Whole seconds, or a date.
    private static TimeSpan? WaitOf(Response? response)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && response.Headers.Date is { } sent
            ? AtLeast(TimeSpan.Zero, at - sent)
            : null;
    }

    private static TimeSpan AtLeast(TimeSpan least, TimeSpan wait) => wait > least ? wait : least;

    private EmailMessage MessageOf(OutgoingMail mail)
    {
        var content = new EmailContent(mail.Content.Subject) { Html = mail.Content.Html, PlainText = mail.Content.Text };
        var recipients = new EmailRecipients(mail.To.Select(address => new EmailAddress(address, mail.ToName)));
        var message = new EmailMessage(settings.Sender, recipients, content) { UserEngagementTrackingDisabled = true };
        if (settings.ReplyTo is { } replyTo)
            message.ReplyTo.Add(new EmailAddress(replyTo));
        foreach (var file in mail.Content.Files)
            message.Attachments.Add(new EmailAttachment(file.Name, file.ContentType, BinaryData.FromBytes(file.Content)));
        foreach (var (name, value) in mail.Headers)
            message.Headers[name] = value;
        return message;
    }
}
