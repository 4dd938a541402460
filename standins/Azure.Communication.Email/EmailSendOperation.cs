#pragma warning disable CA1725 // The package itself names the interval otherwise than its base class.
namespace Azure.Communication.Email;

/// <summary>
/// A sending in progress. <see cref="UpdateStatus"/> asks the service; once it has ended, the answer is kept and nobody is asked again.
/// </summary>
public class EmailSendOperation : Operation<EmailSendResult>
{
    private static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(5);

    private readonly EmailClient client;
    private volatile Response rawResponse;
    private volatile Ending ending;

    /// <summary>For tests that replace the operation.</summary>
    protected EmailSendOperation()
    {
    }

    /// <summary>Takes up a sending begun elsewhere, by its operation id. Asks nothing yet.</summary>
    public EmailSendOperation(string id, EmailClient client)
        : this(id, client, null)
    {
    }

    internal EmailSendOperation(string id, EmailClient client, Response accepted)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(client);
        Id = id;
        this.client = client;
        rawResponse = accepted;
    }

    public override bool HasCompleted => ending is not null;

    public override bool HasValue => ending is { Failure: null };

    public override string Id { get; }

    /// <exception cref="InvalidOperationException">The sending has not ended yet.</exception>
    /// <exception cref="RequestFailedException">The sending failed.</exception>
    public override EmailSendResult Value => ending switch
    {
        null => throw new InvalidOperationException("The sending has not ended yet."),
        { Failure: { } failure } => throw failure,
        var ended => ended.Result,
    };

    public override Response GetRawResponse() => rawResponse;

    /// <exception cref="RequestFailedException">The request failed, the id is unknown (404), or the sending ended as Failed or Canceled.</exception>
    public override Response UpdateStatus(CancellationToken cancellationToken = default) =>
        ending is null ? Take(client.GetSendResult(Id, cancellationToken)) : Kept();

    /// <inheritdoc cref="UpdateStatus"/>
    public override async ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) =>
        ending is null ? Take(await client.GetSendResultAsync(Id, cancellationToken).ConfigureAwait(false)) : Kept();

    /// <summary>Asks every five seconds, or less often if the service's Retry-After says so.</summary>
    public override Response<EmailSendResult> WaitForCompletion(CancellationToken cancellationToken = default) =>
        base.WaitForCompletion(PollingInterval, cancellationToken);

    public override Response<EmailSendResult> WaitForCompletion(TimeSpan suggestedPollingInterval, CancellationToken cancellationToken) =>
        base.WaitForCompletion(suggestedPollingInterval, cancellationToken);

    /// <summary>Asks every five seconds, or less often if the service's Retry-After says so.</summary>
    public override ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(CancellationToken cancellationToken = default) =>
        base.WaitForCompletionAsync(PollingInterval, cancellationToken);

    public override ValueTask<Response<EmailSendResult>> WaitForCompletionAsync(TimeSpan suggestedPollingInterval, CancellationToken cancellationToken) =>
        base.WaitForCompletionAsync(suggestedPollingInterval, cancellationToken);

    private Response Take(Response<EmailSendResult> update)
    {
        var result = update.Value;
        rawResponse = update.GetRawResponse();
        if (result.Status == EmailSendStatus.Succeeded) ending = new Ending(result, null);
        else if (result.Status == EmailSendStatus.Failed || result.Status == EmailSendStatus.Canceled)
            ending = new Ending(result, new RequestFailedException(rawResponse));
        return Kept();
    }

    private Response Kept() => ending is { Failure: { } failure } ? throw failure : rawResponse;

    private sealed record Ending(EmailSendResult Result, RequestFailedException Failure);
}
