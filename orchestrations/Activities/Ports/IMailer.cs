namespace LipServerless.Activities.Ports;

/// <summary>The way to the mail service.</summary>
public interface IMailer
{
    /// <summary>Whether the service knows this operation: a repeat looks first, so that nobody gets a mail twice.</summary>
    Task<bool> IsAcceptedAsync(Guid operationId, CancellationToken cancellationToken);

    /// <summary>Hands a mail over. Returns when the service has accepted it.</summary>
    /// <exception cref="MailRefusedException">Refused for good: sending it again would not help.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>A mail as it leaves.</summary>
public sealed record OutgoingMail
{
    /// <summary>Stored before the first send; the same at every repeat.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>Recipient addresses.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The recipient's name as shown beside the address.</summary>
    public required string ToName { get; init; }

    /// <summary>What it says.</summary>
    public required ComposedMail Content { get; init; }

    /// <summary>Extra headers, such as <c>x-lip-mail</c>: recipient, kind, round and step, independent of the operation id.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>Subject and both forms of a mail's text.</summary>
public sealed record ComposedMail
{
    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>HTML, whole document.</summary>
    public required string Html { get; init; }

    /// <summary>The same as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Files that go with it.</summary>
    public IReadOnlyList<MailFile> Files { get; init; } = [];
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">The name it is saved under.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">The file; not empty.</param>
public sealed record MailFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>The mail service refused a mail for good.</summary>
public sealed class MailRefusedException(string code, Exception? inner = null)
    : Exception($"The mail service refused the mail: {code}.", inner)
{
    /// <summary>The service's error code; no address.</summary>
    public string Code { get; } = code;
}
