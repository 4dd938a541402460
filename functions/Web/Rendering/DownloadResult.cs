using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LipServerless.Web.Rendering;

/// <summary>A file to save: never shown within a page, never sniffed, compressed on the way.</summary>
public sealed class DownloadResult(ReadOnlyMemory<byte> content, string contentType, string fileName) : IResult
{
    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    /// <summary>The name it is offered under.</summary>
    public string FileName { get; } = fileName;

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        SecurityHeaders.Apply(response);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        return Compression.WriteAsync(httpContext, Content);
    }
}
