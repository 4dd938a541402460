using LipServerless.Activities.Commands.Attachments;
using LipServerless.Domain.Attachments;
using LipServerless.Web.Pages.Attachments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LipServerless.Web.Pages.Reply;

/// <summary>Reads a posted form within limits of our own: the usual ones are too low for a long draft and too high for an open page.</summary>
/// <param name="Fields">The fields; null where the form cannot be read.</param>
/// <param name="Status">200, or why it cannot be read: 413, 415 or 400.</param>
public sealed record PostedForm(IFormCollection? Fields, int Status)
{
    /// <summary>Largest body of a form, in bytes.</summary>
    public const int LargestBody = 4 * 1024 * 1024;

    /// <summary>Files that came with it and are within the limits of a single one; nothing else of them is checked yet.</summary>
    public IReadOnlyList<SentFile> Files { get; init; } = [];

    /// <summary>Files that were too much while the form was read.</summary>
    public IReadOnlyList<AttachmentFault> FileFaults { get; init; } = [];

    /// <summary>Whether any file came.</summary>
    public bool HasFiles => Files.Count > 0 || FileFaults.Count > 0;

    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = 20_000,
        KeyLengthLimit = 200,
        ValueLengthLimit = LargestBody,
        MultipartBodyLengthLimit = LargestBody,
        BufferBodyLengthLimit = LargestBody,
    };

    /// <summary>A form that cannot be read.</summary>
    public static PostedForm Unreadable(int status) => new(null, status);

    /// <summary>Reads the form of a request, files included.</summary>
    public static Task<PostedForm> ReadAsync(HttpRequest request, AttachmentLimits files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
            ? MultipartForm.ReadAsync(request, files, LargestBody, cancellationToken)
            : ReadAsync(request, cancellationToken);
    }

    /// <summary>Reads the form of a request; files that come with it are left out.</summary>
    public static async Task<PostedForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasFormContentType)
            return new PostedForm(null, StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > LargestBody)
            return new PostedForm(null, StatusCodes.Status413PayloadTooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        try
        {
            return new PostedForm(await request.ReadFormAsync(Limits, cancellationToken), StatusCodes.Status200OK);
        }
        catch (BadHttpRequestException e)
        {
            return new PostedForm(null, e.StatusCode);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new PostedForm(null, StatusCodes.Status400BadRequest);
        }
    }
}
