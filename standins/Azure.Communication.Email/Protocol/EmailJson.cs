#nullable enable
using System.Text.Json;

namespace Azure.Communication.Email.Protocol;

/// <summary>The JSON of the protocol: a mail out, a state of sending in. Empty optional members are left out.</summary>
internal static class EmailJson
{
    public static BinaryData Write(EmailMessage message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteHeaders(json, message.Headers);
            json.WriteString("senderAddress", message.SenderAddress);
            WriteContent(json, message.Content);
            WriteRecipients(json, message.Recipients);
            WriteAttachments(json, message.Attachments);
            WriteAddresses(json, "replyTo", message.ReplyTo, required: false);
            if (message.UserEngagementTrackingDisabled is { } disabled) json.WriteBoolean("userEngagementTrackingDisabled", disabled);
            json.WriteEndObject();
        }

        return new BinaryData(stream.ToArray());
    }

    public static EmailSendResult Read(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        var root = document.RootElement;
        return new EmailSendResult(root.GetProperty("id").GetString(), new EmailSendStatus(root.GetProperty("status").GetString()));
    }

    private static void WriteHeaders(Utf8JsonWriter json, IDictionary<string, string> headers)
    {
        if (headers.Count == 0) return;
        json.WriteStartObject("headers");
        foreach (var (name, value) in headers) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, EmailContent content)
    {
        json.WriteStartObject("content");
        json.WriteString("subject", content.Subject);
        if (content.PlainText is { } text) json.WriteString("plainText", text);
        if (content.Html is { } html) json.WriteString("html", html);
        json.WriteEndObject();
    }

    private static void WriteRecipients(Utf8JsonWriter json, EmailRecipients recipients)
    {
        json.WriteStartObject("recipients");
        WriteAddresses(json, "to", recipients.To, required: true);
        WriteAddresses(json, "cc", recipients.CC, required: false);
        WriteAddresses(json, "bcc", recipients.BCC, required: false);
        json.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter json, string name, IList<EmailAddress> addresses, bool required)
    {
        if (addresses.Count == 0 && !required) return;
        json.WriteStartArray(name);
        foreach (var address in addresses)
        {
            json.WriteStartObject();
            json.WriteString("address", address.Address);
            if (address.DisplayName is { } shown) json.WriteString("displayName", shown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttachments(Utf8JsonWriter json, IList<EmailAttachment> attachments)
    {
        if (attachments.Count == 0) return;
        json.WriteStartArray("attachments");
        foreach (var attachment in attachments)
        {
            json.WriteStartObject();
            json.WriteString("name", attachment.Name);
            json.WriteString("contentType", attachment.ContentType);
            json.WriteBase64String("contentInBase64", attachment.Content.ToMemory().Span);
            if (attachment.ContentId is { } id) json.WriteString("contentId", id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
