using LipServerless.Embedded.Inbox.Protocol;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox;

/// <summary>Reads bodies of the JSON API. The server itself sets no limit, for mails are large; these are not.</summary>
internal static class SmallBody
{
    private const int Longest = 1024 * 1024;

    /// <summary>The body; null if it was no JSON or too long, and the answer says so.</summary>
    public static async Task<byte[]?> ReadJsonAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await InboxProblem.WriteAsync(context, 415, "Not JSON.", "The content type must be application/json.");
            return null;
        }

        if (await BoundedBody.ReadAsync(context, Longest) is { } body) return body;
        await InboxProblem.WriteAsync(context, 413, "Too long.", "The body is longer than 1 MiB.");
        return null;
    }
}
