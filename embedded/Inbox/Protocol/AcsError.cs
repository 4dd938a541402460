using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary>An error as the service words it: a header with the code, and the same in the body with target and details.</summary>
internal sealed record AcsError(int Status, string Code, string Message, string? Target = null, IReadOnlyList<AcsErrorDetail>? Details = null)
{
    public TimeSpan? RetryAfter { get; init; }

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers["x-ms-error-code"] = Code;
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (Status == 401) response.Headers.WWWAuthenticate = "HMAC-SHA256";
        await InboxJson.WriteAsync(context, new
        {
            error = new
            {
                code = Code,
                message = Message,
                target = Target,
                details = (Details ?? []).Select(d => new { code = d.Code, message = d.Message, target = d.Target, details = Array.Empty<object>(), additionalInfo = Array.Empty<object>() }),
                additionalInfo = Array.Empty<object>(),
            },
        });
    }
}

internal sealed record AcsErrorDetail(string Code, string Message, string Target);

/// <summary>The JSON that the inbox writes.</summary>
internal static class InboxJson
{
    // Umlauts stay readable; what could end a script or an attribute stays escaped.
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    public static Task WriteAsync<T>(HttpContext context, T value, string contentType = "application/json; charset=utf-8")
    {
        context.Response.ContentType = contentType;
        return JsonSerializer.SerializeAsync(context.Response.Body, value, Options, context.RequestAborted);
    }
}
