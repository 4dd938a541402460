using Azure.Communication.Email.Protocol;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Email;

/// <summary>
/// Hands mails to Azure Communication Services (or to anything that speaks its protocol).
/// Thread-safe: one instance for the life of the process.
/// </summary>
/// <remarks>
/// Transport retries repeat the POST with the same Operation-Id and a new signature. An overload without an operation id makes a
/// fresh one for each call; to be able to ask after a lost answer, give your own.
/// </remarks>
public class EmailClient
{
    private const string EntraScope = "https://communication.azure.com/.default";

    private readonly HttpPipeline pipeline;
    private readonly Uri endpoint;
    private readonly string apiVersion;

    /// <summary>For tests that replace the client.</summary>
    protected EmailClient()
    {
    }

    public EmailClient(string connectionString)
        : this(connectionString, new EmailClientOptions())
    {
    }

    /// <exception cref="ArgumentException">The connection string is null or empty.</exception>
    /// <exception cref="InvalidOperationException">The connection string lacks its endpoint or its access key.</exception>
    public EmailClient(string connectionString, EmailClientOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        options ??= new EmailClientOptions();
        var parts = AcsConnectionString.Parse(connectionString);
        (endpoint, apiVersion) = (parts.Endpoint, options.ApiVersion);
        pipeline = HttpPipelineBuilder.Build(options, new HmacPolicy(new AzureKeyCredential(parts.AccessKey), TimeProvider.System));
    }

    public EmailClient(Uri endpoint, AzureKeyCredential credential, EmailClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new EmailClientOptions();
        (this.endpoint, apiVersion) = (endpoint, options.ApiVersion);
        pipeline = HttpPipelineBuilder.Build(options, new HmacPolicy(credential, TimeProvider.System));
    }

    /// <summary>With an identity. Azure.Core sends tokens over TLS only: with a plain http endpoint every call fails.</summary>
    public EmailClient(Uri endpoint, TokenCredential credential, EmailClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new EmailClientOptions();
        (this.endpoint, apiVersion) = (endpoint, options.ApiVersion);
        pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, EntraScope));
    }

    /// <inheritdoc cref="SendAsync(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual EmailSendOperation Send(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        Send(wait, message, Guid.NewGuid(), cancellationToken);

    /// <inheritdoc cref="SendAsync(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual EmailSendOperation Send(WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        EmailChecks.Check(message);
        using var request = SendRequest(message, operationId);
        pipeline.Send(request, cancellationToken);
        var operation = Accepted(request.Response);
        if (wait == WaitUntil.Completed) operation.WaitForCompletion(cancellationToken);
        return operation;
    }

    /// <inheritdoc cref="SendAsync(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual EmailSendOperation Send(
        WaitUntil wait, string senderAddress, string recipientAddress, string subject, string htmlContent,
        string plainTextContent = null, CancellationToken cancellationToken = default) =>
        Send(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), cancellationToken);

    /// <inheritdoc cref="SendAsync(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual EmailSendOperation Send(
        WaitUntil wait, string senderAddress, string recipientAddress, string subject, string htmlContent, Guid operationId,
        string plainTextContent = null, CancellationToken cancellationToken = default) =>
        Send(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), operationId, cancellationToken);

    /// <inheritdoc cref="SendAsync(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual Task<EmailSendOperation> SendAsync(WaitUntil wait, EmailMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(wait, message, Guid.NewGuid(), cancellationToken);

    /// <summary>
    /// Hands one mail over. <see cref="WaitUntil.Started"/> returns when the service has accepted it (202);
    /// <see cref="WaitUntil.Completed"/> also waits until it is handed on for delivery.
    /// </summary>
    /// <exception cref="ArgumentException">The mail lacks subject, body, sender or recipient, or holds an empty address, header value or attachment. No request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused the mail, or accepted it and failed later (<see cref="WaitUntil.Completed"/> only).</exception>
    public virtual async Task<EmailSendOperation> SendAsync(
        WaitUntil wait, EmailMessage message, Guid operationId, CancellationToken cancellationToken = default)
    {
        EmailChecks.Check(message);
        using var request = SendRequest(message, operationId);
        await pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var operation = Accepted(request.Response);
        if (wait == WaitUntil.Completed) await operation.WaitForCompletionAsync(cancellationToken).ConfigureAwait(false);
        return operation;
    }

    /// <inheritdoc cref="SendAsync(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait, string senderAddress, string recipientAddress, string subject, string htmlContent,
        string plainTextContent = null, CancellationToken cancellationToken = default) =>
        SendAsync(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), cancellationToken);

    /// <inheritdoc cref="SendAsync(WaitUntil, EmailMessage, Guid, CancellationToken)"/>
    public virtual Task<EmailSendOperation> SendAsync(
        WaitUntil wait, string senderAddress, string recipientAddress, string subject, string htmlContent, Guid operationId,
        string plainTextContent = null, CancellationToken cancellationToken = default) =>
        SendAsync(wait, Message(senderAddress, recipientAddress, subject, htmlContent, plainTextContent), operationId, cancellationToken);

    internal Response<EmailSendResult> GetSendResult(string operationId, CancellationToken cancellationToken)
    {
        using var request = StatusRequest(operationId);
        pipeline.Send(request, cancellationToken);
        return Status(request.Response);
    }

    internal async ValueTask<Response<EmailSendResult>> GetSendResultAsync(string operationId, CancellationToken cancellationToken)
    {
        using var request = StatusRequest(operationId);
        await pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return Status(request.Response);
    }

    private static EmailMessage Message(string senderAddress, string recipientAddress, string subject, string htmlContent, string plainTextContent) =>
        new(senderAddress, recipientAddress, new EmailContent(subject) { Html = htmlContent, PlainText = plainTextContent });

    private HttpMessage SendRequest(EmailMessage mail, Guid operationId)
    {
        var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Post;
        request.Uri.Reset(endpoint);
        request.Uri.AppendPath("/emails:send", escape: false);
        request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
        request.Headers.Add("Operation-Id", operationId.ToString());
        request.Headers.Add(HttpHeader.Common.JsonAccept);
        request.Headers.Add(HttpHeader.Common.JsonContentType);
        request.Content = RequestContent.Create(EmailJson.Write(mail));
        return message;
    }

    private HttpMessage StatusRequest(string operationId)
    {
        var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Get;
        request.Uri.Reset(endpoint);
        request.Uri.AppendPath("/emails/operations/", escape: false);
        request.Uri.AppendPath(operationId, escape: true);
        request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
        request.Headers.Add(HttpHeader.Common.JsonAccept);
        return message;
    }

    private EmailSendOperation Accepted(Response response) =>
        response.Status == 202
            ? new EmailSendOperation(EmailJson.Read(response).Id, this, response)
            : throw new RequestFailedException(response);

    private static Response<EmailSendResult> Status(Response response) =>
        response.Status == 200
            ? Response.FromValue(EmailJson.Read(response), response)
            : throw new RequestFailedException(response);
}
