using System.Text;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Rendering;

/// <summary>An HTML page as the answer to a request: security headers, compressed.</summary>
public sealed class PageResult(string html, int statusCode = StatusCodes.Status200OK) : IResult
{
    /// <summary>The page.</summary>
    public string Html { get; } = html;

    /// <summary>The status code.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>Whether it shows other pages of ours in frames.</summary>
    public bool Frames { get; init; }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        response.ContentType = "text/html; charset=utf-8";
        SecurityHeaders.Apply(response);
        if (Frames)
            response.Headers.ContentSecurityPolicy = $"{SecurityHeaders.ContentSecurityPolicy}; frame-src 'self'";
        await Compression.WriteAsync(httpContext, Encoding.UTF8.GetBytes(Html));
    }
}
