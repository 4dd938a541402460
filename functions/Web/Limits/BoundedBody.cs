using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Limits;

/// <summary>Reads a request's body up to a limit, whatever its headers say of its length.</summary>
internal static class BoundedBody
{
    /// <exception cref="BadHttpRequestException">413: it is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int mostBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > mostBytes)
            throw TooLarge();
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (body.Length + read > mostBytes)
                throw TooLarge();
            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
