using LipServerless.Domain.Attachments;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>
/// A file that somebody else uploaded, to save: never shown within a page, never sniffed, and where a browser opens it all the same it is
/// in a sandbox that runs nothing. Not compressed: these types are already.
/// </summary>
public sealed class AttachmentResult(Attachment file, Stream content) : IResult
{
    /// <summary>Nothing is loaded, nothing runs, nobody frames it.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        await using var bytes = content;
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        SecurityHeaders.Apply(response);
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.ContentType = AttachmentTypes.MediaTypeOf(file.Type);
        response.ContentLength = file.Size;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        await bytes.CopyToAsync(response.Body, httpContext.RequestAborted);
    }
}
