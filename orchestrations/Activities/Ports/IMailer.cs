namespace LipServerless.Activities.Ports;

/// <summary>The way to the mail service.</summary>
public interface IMailer
{
    /// <summary>What the service knows of this operation: a repeat looks first, so that nobody gets a mail twice.</summary>
    /// <exception cref="MailRefusedException">It was accepted and ended in failure.</exception>
    /// <exception cref="MailThrottledException">The service asks for patience.</exception>
    Task<Sending> LookUpAsync(Guid operationId, CancellationToken cancellationToken);

    /// <summary>Hands a mail over. Returns when the service has accepted it, and says how far it has come within a few seconds.</summary>
    /// <exception cref="MailRefusedException">Refused for good: sending it again would not help.</exception>
    /// <exception cref="MailThrottledException">Not accepted, the service asks for patience.</exception>
    Task<Sending> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>How far the service has come with a mail.</summary>
/// <param name="Progress">How far.</param>
/// <param name="AskAgainIn">While it runs: when the service wants to be asked again, at the earliest; null where it does not say.</param>
public sealed record Sending(SendingProgress Progress, TimeSpan? AskAgainIn = null);

/// <summary>How far the service has come with a mail.</summary>
public enum SendingProgress
{
    /// <summary>It knows no such mail.</summary>
    Unknown,

    /// <summary>Accepted, not sent yet.</summary>
    Running,

    /// <summary>Sent. Whether it arrives, delivery reports tell.</summary>
    Sent,
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

/// <summary>The mail service gets too much: nothing was accepted, and it should be left alone for a while.</summary>
public sealed class MailThrottledException(TimeSpan wait, Exception? inner = null) : Exception("The mail service asks for patience.", inner)
{
    /// <summary>For how long, of the system's time.</summary>
    public TimeSpan Wait { get; } = wait;
}

/// <summary>The mail service refused a mail for good.</summary>
public sealed class MailRefusedException(string code, Exception? inner = null)
    : Exception($"The mail service refused the mail: {code}.", inner)
{
    /// <summary>The service's error code; no address.</summary>
    public string Code { get; } = code;
}
