using System.Net.Mail;
using System.Text.Json;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary>The body of a POST, read and checked.</summary>
internal sealed record SubmittedMail(
    string From,
    IReadOnlyList<MailParty> To,
    IReadOnlyList<MailParty> Cc,
    IReadOnlyList<MailParty> Bcc,
    IReadOnlyList<MailParty> ReplyTo,
    string Subject,
    string? Text,
    string? Html,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<SubmittedAttachment> Attachments)
{
    private const int MostRecipients = 50;
    // What is accepted must be readable again inside the mail's file, one level deeper.
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 32 };

    private const string BadFormat = "Invalid format for email address.";

    /// <summary>Reads a body; if anything is wrong with it, says everything that is.</summary>
    public static (SubmittedMail? Mail, AcsError? Error) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Depth);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second kind: a text that is no valid UTF-8 or UTF-16, found only when it is read.
            return (null, new AcsError(400, "BadRequest", "The body is not valid JSON."));
        }
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    public static (SubmittedMail? Mail, AcsError? Error) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return (null, new AcsError(400, "BadRequest", "The body is not a JSON object."));

        var faults = new JsonFaults();
        var from = faults.Text(root, "senderAddress", "senderAddress", required: true);
        if (from is { Length: > 0 } && !IsAddress(from)) faults.Add("senderAddress", BadFormat);

        var content = faults.Object(root, "content", "content", required: true);
        var subject = content is { } c ? faults.Text(c, "subject", "content.subject", required: true) : null;
        var text = content is { } t ? faults.Text(t, "plainText", "content.plainText", required: false) : null;
        var html = content is { } h ? faults.Text(h, "html", "content.html", required: false) : null;
        if (content is not null && string.IsNullOrWhiteSpace(text) && string.IsNullOrWhiteSpace(html)) faults.Add("content", "Either plainText or html must be given.");

        var recipients = faults.Object(root, "recipients", "recipients", required: true);
        IReadOnlyList<MailParty> Parties(JsonElement? parent, string name, string target, bool required) => parent is { } p ? ReadParties(faults, p, name, target, required) : [];
        var to = Parties(recipients, "to", "recipients.to", required: true);
        var cc = Parties(recipients, "cc", "recipients.cc", required: false);
        var bcc = Parties(recipients, "bcc", "recipients.bcc", required: false);
        var replyTo = Parties(root, "replyTo", "replyTo", required: false);
        var count = to.Count + cc.Count + bcc.Count;
        if (recipients is not null && count == 0) faults.Add("recipients", "There must be at least one recipient.");
        if (count > MostRecipients) faults.Add("recipients", $"There are {count} recipients; at most {MostRecipients} are allowed.");

        var headers = ReadHeaders(faults, root);
        var attachments = ReadAttachments(faults, root);
        if (root.TryGetProperty("userEngagementTrackingDisabled", out var tracking)
            && tracking.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            faults.Add("userEngagementTrackingDisabled", "Must be true or false.");

        return faults.Error is { } error
            ? (null, error)
            : (new SubmittedMail(from!, to, cc, bcc, replyTo, subject!, text, html, headers, attachments), null);
    }

    private static List<MailParty> ReadParties(JsonFaults faults, JsonElement parent, string name, string target, bool required)
    {
        var parties = new List<MailParty>();
        foreach (var (entry, at) in faults.Objects(parent, name, target, required))
        {
            var address = faults.Text(entry, "address", $"{at}.address", required: true);
            var shown = faults.Text(entry, "displayName", $"{at}.displayName", required: false);
            if (address is { Length: > 0 } && !IsAddress(address)) faults.Add($"{at}.address", BadFormat);
            parties.Add(new MailParty(address ?? "", shown));
        }

        return parties;
    }

    private static Dictionary<string, string> ReadHeaders(JsonFaults faults, JsonElement root)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (faults.Object(root, "headers", "headers", required: false) is not { } given) return headers;
        foreach (var header in given.EnumerateObject())
        {
            var target = $"headers.{header.Name}";
            if (header.Name.Length == 0 || header.Name.Any(ch => ch is <= ' ' or ':' or >= '\x7f')) faults.Add(target, "Not a header name.");
            else if (header.Value.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(header.Value.GetString())) faults.Add(target, "Must be a text that is not empty.");
            else if (header.Value.GetString()!.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0) faults.Add(target, "Must not hold line breaks.");
            else if (!headers.TryAdd(header.Name, header.Value.GetString()!)) faults.Add(target, "Given twice.");
        }

        return headers;
    }

    private static List<SubmittedAttachment> ReadAttachments(JsonFaults faults, JsonElement root)
    {
        var attachments = new List<SubmittedAttachment>();
        foreach (var (entry, at) in faults.Objects(root, "attachments", "attachments", required: false))
        {
            var name = faults.Text(entry, "name", $"{at}.name", required: true);
            var type = faults.Text(entry, "contentType", $"{at}.contentType", required: true);
            var base64 = faults.Text(entry, "contentInBase64", $"{at}.contentInBase64", required: true);
            var id = faults.Text(entry, "contentId", $"{at}.contentId", required: false);
            var content = Array.Empty<byte>();
            if (base64 is { Length: > 0 })
            {
                content = new byte[base64.Length];
                if (Convert.TryFromBase64String(base64, content, out var length)) Array.Resize(ref content, length);
                else faults.Add($"{at}.contentInBase64", "Is not base64.");
            }

            attachments.Add(new SubmittedAttachment(name ?? "", type ?? "", content, id));
        }

        return attachments;
    }

    private static bool IsAddress(string text) =>
        MailAddress.TryCreate(text, out var parsed) && parsed.Address == text && parsed.Host.Trim('.').Contains('.', StringComparison.Ordinal);
}

/// <summary>An attachment with its content.</summary>
internal sealed record SubmittedAttachment(string Name, string ContentType, ReadOnlyMemory<byte> Content, string? ContentId);
