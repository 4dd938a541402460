using System.Globalization;
using System.Text.Json;
using LipServerless.Embedded.Inbox.Protocol;

namespace LipServerless.Embedded.Inbox.Storage;

/// <summary>One mail as it lies on disk: what the inbox noted of it, and the body exactly as it was sent.</summary>
internal static class MailFile
{
    public const string Suffix = ".json";

    private const int Version = 1;

    /// <summary>The name for a number. Names are made of numbers only, never of anything a sender or a reader gave.</summary>
    public static string Name(long id) => id.ToString("D8", CultureInfo.InvariantCulture) + Suffix;

    public static MailSummary Summarise(long id, Guid operationId, DateTimeOffset received, SubmittedMail mail, MailFailure? failure) => new()
    {
        Id = id,
        OperationId = operationId,
        Received = received,
        From = mail.From,
        To = mail.To,
        Cc = mail.Cc,
        Bcc = mail.Bcc,
        ReplyTo = mail.ReplyTo,
        Subject = mail.Subject,
        Kind = MailKinds.Read(mail.Headers.GetValueOrDefault(MailKinds.Header)),
        Headers = mail.Headers,
        Attachments = [.. mail.Attachments.Select((a, n) => new MailAttachment(n, a.Name, a.ContentType, a.Content.Length, a.ContentId))],
        Failure = failure,
    };

    public static byte[] Write(MailSummary summary, ReadOnlyMemory<byte> body)
    {
        using var stream = new MemoryStream(body.Length + 512);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteNumber("id", summary.Id);
            json.WriteString("operationId", summary.OperationId);
            json.WriteString("received", summary.Received);
            if (summary.Failure is { } failure)
            {
                json.WriteStartObject("failure");
                json.WriteString("code", failure.Code);
                json.WriteString("message", failure.Message);
                json.WriteEndObject();
            }

            json.WritePropertyName("mail");
            json.WriteRawValue(body.Span);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The file is not one of ours, or was changed by hand so that it is none any more.</exception>
    public static (MailSummary Summary, SubmittedMail Mail) Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != Version) throw new InvalidDataException($"{path} was written by another version of the inbox.");
            var (mail, error) = SubmittedMail.Read(root.GetProperty("mail"));
            if (mail is null) throw new InvalidDataException($"{path} holds no valid mail: {error!.Target}.");
            var failure = root.TryGetProperty("failure", out var f)
                ? new MailFailure(f.GetProperty("code").GetString()!, f.GetProperty("message").GetString()!)
                : null;
            return (Summarise(root.GetProperty("id").GetInt64(), root.GetProperty("operationId").GetGuid(), root.GetProperty("received").GetDateTimeOffset(), mail, failure), mail);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is no mail of this inbox. Move it away and start again.", e);
        }
    }
}
