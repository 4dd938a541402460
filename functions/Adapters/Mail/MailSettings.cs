namespace LipServerless.Adapters.Mail;

/// <summary>How mail leaves.</summary>
public sealed record MailSettings
{
    /// <summary>Connection string of the Communication Services resource (<c>Lip:Mail:ConnectionString</c>), or of the local inbox.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Endpoint of the resource (<c>Lip:Mail:Endpoint</c>), reached with the host's managed identity.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Sender address (<c>Lip:Mail:Sender</c>).</summary>
    public required string Sender { get; init; }

    /// <summary>Where answers go (<c>Lip:Mail:ReplyTo</c>): the project office.</summary>
    public string? ReplyTo { get; init; }
}
