using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LipServerless.Web.Pages.Reply;

/// <summary>Reads a posted form within limits of our own: the usual ones are too low for a long draft and too high for an open page.</summary>
public static class PostedForm
{
    /// <summary>Largest body of a form, in bytes.</summary>
    public const int LargestBody = 4 * 1024 * 1024;

    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = 20_000,
        KeyLengthLimit = 200,
        ValueLengthLimit = LargestBody,
        MultipartBodyLengthLimit = LargestBody,
        BufferBodyLengthLimit = LargestBody,
    };

    /// <summary>The form; null where it is too large, or no form at all.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > LargestBody || !request.HasFormContentType)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        try
        {
            return await request.ReadFormAsync(Limits, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}
