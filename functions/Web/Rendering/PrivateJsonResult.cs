using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Rendering;

/// <summary>An answer to a page's own script: JSON with the headers of pages, kept in no cache; null for a status alone.</summary>
public sealed class PrivateJsonResult(object? value, int statusCode) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = statusCode;
        SecurityHeaders.Apply(response);
        if (value is null)
            return;
        response.ContentType = "application/json; charset=utf-8";
        await Compression.WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), JsonSerializerOptions.Web));
    }
}
