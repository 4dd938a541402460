using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LipServerless.Web.Rendering;

/// <summary>
/// Writes a body compressed as the client accepts it (Brotli, gzip or not at all): the worker has no middleware for that. Nothing an
/// attacker chooses stands beside a secret here: a page repeats typed text only in answer to a POST with a form token.
/// </summary>
public static class Compression
{
    // Below this size the headers outweigh what is saved.
    private const int Smallest = 600;

    /// <summary>Sets <c>Content-Encoding</c>, <c>Content-Length</c> and <c>Vary</c>, and writes the body.</summary>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = context.Response;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        var encoding = body.Length < Smallest ? null : Choose(context.Request);
        var bytes = encoding is null ? body : Compress(body, encoding);
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary><c>br</c>, <c>gzip</c>, or null for none: what the client ranks highest, Brotli where it ranks them equal.</summary>
    internal static string? Choose(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var wildcard = Quality(accepted, "*") ?? 0;
        var brotli = Quality(accepted, "br") ?? wildcard;
        var gzip = Quality(accepted, "gzip") ?? wildcard;
        if (brotli <= 0 && gzip <= 0)
            return null;
        return brotli >= gzip ? "br" : "gzip";
    }

    private static double? Quality(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        var value = accepted.FirstOrDefault(entry => entry.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
        return value is null ? null : value.Quality ?? 1;
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> body, string encoding)
    {
        var buffer = new MemoryStream();
        using (Stream packer = encoding == "br"
            ? new BrotliStream(buffer, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            packer.Write(body.Span);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
