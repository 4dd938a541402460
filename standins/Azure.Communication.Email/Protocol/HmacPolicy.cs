#nullable enable
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Email.Protocol;

/// <summary>
/// Signs a request with the resource's access key: method, path with query, date, host with port, and hash of the body.
/// It stands behind the retry policy, so each attempt gets a date and a signature of its own, with the key as it then is.
/// </summary>
internal sealed class HmacPolicy(AzureKeyCredential credential, TimeProvider clock) : HttpPipelinePolicy
{
    private const string ContentHashHeader = "x-ms-content-sha256";

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, message.CancellationToken);
        Sign(message.Request, body);
        ProcessNext(message, pipeline);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var body = new MemoryStream();
        if (message.Request.Content is { } content)
            await content.WriteToAsync(body, message.CancellationToken).ConfigureAwait(false);
        Sign(message.Request, body);
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
    }

    private void Sign(Request request, MemoryStream body)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
        var date = clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var uri = request.Uri.ToUri();
        var text = $"{request.Method.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(credential.Key), Encoding.ASCII.GetBytes(text)));

        request.Headers.SetValue(ContentHashHeader, hash);
        request.Headers.SetValue(HttpHeader.Names.Date, date);
        request.Headers.SetValue(HttpHeader.Names.Authorization, $"HMAC-SHA256 SignedHeaders=date;host;{ContentHashHeader}&Signature={signature}");
    }
}
