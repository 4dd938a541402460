using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary>Reads whole bodies up to a length.</summary>
internal static class BoundedBody
{
    /// <summary>The body; null if it is longer than <paramref name="longest"/> bytes.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context, int longest)
    {
        if (context.Request.ContentLength > longest) return null;
        using var body = new MemoryStream();
        var chunk = new byte[81920];
        for (int read; (read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0;)
        {
            if (body.Length + read > longest) return null;
            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}
