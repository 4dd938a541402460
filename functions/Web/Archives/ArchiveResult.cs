using LipServerless.Activities.Commands.Archives;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LipServerless.Web.Archives;

/// <summary>
/// An archive to save, written as it is made: the first bytes leave at once, nothing waits for the whole. Where it breaks off, so does the
/// download, and what arrived is no ZIP file.
/// </summary>
public sealed class ArchiveResult(RoundExport archive) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/zip";
        SecurityHeaders.Apply(response);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(archive.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        await archive.WriteAsync(response.Body, httpContext.RequestAborted);
    }
}
