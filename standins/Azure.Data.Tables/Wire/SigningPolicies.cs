#nullable enable
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// Dates and signs a request by SharedKeyLite. It runs for every attempt: a retry must carry a fresh date, because the service
/// refuses dates more than fifteen minutes off.
/// </summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = DateStamp.Put(message.Request);
        var text = $"{date}\n{CanonicalResource(message.Request.Uri.ToUri())}";
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{credential.Sign(text)}");
    }

    // Path exactly as sent; of the query only `comp` counts. In path style the account stands there twice.
    private string CanonicalResource(Uri uri)
    {
        var resource = $"/{credential.AccountName}{uri.AbsolutePath}";
        foreach (var pair in uri.Query.TrimStart('?').Split('&'))
        {
            if (pair.StartsWith("comp=", StringComparison.OrdinalIgnoreCase))
                return $"{resource}?{pair}";
        }

        return resource;
    }
}

/// <summary>Appends a shared access signature, which may be exchanged while the client lives, to each attempt.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    private const string Attached = "LipServerless.Sas";

    public override void OnSendingRequest(HttpMessage message)
    {
        DateStamp.Put(message.Request);
        var signature = credential.Signature.TrimStart('?');
        var query = message.Request.Uri.Query.TrimStart('?');
        if (message.TryGetProperty(Attached, out var earlier) && earlier is string text)
            query = query.Replace(text, "", StringComparison.Ordinal).TrimEnd('&');
        message.Request.Uri.Query = query.Length == 0 ? $"?{signature}" : $"?{query}&{signature}";
        message.SetProperty(Attached, signature);
    }
}

/// <summary>For requests that something else authenticates: a token, or a signature that is part of the endpoint.</summary>
internal sealed class DatePolicy : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => DateStamp.Put(message.Request);
}

internal static class DateStamp
{
    public static string Put(Request request)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        return date;
    }
}
