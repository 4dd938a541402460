namespace Azure.Communication.Email;

/// <summary>Makes results for tests that replace <see cref="EmailClient"/>.</summary>
public static class EmailModelFactory
{
    public static EmailSendResult EmailSendResult(string id = null, EmailSendStatus status = default) => new(id, status);
}
