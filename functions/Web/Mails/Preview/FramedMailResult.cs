using System.Text;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Mails.Preview;

/// <summary>
/// A mail's HTML in a frame of our own page: its inline styles count, nothing in it runs or loads, and it has no part in our origin.
/// </summary>
public sealed class FramedMailResult(string html) : IResult
{
    /// <summary>Its policy; what is framed cannot frame, submit or reach anything.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups";

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        SecurityHeaders.Apply(response);
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers["X-Frame-Options"] = "SAMEORIGIN";
        // Its origin is nobody's: with this header a browser may refuse to show it by itself.
        response.Headers.Remove("Cross-Origin-Opener-Policy");
        return Compression.WriteAsync(httpContext, Encoding.UTF8.GetBytes(html));
    }
}
