namespace Azure.Communication.Email;

/// <summary>A file sent along; <see cref="ContentId"/> makes it an inline image of the HTML body.</summary>
public class EmailAttachment
{
    public EmailAttachment(string name, string contentType, BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(contentType);
        ArgumentNullException.ThrowIfNull(content);
        Name = name;
        ContentType = contentType;
        Content = content;
    }

    public BinaryData Content { get; }

    public string ContentId { get; set; }

    public string ContentType { get; }

    public string Name { get; }
}
