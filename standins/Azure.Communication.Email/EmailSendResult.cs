namespace Azure.Communication.Email;

/// <summary>What the service says of a sending.</summary>
public class EmailSendResult
{
    internal EmailSendResult(string id, EmailSendStatus status)
    {
        Id = id;
        Status = status;
    }

    internal string Id { get; }

    public EmailSendStatus Status { get; }
}
